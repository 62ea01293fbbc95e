"""Reads the blocks of a page by the rules of Python-Markdown's block processors, which are not CommonMark's.

Snippets, fenced code and raw HTML are taken out of the page first, whatever they stand in. Whatever is in a container is
indented by four columns per level; a block that is indented further than its containers go is code. A list
does not interrupt a paragraph; admonitions, headings and rules interrupt anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, Line, dedented, lines, within
from autolink.page.dialects.python_markdown import line_kinds
from autolink.page.dialects.python_markdown.fences import without_fences
from autolink.page.dialects.python_markdown.line_kinds import HTML
from autolink.page.dialects.python_markdown.raw_html import elements
from autolink.page.dialects.python_markdown.snippets import snippets
from autolink.page.dialects.python_markdown.structure import Body, Structure
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.python_markdown.structure import Span

MAX_NESTING = 20
"""Items and quotes in each other that are read; what is nested deeper counts as code."""
_RAW_ELEMENT = re.compile(rb"(?:pre|script|style|textarea|canvas|math|option|code)\b", re.IGNORECASE)
_RAW_OPTION = re.compile(rb"[ \t]*+markdown:[ \t]*+['\"]?(?:raw|html)\b")
_DIRECTIVE_OPTIONS = (b"handler:", b"options:")
_FORMULA = re.compile(rb"(?P<dollar>\$\$)|(?P<bracket>\\\[)|\\begin\{(?P<name>[a-z]++\*?)\}")
_TRAILING = 100
"""Bytes of spaces that may follow a formula."""
_HTML_RUN = re.compile(rb"\x03++")
_COLON = 58


@lru_cache(maxsize=4)
def read_structure(data: bytes, start: int) -> Structure:
    """Return the blocks of a page, from a byte offset on."""
    masked = bytearray(without_fences(data, start))
    for raw in elements(data, start, markdown=True):
        if raw.is_block:
            masked[raw.start : raw.end] = HTML * (raw.end - raw.start)
    found = Structure(bytes(masked))
    gone = Intervals(snippets(data, start))
    rows = [row for row in _rows(found.masked, start) if not gone.hold(row.text, row.stop) or row.is_blank]
    _Reader(data, rows, found).run()
    return found


def _rows(masked: bytes, start: int) -> Iterator[Line]:
    """Yield the lines of a page; raw HTML stands between blank ones."""
    for line in lines(masked, start):
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


class _Reader:
    """Reads the blocks of a page, or those of an item or a quote in it."""

    def __init__(
        self, data: bytes, rows: Sequence[Line], found: Structure, nesting: int = 0, is_item: bool = False
    ) -> None:
        self._data = data
        self._masked = found.masked
        self._rows = rows
        self._found = found
        self._nesting = nesting
        self._is_item = is_item
        self._at = 0
        self._depth = 0
        """How many lists and the like are open."""
        self._has_content = False
        self._is_empty_item = False
        self._block_end = 0

    def run(self) -> None:
        """Read all blocks."""
        while (row := self._skip_blanks()) is not None:
            level = min(row.indent // TAB_STOP, self._depth)
            while (row := self._row()) is not None:
                self._piece(row, level)
                self._has_content = True

    def _row(self) -> Line | None:
        """Return the next row of the block; None where the block ends."""
        row = self._rows[self._at] if self._at < len(self._rows) else None
        return None if row is None or row.is_blank else row

    def _skip_blanks(self) -> Line | None:
        """Go to the next block and return its first row; None at the end."""
        while self._at < len(self._rows) and self._rows[self._at].is_blank:
            self._at += 1
        return self._row()

    @staticmethod
    def _indent(row: Line, level: int) -> int:
        """Return the indentation of a row in a container; a row that is not in it keeps what it has."""
        columns = TAB_STOP * level
        return row.indent - columns if row.indent >= columns else row.indent

    def _kind(self, row: Line, level: int) -> str:
        return line_kinds.interrupting(self._masked, row, self._indent(row, level))

    def _splits(self, row: Line, level: int) -> str:
        return line_kinds.splitting(self._masked, row, self._indent(row, level))

    def _piece(self, row: Line, level: int) -> None:
        """Read one piece of a block: what one block processor would take of it."""
        indent = self._indent(row, level)
        if indent >= TAB_STOP:
            self._found.code += [(item.start, item.end) for item in self._take_deep(level)]
            self._depth = level
            return
        if self._is_formula(row):
            self._found.formulas.append((row.text, self._rows[self._block_end - 1].stop))
            self._at = self._block_end
            self._depth = level
            return
        kind = self._kind(row, level)
        kind = kind or ("list" if line_kinds.MARKER.match(self._masked, row.text) else "")
        kind = kind or self._splits(row, level)
        if kind in line_kinds.WITH_BODY:
            self._opening(kind, row, level)
        elif kind == "directive":
            self._directive(row, level)
        elif kind == "fence":
            self._fence(row, level)
        elif kind == "list":
            self._list(level)
        elif kind == "quote":
            self._quote(level)
        elif kind == "definition" and self._has_content and not (level and self._is_empty_item):
            self._definition(level)
        elif kind in ("heading", "rule", "raw HTML"):
            self._line(level)
        elif kind == "reference":
            self._reference(level)
        elif kind == "footnote":
            self._footnote(level)
        else:
            self._paragraph(level)

    def _is_formula(self, row: Line) -> bool:
        """Tell whether all that is left of the block is a formula (`BlockArithmatexProcessor`)."""
        opening = _FORMULA.match(self._masked, row.text)
        if opening is None:
            return False
        self._block_end = max(self._block_end, self._at)
        while self._block_end < len(self._rows) and not self._rows[self._block_end].is_blank:
            self._block_end += 1
        closing = (
            rb"\]" if opening["bracket"] else b"$$" if opening["dollar"] else rb"\end{%b}" % opening["name"]
        )
        end = self._rows[self._block_end - 1].stop
        text = self._masked[max(opening.end(), end - len(closing) - _TRAILING) : end]
        return text.rstrip(b" ").endswith(closing)

    def _take_deep(self, level: int) -> Sequence[Line]:
        """Take the next rows of the block as long as they are indented."""
        first = self._at
        while (row := self._row()) is not None and self._indent(row, level) >= TAB_STOP:
            self._at += 1
        return self._rows[first : self._at]

    def _text(self, first: int, last: int) -> None:
        """Note the rows from one to another, not included, as text."""
        if first < last:
            self._found.texts.append((self._rows[first].text, self._rows[last - 1].stop))

    def _headers(self, first: int, last: int) -> None:
        """Note each of some rows as a text of its own, of the kind that attributes may follow."""
        for number in range(first, last):
            self._text(number, number + 1)
        self._found.headers += self._found.texts[len(self._found.texts) - (last - first) :]

    # Blocks without a body of their own

    def _line(self, level: int) -> None:
        self._at += 1
        self._headers(self._at - 1, self._at)
        self._depth = level

    def _paragraph(self, level: int) -> None:
        """Take a paragraph, a table or a heading that is underlined."""
        first = self._at
        self._at += 1
        self._depth = level
        following = self._row()
        if following and self._is_table(first):
            while (row := self._row()) is not None and not self._kind(row, level):
                self._at += 1
            self._headers(first, self._at)
        elif following and self._is_underline(following, level):
            self._at += 1
            self._headers(first, first + 1)
        else:
            self._rest_of_paragraph(first, level)

    def _is_table(self, first: int) -> bool:
        """Tell whether two rows start a table; one of a single column has a pipe in each row."""
        header, delimiters = self._rows[first : first + 2]
        cells = line_kinds.cells(self._masked, header)
        if cells == 0 or not line_kinds.are_delimiters(self._masked, delimiters):
            return False
        return cells == line_kinds.cells(self._masked, delimiters)

    def _is_underline(self, row: Line, level: int) -> bool:
        return self._indent(row, level) == 0 and bool(line_kinds.UNDERLINE.match(self._masked, row.text))

    def _rest_of_paragraph(self, first: int, level: int) -> None:
        """Take a paragraph; its lines are terms where a definition follows."""
        while (row := self._row()) is not None and not self._kind(row, level):
            kind = self._splits(row, level)
            if kind == "definition":
                self._headers(first, self._at)
                self._definition(level)
                return
            if kind:
                break
            self._at += 1
        self._text(first, self._at)

    def _reference(self, level: int) -> None:
        """Take a definition of a reference or an abbreviation: it is no element, and closes nothing."""
        first = self._at
        self._at += 1
        self._text(first, self._at)
        self._depth = max(self._depth, level)

    def _list(self, level: int) -> None:
        """Take items as long as nothing interrupts; each is read as a block of its own.

        Lines that look like items of a nested list are one, whatever is indented further among them.
        """
        first, is_nested, depth = self._at, False, 0
        while (row := self._row()) is not None and (self._at == first or not self._kind(row, level)):
            tabs = self._indent(row, level) // TAB_STOP
            if self._at > first and line_kinds.MARKER.match(self._masked, row.text):
                if tabs == 0 or (tabs == 1 and not is_nested):
                    depth = self._item(first, level, is_nested)
                    first, is_nested = self._at, tabs == 1
            self._at += 1
        depth = self._item(first, level, is_nested)
        self._depth = level + depth

    def _item(self, first: int, level: int, is_nested: bool) -> int:
        """Read the rows of an item up to here; return how many lists are open then."""
        columns = TAB_STOP * (level + is_nested)
        rows = [self._unindented(row, columns) for row in self._rows[first : self._at]]
        if not is_nested:
            marker = line_kinds.MARKER.match(self._masked, rows[0].text)
            assert marker is not None
            rows[0] = within(self._masked, rows[0], marker.end())
        self._is_empty_item = all(row.is_blank for row in rows)
        return 1 + self._read(rows, is_item=True)

    def _read(self, rows: Sequence[Line], *, is_item: bool = False) -> int:
        """Read rows as blocks; return how many lists are open after them.

        `is_item` for those of an item: nothing that follows it belongs to a footnote in it.
        """
        if self._nesting >= MAX_NESTING:
            self._found.code += [(row.start, row.end) for row in rows]
            return 0
        reader = _Reader(self._data, rows, self._found, self._nesting + 1, is_item)
        reader.run()
        return reader._depth

    def _unindented(self, row: Line, columns: int) -> Line:
        """Return a row without some columns of indentation; as it is where it has fewer."""
        return (
            within(self._masked, row, dedented(self._masked, row, columns)) if row.indent >= columns else row
        )

    def _quote(self, level: int) -> None:
        """Take a quote, with those that follow: they are one."""
        inner: list[Line] = []
        while True:
            while (row := self._row()) is not None and not (inner and self._kind(row, level)):
                inner.append(self._unquoted(row, level))
                self._at += 1
            end = self._at
            row = self._skip_blanks()
            if row is None or row.indent < TAB_STOP * level or self._splits(row, level) != "quote":
                self._at = end
                break
            inner += self._rows[end : self._at]
        self._depth = level
        self._read(inner)

    def _unquoted(self, row: Line, level: int) -> Line:
        """Return a row of a quote without its mark, which only the first needs to have."""
        if self._masked[row.text : row.stop].rstrip() == b">":
            return within(self._masked, row, row.text + 1)
        if self._indent(row, level) >= TAB_STOP or not self._masked.startswith(b">", row.text):
            return self._unindented(row, TAB_STOP * level)
        return within(self._masked, row, row.text + 1 + self._masked.startswith(b" ", row.text + 1))

    # Blocks with indented bodies

    def _opening(self, kind: str, row: Line, level: int) -> None:
        self._at += 1
        body = [*self._take_deep(level), *self._following(level)]
        self._add(kind, row, level, body)

    def _definition(self, level: int) -> None:
        """Take a definition: a first block, which CommonMark takes for text, and those that follow it."""
        first, row = self._at, self._rows[self._at]
        colon = line_kinds.DEFINITION.match(self._masked, row.text)
        assert colon is not None
        self._found.headers += self._found.texts[-1:]  # the terms, where they are a paragraph
        self._at += 1
        following = self._row()
        if following and self._indent(following, level) < TAB_STOP and self._masked[following.text] != _COLON:
            while (following := self._row()) is not None and not self._kind(following, level):
                self._at += 1
        else:
            self._take_deep(level)
        self._read_behind(colon.end(), first, level)
        self._add("definition", row, level, self._following(level) if self._row() is None else [])

    def _footnote(self, level: int) -> None:
        """Take a footnote, which is one to CommonMark as well."""
        first = self._at
        label = line_kinds.FOOTNOTE.match(self._masked, self._rows[first].text)
        assert label is not None
        self._at += 1
        while (row := self._row()) is not None and not self._kind(row, level):
            if self._splits(row, level) == "footnote":
                break
            self._at += 1
        depth = 1 + self._read_behind(label.end(), first, level)
        self._depth = level if self._is_item else level + depth

    def _read_behind(self, start: int, first: int, level: int) -> int:
        """Read the rows from one to here as blocks, without what stands before an offset in the first."""
        rows = [self._unindented(row, TAB_STOP * (level + 1)) for row in self._rows[first : self._at]]
        return self._read([within(self._masked, self._rows[first], start), *rows[1:]])

    def _following(self, level: int) -> list[Line]:
        """Take the indented blocks that follow, and rows of the last one up to one that is not."""
        taken: list[Line] = []
        while self._row() is None:
            end = self._at
            row = self._skip_blanks()
            if row is None or row.indent < TAB_STOP * (level + 1):
                self._at = end
                break
            taken += self._rows[end : self._at]
            taken += self._take_deep(level)
        return taken

    def _add(self, kind: str, row: Line, level: int, body: list[Line]) -> None:
        self._depth = level
        spans = [span for item in body for span in self._dedented(item, level)]
        self._found.bodies.append(Body(kind, row.text, row.stop, tuple(spans)))

    def _dedented(self, row: Line, level: int) -> list[Span]:
        """Return the bytes of a row of a body without its indentation; those of each line of fenced code."""
        columns = row.indent - self._indent(row, level) + TAB_STOP
        if not line_kinds.is_code(self._masked, row):
            return [(dedented(self._data, row, columns), row.end)]
        code = takewhile(lambda line: line.start < row.end, lines(self._data, row.start))
        return [(dedented(self._data, line, columns), line.end) for line in code]

    def _directive(self, row: Line, level: int) -> None:
        """Take a directive of mkdocstrings; its options may stand below a blank line."""
        self._at += 1
        options = self._take_deep(level)
        end = options[-1].end if options else row.stop
        if not options and self._row() is None:
            at = self._at
            following = self._skip_blanks()
            is_deep = following is not None and following.indent >= TAB_STOP * (level + 1)
            if following and is_deep and self._masked.startswith(_DIRECTIVE_OPTIONS, following.text):
                end = self._take_deep(level)[-1].end
            else:
                self._at = at
        self._found.directives.append((row.text, end))
        self._depth = level

    def _fence(self, row: Line, level: int) -> None:
        """Take what opens or closes a block of `pymdownx.blocks`, and content that it says is raw."""
        self._at += 1
        self._depth = level
        fence = line_kinds.BLOCK_FENCE.match(self._masked, row.text)
        assert fence is not None
        end = row.stop
        is_raw = False
        if fence["name"]:
            options = self._take_deep(level)
            end = options[-1].stop if options else end
            if fence["name"].lower() == b"html":
                is_raw = bool(fence["argument"] and _RAW_ELEMENT.match(fence["argument"]))
                is_raw = is_raw or any(_RAW_OPTION.match(self._masked, item.text) for item in options)
        if is_raw:
            while self._at < len(self._rows) and not self._closes(self._rows[self._at], fence["fence"]):
                self._at += 1
            end = self._rows[self._at - 1].stop
        self._found.fences.append((row.text, end))

    def _closes(self, row: Line, fence: bytes) -> bool:
        found = line_kinds.BLOCK_FENCE.match(self._masked, row.text)
        return found is not None and found["fence"] == fence and not found["name"]
