"""The rows of a page, or of a block in it, and what is taken of them while its blocks are read."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, Line, dedented, lines, within
from autolink.page.dialects.python_markdown import line_kinds
from autolink.page.dialects.python_markdown.fences import without_fences
from autolink.page.dialects.python_markdown.raw_html import elements
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.page.dialects.python_markdown.structure import Span

_HTML_RUN = re.compile(rb"\x03++")


class Rows:
    """Rows of a page, taken one after the other.

    A row is a line, or what containers leave of it; a level is how many containers a block stands in, each of
    which takes four columns of indentation.
    """

    def __init__(self, data: bytes, masked: bytes, rows: Sequence[Line]) -> None:
        self.data = data
        self.masked = masked
        """The page with fenced code and raw HTML blanked out, byte for byte."""
        self.rows = rows
        self.at = 0
        """The number of the next row."""
        self.fences: list[bytes] = []
        """What closes the blocks of `pymdownx.blocks` that are open: `///`."""

    @staticmethod
    def between(data: bytes, masked: bytes, start: int, stop: int) -> Rows:
        """Return the rows of a page from a byte offset to another, at which one starts."""
        return Rows(data, masked, list(_rows(masked, start, stop)))

    def without(self, spans: Iterable[Span]) -> Rows:
        """Return the rows without those of which bytes [start, end) hold all but white space."""
        gone = Intervals((start, end, "") for start, end in spans)
        kept = [row for row in self.rows if row.is_blank or not gone.hold(row.text, row.stop)]
        return Rows(self.data, self.masked, kept)

    def inner(self, rows: Sequence[Line]) -> Rows:
        """Return other rows of the same page."""
        inner = Rows(self.data, self.masked, rows)
        inner.fences = self.fences
        return inner

    def row(self) -> Line | None:
        """Return the next row of the block; None where the block ends."""
        row = self.rows[self.at] if self.at < len(self.rows) else None
        return None if row is None or row.is_blank else row

    def skip_blanks(self) -> Line | None:
        """Go to the next block and return its first row; None at the end."""
        while self.at < len(self.rows) and self.rows[self.at].is_blank:
            self.at += 1
        return self.row()

    @staticmethod
    def indent(row: Line, level: int) -> int:
        """Return the indentation of a row at a level; a row that is not indented so far keeps what it has."""
        columns = TAB_STOP * level
        return row.indent - columns if row.indent >= columns else row.indent

    def interrupting(self, row: Line, level: int) -> str:
        """Return what a row interrupts a list with; empty for nothing."""
        kind = line_kinds.interrupting(self.masked, row, self.indent(row, level))
        if kind == "closing fence" and self.masked[row.text : row.stop].rstrip() not in self.fences[-1:]:
            return ""
        return kind

    def splitting(self, row: Line, level: int) -> str:
        """Return what a row ends a paragraph with, besides what interrupts lists too; empty for nothing."""
        return line_kinds.splitting(self.masked, row, self.indent(row, level))

    def take_deep(self, level: int) -> Sequence[Line]:
        """Take the next rows of the block as long as they are indented further than a level."""
        first = self.at
        while (row := self.row()) is not None and self.indent(row, level) >= TAB_STOP:
            self.at += 1
        return self.rows[first : self.at]

    def take_following(self, level: int, *, loose: bool = False) -> list[Line]:
        """Take the blocks that follow, indented further than a level, up to a row that is not.

        Of `loose` blocks the first row alone has to be indented (`looseDetab`).
        """
        taken: list[Line] = []
        while self.row() is None:
            end = self.at
            row = self.skip_blanks()
            if row is None or row.indent < TAB_STOP * (level + 1):
                self.at = end
                break
            taken += self.rows[end : self.at]
            taken += self.take_block(level) if loose else self.take_deep(level)
        return taken

    def take_block(self, level: int) -> Sequence[Line]:
        """Take the next rows of the block up to one that opens or closes another, whatever it stands in."""
        first = self.at
        while (row := self.row()) is not None and self.interrupting(row, level) not in line_kinds.FIRST:
            self.at += 1
        return self.rows[first : self.at]

    def take_uninterrupted(self, level: int) -> None:
        """Take the next rows of the block up to one that interrupts lists."""
        while (row := self.row()) is not None and not self.interrupting(row, level):
            self.at += 1

    def unindented(self, row: Line, columns: int) -> Line:
        """Return a row without some columns of indentation; as it is where it has fewer."""
        if row.indent < columns or not columns:
            return row
        return within(self.masked, row, dedented(self.masked, row, columns))

    def body_lines(self, row: Line, level: int) -> list[Span]:
        """Return the bytes of a row in the body of a block at a level: those of each line of fenced code."""
        columns = row.indent - self.indent(row, level) + TAB_STOP
        if row.indent < columns and not row.is_blank:
            return [(row.start, row.end)]
        if not line_kinds.is_code(self.masked, row):
            return [(dedented(self.data, row, columns), row.end)]
        code = takewhile(lambda line: line.start < row.end, lines(self.data, row.start))
        return [(dedented(self.data, line, columns), line.end) for line in code]


def without_blocks(data: bytes, start: int) -> bytes:
    """Return a page with fenced code and raw HTML blanked out, byte for byte, each as one line."""
    masked = without_fences(data, start)
    blocks = [raw for raw in elements(data, start, markdown=True) if raw.is_block]
    if not blocks:
        return masked
    blanked = bytearray(masked)
    for raw in blocks:
        blanked[raw.start : raw.end] = line_kinds.HTML * (raw.end - raw.start)
    return bytes(blanked)


def _rows(masked: bytes, start: int, stop: int) -> Iterator[Line]:
    """Yield the lines of a page between two offsets; raw HTML stands between blank ones."""
    for line in lines(masked, start, stop):
        rest = line
        while match := _HTML_RUN.search(masked, rest.text, rest.stop):
            if match.start() > rest.text:
                yield rest._replace(stop=match.start(), end=match.start())
            at = match.end()
            yield from (_blank(match.start()), Line(match.start(), match.start(), at, at, 0), _blank(at))
            rest = within(masked, line, at)
        yield rest


def _blank(at: int) -> Line:
    return Line(at, at, at, at, 0)
