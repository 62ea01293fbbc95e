"""Indented code, which takes all lines up to a blank one in kramdown, however they are indented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABBED_QUOTE = re.compile(rb"(?:^|(?<=\r))(?:[ \t]*+(?:[*+>-]|\d{1,9}\.))*+(?<=>)\t", re.MULTILINE)
_CODE = re.compile(rb"(?:^|(?<=\r))(?: {4}| {0,3}\t)[ \t]*+\0", re.MULTILINE)


def lazy_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield indented code with the lines that follow it; in a quote a tab is enough."""
    text = without_code(data, start)
    if b"\0" not in text and b">\t" not in text:
        return
    for first, end in between_blank_lines(text, start):
        code = _CODE.search(text, first, end) or _TABBED_QUOTE.search(text, first, end)
        if code:
            yield Closed(code.start(), end, "code")
