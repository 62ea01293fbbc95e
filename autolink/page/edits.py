"""Edits of bytes: one type, and one function that applies them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import itemgetter, le
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """Replace bytes [start, end) of a page by other bytes; an insertion where both are the same.

    Examples:
        >>> data = b"See [LLM](llm.md) and [LLM](lm.md)."
        >>> applied(data, [Edit(10, 16, b"lm.md"), Edit(0, 3, b"Read")])
        b'Read [LLM](lm.md) and [LLM](lm.md).'
    """

    start: int
    end: int
    new: bytes


_PLACE = itemgetter(0, 1)


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits from first to last; insertions at one offset stay in the order in which they are given.

    A list that is in order is returned itself.
    """
    listed = edits if isinstance(edits, list) else list(edits)
    starts = [edit[0] for edit in listed]
    if all(map(le, starts, starts[1:])):  # nearly always
        return listed
    return sorted(listed, key=_PLACE)


def applied(data: bytes, edits: Iterable[Edit], base: int = 0) -> bytes:
    """Return bytes with edits made, which do not overlap; `data` starts at byte `base` of the page."""
    pieces: list[bytes] = []
    position = 0
    for start, end, new in in_order(edits):
        pieces += (data[position : start - base], new)
        position = end - base
    pieces.append(data[position:])
    return b"".join(pieces)


def joined(edits: Iterable[Edit], data: bytes) -> Edit:
    """Return one edit that does what several do together: what lies between them is replaced by itself."""
    ordered = in_order(edits)
    start, end = ordered[0].start, ordered[-1].end
    return Edit(start, end, applied(data[start:end], ordered, start))


class Shift:
    """Where the bytes of a page are once edits are made; inside replaced bytes nothing has a place."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        ordered = in_order(edits)
        self._starts = [edit.start for edit in ordered]
        self._ahead = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in ordered)]

    def start(self, offset: int) -> int:
        """Return where the byte at an offset is: behind what is inserted there."""
        return offset + self._ahead[bisect_right(self._starts, offset)]

    def end(self, offset: int) -> int:
        """Return where the byte before an offset ends: before what is inserted there."""
        return offset + self._ahead[bisect_left(self._starts, offset)]
