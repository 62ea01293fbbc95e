"""The text of a page with code and formulas blanked out: what its inline syntax is looked for in.

Python-Markdown applies its inline patterns one after the other to the text of each block; what an earlier one
took is nothing but a placeholder to the others. Code comes first, then formulas, then escapes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.code_spans import code_spans
from autolink.page.dialects.python_markdown.fences import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.python_markdown.structure import Span

_ESCAPE = re.compile(rb"\\[\\`*_{}\[\]()>#+.!-]")
"""What is escaped whatever extensions are on (`Markdown.ESCAPED_CHARS`)."""
DESTINATION = re.compile(
    rb"\(\s*+(?:<[^<>\r\n]*+>|(?:[^\s()<>\"']++|\([^\s()<>\"']*+\))*+)"
    rb"(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()\"']*+\)))?+\s*+\)"
)
"""What CommonMark takes for the destination of a link as well, with or without a title."""
_SINGLE = re.compile(rb"`[^`]++`")
_LINK = re.compile(rb"\](%b)" % DESTINATION.pattern)
_DOLLARS = re.compile(rb"(?<!\\)(?:\\\\)*+(\$(?!\s)(?:\\.|[^\\$\x02\x03])++(?<!\s)\$)", re.DOTALL)


@dataclass(frozen=True)
class Inline:
    """The text of a page."""

    plain: bytes
    """The page with code, formulas, escapes and the destinations of links blanked out, byte for byte."""
    linked: bytes
    """The same with destinations of links."""
    spans: Sequence[Span]
    """The text of each block: bytes [start, end)."""
    code: Sequence[Span]
    """The code spans."""
    formulas: Sequence[Span]
    """The formulas in text."""

    def matches(self, pattern: re.Pattern[bytes], trigger: bytes) -> Iterator[re.Match[bytes]]:
        """Yield what a pattern finds in the text of each block that has its trigger."""
        for span in having(trigger, self.plain, self.spans):
            yield from pattern.finditer(self.plain, *span)


_END = itemgetter(1)


def having(trigger: bytes, text: bytes, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield those of some spans of a text, which are in order, that have a trigger; others cost nothing."""
    at, number = text.find(trigger), 0
    while at >= 0:
        number = bisect_right(spans, at, number, key=_END)
        if number == len(spans):
            return
        start, end = spans[number]
        if at >= start:
            yield start, end
        at = text.find(trigger, end if at >= start else start)


@lru_cache(maxsize=4)
def read_inline(data: bytes, start: int) -> Inline:
    """Return the text of a page, from a byte offset on."""
    found = read_structure(data, start)
    spans = found.texts
    code = [span for text in having(b"`", found.masked, spans) for span in _code(found.masked, *text)]
    uncoded = _blanked(found.masked, code)
    has_formulas = b"$" in uncoded or b"\\" in uncoded
    formulas = [span for text in spans for span in _formulas(uncoded, *text)] if has_formulas else []
    linked = _blanked(uncoded, formulas)
    linked = _ESCAPE.sub(CODE * 2, linked) if b"\\" in linked else linked
    plain = _blanked(linked, [match.span(1) for match in _LINK.finditer(linked, start)])
    return Inline(plain, linked, spans, code, formulas)


def _code(text: bytes, start: int, end: int) -> Iterator[Span]:
    """Yield the code spans in the text of a block: between each two backticks where these stand alone."""
    if text.find(b"``", start, end) >= 0 or text.find(b"\\`", start, end) >= 0:
        return code_spans(text, start, end)
    return (match.span() for match in _SINGLE.finditer(text, start, end))


def closed_code_spans(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the code spans of a page."""
    for span in read_inline(data, start).code:
        yield Closed(*span, "code span")


def _blanked(data: bytes, spans: Sequence[Span]) -> bytes:
    if not spans:
        return data
    blanked = bytearray(data)
    for start, end in spans:
        blanked[start:end] = CODE * (end - start)
    return bytes(blanked)


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


def character_before(text: bytes, at: int) -> int:
    """Return where the character before an offset starts, in UTF-8."""
    first = at - 1
    while first > at - 4 and first > 0 and text[first] & 0xC0 == 0x80:
        first -= 1
    return first
