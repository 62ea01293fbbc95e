"""The outline of a page: no more than a link checker asks for, read in half the time."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from autolink.page.dialects.model import DOUBTFUL
from autolink.page.events import PLAIN_BLOCKS, EventReader, destination, image
from autolink.page.model import Anchor, Heading, Link
from autolink.page.plain_links import plain_links
from autolink.page.positions import PageBytes
from autolink.page.syntax import given_id
from autolink.text.intervals import NO_INTERVALS, Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from autolink.page.dialects.dialect import Dialect
    from autolink.page.dialects.model import Closed
    from autolink.page.model import Comment, HtmlHeading, Undefined
    from autolink.page.page import Page

_TEXT = rb"[^<>\[\]()&\\`*_~$!:\r\n]+"
_LITERAL_LINK = re.compile(
    rb'<a href="[^"<>]*">(?P<span>\*\*?|~~|)(?! )(?P<html>%b)(?<! )(?P=span)</a>'
    rb"|\[(?P<markdown>%b)\]\([^()<>\s\\]*\)" % (_TEXT, _TEXT)
)
"""A link whose text is what is written, emphasis around it taken away."""
_TAG = re.compile(rb"<(?!https?:)[A-Za-z/!?]")
_HTML_HEADING = re.compile(rb"<[hH][1-6]")
TARGET = "target"
"""The kind of closed bytes that are a target, `(id)=`."""
_ATTRIBUTES = "attribute list"
_ID = re.compile(rb"[{: ](?:#|id=[\"']?+)([^\s{}#.=\"']+)")


@dataclass(frozen=True)
class Outline(PageBytes):
    """What a page shows of its structure. Of its prose nothing is known, nor where links stand in it."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    """In order of their start."""
    anchors: tuple[Anchor, ...]
    """Elements with an `id` or `name`, those in headings included."""
    comments: tuple[Comment, ...]
    footnotes: tuple[str, ...]
    """The labels of the footnotes that it defines."""
    html_headings: tuple[HtmlHeading, ...]
    """The headings written in raw HTML, in order."""
    undefined: tuple[Undefined, ...]
    """The references that have no definition, in no order."""
    dialect: Dialect
    """What the site reads beyond CommonMark and GFM."""
    closed: tuple[Closed, ...]
    """What the site reads as markup, in order: no prose, whatever CommonMark sees there."""

    @staticmethod
    def of(path: str, data: bytes, dialect: Dialect) -> Outline:
        """Read the outline of a page. Raises UnicodeDecodeError when its bytes are not UTF-8.

        Pages with footnotes or raw HTML headings are parsed whole: what they read stands in the prose. So are
        pages that have parts, or may have links, of which CommonMark knows nothing.
        """
        closed = _closed(path, data, dialect)
        if closed is None or b"[^" in data or _HTML_HEADING.search(data) is not None:
            return _whole(path, data, dialect)
        reader = OutlineReader(data)
        return Outline(path, data, *reader.outline(reader.run()), dialect, closed)

    @staticmethod
    def of_links(
        path: str,
        data: bytes,
        dialect: Dialect,
        is_wanted: Callable[[str], bool],
        link_count: int | None = None,
    ) -> Outline:
        """Read the links of a page whose targets are wanted, if they are all that is asked for.

        `link_count` is how many there are, if `skim` says so. Other links, headings and undefined
        references may be left out. Raises UnicodeDecodeError.
        """
        if _TAG.search(data):  # what raw HTML is takes the whole outline to know
            return Outline.of(path, data, dialect)
        closed = _closed(path, data, dialect)
        if closed is None or (b"^" in data and b"[^" in data):  # the rarer byte first: that takes no time
            return _whole(path, data, dialect)
        links = None if link_count is None else plain_links(data, link_count, is_wanted)
        if links is not None:
            return Outline(path, data, (), links, (), (), (), (), (), dialect, closed)
        reader = LinkReader(data, is_wanted)
        return Outline(path, data, *reader.outline(reader.run()), dialect, closed)

    @cached_property
    def whole(self) -> Page:
        """The page, completely parsed."""
        return _whole(self.path, self.data, self.dialect)

    @cached_property
    def hidden(self) -> Intervals:
        """The byte ranges in which nothing is a link: what the site reads as markup.

        But what is closed may be a link or a tag itself, so the first byte of it does not count.
        """
        if not self.closed:
            return NO_INTERVALS
        return Intervals((start + 1, end, kind) for start, end, kind in self.closed if kind != DOUBTFUL)

    @cached_property
    def targets(self) -> tuple[Anchor, ...]:
        """The targets `(id)=` of MyST, and the ids in attribute lists that are not those of headings."""
        return tuple(self._targets())

    def _targets(self) -> Iterator[Anchor]:
        headings = Intervals((heading.start, heading.end, "heading") for heading in self.headings)
        for start, end, kind in self.closed:
            if kind == TARGET:
                yield Anchor(self.data[start:end].strip()[1:-2].decode().strip(), start, end)
                continue
            found = _ID.search(self.data, start, end) if kind == _ATTRIBUTES else None
            if found and headings.reason(start, end) is None:
                yield Anchor(found[1].decode("utf-8", "replace"), start, end)

    def text_of(self, link: Link) -> str:
        """Return the rendered text of a link."""
        text = self.literal_text_of(link)
        return self.whole.rendered_text_of(link) if text is None else text

    def literal_text_of(self, link: Link) -> str | None:
        """Return the text of a link that has neither title nor attributes, and whose text reads as written.

        Nothing about other links, which only the prose tells about.
        """
        literal = _LITERAL_LINK.fullmatch(self.data, link.start, link.end)
        return (literal["html"] or literal["markdown"]).decode() if literal else None

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [comment.start for comment in self.comments]

    def comment_after(self, offset: int) -> Comment | None:
        """Return the first comment at or after a byte offset."""
        number = bisect_left(self._comment_starts, offset)
        return self.comments[number] if number < len(self.comments) else None


def _closed(path: str, data: bytes, dialect: Dialect) -> tuple[Closed, ...] | None:
    """Return what a dialect closes in a page; None where it may find more than that."""
    closed, parts = dialect.read(path, data)
    return None if parts or (closed and (dialect.templates or dialect.html_blocks)) else closed


def _whole(path: str, data: bytes, dialect: Dialect) -> Page:
    from autolink.page.page import Page  # which is an outline itself

    return Page.parse(path, data, dialect)


_start = attrgetter("start")


class OutlineReader(EventReader):
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

    def run(self) -> tuple[Link, ...]:
        """Read the whole page and return its links.

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
        return self._all_links()

    def _all_links(self) -> tuple[Link, ...]:
        self._definitions()
        return tuple(sorted((*self._found, *self.page.finish()[1]), key=_start))

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
        self.headings.append(Heading(*fields, frozenset(), given_id(opening), anchors, False))


class LinkReader(OutlineReader):
    """Collects the links of a page without raw HTML that are wanted, with all images and definitions."""

    def __init__(self, data: bytes, is_wanted: Callable[[str], bool]) -> None:
        super().__init__(data)
        self._is_wanted = is_wanted

    def run(self) -> tuple[Link, ...]:
        """Read the whole page and return its links."""
        base, is_wanted = self._base, self._is_wanted
        for event, span in self._events():
            if type(event) is str or "Start" not in event:
                continue
            tag = event["Start"]
            if type(tag) is str:
                continue
            if "Link" in tag:
                link = tag["Link"]
                if is_wanted(link["dest_url"]) or link["link_type"] == "Email":
                    self._take_link(link, span["start"] + base, span["end"] + base)
            elif "Image" in tag:
                self._take(tag, span["start"] + base, span["end"] + base)
        return self._all_links()
