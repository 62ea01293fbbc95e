"""Abbreviations: their definitions, `*[HTML]: Hypertext Markup Language`, and what these explain.

The abbreviation may hold brackets: `*LLM]:` must not become such a definition. A link within an abbreviation
of several words would divide it, and one behind a digit, `4LLM`, makes an abbreviation of what was none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFINITION = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}\.)[ \t>]++)*+"  # the markers of quotes and lists
    rb"(\*\[((?:[^\]\r\n]|\](?!:))++)\]:[^\r\n]*+)",
    re.MULTILINE,
)
_BEHIND_DIGITS = re.compile(rb"(?<!\w)[0-9_]++([A-Za-z]\w*+)")
_WORD = re.compile(rb"[A-Za-z][A-Za-z0-9]*+\Z")
_START = re.compile(rb"(?<!\w)[^\s]")
_LONGEST = 60
"""Bytes of the longest abbreviation of several words that is looked for."""


def abbreviations(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the definitions of abbreviations, those of several words, and others behind digits."""
    if data.find(b"*[", start) < 0:
        return
    text = without_code(data, start)
    found = [*_DEFINITION.finditer(text, start)]
    yield from (Closed(*match.span(1), "abbreviation") for match in found)
    names = {match[2] for match in found}
    words = {name for name in names if _WORD.match(name)}
    if words:
        for match in _BEHIND_DIGITS.finditer(text, start):
            if match[1] in words:
                yield Closed(*match.span(1), "abbreviation")
    yield from _phrases(text, start, {name for name in names - words if len(name) <= _LONGEST})


def _phrases(text: bytes, start: int, names: set[bytes]) -> Iterator[Closed]:
    if not names:
        return
    lengths, firsts = sorted({len(name) for name in names}, reverse=True), {name[0] for name in names}
    for match in _START.finditer(text, start):
        at = match.start()
        if text[at] in firsts:
            for length in lengths:
                if text[at : at + length] in names and not _WORD.match(text[at + length : at + length + 1]):
                    yield Closed(at, at + length, "abbreviation")
                    break
