"""Reads no more of a page than a link checker asks for, in half the time."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from autolink.page.model import Heading, Link
from autolink.page.parser import PLAIN_BLOCKS, Parser, destination, image

if TYPE_CHECKING:
    from typing import Any

    from autolink.page.model import Prose, Region


_start = attrgetter("start")


class OutlineParser(Parser):
    """Collects headings, links, anchors, comments and footnotes; passes over prose and what it stands in."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._found: list[Link] = []

    _image_end = 0
    """Where the last image met ends: links in its description are none."""
    _texts: list[str]
    _last = 0
    """Where the last event in the open heading ended."""
    _opening: Any = None

    def run(self) -> tuple[Prose, tuple[Link, ...], tuple[Region, ...]]:
        """Read the whole page and return its links; prose and regions are empty.

        Links and images are taken where they start, since they are known there.
        """
        base, in_heading, open_tags = self._base, False, self.html.open_tags
        for event, span in self._events():
            if in_heading:
                in_heading = self._heading_event(event, span["start"] + base, span["end"] + base)
            elif type(event) is str or "Text" in event or "Code" in event:
                continue
            elif "End" in event:
                tag = event["End"]
                if tag == "HtmlBlock":
                    self.html.end_html_block()
                elif open_tags and type(tag) is str and tag in PLAIN_BLOCKS:
                    self._close_elements(span["start"] + base, span["end"] + base)
            elif "Start" in event:
                tag = event["Start"]
                if type(tag) is str:
                    continue
                if "Link" in tag:
                    self._take_link(tag["Link"], span["start"] + base, span["end"] + base)
                else:
                    in_heading = self._take(tag, span["start"] + base, span["end"] + base)
            else:
                self._take_html(event, span["start"] + base, span["end"] + base)
        self._definitions()
        prose, others, regions = self.page.finish()
        return prose, tuple(sorted((*self._found, *others), key=_start)), regions

    def _close_elements(self, start: int, end: int) -> None:
        """Close the inline elements that are open at the end of a block."""
        self.page.last = start + len(self._data[start:end].rstrip())
        self.html.end_block()

    def _take(self, tag: Any, start: int, end: int) -> bool:
        """Take an image or a footnote where it starts; tell whether a heading does."""
        if "Image" in tag:
            self._image_end = max(end, self._image_end)
            self.page.point(*image(tag["Image"]), start, end)
        elif "FootnoteDefinition" in tag:
            self.footnotes.append(tag["FootnoteDefinition"])
        elif "Heading" in tag:
            self.html.empty_anchors.clear()
            self._opening, self._texts, self._last = tag["Heading"], [], start
            return True
        return False

    def _take_link(self, link: Any, start: int, end: int) -> None:
        if start >= self._image_end:
            kind, target = destination(link)
            self._found.append(Link(kind, target, False, start, end, end, end, 0, 0))

    def _take_html(self, event: Any, start: int, end: int) -> None:
        if "InlineHtml" in event:
            self.html.inline(event["InlineHtml"], start, end)
        elif "Html" in event:
            self.html.block_line(event["Html"], start, end)

    def _heading_event(self, event: Any, start: int, end: int) -> bool:
        """Take an event in a heading; tell whether the heading goes on."""
        if type(event) is str:
            self._texts.append(" " if event == "SoftBreak" else "")
        elif "Text" in event or "Code" in event:
            if start >= self._image_end:
                self._texts.append(event.get("Text") or event.get("Code", ""))
        elif "End" in event and type(event["End"]) is not str:
            self._add_heading(start, end)
            return False
        elif "Start" in event and type(event["Start"]) is not str:
            if "Link" in event["Start"]:
                self._take_link(event["Start"]["Link"], start, end)
            else:
                self._take(event["Start"], start, end)
        else:
            self._take_html(event, start, end)
        if not (type(event) is dict and "Start" in event):
            self._last = end
        return True

    def _add_heading(self, start: int, end: int) -> None:
        self.page.last = self._last
        self.html.end_block()
        last, opening, anchors = self._last, self._opening, tuple(self.html.empty_anchors)
        content_start, source = self._source(start, last, anchors)
        text = "".join(self._texts).strip()
        fields = int(opening["level"][1]), start, end, content_start, last, source, text
        self.headings.append(Heading(*fields, frozenset(), opening["id"], anchors, False))
