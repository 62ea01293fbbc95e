"""Indented code, which takes all lines up to a blank one in kramdown, however they are indented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code_blocks
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKERS = rb"(?:[ \t]*+(?:[*+-]|\d{1,9}\.|>(?!\t)))*+"
_TABBED_QUOTE = re.compile(rb"(?:^|(?<=\r))%b[ \t]*+>\t" % _MARKERS, re.MULTILINE)
_CODE = re.compile(rb"(?:^|(?<=\r))%b ?(?: {4}| {0,3}\t)[ \t]*+\0" % _MARKERS, re.MULTILINE)
_QUOTED_CODE = re.compile(rb"(?:^|(?<=\r))[ \t]*+>[ \t>]*+\0", re.MULTILINE)
_LINE_OUTSIDE = re.compile(rb"(?:\r\n?+|\n)[ \t]*+[^ \t>]")


def lazy_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield indented code with the lines that follow it; in a quote a tab is enough.

    Fenced code in a quote goes on with the lines of a paragraph that are not marked as parts of the quote.
    """
    text = without_code_blocks(data, start)
    if b"\0" not in text and b">\t" not in text:
        return
    for first, end in between_blank_lines(text, start):
        code = _CODE.search(text, first, end) or _TABBED_QUOTE.search(text, first, end)
        if code is None and (quoted := _QUOTED_CODE.search(text, first, end)):
            code = quoted if _LINE_OUTSIDE.search(data, quoted.end(), end) else None
        if code:
            yield Closed(code.start(), end, "code")
