"""Reads the blocks of a page as MyST-Parser does: CommonMark's, and those that the plugins of MyST add.

Only as much of it is read as tells where content, markup and text are. The order of the rules is that of
`myst_parser.parsers.mdit`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.lines import TAB_STOP, Line, dedented, within
from autolink.page.dialects.myst import line_kinds
from autolink.page.dialects.myst.contained_lines import QUOTE, ContainedLines
from autolink.page.dialects.myst.formulas import Formulas
from autolink.page.dialects.myst.structure import Body, Structure
from autolink.page.dialects.tables import cells, is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.dialects.myst.structure import Span

MAX_NESTING = 60
"""Quotes and items in each other that are read; what is nested deeper is closed."""
_FOOTNOTE_WIDTH = 4


@lru_cache(maxsize=4)
def read_structure(data: bytes, start: int) -> Structure:
    """Return the blocks of a page, from a byte offset on."""
    found = Structure(bytearray(data))
    _Reader(data, start, found).run()
    found.markup.sort()
    return found


class _Reader:
    """Reads a page line by line. What is in containers is read as what is left of its lines."""

    def __init__(self, data: bytes, start: int, found: Structure) -> None:
        self._data = data
        self._lines = ContainedLines(data, start, found.masked)
        self._formulas = Formulas(data, self._lines)
        self._without_code = without_code(data, start)
        self._found = found
        self._paragraph: list[Line] = []
        self._boxed = -1
        """The number of the last line that a check box is in."""
        self._last_closed = -2
        """The number of the last line that is closed, or that a fence takes."""
        self._field_depth = 0
        """How many containers a field stands in, if any: what follows it in an item may be code."""

    def run(self) -> None:
        """Read all lines."""
        while self._lines.at < len(self._lines.lines):
            self._line(*self._lines.matched(self._lines.at))
            self._lines.at += 1
        self._end_paragraph()

    def _line(self, count: int, line: Line) -> None:
        """Read a line that continues so many containers."""
        if count >= self._field_depth > 0:
            if line.is_blank:
                self._end_paragraph()
            else:
                self._close(line, "field")
            return
        self._field_depth = 0
        if count < len(self._lines.open):
            if self._paragraph and not line.is_blank and not self._ends_paragraph(count, line):
                self._paragraph.append(line)
                return
            self._end_paragraph()
            del self._lines.open[count:]
        while (inner := self._container(line)) is not None:
            if len(self._lines.open) > MAX_NESTING:
                self._close(line, "deep nesting")
                return
            line = inner
        self._leaf(line)

    def _ends_paragraph(self, count: int, line: Line) -> bool:
        """Tell whether a line that leaves containers starts a block or an item: it continues with no text."""
        if self._lines.open[count] != QUOTE:
            return self._ends_lazily(line)
        return bool(line_kinds.interrupting(self._data, line))

    def _ends_lazily(self, line: Line) -> bool:
        """Tell whether a line that is indented less than an item or a definition ends the paragraph in it."""
        is_sibling = line_kinds.MARKER.match(self._data, line.text, line.end)
        return bool(is_sibling or line_kinds.interrupting(self._data, line._replace(indent=0)))

    def _container(self, line: Line) -> Line | None:
        """Open the container that a line starts, if any, and return what is left of the line then."""
        if line.is_blank or line.indent > 3:
            return None
        kind = line_kinds.interrupting(self._data, line)
        marker = line_kinds.MARKER.match(self._data, line.text, line.end)
        if kind == "quote":
            self._end_paragraph()
            self._lines.open.append(QUOTE)
            return self._lines.unquoted(line)
        if kind == "footnote":
            self._end_paragraph()
            label = line_kinds.FOOTNOTE.match(self._data, line.text)
            assert label is not None
            self._lines.open.append(_FOOTNOTE_WIDTH)
            return within(self._data, line, label.end())
        if marker is None or kind not in ("", "item") or (self._paragraph and kind != "item"):
            return None
        self._end_paragraph()
        inner = within(self._data, line, marker.end())
        if inner.is_blank and self._lines.is_blank(self._lines.at + 1):  # the item is over (CommonMark §5.2)
            return inner
        padding = inner.indent if 0 < inner.indent <= TAB_STOP and not inner.is_blank else 1
        self._lines.open.append(line.indent + len(marker[0]) + padding)
        return self._behind_box(within(self._data, inner, dedented(self._data, inner, padding)))

    def _behind_box(self, line: Line) -> Line:
        """Return what is left of an item's first line after a check box: a block of its own."""
        box = line_kinds.CHECK_BOX.match(self._data, line.text, line.end)
        if box is None:
            return line
        self._boxed = self._lines.at
        rest = within(self._data, line, box.end())
        if line_kinds.REFERENCE.match(self._data, rest.text):  # which is text to CommonMark
            self._close(rest, "reference")
        elif line_kinds.html_end(self._data, rest.text, rest.end) is not None:
            self._close(rest, "raw HTML")
        return rest

    # Blocks without blocks in them

    def _leaf(self, line: Line) -> None:
        data = self._data
        if line.is_blank:
            self._end_paragraph()
            return
        if line.indent > 3 and not self._paragraph:
            is_seen = self._without_code[line.text : line.text + 1] != b"\0"
            if is_seen or self._last_closed == self._lines.at - 1:  # to CommonMark a paragraph continues
                self._close(line, "indented code")
            return
        kind = line_kinds.interrupting(data, line)
        if kind == "formula" and not self._formulas.has_end(line):
            kind = ""
        if not kind and (not self._paragraph or self._may_be_definitions()):
            kind = self._opening(line)
        if not kind:
            self._text(line)
        else:
            self._end_paragraph()
            self._block(kind, line)

    def _may_be_definitions(self) -> bool:
        """Tell whether the lines of a paragraph so far may define link references: they are no paragraph."""
        return line_kinds.REFERENCE.match(self._data, self._paragraph[0].text) is not None

    def _opening(self, line: Line) -> str:
        """Return the name of what a line starts where no paragraph continues; empty for nothing."""
        data, at = self._data, line.text
        if data.startswith(b"$$", at) and self._formulas.are_dollars(line):
            return "dollars"
        if line_kinds.ATTRIBUTES.match(data, at, line.end):
            return "attribute list"
        return "HTML" if line_kinds.is_lone_tag(data, line) else ""

    def _block(self, kind: str, line: Line) -> None:
        if kind == "fence":
            self._fence(line)
        elif kind == "formula":
            self._close_until(line, self._formulas.last_of_environment(line), kind)
        elif kind == "dollars":
            self._close_until(line, self._formulas.last_of_dollars(line), "formula")
        elif kind == "HTML":
            self._html(line)
        elif kind == "field":
            name = line_kinds.FIELD.match(self._data, line.text)
            assert name is not None
            self._found.markup.append((line.text, name.end(), "field name"))
            self._field_depth = len(self._lines.open) if any(self._lines.open) else 0
            if not (rest := within(self._data, line, name.end())).is_blank:
                self._paragraph.append(rest)
        elif kind == "heading":
            self._found.texts.append((line.text, line.stop))
        elif kind != "rule":
            self._close(line, kind)

    def _close(self, line: Line, kind: str) -> None:
        self._close_until(line, line, kind)

    def _close_until(self, line: Line, last: Line, kind: str) -> None:
        self._found.markup.append((line.text, max(line.stop, last.stop), kind))
        self._last_closed = self._lines.at

    def _html(self, line: Line) -> None:
        """Skip raw HTML, which is not prose to anybody, unless to CommonMark a paragraph continues."""
        found = line_kinds.html_end(self._data, line.text, line.end)
        end, is_below = found or b"", found is None and self._last_closed == self._lines.at - 1
        continues = is_below or self._boxed == self._lines.at
        last = line
        rest: Line | None = line
        while rest is not None:
            last = rest
            if (end and end in self._data[rest.text : rest.stop].lower()) or (not end and rest.is_blank):
                break
            self._lines.at += 1
            rest = self._lines.rest()
        else:
            self._lines.at -= 1
        if continues:
            self._close_until(line, last, "raw HTML")

    # Text

    def _text(self, line: Line) -> None:
        """Take a line of a paragraph, or the underline that makes a heading of it."""
        if self._paragraph and line.indent < TAB_STOP and line_kinds.UNDERLINE.match(self._data, line.text):
            self._end_paragraph()
            return
        self._paragraph.append(line)
        if len(self._paragraph) == 1 or self._may_be_definitions():
            self._definitions()

    def _end_paragraph(self) -> None:
        rows, self._paragraph = self._paragraph, []
        if not rows:
            return
        masked = self._found.masked
        if len(rows) > 1 and is_table(masked, rows[0][1:3], rows[1][1:3]):
            for row in rows:
                self._found.texts += cells(masked, row.text, row.stop)
            return
        self._found.texts.append((rows[0].text, rows[-1].stop))

    # Blocks with content

    def _fence(self, line: Line) -> None:
        """Take a fence up to the line that closes it, or to the end of what it is in.

        After a check box it is text to CommonMark, and so it is closed.
        """
        is_boxed = self._boxed == self._lines.at
        opening = line_kinds.FENCE.match(self._data, line.text)
        assert opening is not None
        marks = opening["marks"]
        rows: list[Line] = []
        end = closed = line.end
        self._lines.at += 1
        while (rest := self._lines.rest()) is not None:
            end = closed = rest.text
            if self._closes(rest, marks):
                closed = rest.stop
                break
            rows.append(rest)
            end = closed = rest.end
            self._lines.at += 1
        else:
            self._lines.at -= 1
        if is_boxed:
            self._found.markup.append((line.text, closed, "fenced code"))
        else:
            self._found.bodies.append(self._body(line, (end, closed), marks, rows, line.indent))
        self._last_closed = self._lines.at

    def _closes(self, line: Line, marks: bytes) -> bool:
        text = self._data[line.text : line.stop].rstrip(b" \t")
        return line.indent < TAB_STOP and text.startswith(marks) and not text.strip(marks[:1])

    def _body(self, line: Line, ends: Span, marks: bytes, rows: list[Line], columns: int) -> Body:
        """Return a body of so many rows, without some columns of indentation."""
        spans = tuple((dedented(self._data, row, columns), row.end) for row in rows)
        info = self._data[line.text + len(marks) : line.stop]
        return Body(line.text, line.stop, *ends, marks, info, spans, QUOTE in self._lines.open)

    def _definitions(self) -> None:
        """Take the definitions below a term, which is one line, where there are any.

        It is not certain that a line is a term below others that may define link references.
        """
        is_certain = len(self._paragraph) == 1
        if self._lines.are_underlined():
            return
        while (number := self._lines.next_definition()) is not None:
            self._end_paragraph()
            self._lines.at = number
            self._definition(self._lines.matched(number)[1], is_certain)

    def _definition(self, line: Line, is_certain: bool) -> None:
        """Take a definition: what is indented by two columns, and lines that continue with its text."""
        columns = line.indent + 2
        rows: list[Line] = []
        first_row = last = self._lines.at
        inner = within(self._data, line, line.text + 1)
        has_text = self._is_text(inner)
        self._lines.at += 1
        while (rest := self._lines.rest()) is not None:
            is_inner = rest.is_blank or rest.indent >= columns
            if not is_inner and (last < self._lines.at - 1 or not has_text or self._starts_block(rest)):
                break
            has_text = not is_inner or self._is_text(
                within(self._data, rest, dedented(self._data, rest, columns))
            )
            rows.append(rest)
            last = last if rest.is_blank else self._lines.at
            self._lines.at += 1
        del rows[len(rows) - (self._lines.at - 1 - last) :]
        self._lines.at = last
        end = rows[-1].end if rows else line.end
        body = self._body(line, (end, end), b": ", rows, columns)
        first = dedented(self._data, inner, 1), line.end
        body = body._replace(stop=line.text + 1, info=b"", lines=(first, *body.lines))
        is_tabbed = any(self._is_tabbed_code(at, columns) for at in range(first_row, last + 1))
        if not is_certain or is_tabbed or self._continues_fence([inner, *rows], columns):
            body = body._replace(is_quoted=True)
        self._found.bodies.append(body)

    def _continues_fence(self, rows: Sequence[Line], columns: int) -> bool:
        """Tell whether some rows of a definition continue text, it seems, though a fence may be open."""
        if all(row.is_blank or row.indent >= columns for row in rows[1:]):
            return False
        inner = (within(self._data, row, dedented(self._data, row, columns)) for row in rows[1:])
        return any(line_kinds.interrupting(self._data, row) == "fence" for row in (rows[0], *inner))

    def _is_tabbed_code(self, number: int, columns: int) -> bool:
        """Tell whether a line is code because of a tab of which what it is in takes a part of the columns."""
        line = self._lines.lines[number]
        indent = line.indent - sum(self._lines.open) - columns
        return indent >= TAB_STOP and b"\t" in self._data[line.start : line.text]

    def _is_text(self, line: Line) -> bool:
        """Tell whether the text of a line may continue in the next: it is no block without text."""
        marker = line_kinds.MARKER.match(self._data, line.text, line.end)
        if marker and not self._data[marker.end() : line.stop].strip():
            return False
        kind = line_kinds.interrupting(self._data, line) or self._opening(line)
        return kind in ("", "item", "quote", "footnote", "field")

    def _starts_block(self, line: Line) -> bool:
        is_definition = line_kinds.DEFINITION.match(self._data, line.text)
        return is_definition is not None or self._ends_lazily(line)
