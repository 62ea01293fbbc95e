r"""Formulas between `$$`, `$`, `\(` and `\[` that CommonMark, or our parser, takes for text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code, without_code_blocks
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = {b"$": b"$", b"$$": b"$$", b"\\(": b"\\)", b"\\[": b"\\]", b"<!--": b"-->"}
_LINE_START = rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+"  # the markers of quotes and lists
_DOLLARS_BLOCK = re.compile(_LINE_START + rb"(\$\$)", re.MULTILINE)
_PASSED_BLOCK = re.compile(_LINE_START + rb"(\$\$|\\\[)", re.MULTILINE)
_PASSED = re.compile(rb"<!--|\${3,}|\$\$?|\\[(\[]")


def dollar_blocks(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what VitePress reads as blocks of math: from a line that starts with `$$` on, or all the rest."""
    if data.find(b"$$", start) >= 0:
        yield from _blocks(without_code(data, start), start, _DOLLARS_BLOCK)


def passthrough(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what Goldmark's extension passthrough may leave alone: a site chooses its delimiters."""
    if data.find(b"$", start) >= 0 or data.find(b"\\", start) >= 0:
        text = without_code(data, start)
        yield from _blocks(text, start, _PASSED_BLOCK)
        yield from _in_text(text, without_code_blocks(data, start), start)


def _blocks(text: bytes, start: int, opener: re.Pattern[bytes]) -> Iterator[Closed]:
    """Yield formulas that start a line. One that does not end takes the rest of the page."""
    at = start
    while match := opener.search(text, at):
        closer = _CLOSERS[match[1]]
        end = text.find(closer, match.end())
        at = len(text) if end < 0 else end + len(closer)
        yield Closed(match.start(1), at, "math")


def _in_text(text: bytes, whole: bytes, start: int) -> Iterator[Closed]:
    """Yield formulas that open and close between two blank lines.

    They open in text without code, and close in the whole of it. More than two dollars take what follows.
    """
    for first, stop in between_blank_lines(text, start):
        at = first
        absent: set[bytes] = set()
        while match := _PASSED.search(text, at, stop):
            closer = _CLOSERS.get(match[0])
            if closer is None:
                yield Closed(match.start(), stop, "math")
                break
            end = -1 if closer in absent else whole.find(closer, match.end(), stop)
            if end < 0:
                absent.add(closer)
                at = match.end()
            else:
                at = end + len(closer)
                if closer != b"-->":
                    yield Closed(match.start(), at, "math")
