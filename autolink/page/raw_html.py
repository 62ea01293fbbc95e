"""Raw HTML in a page: its links, anchors and comments, and which elements the prose is in."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.html_headings import HtmlHeadings
from autolink.page.model import BLOCK, BREAK, MARK, Anchor, Comment
from autolink.page.tags import Tag, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.collector import Collector


# Attributes that point somewhere, by element; `href` of `a` is read with its text.
_TARGETS = {
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "link": ("href",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}


def _sources(srcset: str) -> list[str]:
    """Return the addresses in a `srcset` attribute (HTML standard, §4.8.4.2.1)."""
    return _SOURCE.findall(srcset)


_SOURCE = re.compile(r"[\s,]*+([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*|,|\Z)")


_LINK = re.compile(r'<a href="([^"&]*)">')
"""The tag that opens most links: nothing in it has to be decoded."""


@lru_cache(maxsize=1024)
def _first_tag(value: str) -> Tag | None:
    """Return the tag or comment at the start of inline HTML; few of them differ, closing tags not at all."""
    return next(scan(value), None)


class _OpenElement(NamedTuple):
    name: str
    attributes: dict[str, str]
    start: int
    end: int
    first: int


class HtmlBlock:
    """The HTML of a block, without the prefixes of containers, and where it is in the file."""

    def __init__(self, lines: Sequence[tuple[str, int]]) -> None:
        self.html = "".join(line for line, _ in lines)
        self._starts = [0, *accumulate(len(line) for line, _ in lines)]
        self._offsets = [offset for _, offset in lines]
        self._line, self._read, self._offset = -1, 0, 0

    def offset(self, position: int) -> int:
        """Return where in the file the character at a position stands; positions must not descend."""
        line = self._line
        while line + 1 < len(self._offsets) and self._starts[line + 1] <= position:
            line += 1
        if line != self._line:
            self._line, self._read, self._offset = line, self._starts[line], self._offsets[line]
        self._offset += len(self.html[self._read : position].encode())
        self._read = position
        return self._offset

    def span(self, tag: Tag) -> tuple[int, int]:
        """Return where in the file a tag starts and ends."""
        return self.offset(tag.start), self.offset(tag.end - 1) + 1


class RawHtml:
    """Reads inline tags and HTML blocks into a collector.

    Elements are kept open by name, so that each tag costs the same however many are open.
    """

    def __init__(self, collector: Collector) -> None:
        self._page = collector
        self.open_tags: dict[str, list[_OpenElement]] = {}
        """The inline elements that may be open in this block, by name."""
        self._block: dict[str, list[_OpenElement]] = {}  # opened by an HTML block
        self._lines: list[tuple[str, int]] = []
        self._comment = -1  # the first piece behind a comment that is open still
        self.headings = HtmlHeadings(collector)
        self.anchors: list[Anchor] = []
        self.comments: list[Comment] = []
        self.empty_anchors: list[Anchor] = []
        """The `<a id=…></a>` met since this list was last cleared."""

    def inline(self, value: str, start: int, end: int) -> None:
        """Read one inline tag, comment or instruction."""
        page = self._page
        page.last = end
        if self._comment >= 0 and "-->" in value:
            self._end_comment()
        link = _LINK.fullmatch(value)
        if link:
            element = _OpenElement("a", {"href": link[1]}, start, end, len(page.pieces))
            self.open_tags.setdefault("a", []).append(element)
            return
        opened = self.open_tags.get("a")
        if opened and value == "</a>":
            self._close(opened.pop(), start, end)
            return
        tag = _first_tag(value)
        if tag is None:  # a processing instruction, a declaration, CDATA
            page.put(BREAK)
        elif tag.name == "!--":
            self.comments.append(Comment(tag.text, start, end))
            page.hide("comment", start, end)
            page.put(MARK)
        elif tag.closing:
            self.headings.close(tag.name)
            opened = self.open_tags.get(tag.name)
            running = self._block.get(tag.name)
            if opened:
                self._close(opened.pop(), start, end)
            else:
                if running:
                    page.region(f"<{tag.name}>", running.pop().first, page.here)
                page.put(MARK)
        else:
            self._open(tag, start, end)

    def end_block(self) -> None:
        """Close what is still open at the end of a block; a link runs on (HTML standard, §13.2.4.3)."""
        if not self.open_tags:
            return
        for opened in self.open_tags.values():
            for element in opened:
                self._close(element, self._page.last, self._page.last)
                if element.name == "a" and "href" in element.attributes:
                    self._block.setdefault("a", []).append(element._replace(first=self._page.here))
        self.open_tags.clear()

    def end_page(self) -> None:
        """Close the links and the comment that are open still: browsers continue with them."""
        if self._comment >= 0:
            self._end_comment()
        for element in self._block.get("a", ())[:1]:
            if "href" in element.attributes:
                self._page.region("<a>", element.first, self._page.here)

    def _end_comment(self) -> None:
        """Close the comment that is open. A `-->` in text ends none: its `>` is encoded there."""
        self._page.region("comment", self._comment, self._page.here)
        self._comment = -1

    def _open(self, tag: Tag, start: int, end: int) -> None:
        page = self._page
        attributes = tag.attributes()
        self.headings.open(tag.name, start)
        self._collect(tag.name, attributes, start, end)
        if tag.name in ("img", "br"):
            page.put(BREAK)
        elif tag.name != "a" or "href" not in attributes:
            page.put(MARK)
        if not tag.empty:
            self.open_tags.setdefault(tag.name, []).append(
                _OpenElement(tag.name, attributes, start, end, page.here)
            )

    def _close(self, element: _OpenElement, start: int, end: int) -> None:
        page = self._page
        attributes = element.attributes if element.name == "a" else {}
        if "href" in attributes:
            plain = len(attributes) == 1 and end > start
            bytes_of = (element.start, element.end, start, end)
            page.links.append(
                ("html", attributes["href"].strip(), plain, *bytes_of, element.first, page.here)
            )
            return
        page.region(f"<{element.name}>", element.first, page.here)
        page.put(MARK)
        identifier = attributes.get("id", attributes.get("name"))
        if identifier and element.end == start < end:
            self.empty_anchors.append(Anchor(identifier, element.start, end))

    def _collect(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        for key in ("id", "name") if name == "a" else ("id",):
            if attributes.get(key):
                self.anchors.append(Anchor(attributes[key], start, end))
        for key in _TARGETS.get(name, ()):
            value = attributes.get(key)
            if value is not None:
                for target in _sources(value) if key == "srcset" else (value,):
                    self._page.point("image", target.strip(), start, end)

    def block_line(self, value: str, start: int, _end: int) -> None:
        """Take one line of an HTML block, without the prefix of the containers that it is in."""
        self._lines.append((value, start))

    def end_html_block(self) -> None:
        """Read the HTML block whose lines were taken."""
        block = self._taken()
        self._page.put(BLOCK)
        read = 0
        for tag in scan(block.html):
            self.headings.take(unescape(block.html[read : tag.start]))
            read = tag.end
            self._block_tag(tag, *block.span(tag))
        self.headings.take(unescape(block.html[read:]))

    def _taken(self) -> HtmlBlock:
        """Return the HTML block whose lines were taken."""
        block = HtmlBlock(self._lines)
        self._lines.clear()
        if self._comment >= 0 and "-->" in block.html:
            self._end_comment()
        return block

    def _block_tag(self, tag: Tag, start: int, end: int) -> None:
        page = self._page
        if tag.name == "!--":
            self.comments.append(Comment(tag.text, start, end))
            if tag.is_unended and self._comment < 0:
                self._comment = page.here
        elif tag.closing:
            self.headings.close(tag.name)
            opened = self._block.get(tag.name)
            if opened:
                page.region(f"<{tag.name}>", opened.pop().first, page.here)
        else:
            attributes = tag.attributes()
            self.headings.open(tag.name, start)
            self._collect(tag.name, attributes, start, end)
            if tag.name == "a" and "href" in attributes:
                page.point("html", attributes["href"].strip(), start, end)
            if not tag.empty:
                self._block.setdefault(tag.name, []).append(
                    _OpenElement(tag.name, attributes, start, end, page.here)
                )
