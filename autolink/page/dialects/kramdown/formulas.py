"""Formulas that kramdown reads as blocks (`parser/kramdown/math.rb`): `$$…$$` over blank lines.

Such a block starts a line, and nothing but white space and a blank line follows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+:-]|\d{1,9}[.)]|\[\^[^\]\r\n]++\]:)[ \t>]++)*+(\$\$)", re.MULTILINE
)
_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t>]*+(?=[\r\n]|\Z)")
_NOTHING = re.compile(rb"[ \t]*+(?:\Z|(?:\r\n?+|\n)[ \t>]*+(?:[\r\n]|\Z))")


def formula_blocks(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what may be such a formula. Where more follows in its last line, another may start in it."""
    if data.find(b"$$", start) < 0:
        return
    text, at = without_code(data, start), start
    while match := _START.search(text, at):
        end = text.find(b"$$", match.end()) + 2
        if end < match.end():
            return
        yield Closed(match.start(1), end, "math")
        blank = None if _NOTHING.match(text, end) else _BLANK_LINE.search(text, match.end(), end)
        at = blank.end() if blank else end
