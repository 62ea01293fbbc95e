"""The text of a page with code and formulas blanked out: what its inline syntax is looked for in.

Python-Markdown applies its inline patterns one after the other to the text of each block; what an earlier one
took is nothing but a placeholder to the others. Code comes first, then formulas, then escapes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.fences import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.python_markdown.structure import Span

_BACKTICKS = re.compile(rb"\\*+`++")
_ESCAPE = re.compile(rb"\\[\\`*_{}\[\]()>#+.!-]")
"""What is escaped whatever extensions are on (`Markdown.ESCAPED_CHARS`)."""
_DOLLARS = re.compile(rb"(?<!\\)(?:\\\\)*+(\$(?!\s)(?:\\.|[^\\$\x02\x03])++(?<!\s)\$)", re.DOTALL)


@dataclass(frozen=True)
class Inline:
    """The text of a page."""

    text: bytes
    """The page with code, formulas and escapes blanked out, byte for byte."""
    unescaped: bytes
    """The same with code blanked out, and nothing else."""
    spans: Sequence[Span]
    """The text of each block: bytes [start, end)."""
    code: Sequence[Span]
    """The code spans."""
    formulas: Sequence[Span]
    """The formulas in text."""

    def matches(self, pattern: re.Pattern[bytes], trigger: bytes) -> Iterator[re.Match[bytes]]:
        """Yield what a pattern finds in the text of each block; nothing on a page without its trigger."""
        if trigger in self.text:
            for start, end in self.spans:
                yield from pattern.finditer(self.text, start, end)


@lru_cache(maxsize=4)
def read_inline(data: bytes, start: int) -> Inline:
    """Return the text of a page, from a byte offset on."""
    found = read_structure(data, start)
    spans = found.texts
    code = [span for text in spans for span in _code_spans(found.masked, *text)] if b"`" in data else []
    unescaped = _blanked(found.masked, code)
    formulas = [span for text in spans for span in _formulas(unescaped, *text)]
    text = _ESCAPE.sub(CODE * 2, _blanked(unescaped, formulas))
    return Inline(text, unescaped, spans, code, formulas)


def code_spans(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the code spans of a page: they may be closed by fewer backticks than they are opened by."""
    for span in read_inline(data, start).code:
        yield Closed(*span, "code span")


def _blanked(data: bytes, spans: Sequence[Span]) -> bytes:
    if not spans:
        return data
    blanked = bytearray(data)
    for start, end in spans:
        blanked[start:end] = CODE * (end - start)
    return bytes(blanked)


def _code_spans(text: bytes, start: int, end: int) -> Iterator[Span]:
    """Yield the code spans in the text of a block (`BacktickInlineProcessor`).

    What has no closing run of its own length is closed by the first of the longest shorter ones.
    """
    runs = [
        (match.start(), match.end(), match[0].count(b"\\")) for match in _BACKTICKS.finditer(text, start, end)
    ]
    places: dict[int, list[int]] = {}
    for number, (first, stop, escapes) in enumerate(runs):
        places.setdefault(stop - first - escapes, []).append(number)
    longest = _longest_after([stop - first - escapes for first, stop, escapes in runs])
    following = 0
    for number, (first, stop, escapes) in enumerate(runs):
        opening = stop - first - escapes - escapes % 2
        if number < following or not opening:
            continue
        fitting = places.get(opening, [])
        at = bisect_right(fitting, number)
        closing = fitting[at] if at < len(fitting) else longest[number]
        if closing > number and _size(runs[closing]) <= opening:
            yield stop - opening, runs[closing][1]
            following = closing + 1


def _size(run: tuple[int, int, int]) -> int:
    return run[1] - run[0] - run[2]


def _longest_after(sizes: Sequence[int]) -> list[int]:
    """Return, for each of some sizes, where the first of the largest after it stands; -1 for none."""
    found, best = [-1] * len(sizes), -1
    for number in range(len(sizes) - 1, -1, -1):
        found[number] = best
        if best < 0 or sizes[number] >= sizes[best]:
            best = number
    return found


def _formulas(text: bytes, start: int, end: int) -> Iterator[Span]:
    r"""Yield the formulas in the text of a block: `$x$`, `\(x\)` and `\[x\]`, without code in them."""
    found = [match.span(1) for match in _DOLLARS.finditer(text, start, end)] if b"$" in text else []
    for opening, closing in ((rb"\(", rb"\)"), (rb"\[", rb"\]")):
        found += _enclosed(text, start, end, opening, closing)
    return iter(sorted(found))


def _enclosed(text: bytes, start: int, end: int, opening: bytes, closing: bytes) -> Iterator[Span]:
    """Yield what stands between two marks, marks included, in linear time."""
    stop = barrier = -1
    while (at := text.find(opening, start, end)) >= 0:
        start = at + len(opening)
        if _escapes(text, at) % 2:
            continue
        if stop < start and (stop := text.find(closing, start, end)) < 0:
            return
        if barrier < start and (barrier := text.find(CODE, start, end)) < 0:
            barrier = end
        if stop < barrier:
            start = stop + len(closing)
            yield at, start


def _escapes(text: bytes, at: int) -> int:
    """Return how many backslashes stand before an offset."""
    first = at
    while first and text[first - 1] == 92:
        first -= 1
    return at - first
