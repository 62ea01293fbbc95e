"""Reads all of a page: its prose with what is in it, in one fast pass over the events."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from autolink.page.events import AMPERSAND, BACKSLASH, NONE, PLAIN_BLOCKS, EventReader, destination
from autolink.page.model import BLOCK, BREAK, Heading
from autolink.page.syntax import given_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.events import Event
    from autolink.page.model import Link, Prose, Region

_SIDES = frozenset({"Start", "End"})
_NUMBER_SIGN = ord("#")


class PageReader(EventReader):
    """Takes the most frequent events itself, and most headings and links in one step; a page has thousands.

    What has to know where the event before it ended is open for a while, and taken by the methods that keep
    count of that.
    """

    def run(self) -> tuple[Prose, tuple[Link, ...], tuple[Region, ...]]:
        """Read the whole page and return its prose, links and regions."""
        page, base, data, handlers = self.page, self._base, self._data, self._handlers()
        if base:
            page.hide("front matter", 0, base)
        put, pieces, open_tags = page.put, page.pieces, self.html.open_tags
        written, offsets = page.written.append, page.offsets.append
        # Text may be no copy of what is at its place: an entity, what is left of a tab, before raw HTML.
        unusual = b"&" in data or b"\t" in data or b"<" in data
        events = self._events()
        for event, span in events:  # the most frequent kinds first, and dealt with here
            if "Text" in event:
                start = span["start"] + base
                if unusual and (data[start] == AMPERSAND or span["start"] == span["end"]):
                    self._text(event["Text"], start, span["end"] + base)
                    continue
                written(len(pieces))
                offsets(start)
                put(event["Text"])
            elif "End" in event:
                tag = event["End"]
                if type(tag) is str and tag in PLAIN_BLOCKS:
                    put(BLOCK)
                else:
                    self._end(tag, span["start"] + base, span["end"] + base)
            elif "Start" in event:
                tag = event["Start"]
                if type(tag) is not str or tag not in PLAIN_BLOCKS:
                    self._open(tag, span["start"] + base, span["end"] + base, events)
                elif not self._depth:
                    self.blocks.append((span["start"] + base, span["end"] + base))
            elif type(event) is str:
                put("\n" if event == "SoftBreak" else BREAK)
            else:
                kind, value = event.popitem()  # its only one
                handlers[kind](value, span["start"] + base, span["end"] + base)
                if open_tags:
                    self._take_open(events)
        self.html.end_page()
        self._definitions()
        return page.finish()

    def _take_open(self, events: Iterator[Event]) -> None:
        """Take events as long as anything is open that has to know where the last one of them ended."""
        page, base, handlers, put = self.page, self._base, self._handlers(), self.page.put
        links, open_tags = self._links, self.html.open_tags
        for event, span in events:
            start, end = span["start"] + base, span["end"] + base
            if type(event) is str:
                put("\n" if event == "SoftBreak" else BREAK)
                page.last = end
            else:
                kind, value = event.popitem()  # its only one
                if kind == "Text":
                    self._text(value, start, end)
                elif type(value) is not str or value not in PLAIN_BLOCKS or kind not in _SIDES:
                    handlers[kind](value, start, end)
                elif kind == "End":
                    self.html.end_block()
                    put(BLOCK)
                    page.last = end
                else:  # the end of what came before separates
                    if not self._depth:
                        self.blocks.append((start, end))
                    page.last = start
            if not (links or self._silent or open_tags or self._heading):
                return

    def _open(self, tag: Any, start: int, end: int, events: Iterator[Event]) -> None:
        """Take the start of anything but a plain block, and all of what has to know where its parts end."""
        if "Link" in tag or "Heading" in tag:
            seen = [next(events)]
            if "Text" in seen[0][0]:
                seen.append(next(events))
                if "End" in seen[1][0] and self._is_copied(seen[0][1]):
                    if "Link" in tag:
                        self._put_link(tag["Link"], start, end, *seen[0])
                    else:
                        self._put_heading(tag["Heading"], start, end, *seen[0])
                    return
            events = chain(seen, events)
        self._start(tag, start, end)
        if self._links or self._silent or self._heading:
            self._take_open(events)

    def _is_copied(self, span: dict[str, int]) -> bool:
        """Tell whether a text is what is at its place, where no escape is before it."""
        start, end = span["start"] + self._base, span["end"] + self._base
        return start < end and self._data[start] != AMPERSAND and self._data[start - 1] != BACKSLASH

    def _put_link(self, link: Any, start: int, end: int, event: Any, span: Any) -> None:
        """Take a link of which the text is one piece."""
        page, here = self.page, len(self.page.pieces)
        text_start = span["start"] + self._base
        page.written.append(here)
        page.offsets.append(text_start)
        page.put(event["Text"])
        kind, target = destination(link)
        if kind == "autolink":
            page.regions.append(("autolink", here, here + 1))
        plain = kind == "inline" and not link["title"]
        bytes_of = start, start + 1, span["end"] + self._base, end
        page.links.append((kind, target, plain, *bytes_of, here, here + 1))

    def _put_heading(self, opening: Any, start: int, end: int, event: Any, span: Any) -> None:
        """Take a heading that is one text."""
        page, here, nested = self.page, len(self.page.pieces) + 1, self._depth > 0
        if not nested:
            self.blocks.append((start, end))
        text, text_start = event["Text"], span["start"] + self._base
        page.regions.append(("heading", here, here + 1))
        page.written.append(here)
        page.offsets.append(text_start)
        page.pieces += (BLOCK, text, BLOCK)
        source = text.strip()
        content = text_start if self._data[start] == _NUMBER_SIGN else start, span["end"] + self._base
        level = int(opening["level"][1])
        self.headings.append(
            Heading(level, start, end, *content, source, source, NONE, given_id(opening), (), nested)
        )
