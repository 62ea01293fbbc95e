"""What a dialect finds in a page: markup that CommonMark does not know, content that it takes for code."""

from __future__ import annotations

from typing import NamedTuple


class Closed(NamedTuple):
    """Bytes [start, end) that a site reads as markup.

    `kind` names it for `explain`: `JSX tag`, `expression`.
    """

    start: int
    end: int
    kind: str


class Part(NamedTuple):
    """Content that CommonMark takes for code: bytes [start, end) of the file.

    `lines` are the byte ranges of its lines that make its Markdown when joined.
    """

    start: int
    end: int
    lines: tuple[tuple[int, int], ...]
