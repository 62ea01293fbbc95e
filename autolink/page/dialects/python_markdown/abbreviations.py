"""Abbreviations: `*[HTML]: Hyper Text Markup Language` (`abbr`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABBREVIATION = re.compile(
    rb"^[ \t>]*+(?:(?:[*+:-]|\d++\.)[ ]++)*+"
    rb"(\*\[[^\\\r\n]*?\][ ]?+:[ \t]*+(?:(?:\r\n?|\n)[ \t>]*+)?+[^\r\n]*+)",
    re.MULTILINE,
)


def abbreviations(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what defines abbreviations; their meaning may be on the next line (`AbbrBlockprocessor`)."""
    if b"*[" in data:
        for match in _ABBREVIATION.finditer(data, start):
            yield Closed(*match.span(1), "abbreviation")
