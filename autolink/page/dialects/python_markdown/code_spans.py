"""Code spans, which may be closed by fewer backticks than they are opened by (`BacktickInlineProcessor`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.python_markdown.structure import Span

_BACKTICKS = re.compile(rb"\\*+`++")


def code_spans(text: bytes, start: int, end: int) -> Iterator[Span]:
    """Yield the code spans in the text of a block (`BacktickInlineProcessor`).

    What has no closing run of its own length is closed by the first of the longest shorter ones.
    """
    runs = [
        (match.start(), match.end(), match[0].count(b"\\")) for match in _BACKTICKS.finditer(text, start, end)
    ]
    places: dict[int, list[int]] = {}
    for number, (first, stop, escapes) in enumerate(runs):
        places.setdefault(stop - first - escapes, []).append(number)
    longest = _longest_after([stop - first - escapes for first, stop, escapes in runs])
    following = 0
    for number, (first, stop, escapes) in enumerate(runs):
        opening = stop - first - escapes - escapes % 2
        if number < following or not opening:
            continue
        fitting = places.get(opening, [])
        at = bisect_right(fitting, number)
        closing = fitting[at] if at < len(fitting) else longest[number]
        if closing > number and _size(runs[closing]) <= opening:
            yield stop - opening, runs[closing][1]
            following = closing + 1


def _size(run: tuple[int, int, int]) -> int:
    return run[1] - run[0] - run[2]


def _longest_after(sizes: Sequence[int]) -> list[int]:
    """Return, for each of some sizes, where the first of the largest after it stands; -1 for none."""
    found, best = [-1] * len(sizes), -1
    for number in range(len(sizes) - 1, -1, -1):
        found[number] = best
        if best < 0 or sizes[number] >= sizes[best]:
            best = number
    return found
