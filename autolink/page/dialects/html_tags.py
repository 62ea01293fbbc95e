"""HTML tags as tolerant parsers delimit them, which is more than CommonMark takes for one.

The rules are those of Python-Markdown (`locatestarttagend_tolerant` of `markdown.htmlparser`); kramdown and
Vue agree where it matters. Those expressions backtrack, and are tried again at each `<`; what is known of
tags that were never closed keeps this linear.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = re.compile(rb"[A-Za-z][^`\t\n\r\f />\x00]*+")
_GAP = re.compile(rb"(?:\s|/(?!>))*+")
_ATTRIBUTE = re.compile(
    rb"(?<=['\"\s/])(?P<name>[^`\s/>][^\s/=>]*+)"
    rb"(?:\s*+=++\s*+(?P<value>'[^']*+'|\"[^\"]*+\"|(?!['\"])[^`>\s]*+)(?:\s*+,)*+)?+(?:\s|/(?!>))*+"
)
_END = re.compile(rb"\s*+/?>")


class Tag(NamedTuple):
    """One tag: bytes [start, end); `name` is lower-case."""

    start: int
    end: int
    name: str
    is_closing: bool = False
    is_empty: bool = False
    """Whether it is written `<x/>`."""
    markdown: str | None = None
    """The value of its attribute `markdown`: what of its content is Markdown."""


class Tags:
    """Reads the tags of a page, from left to right."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._name_end = 0  # of the last name that no tag came of
        self._futile: set[int] = set()
        """Places between attributes from which no tag is completed."""
        self._is_open = True  # whether a `>` may follow

    def closing(self, start: int) -> Tag | None:
        """Return the closing tag that starts with `</` at an offset."""
        name = _NAME.match(self._data, start + 2)
        if name is None or not self._is_open:
            return None
        end = self._data.find(b">", name.end())
        self._is_open = end >= 0
        return Tag(start, end + 1, _lower(name[0]), is_closing=True) if self._is_open else None

    def opening(self, start: int) -> Tag | None:
        """Return the opening tag that starts with `<` at an offset."""
        if start + 1 < self._name_end:  # the same name, from a later letter on
            return None
        name = _NAME.match(self._data, start + 1)
        if name is None:
            return None
        gap = _GAP.match(self._data, name.end())
        assert gap is not None
        at, markdown, passed = gap.end(), None, []
        while at not in self._futile:
            passed.append(at)
            attribute = _ATTRIBUTE.match(self._data, at)
            if attribute is None:
                if end := _END.match(self._data, at):
                    is_empty = end[0].endswith(b"/>")
                    return Tag(start, end.end(), _lower(name[0]), is_empty=is_empty, markdown=markdown)
                break
            at = attribute.end()
            if attribute["name"].lower() == b"markdown":
                markdown = _unquoted(attribute["value"])
        self._name_end = name.end()
        self._futile.update(passed)
        return None


def _lower(name: bytes) -> str:
    return name.decode("utf-8", "replace").lower()


def _unquoted(value: bytes | None) -> str:
    """Return the value of an attribute `markdown`; `<div markdown>` says `1`."""
    text = _lower(value).strip("'\"") if value else ""
    return "1" if value is None or text == "markdown" else text
