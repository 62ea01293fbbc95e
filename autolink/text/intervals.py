"""Intervals with a reason, asked for overlaps in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right
from operator import gt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Intervals:
    """A set of half-open ranges; where ranges overlap, the first one's reason stands for all."""

    def __init__(self, ranges: Iterable[tuple[int, int, str]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._reasons: list[str] = []
        found = sorted(item for item in ranges if item[0] < item[1])
        if found:
            starts, ends, reasons = map(list, zip(*found, strict=True))
            if not any(map(gt, ends, starts[1:])):  # most do not overlap: known at once
                self._starts, self._ends, self._reasons = starts, ends, reasons
                return
        for start, end, reason in found:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)
                self._reasons.append(reason)

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        """Yield the ranges with their reasons, in order; none overlap."""
        return zip(self._starts, self._ends, self._reasons, strict=True)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def reason(self, start: int, end: int) -> str | None:
        """Return the reason of a range that shares something with [start, end); None when there is none."""
        index = bisect_right(self._starts, end - 1) - 1
        return self._reasons[index] if index >= 0 and self._ends[index] > start else None

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range in which [start, end) lies; None when there is none."""
        index = bisect_right(self._starts, start) - 1
        is_inside = index >= 0 and self._ends[index] >= end
        return (self._starts[index], self._ends[index]) if is_inside else None

    def hold(self, start: int, end: int) -> bool:
        """Tell whether [start, end) lies inside a range."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end


NO_INTERVALS = Intervals(())
