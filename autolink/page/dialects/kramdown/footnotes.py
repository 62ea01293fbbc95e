"""Notes that follow a paragraph at once: they are text of it to kramdown, and what is indented is code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTE = re.compile(rb"[ \t>]*+\[\^[^\]\r\n]++\]:")


def footnotes_in_paragraphs(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the indented lines below such notes."""
    if data.find(b"[^", start) < 0:
        return
    is_in_text = is_below = False
    for line in lines(data, start):
        if line.is_blank:
            is_in_text = False
            continue
        if is_below and line.indent >= TAB_STOP and not is_in_text:
            yield Closed(line.start, line.end, "code")
            continue
        is_note = bool(_NOTE.match(data, line.start, line.end))
        is_below = is_in_text and (is_note or is_below)
        is_in_text = not is_note or is_below
