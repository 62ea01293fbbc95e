r"""Formulas between `$$`, `$`, `\(` and `\[` that CommonMark, or our parser, takes for text."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code, without_code_blocks
from autolink.page.dialects.model import DOUBTFUL, Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = {b"$": b"$", b"$$": b"$$", b"\\(": b"\\)", b"\\[": b"\\]", b"<!--": b"-->"}
_LINE_START = rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+"  # the markers of quotes and lists
_DOLLARS_BLOCK = re.compile(_LINE_START + rb"(\$\$)", re.MULTILINE)
_PASSED_BLOCK = re.compile(_LINE_START + rb"(\$\$|\\\[)", re.MULTILINE)
_OPENER = re.compile(rb"\$|\\[(\[]")
_PASSED = re.compile(rb"<!--|\${3,}|\$\$?|\\[(\[`]|`++")
_RUN = re.compile(rb"`++")
_ITEM = re.compile(rb"(?:^|(?<=\r))[ \t>]*+(?:[*+-]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_DELIMITERS = re.compile(rb"(?:^|(?<=\r))[ \t>]*+[|:]?+[ \t]*+-++[-|: \t]*+(?=[\r\n]|\Z)", re.MULTILINE)
_CELL = re.compile(rb"(?:[^\\|\r\n]++|\\[^\r\n]?)++")
_BRACKET = re.compile(rb"\\[\[\]]|[\[\]]")
_BRACKETS = re.compile(rb"\[|\]\(?")
_TAG_START = re.compile(rb"<[A-Za-z/!?]")


def dollar_blocks(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what VitePress reads as blocks of math: from a line that starts with `$$` on, or all the rest."""
    if data.find(b"$$", start) >= 0:
        yield from _blocks(without_code(data, start), start, _DOLLARS_BLOCK)


def passthrough(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what Goldmark's extension passthrough may leave alone: a site chooses its delimiters."""
    if data.find(b"$", start) < 0 and data.find(b"\\", start) < 0:
        return
    yield from _blocks(without_code(data, start), start, _PASSED_BLOCK)
    text = without_code_blocks(data, start)
    for first, stop in between_blank_lines(text, start):
        if _OPENER.search(text, first, stop):
            for at, end in {(first, stop), *_pieces(text, first, stop)}:
                formulas = [*_in_text(text, at, end)]
                yield from formulas
                if _divides_brackets(text, at, end, formulas):
                    yield Closed(at, end, DOUBTFUL)


def _pieces(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a block, and where it may be a table, the cells."""
    cuts = [start, *(match.start() for match in _ITEM.finditer(text, start, end)), end]
    yield from pairwise(cuts)
    if _DELIMITERS.search(text, start, end):
        for cell in _CELL.finditer(text, start, end):
            yield cell.span()


def _blocks(text: bytes, start: int, opener: re.Pattern[bytes]) -> Iterator[Closed]:
    """Yield formulas that start a line. One that does not end takes the rest of the page."""
    at = start
    while match := opener.search(text, at):
        closer = _CLOSERS[match[1]]
        end = text.find(closer, match.end())
        at = len(text) if end < 0 else end + len(closer)
        yield Closed(match.start(1), at, "math")


def _in_text(text: bytes, start: int, end: int) -> Iterator[Closed]:
    """Yield formulas and code in bytes [start, end), read from left to right: what begins first counts.

    More than two dollars take what follows. What a browser takes for a tag goes on behind a formula, which is
    not escaped.
    """
    at, absent, runs = start, set[bytes](), _runs(text, start, end)
    while match := _PASSED.search(text, at, end):
        mark, at = match[0], match.end()
        if mark[0] == ord("`"):
            starts = runs.get(len(mark), [])
            following = bisect_left(starts, at)
            if following < len(starts):
                at = starts[following] + len(mark)
                yield Closed(match.start(), at, "code span")
        elif mark in _CLOSERS and mark not in absent:
            stop = text.find(_CLOSERS[mark], at, end)
            if stop < 0:
                absent.add(mark)
                continue
            formula, at = text[at:stop], stop + len(_CLOSERS[mark])
            if mark == b"<!--":
                continue
            yield Closed(match.start(), at, "math")
            if _TAG_START.search(formula, formula.rfind(b">") + 1):
                yield Closed(match.start(), text.find(b">", at, end) + 1 or end, "text")
        elif mark.startswith(b"$$$"):
            yield Closed(match.start(), end, "math")
            return


def _divides_brackets(text: bytes, start: int, end: int, formulas: list[Closed]) -> bool:
    """Tell whether a link is in a formula, or one of two brackets, the other not being in the same."""
    held = [
        mark
        for first, stop, kind in formulas
        if kind == "math"
        for mark in _BRACKETS.findall(text, first, stop)
    ]
    if b"](" in held or not held:
        return b"](" in held
    starts = [first for first, _, _ in formulas]
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        at = bracket.start()
        number = bisect_left(starts, at + 1) - 1
        where = number if number >= 0 and at < formulas[number].end else -1
        if bracket[0] == b"[":
            opened.append(where)
        elif bracket[0] == b"]" and opened and opened.pop() != where:
            return True
    return False


def _runs(text: bytes, start: int, end: int) -> dict[int, list[int]]:
    """Return where the runs of backticks in bytes [start, end) start, by their length."""
    found: dict[int, list[int]] = {}
    for run in _RUN.finditer(text, start, end):
        found.setdefault(run.end() - run.start(), []).append(run.start())
    return found
