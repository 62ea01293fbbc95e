"""The lines of a page, and the quotes, items and footnotes that they stand in, as MyST-Parser opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, Line, dedented, lines, within
from autolink.page.dialects.myst import line_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTE = 0
"""Stands for a block quote among the widths of the containers that are open."""


class ContainedLines:
    """The lines of a page from a byte offset on, and what is open at the current one.

    The marks of quotes that were read are blanked out in `masked`, the bytes of the page.
    """

    def __init__(self, data: bytes, start: int, masked: bytearray) -> None:
        self.lines: Sequence[Line] = list(lines(data, start))
        self.at = 0
        """The number of the current line."""
        self.open: list[int] = []
        """The columns that the open items take away; `QUOTE` for a block quote."""
        self._data = data
        self._masked = masked
        self._looked_through = 0, 0, False
        """Lines from a number up to another, and whether they are underlined."""

    def matched(self, number: int) -> tuple[int, Line]:
        """Return how many of the open containers a line continues, and what they leave of it."""
        line = self.lines[number]
        for count, width in enumerate(self.open):
            if width == QUOTE:
                if line.indent > 3 or self._data[line.text : line.text + 1] != b">":
                    return count, line
                line = self.unquoted(line)
            elif line.is_blank:
                continue
            elif line.indent < width:
                return count, line
            else:
                line = within(self._data, line, dedented(self._data, line, width))
        return len(self.open), line

    def unquoted(self, line: Line) -> Line:
        """Return what is left of a line behind the mark of a quote, which is blanked out."""
        at = line.text + 1
        self._masked[line.text : at] = b" "
        return within(self._data, line, at + self._data.startswith(b" ", at))

    def rest(self) -> Line | None:
        """Return what is left of the current line where it continues all that is open, else None."""
        if self.at >= len(self.lines):
            return None
        count, line = self.matched(self.at)
        return line if count == len(self.open) else None

    def is_blank(self, number: int) -> bool:
        """Tell whether nothing is left of a line, or there is none."""
        return number >= len(self.lines) or self.matched(number)[1].is_blank

    def are_underlined(self) -> bool:
        """Tell whether a line below underlines the current one: a heading, whatever is between them."""
        first, last, is_underlined = self._looked_through
        if first <= self.at < last:
            return is_underlined
        number, is_underlined = self.at + 1, False
        while number < len(self.lines) and not is_underlined:
            count, line = self.matched(number)
            if count < len(self.open) or line.is_blank:
                break
            mark = line_kinds.UNDERLINE.match(self._data, line.text) if line.indent < TAB_STOP else None
            is_underlined = mark is not None
            if line_kinds.interrupting(self._data, line):
                break
            number += 1
        self._looked_through = self.at, number, is_underlined
        return is_underlined

    def next_definition(self) -> int | None:
        """Return the number of the next line, or of the one after a blank one, if that is a definition."""
        for number in range(self.at + 1, min(self.at + 3, len(self.lines))):
            count, line = self.matched(number)
            if count < len(self.open):
                break
            if not line.is_blank:
                is_definition = line_kinds.DEFINITION.match(self._data, line.text) is not None
                return number if is_definition else None
        return None
