"""Tags and comments in raw HTML, as the CommonMark specification (§6.6) delimits them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTE = r"""[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
# A comment that is never closed runs to the end, so that a page of `<!--` is scanned once.
_MARKUP = re.compile(
    rf"<!--(?P<comment>.*?)(?:-->|\Z)"
    rf"|(?P<other><\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z][^>]*+>?)"
    rf"|<(?P<close>/?+)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:\s++{_ATTRIBUTE})*+)\s*+(?P<slash>/?+)>",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(
    r"""\s++([A-Za-z_:][A-Za-z0-9_.:-]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+"""
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
RAW_TEXT = frozenset({"script", "style", "textarea", "title"})
"""Elements in which there is no markup."""
_RAW_TEXT_END = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in RAW_TEXT}


class Tag(NamedTuple):
    """One tag or comment. `start` and `end` are code point offsets in the scanned HTML."""

    start: int
    end: int
    name: str
    """Lower-case element name; `!--` for a comment."""
    closing: bool
    text: str
    """The attributes as written, or the comment's content."""
    empty: bool = False
    """Whether it encloses nothing: a void element, or written `<x/>`."""

    @property
    def is_void(self) -> bool:
        """Whether it is of an element that never has content."""
        return self.name in _VOID

    @property
    def is_unended(self) -> bool:
        """Whether it is a comment that runs to the end of what was scanned, without an end of its own."""
        return self.name == "!--" and self.end - self.start == len("<!--") + len(self.text)

    def attributes(self) -> dict[str, str]:
        """Return the attributes by lower-case name, entities decoded; the first of a name wins."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTES.findall(self.text):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


def scan(html: str) -> Iterator[Tag]:
    """Yield the tags and comments of a piece of HTML in order, in linear time.

    What is inside `<script>`, `<style>`, `<textarea>` and `<title>` is text, not markup.
    """
    position = 0
    while match := _MARKUP.search(html, position):
        position = match.end()
        if match["other"]:  # a processing instruction, a declaration, CDATA
            continue
        comment = match["comment"]
        if comment is not None:
            yield Tag(match.start(), position, "!--", False, comment)
            continue
        name = match["name"].lower()
        empty = bool(match["slash"]) or name in _VOID
        yield Tag(match.start(), position, name, bool(match["close"]), match["attributes"], empty)
        if name in _RAW_TEXT_END and not match["close"]:
            end = _RAW_TEXT_END[name].search(html, position)
            position = end.start() if end else len(html)
