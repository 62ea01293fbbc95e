"""The lines of a page, with their indentation in columns, as block structure is read off them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TAB_STOP = 4
"""Columns from one tab stop to the next (CommonMark §2.2; Python-Markdown's `tab_length`)."""
_LINE = re.compile(rb"([ \t]*+)([^\r\n]*+)(\r\n?+|\n|\Z)")


class Line(NamedTuple):
    """One line, or what a container leaves of it: bytes [start, end), its line end included."""

    start: int
    text: int
    """Where what is no white space starts."""
    stop: int
    """Where the line end starts."""
    end: int
    indent: int
    """The columns of white space before the text."""
    column: int = 0
    """The column at which it starts: tabs count from the start of the line in the file."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space in it."""
        return self.text == self.stop


_new_line: Callable[[tuple[int, int, int, int, int, int]], Line] = partial(tuple.__new__, Line)
# What a named tuple makes of its values, in a third of the time.


def lines(data: bytes, start: int, stop: int | None = None) -> Iterator[Line]:
    r"""Yield the lines of a page from a byte offset on, up to another; `\n`, `\r\n` and `\r` end them.

    >>> [(line.start, line.text, line.end, line.indent) for line in lines(b"a\n\tb\n", 0)]
    [(0, 0, 2, 0), (2, 3, 5, 4)]
    """
    for match in _LINE.finditer(data, start, len(data) if stop is None else stop):
        first, end = match.span()
        if first == end:
            return
        text = match.end(1)
        indent = text - first
        if indent and b"\t" in match[1]:
            indent = _width(match[1], 0)
        yield _new_line((first, text, match.end(2), end, indent, 0))


def within(data: bytes, line: Line, start: int) -> Line:
    """Return what is left of a line from an offset on."""
    match = _LINE.match(data, start, line.end)
    assert match is not None
    column = line.column + _width(data[line.start : start], line.column)
    return Line(start, match.end(1), line.stop, line.end, _width(match[1], column), column)


def dedented(data: bytes, line: Line, columns: int) -> int:
    """Return where a line starts without some columns of its indentation, or without all that it has."""
    if line.is_blank and line.indent < columns:
        return line.stop
    at, width = line.start, 0
    while at < line.text and width < columns:
        width += _width(data[at : at + 1], line.column + width)
        at += 1
    return at


def _width(white_space: bytes, column: int) -> int:
    """Return how many columns a piece of a line takes; each byte but a tab is one."""
    if b"\t" not in white_space:
        return len(white_space)
    at = column
    for byte in white_space:
        at += TAB_STOP - at % TAB_STOP if byte == 9 else 1
    return at - column
