"""What is indented below a note or an item, but code to kramdown.

A note that follows a paragraph at once is text of it, and so are items that are numbered `1)`. An item whose
text is far from its marker has only what is indented as far.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAR = rb"(?: {5}| *+\t[ \t])"
_NOTE = re.compile(rb"[ \t>]*+\[\^[^\]\r\n]++\]:")
_ITEM = re.compile(rb"[ \t>]*+(?:(?:[*+-]|\d{1,9}\.)[ \t>]++)*+\d{1,9}\)[ \t\r\n]")
_FAR_ITEM = re.compile(rb"[ \t>]*+(?:[*+-]|\d{1,9}\.)%b" % _FAR)
_ANY = re.compile(rb"\[\^|\d\)\s|[*+.-]%b" % _FAR)


def code_below_text(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the indented lines below such notes and items."""
    if _ANY.search(data, start) is None:
        return
    is_in_text = is_below = False
    for line in lines(data, start):
        if line.is_blank:
            is_in_text = False
        elif is_below and line.indent >= TAB_STOP and not is_in_text:
            yield Closed(line.start, line.end, "code")
        else:
            is_note = _NOTE.match(data, line.start, line.end) is not None
            is_item = any(item.match(data, line.start, line.end) for item in (_ITEM, _FAR_ITEM))
            is_below = is_item or (is_in_text and (is_note or is_below))
            is_in_text = not is_note or is_below
