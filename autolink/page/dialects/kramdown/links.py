"""Links that only kramdown sees (`parser/kramdown/link.rb`): their destinations may hold spaces.

Of links in each other the outer one counts, by its destination or its label. What begins within brackets may
end behind them, so that no link ends there: emphasis, and elements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.code import marks
from autolink.page.dialects.kramdown.definitions import labels, normalized
from autolink.page.dialects.kramdown.text import text_of
from autolink.page.dialects.model import DOUBTFUL, Closed

if TYPE_CHECKING:
    from collections.abc import Iterator


_TITLE = rb"(?:\"[^\"]{0,300}+\"|'[^']{0,300}+')\s*+"
_DESTINATION = re.compile(
    rb"\((?:<[^>\r\n]{0,300}+>\s*+(?:%b)?+\)"
    rb"|(?!<[^>\r\n]{0,300}+>)(?:[^()\s]++|\s++(?![\"'(])|\([^()]{0,300}+\)){0,300}+(?:\s*+%b)?+\)"
    rb"|(?:\S{1,50}+|\s++(?![\"'\s])){0,12}+\s++%b\))" % (_TITLE, _TITLE, _TITLE)
)
_LABEL = re.compile(rb"\s*+\[([^\]]{0,300}+)\]")
_MARK = re.compile(
    rb"\\[!-/:-@\[-`{-~]|\[\^\w[\w-]*+\]|!?\[|\]|(?P<run>\*++|_++)|<(?P<closing>/?+)(?P<tag>[A-Za-z][\w-]*+)(?=[\s>])"
)
_INTRAWORD = re.compile(rb"(?<=[A-Za-z0-9\x80-\xff])_++(?=[A-Za-z0-9\x80-\xff])|(?<![^\s])[*_]++(?=\s)")
_BOX = re.compile(rb"[*+.-][ \t]\[[ xX]\]")
_EMPTY = frozenset((b"br", b"hr", b"img", b"input", b"wbr"))


def links(data: bytes, start: int) -> Iterator[Closed]:
    """Yield links that CommonMark does not see, and text behind brackets that hold half a pair of marks."""
    if data.find(b"](", start) < 0 and data.find(b"]:", start) < 0:
        return
    text, seen = text_of(data, start), marks(data, start).links
    known = labels(data, text.data, start)
    for ranges in text.blocks:
        begin, end = ranges[0][0], ranges[-1][1]
        if text.data.find(b"]", begin, end) >= 0:
            block = _Block(data, text.data, end, known)
            for first, stop in ranges:
                yield from block.read(first, stop, seen)
            if known or text.data.find(b"](", begin, end) >= 0:
                yield from block.half_pairs()


class _Marks(NamedTuple):
    """How many marks there are in some text."""

    runs: int = 0
    """Runs of asterisks."""
    asterisks: int = 0
    underscores: int = 0
    """Runs of underscores."""
    elements: int = 0
    """Elements left open."""

    def since(self, before: _Marks) -> _Marks:
        """Return those that were not there before."""
        return _Marks(*(now - then for now, then in zip(self, before, strict=True)))


class _Bracket(NamedTuple):
    start: int
    before: _Marks
    """The marks of the block that come before it."""


class _Block:
    """Reads the brackets of a block that ends at an offset."""

    def __init__(self, data: bytes, text: bytes, end: int, known: frozenset[str]) -> None:
        self._data = data
        self._text = text
        self._end = end
        self._known = known
        self._opened: list[_Bracket] = []
        self._last = -1  # where the last link starts
        self._marks = _Marks()
        """Those so far."""
        self._around_halves: list[tuple[int, _Marks]] = []
        """For brackets around half a pair of marks: where they start, the marks in them."""

    def read(self, start: int, end: int, seen: frozenset[int]) -> Iterator[Closed]:
        """Yield the links in bytes [start, end) that are not among those that CommonMark has `seen`."""
        for mark in _MARK.finditer(self._text, start, end):
            if mark[0].startswith(b"\\"):
                continue
            if mark["run"] or mark["tag"]:
                self._count(mark)
            elif mark[0].endswith(b"["):
                self._opened.append(_Bracket(mark.start(), self._marks))
            elif mark[0].startswith(b"[^"):
                self._opened += self._opened[-1:]  # it counts as a bracket that nothing closes
            elif mark[0] == b"]" and self._opened:
                bracket = self._opened.pop()
                self._note_half_pairs(bracket)
                stop = self._link_end(bracket.start, mark.start())
                if stop and (self._last > bracket.start or bracket.start not in seen):
                    yield Closed(bracket.start, stop, "link")
                if stop and self._text[bracket.start] == ord("["):
                    self._last = bracket.start

    def half_pairs(self) -> Iterator[Closed]:
        """Yield the rest of the block from brackets on that hold half a pair of marks."""
        total = self._marks
        for start, (runs, _, underscores, elements) in self._around_halves:
            if elements or total.runs > runs > 0 or total.underscores > underscores > 0:
                yield Closed(start, self._end, DOUBTFUL)
                return

    def _count(self, mark: re.Match[bytes]) -> None:
        runs, asterisks, underscores, elements = self._marks
        if mark["tag"]:
            if mark["tag"].lower() not in _EMPTY:
                elements += -1 if mark["closing"] else 1
        elif not _INTRAWORD.match(self._text, mark.start(), self._end):
            if mark[0][0] == ord("*"):
                runs, asterisks = runs + 1, asterisks + len(mark[0])
            else:
                underscores += 1
        self._marks = _Marks(runs, asterisks, underscores, elements)

    def _note_half_pairs(self, bracket: _Bracket) -> None:
        """Note a pair of brackets in which a pair of marks only starts, or only ends."""
        inside = self._marks.since(bracket.before)
        if any(count % 2 for count in inside[:3]) or inside.elements:
            start = self._opened[0].start if self._opened else bracket.start
            self._around_halves.append((start, inside))

    def _link_end(self, start: int, closing: int) -> int:
        """Return where the link or image ends whose text the brackets enclose; 0 where they are none."""
        at = closing + 1
        content = start + (2 if self._text[start] == ord("!") else 1)
        if self._text[content] == ord("^"):
            return 0
        if self._text[at : at + 1] == b"(":
            destination = _DESTINATION.match(self._text, at, self._end)
            return destination.end() if destination else 0
        if self._text[at : at + 1] == b":" or _BOX.match(self._text, max(start - 2, 0)):
            return 0
        label = _LABEL.match(self._text, at, self._end)
        first, last = label.span(1) if label and label[1] else (content, min(closing, content + 300))
        is_known = self._known and normalized(self._data[first:last]) in self._known
        return (label.end() if label else at) if is_known else 0
