"""Definitions of abbreviations, `*[HTML]: Hypertext Markup Language`, each on a line.

The abbreviation may hold brackets: `*LLM]:` must not become such a definition.
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
    rb"(\*\[(?:[^\]\r\n]|\](?!:))++\]:[^\r\n]*+)",
    re.MULTILINE,
)


def abbreviations(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the definitions of abbreviations."""
    if data.find(b"*[", start) < 0:
        return
    for match in _DEFINITION.finditer(without_code(data, start), start):
        yield Closed(*match.span(1), "abbreviation")
