"""The sections of a page: what its headings open, until the next heading that is not below them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.model import Heading

WHOLE_PAGE = -1
"""The number of what encloses all sections."""


class Sections:
    """The sections of a page, numbered like its headings. They nest at most six deep, as levels do."""

    def __init__(self, headings: Sequence[Heading], size: int) -> None:
        self._starts = [heading.start for heading in headings]
        self._ends = [size] * len(headings)
        self._parents: list[int] = []
        opened: list[int] = []
        for number, heading in enumerate(headings):
            while opened and headings[opened[-1]].level >= heading.level:
                self._ends[opened.pop()] = heading.start
            self._parents.append(opened[-1] if opened else WHOLE_PAGE)
            opened.append(number)

    def range(self, number: int) -> tuple[int, int]:
        """Return the byte range of a section, its heading included."""
        return self._starts[number], self._ends[number]

    def around(self, offset: int) -> Iterator[int]:
        """Yield the sections that hold a byte offset, the innermost first, and the whole page at last."""
        number = bisect_right(self._starts, offset) - 1
        while number != WHOLE_PAGE:
            yield number
            number = self._parents[number]
        yield WHOLE_PAGE
