"""Blocks whose asterisks kramdown may pair otherwise than CommonMark (`parser/kramdown/emphasis.rb`).

They are those with half a pair of `**` beside `*`, with pairs that overlap or that lie in a pair of as many
asterisks, with three asterisks beside others, but for pairs of three, and with more than three.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.kramdown.text import text_of
from autolink.page.dialects.model import DOUBTFUL, Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.kramdown.text import Range

_RUN = re.compile(rb"\\[!-/:-@\[-`{-~]|(?<![^\s])\*++(?=\s|\Z)|(\*++)")
_OPENING = (b"(", b"[", b"{", b"<")


def emphasis(data: bytes, start: int) -> Iterator[Closed]:
    """Yield such blocks."""
    if data.find(b"*", start) < 0:
        return
    text = text_of(data, start)
    for ranges in text.blocks:
        if text.data.find(b"*", ranges[0][0], ranges[-1][1]) >= 0 and not _is_plain(text.data, ranges):
            yield Closed(ranges[0][0], ranges[-1][1], DOUBTFUL)


def _is_plain(text: bytes, ranges: tuple[Range, ...]) -> bool:
    """Tell whether the asterisks of a block pair in one way only."""
    opened: list[int] = []
    lengths = set()
    for first, stop in ranges:
        for run in _RUN.finditer(text, first, stop):
            length = len(run[1] or b"")
            if not length:
                continue
            before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
            if length in opened and not before.isspace():
                if opened.pop() != length or (before in _OPENING and (after.isalnum() or after >= b"\x80")):
                    return False
            elif after.strip():
                if length in opened or length > 3 or (opened and 3 in (length, *opened)):
                    return False
                opened.append(length)
            lengths.add(length)
    return not (2 in opened and 1 in lengths)
