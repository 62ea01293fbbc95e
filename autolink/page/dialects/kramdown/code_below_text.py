"""What is indented below a note or an item that kramdown takes for text: it is code.

A note that follows a paragraph at once is text of it, and so are items that are numbered `1)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTE = re.compile(rb"[ \t>]*+\[\^[^\]\r\n]++\]:")
_NUMBER = re.compile(rb"\d\)\s")
_ITEM = re.compile(rb"[ \t>]*+\d{1,9}\)[ \t\r\n]")


def code_below_text(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the indented lines below such notes and items."""
    if data.find(b"[^", start) < 0 and _NUMBER.search(data, start) is None:
        return
    is_in_text = is_below = False
    for line in lines(data, start):
        if line.is_blank:
            is_in_text = False
        elif is_below and line.indent >= TAB_STOP and not is_in_text:
            yield Closed(line.start, line.end, "code")
        else:
            is_note = _NOTE.match(data, line.start, line.end) is not None
            is_item = _ITEM.match(data, line.start, line.end) is not None
            is_below = is_item or (is_in_text and (is_note or is_below))
            is_in_text = not is_note or is_below
