"""What a dialect finds in the bytes of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


DOUBTFUL = "doubtful text"
"""The kind of bytes that a site may read in another way: no link is put in, but those in it count."""


class Closed(NamedTuple):
    """Bytes [start, end) that a site reads as markup; `kind` names it for people: `JSX tag`, `expression`."""

    start: int
    end: int
    kind: str


class Part(NamedTuple):
    """Content that CommonMark takes for code.

    Bytes [start, end) of the file, by the ranges of its lines that make its Markdown when joined.
    """

    start: int
    end: int
    lines: tuple[tuple[int, int], ...]


def union(closed: list[Closed]) -> Iterator[Closed]:
    """Yield closed bytes, those that overlap together, under the name of the first."""
    last: Closed | None = None
    for item in sorted(closed):
        if last and item.start < last.end:
            last = last._replace(end=max(last.end, item.end))
            continue
        if last:
            yield last
        last = item
    if last:
        yield last
