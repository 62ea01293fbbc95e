"""Notes that begin with code in Goldmark, as they are indented by four columns: `[^1]:    code`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, lines, within
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTE = re.compile(rb"[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+\[\^[^\]\r\n]++\]:")


def code_in_notes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the first lines of such notes."""
    if data.find(b"[^", start) < 0:
        return
    for line in lines(data, start):
        note = _NOTE.match(data, line.start, line.end)
        if note and (rest := within(data, line, note.end())).indent >= TAB_STOP:
            yield Closed(rest.text, rest.stop, "code")
