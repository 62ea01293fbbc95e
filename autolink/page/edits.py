"""Edits of bytes: one type, and one function that applies them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher
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
    """Return edits from first to last; insertions at the same offset keep their order.

    A list that is already in order is returned as it is.
    """
    listed = edits if isinstance(edits, list) else list(edits)
    starts = [edit[0] for edit in listed]
    if all(map(le, starts, starts[1:])):  # nearly always
        return listed
    return sorted(listed, key=_PLACE)


def applied(data: bytes, edits: Iterable[Edit], base: int = 0) -> bytes:
    """Return bytes with edits applied, which must not overlap; `data` starts at byte `base` of the page."""
    pieces: list[bytes] = []
    position = 0
    for start, end, new in in_order(edits):
        pieces += (data[position : start - base], new)
        position = end - base
    pieces.append(data[position:])
    return b"".join(pieces)


def joined(edits: Iterable[Edit], data: bytes) -> Edit:
    """Return one edit that is equivalent to several: what lies between them is replaced with itself."""
    ordered = in_order(edits)
    start, end = ordered[0].start, ordered[-1].end
    return Edit(start, end, applied(data[start:end], ordered, start))


_MOST_COMPARISONS = 250_000
"""The maximum number of pairs of lines to compare; with more, the lines are replaced as a whole."""


def differences(before: bytes, after: bytes) -> list[Edit]:
    r"""Return the edits that make one text of another: few and small, each within whole characters.

    >>> differences("See LLM.\nEnd\n".encode(), "See [LLM](llm.md).\nEnd\n".encode())
    [Edit(start=4, end=7, new=b'[LLM](llm.md)')]
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, old))]
    if len(old) == len(new):
        pairs = [(number, number + 1, number, number + 1) for number in range(len(old))]
    elif len(old) * len(new) <= _MOST_COMPARISONS:
        found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        pairs = [(first, last, start, end) for _, first, last, start, end in found]
    else:
        pairs = [(0, len(old), 0, len(new))]
    edits = (
        _trimmed(starts[first], b"".join(old[first:last]), b"".join(new[start:end]))
        for first, last, start, end in pairs
        if old[first:last] != new[start:end]
    )
    return list(edits)


def _trimmed(start: int, old: bytes, new: bytes) -> Edit:
    """Return the edit that makes one piece of another, without the characters at the ends that both have."""
    was, now = old.decode(), new.decode()
    head = _common(was, now)
    tail = _common(was[head:][::-1], now[head:][::-1])
    first = start + len(was[:head].encode())
    last = start + len(was[: len(was) - tail].encode())
    return Edit(first, last, now[head : len(now) - tail].encode())


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


class Shift:
    """Where the bytes of a page are once edits are made; inside replaced bytes nothing has a place."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        ordered = in_order(edits)
        self._starts = [edit.start for edit in ordered]
        self._ahead = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in ordered)]

    def start(self, offset: int) -> int:
        """Return where the byte at an offset is: after what is inserted there."""
        return offset + self._ahead[bisect_right(self._starts, offset)]

    def end(self, offset: int) -> int:
        """Return where the byte before an offset ends: before what is inserted there."""
        return offset + self._ahead[bisect_left(self._starts, offset)]
