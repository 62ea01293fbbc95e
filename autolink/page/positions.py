"""The bytes of a page, and the lines and columns in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from autolink.page.syntax import BOM

_STRIDE = 256
_CONTINUATION = bytes(range(0x80, 0xC0))  # of a character that starts in an earlier byte of UTF-8


class Place(NamedTuple):
    """A range of a page: bytes [start, end), and the lines and columns of both.

    Lines and columns are 1-based, columns in code points; the end is exclusive, as in LSP.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class PageBytes:
    """The bytes of a page, not parsed. `path` is absolute, with `/` between its parts."""

    path: str
    data: bytes

    @cached_property
    def _line_starts(self) -> list[int]:
        lines = self.data.splitlines(keepends=True)  # at LF, CR and CR LF, as Markdown counts lines
        starts = [0, *accumulate(map(len, lines))]
        return starts if not lines or lines[-1].endswith((b"\n", b"\r")) else starts[:-1]

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty page has one."""
        return max(1, len(self.data.splitlines()))

    def line_span(self, offset: int) -> tuple[int, int]:
        """Return the byte range of the line at a byte offset, its line end included."""
        line = bisect_right(self._line_starts, offset)
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.data)
        return self._line_starts[line - 1], end

    def line_range(self, line: int) -> tuple[int, int]:
        """Return the byte range of a line by its number (from 1); an empty one beyond the last line."""
        if not 1 <= line <= len(self._line_starts):
            return len(self.data), len(self.data)
        return self.line_span(self._line_starts[line - 1])

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte offset, both 1-based, the column in code points."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        if line == 1 and self.data.startswith(BOM):
            start = min(len(BOM), offset)
        if offset - start <= _STRIDE:
            return line, _code_points(self.data[start:offset]) + 1
        return line, self._code_points_before(offset) - self._code_points_before(start) + 1

    def place(self, start: int, end: int) -> Place:
        """Return the place of bytes [start, end), white space at the end left out."""
        end = start + len(self.data[start:end].rstrip())
        line, column = self.position(start)
        is_short = len(BOM) <= start < end <= min(start + _STRIDE, self.line_span(start)[1])
        last = (line, column + _code_points(self.data[start:end])) if is_short else self.position(end)
        return Place(start, end, line, column, *last)

    def _code_points_before(self, offset: int) -> int:
        stride = offset // _STRIDE
        return self._code_points[stride] + _code_points(self.data[stride * _STRIDE : offset])

    @cached_property
    def _code_points(self) -> list[int]:
        """The number of code points before every 256th byte: a line may be as long as the page."""
        strides = (self.data[at : at + _STRIDE] for at in range(0, len(self.data), _STRIDE))
        return [0, *accumulate(map(_code_points, strides))]


def _code_points(data: bytes) -> int:
    return len(data.translate(None, _CONTINUATION))
