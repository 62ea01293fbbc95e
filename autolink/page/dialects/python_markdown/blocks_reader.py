"""Reads the blocks of a page by the rules of Python-Markdown's block processors, not by CommonMark's.

Snippets, fenced code and raw HTML are removed from the page first, whatever they stand in. What is in a
container is indented by four columns per level; a block that is indented further than its containers go is
code. A list does not interrupt a paragraph; admonitions, headings and rules interrupt anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, within
from autolink.page.dialects.python_markdown import line_kinds, markup_blocks
from autolink.page.dialects.python_markdown.plain_blocks import plain_blocks
from autolink.page.dialects.python_markdown.rows import Rows, without_blocks
from autolink.page.dialects.python_markdown.snippets import snippets
from autolink.page.dialects.python_markdown.structure import Body, Structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.dialects.lines import Line

MAX_NESTING = 20
"""Items and quotes in each other that are read; what is nested deeper counts as code."""
_COLON = 58
_LINE_END = rb"(?:\r\n?+|\n)"
_SLASHES = re.compile(rb"///")
_BLANK_LINES = re.compile(rb"(?:[ \t]*+%b)*+" % _LINE_END)
_BLANK_BETWEEN = re.compile(rb"%b(?:[ \t]*+%b)++" % (_LINE_END, _LINE_END))


@lru_cache(maxsize=4)
def read_structure(data: bytes, start: int) -> Structure:
    """Return the blocks of a page, from a byte offset on."""
    masked = without_blocks(data, start)
    has_snippets = b"<" in data and b"8<-" in data
    if has_snippets or _SLASHES.search(masked):  # what opens a generic block may change all that follows
        return read_all_lines(data, start)
    found = Structure(masked)
    at, depth, has_content = _blank_end(masked, start), 0, False
    while at < len(data):
        first, plain = at, plain_blocks(masked, at)
        while plain is None and at < len(data):
            at = _next_block(masked, at)
            plain = plain_blocks(masked, at)
        if first < at:
            reader = _Reader(Rows.between(data, masked, first, at), found)
            reader.go_on(depth, has_content)
            depth = reader.depth
        if plain:
            at, depth = plain.end, plain.depth
            found.texts += plain.texts
            found.headers += plain.headers
        has_content = True
    return found


def read_all_lines(data: bytes, start: int) -> Structure:
    """Return the blocks of a page, none of them read at a glance."""
    masked = without_blocks(data, start)
    found = Structure(masked)
    left_out = [(item.start, item.end) for item in snippets(data, start)]
    _Reader(Rows.between(data, masked, start, len(data)).without(left_out), found).run()
    return found


def _blank_end(masked: bytes, at: int) -> int:
    """Return where the first line that is not blank starts from an offset on, at which a line starts."""
    blank = _BLANK_LINES.match(masked, at)
    return blank.end() if blank else at


def _next_block(masked: bytes, at: int) -> int:
    """Return where the next line that follows a blank one starts."""
    blank = _BLANK_BETWEEN.search(masked, at)
    return blank.end() if blank else len(masked)


class _Reader:
    """Reads the blocks of a page, or those of an item, a definition, a footnote or a quote in it."""

    def __init__(self, rows: Rows, found: Structure, nesting: int = 0, is_item: bool = False) -> None:
        self._rows = rows
        self._found = found
        self._formulas = markup_blocks.Formulas(rows)
        self._nesting = nesting
        self._is_item = is_item
        self._has_content = False
        self._is_in_footnote = False
        self.depth = 0
        """How many lists and footnotes are open."""

    def go_on(self, depth: int, has_content: bool) -> None:
        """Read all blocks below others; `depth` is how many lists and footnotes are open there."""
        self.depth, self._has_content = depth, has_content
        self.run()

    def run(self) -> None:
        """Read all blocks. Two blank lines end a footnote."""
        end = self._rows.at
        while (row := self._rows.skip_blanks()) is not None:
            if self._is_in_footnote and self._rows.at - end > 1:
                self.depth = 0
            level = min(row.indent // TAB_STOP, self.depth)
            while (row := self._rows.row()) is not None:
                self._piece(row, level)
                self._has_content = True
            end = self._rows.at

    def _piece(self, row: Line, level: int) -> None:
        """Read one piece of a block: what one block processor would take of it."""
        rows = self._rows
        kind = self._kind(row, level)
        if kind != "reference":  # which is no element, and ends no list
            self.depth = level
            self._is_in_footnote = self._is_in_footnote and level > 0
        if rows.indent(row, level) >= TAB_STOP:
            self._found.code += [(item.start, item.end) for item in rows.take_deep(level)]
        elif formula := self._formulas.take(row, level):
            self._found.formulas.append(formula)
        elif kind in line_kinds.WITH_BODY:
            rows.at += 1
            self._add(kind, row, level, [*rows.take_deep(level), *rows.take_following(level)])
        elif kind in line_kinds.MARKUP:
            self._markup(kind, row, level)
        elif kind in line_kinds.LONE:
            rows.at += 1
            self._headers(rows.at - 1, rows.at)
        else:
            _TAKERS.get(kind, _Reader._paragraph)(self, level)

    def _kind(self, row: Line, level: int) -> str:
        """Return what a row starts where no paragraph is open; empty for a paragraph."""
        kind = self._rows.interrupting(row, level)
        if not kind and line_kinds.MARKER.match(self._rows.masked, row.text):
            return "list"
        return kind or self._rows.splitting(row, level)

    def _markup(self, kind: str, row: Line, level: int) -> None:
        """Take a block that is markup as a whole."""
        if kind == "directive":
            self._found.directives.append(markup_blocks.directive(self._rows, row, level))
        elif kind == "fence":
            self._found.fences.append(markup_blocks.fence(self._rows, row, level))
        else:
            self._found.fences.append(markup_blocks.closing_fence(self._rows, row))

    def _text(self, first: int, last: int) -> None:
        """Note the rows from one to another, not included, as text."""
        if first < last:
            self._found.texts.append((self._rows.rows[first].text, self._rows.rows[last - 1].stop))

    def _headers(self, first: int, last: int) -> None:
        """Note each of some rows as a text of its own, of the kind that attributes may follow."""
        for number in range(first, last):
            self._text(number, number + 1)
        self._found.headers += self._found.texts[len(self._found.texts) - (last - first) :]

    def _read(self, rows: Sequence[Line], is_item: bool = False) -> int:
        """Read rows as blocks; return how many lists are open after them.

        `is_item` for those of an item: nothing that follows it belongs to a footnote in it.
        """
        if self._nesting >= MAX_NESTING:
            self._found.code += [(row.start, row.end) for row in rows]
            return 0
        reader = _Reader(self._rows.inner(rows), self._found, self._nesting + 1, is_item)
        reader.run()
        return reader.depth

    def _add(self, kind: str, row: Line, level: int, body: Sequence[Line]) -> None:
        """Note a block with a body that its opening row belongs to."""
        lines = tuple(span for item in body for span in self._rows.body_lines(item, level))
        self._found.bodies.append(Body(kind, row.text, row.stop, lines))

    def _paragraph(self, level: int) -> None:
        """Take a paragraph, a table or a heading that is underlined."""
        rows = self._rows
        first = rows.at
        rows.at += 1
        following = rows.row()
        if following and line_kinds.is_table(rows.masked, rows.rows[first], following):
            rows.take_uninterrupted(level)
            self._headers(first, rows.at)
        elif following and line_kinds.is_underline(rows.masked, following, rows.indent(following, level)):
            rows.at += 1
            self._headers(first, first + 1)
        else:
            self._rest_of_paragraph(first, level)

    def _rest_of_paragraph(self, first: int, level: int) -> None:
        """Take a paragraph; its lines are terms where a definition follows."""
        rows = self._rows
        while (row := rows.row()) is not None and not rows.interrupting(row, level):
            kind = rows.splitting(row, level)
            if kind == "definition":
                self._headers(first, rows.at)
                self._has_content = True
                self._definition(level)
                return
            if kind:
                break
            rows.at += 1
        self._text(first, rows.at)

    def _list(self, level: int) -> None:
        """Take items as long as nothing interrupts; each is read as a block of its own.

        A line that looks like an item of a nested list starts one, which takes in what follows.
        """
        rows = self._rows
        first, is_nested = rows.at, False
        while (row := rows.row()) is not None and (rows.at == first or not rows.interrupting(row, level)):
            tabs = rows.indent(row, level) // TAB_STOP
            is_new = tabs == 0 or (tabs == 1 and not is_nested)
            if rows.at > first and is_new and line_kinds.MARKER.match(rows.masked, row.text):
                self._item(first, level, is_nested)
                first, is_nested = rows.at, tabs == 1
            rows.at += 1
        self._item(first, level, is_nested)

    def _item(self, first: int, level: int, is_nested: bool) -> None:
        """Read the rows of an item up to here."""
        rows = self._rows
        item = [rows.unindented(row, TAB_STOP * (level + is_nested)) for row in rows.rows[first : rows.at]]
        if not is_nested:
            marker = line_kinds.MARKER.match(rows.masked, item[0].text)
            assert marker is not None
            item[0] = within(rows.masked, item[0], marker.end())
        self.depth = level + 1 + self._read(item, is_item=True)

    def _quote(self, level: int) -> None:
        """Take a quote, with those that follow: they are one."""
        rows = self._rows
        inner: list[Line] = []
        while True:
            while (row := rows.row()) is not None and not (inner and rows.interrupting(row, level)):
                inner.append(self._unquoted(row, level))
                rows.at += 1
            end = rows.at
            row = rows.skip_blanks()
            if row is None or row.indent < TAB_STOP * level or rows.splitting(row, level) != "quote":
                rows.at = end
                break
            inner += rows.rows[end : rows.at]
        self._read(inner)

    def _unquoted(self, row: Line, level: int) -> Line:
        """Return a row of a quote without its mark, which only the first needs to have."""
        rows, masked = self._rows, self._rows.masked
        if masked[row.text : row.stop].rstrip() == b">":
            return within(masked, row, row.text + 1)
        if rows.indent(row, level) >= TAB_STOP or not masked.startswith(b">", row.text):
            return rows.unindented(row, TAB_STOP * level)
        return within(masked, row, row.text + 1 + masked.startswith(b" ", row.text + 1))

    def _definition(self, level: int) -> None:
        """Take a definition: a first block, which CommonMark takes for text, and those that follow it."""
        rows = self._rows
        first, row = rows.at, rows.rows[rows.at]
        colon = line_kinds.DEFINITION.match(rows.masked, row.text)
        assert colon is not None
        self._found.headers += self._found.texts[-1:]  # the terms, where they are a paragraph
        rows.at += 1
        following = rows.row()
        is_lazy = following is not None and rows.indent(following, level) < TAB_STOP
        if following and is_lazy and rows.masked[following.text] != _COLON:
            rows.take_uninterrupted(level)
        else:
            rows.take_deep(level)
        self._read_behind(colon.end(), first, level)
        has_more = level == 0 and self._has_content and rows.row() is None
        self._add("definition", row, level, rows.take_following(level, loose=True) if has_more else ())

    def _footnote(self, level: int) -> None:
        """Take a footnote, which is one to CommonMark as well."""
        rows = self._rows
        first = rows.at
        label = line_kinds.FOOTNOTE.match(rows.masked, rows.rows[first].text)
        assert label is not None
        rows.at += 1
        while (row := rows.row()) is not None and not rows.interrupting(row, level):
            if rows.splitting(row, level) == "footnote":
                break
            rows.at += 1
        depth = self._read_behind(label.end(), first, level)
        if level == 0 and not self._is_item:
            self.depth, self._is_in_footnote = depth + 1, True
        else:
            self.depth = level

    def _read_behind(self, start: int, first: int, level: int) -> int:
        """Read the rows from one to here as blocks, without what stands before an offset in the first."""
        rows = self._rows
        inner = [rows.unindented(row, TAB_STOP * (level + 1)) for row in rows.rows[first : rows.at]]
        return self._read([within(rows.masked, rows.rows[first], start), *inner[1:]])


_TAKERS = {
    "definition": _Reader._definition,
    "footnote": _Reader._footnote,
    "list": _Reader._list,
    "quote": _Reader._quote,
}
"""What takes the blocks that others stand in."""
