"""What a dialect finds in the bytes of a page."""

from __future__ import annotations

from typing import NamedTuple


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
