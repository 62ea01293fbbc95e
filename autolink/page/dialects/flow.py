"""The blocks of an MDX page, as `micromark` reads them with the extensions of MDX and GFM.

CommonMark's blocks are not enough: in MDX nothing is indented code or an HTML block. Tags and expressions
that fill their lines are blocks, which may hold blank lines and interrupt paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from autolink.page.dialects.directives import line_colons
from autolink.page.dialects.javascript import CompileError, module_end
from autolink.page.dialects.jsx import comment_end, lines_of_tags
from autolink.page.dialects.model import Closed
from autolink.page.dialects.nesting import THEMATIC_BREAK, Container, Nesting, Place
from autolink.page.dialects.references import definition
from autolink.page.dialects.tables import cells, delimiters

_FENCE = re.compile(rb"(`{3,})[^`]*+\Z|(~{3,})|(\${2,})[^$]*+\Z")
_PLAIN = re.compile(rb"[ \t]*+(?![<{#`~$*_=:>+\d|\[ie-])")
"""The start of a line that is blank or text: neither containers nor other blocks start with what follows."""
_PERHAPS_DELIMITERS = re.compile(rb"[ \t]*+[|:-]")
_HEADING = re.compile(rb"#{1,6}(?=[ \t]|\Z)")
_UNDERLINE = re.compile(rb"(?:=++|-++)[ \t]*+\Z")
_ESM = re.compile(rb"(import|export) ")
_SPACE_OR_LINE_END = re.compile(rb"[ \t\r\n]*+")
_HEADING_ID = re.compile(rb"^#{1,6}(?!#)[^\n]*?(\{#[^{}\r\n]*+\}?)", re.MULTILINE)


class Reading(NamedTuple):
    """Which plugins a page is read with."""

    math: bool
    """remark-math: `$…$` and `$$`."""
    directives: bool
    """remark-directive: `:::note`."""
    titles: bool
    """`:::note Title`, which Docusaurus turns into `:::note[Title]`."""


class Flow:
    """Reads the blocks of a page: what they close, their text, the link reference definitions among them."""

    def __init__(self, data: bytes, start: int, reading: Reading) -> None:
        self.nesting = Nesting(data, start)
        self.closed: list[Closed] = []
        self.texts: list[tuple[int, int]] = []
        """Byte ranges of paragraphs, headings and table cells."""
        self.definitions: set[str] = set()
        """The labels that are defined, normalized."""
        self._data = data
        self._reading = reading
        self._number = 0
        """The number of the next line."""
        self._rest = 0
        """Where the rest of a line starts that is read as another one."""
        self._paragraph: tuple[int, int] | None = None
        self._in_table = False
        self._pierced = 0
        """Lines before this offset have been tried as tags and expressions: no container starts there."""
        self._fuel = 4 * len(data) + 1000
        """The bytes that may still be tried in vain, so that the work stays in proportion to the page."""
        # Docusaurus escapes the brace of a heading's id before it parses a page.
        for match in _HEADING_ID.finditer(data, start):
            self.closed.append(Closed(*match.span(1), "heading id"))
            self.nesting.text[match.start(1)] = ord(" ")

    def run(self) -> None:
        """Read the page. Raises CompileError where MDX cannot; what comes before stays read."""
        nesting, lines = self.nesting, len(self.nesting.ends)
        try:
            while self._number < lines:
                number = self._number
                self._number += 1
                if nesting.open or self._in_table or not self._plain(number):
                    self._line(number)
        except CompileError as broken:
            raise CompileError(max(broken.start, nesting.starts[number])) from None
        finally:
            self._end_paragraph()

    def _plain(self, number: int) -> bool:
        """Read a line that only text can be, outside of containers; tell whether it is one."""
        end = self.nesting.ends[number]
        match = _PLAIN.match(self._data, self.nesting.starts[number], end)
        if match is None:
            return False
        if match.end() == end:
            self._end_paragraph()
        elif _PERHAPS_DELIMITERS.match(self._data, self.nesting.starts[number + 1]):
            return False
        else:
            self._text(match.end(), end)
        return True

    def _line(self, number: int) -> None:
        """Read a line, and those after it that belong to the block that it starts."""
        nesting = self.nesting
        end = nesting.ends[number]
        count, place, closes = nesting.match(number)
        if closes:
            self._leave(count)
            self.closed.append(Closed(nesting.starts[number], end, "directive"))
            return
        if count < len(nesting.open) or nesting.starts[number] >= self._pierced:
            count, place = self._open_containers(count, place, end)
        content = nesting.skip(place, end)
        nesting.blank_out(number, content.at)
        left = nesting.open[count:]
        goes_on = self._paragraph and all(container.kind != "directive" for container in left)
        if content.at == end or (left and not goes_on):
            self._leave(count)
            left = []
        if content.at == end:
            return
        del nesting.open[count:]
        if self._block(content.at, end, content.column - place.column, bool(left)):
            self._rest_of_line()
            return
        if left and self._paragraph:
            nesting.open += left
        self._text(content.at, end)

    def _open_containers(self, count: int, place: Place, end: int) -> tuple[int, Place]:
        """Open the containers that start at a place, in addition to the first `count` of those that are open.

        Return how many the line is in, and where its content starts.
        """
        interrupting = self._paragraph is not None and count == len(self.nesting.open)
        while found := self.nesting.opening(place, end, interrupting):
            self._leave(count)
            container, place = found
            self.nesting.push(container)
            count += 1
        return count, place

    def _leave(self, count: int) -> None:
        """Close all containers but `count`, and what is open in them."""
        del self.nesting.open[count:]
        self._end_paragraph()
        self._in_table = False

    def _rest_of_line(self) -> None:
        """Read what follows an HTML comment on its line as a line of its own."""
        while self._rest:
            end = self.nesting.ends[self._number - 1]
            at, self._rest = self.nesting.skip(Place(self._rest, 0), end).at, 0
            if at < end and not self._block(at, end, 0, False):
                self._text(at, end)

    # Paragraphs and tables

    def _text(self, at: int, end: int) -> None:
        self._paragraph = (self._paragraph[0] if self._paragraph else at, end)

    def _end_paragraph(self) -> bool:
        """End the paragraph that is open; tell whether it holds text, not definitions alone."""
        if self._paragraph is None:
            return False
        (at, end), self._paragraph = self._paragraph, None
        text = self.nesting.text
        while at < end:
            name, after = definition(text, at, end)
            if not name:
                self.texts.append((at, end))
                return True
            self.definitions.add(name)
            self.closed.append(Closed(at, after, "link definition"))
            space = _SPACE_OR_LINE_END.match(text, after, end)
            at = space.end() if space else end
        return False

    def _table(self, at: int, end: int, is_lazy: bool) -> bool:
        """Read a row of a table, the first one together with the line below it."""
        if is_lazy:
            return False
        if not self._in_table:
            if self._number == len(self.nesting.ends):
                return False
            line_end = self.nesting.ends[self._number]
            count, place, _ = self.nesting.match(self._number, looking_ahead=True)
            columns = delimiters(self._data, place.at, line_end) if count == len(self.nesting.open) else 0
            if not columns or self.nesting.opening(place, line_end, False):
                return False
            if len(cells(self.nesting.text, at, end)) != columns:
                return False
            self._number += 1
            self._end_paragraph()
            self._in_table = True
        self.texts += cells(self.nesting.text, at, end)
        return True

    # Other blocks

    def _block(self, at: int, end: int, indent: int, is_lazy: bool) -> bool:
        """Read the block that starts at `at`, in a line that ends at `end`; tell whether there is one."""
        mark = self._data[at : at + 1]
        if mark in (b"<", b"{"):
            found = self._tags(at, end)
        elif mark == b"#":
            found = self._heading(at, end)
        elif mark in (b"`", b"~") or (mark == b"$" and self._reading.math):
            found = self._fence(at, end)
        elif mark in b"*_-=":
            found = self._rule(at, end, is_lazy)
        elif mark == b":" and self._reading.directives:
            found = self._directive(at, end, indent)
        else:
            found = self._esm(at)
        if found:
            self._in_table = False
        return found or self._table(at, end, is_lazy)

    def _heading(self, at: int, end: int) -> bool:
        match = _HEADING.match(self._data, at, end)
        if match is None:
            return False
        self._end_paragraph()
        self.texts.append((match.end(), end))
        return True

    def _rule(self, at: int, end: int, is_lazy: bool) -> bool:
        """Read a thematic break, or the underline of a heading."""
        if not is_lazy and _UNDERLINE.match(self._data, at, end) and self._end_paragraph():
            return True
        if not THEMATIC_BREAK.match(self._data, at, end):
            return False
        self._end_paragraph()
        return True

    def _fence(self, at: int, end: int) -> bool:
        """Read fenced code or math."""
        match = _FENCE.match(self._data, at, end)
        if match is None:
            return False
        self._end_paragraph()
        marks = match[match.lastindex or 0]
        self._number = self.nesting.fence_end(self._number, marks)
        kind = "math" if marks[0] == ord("$") else "code block"
        self.closed.append(Closed(at, self.nesting.starts[self._number], kind))
        return True

    def _directive(self, at: int, end: int, indent: int) -> bool:
        colons = line_colons(self.nesting.text, at, end, self._reading.titles)
        if not colons:
            return False
        self._end_paragraph()
        self.closed.append(Closed(at, end, "directive"))
        if colons > 2:
            self.nesting.push(Container("directive", colons, indent))
        return True

    def _esm(self, at: int) -> bool:
        """Read imports and exports, which start in the first column and interrupt no paragraph."""
        number = self._number - 1
        match = _ESM.match(self._data, at)
        if match is None or self._paragraph or at != self.nesting.starts[number]:
            return False
        end = module_end(self.nesting.text, at, self.nesting.run_end(number))
        end = at + len(self.nesting.text[at:end].rstrip())
        self.closed.append(Closed(at, end, match[1].decode()))
        self._go_on_after(end - 1)
        return True

    def _go_on_after(self, end: int) -> None:
        """Let the line after byte `end` be the next one."""
        self._number = bisect_right(self.nesting.starts, end, self._number - 1, len(self.nesting.ends))

    def _tags(self, at: int, end: int) -> bool:
        """Read tags and expressions that fill their lines."""
        text = self.nesting.text
        if text.startswith(b"<!--", at):
            return self._comment(at)
        found, after, is_block = lines_of_tags(text, at, self.nesting.run_end(self._number - 1))
        if not is_block:
            self._pierced = max(self._pierced, after)
            self._fuel -= after - at
            if self._fuel < 0:
                raise CompileError(at)
            return False
        self._end_paragraph()
        self.closed += found
        self._go_on_after(after - 1)
        return True

    def _comment(self, at: int) -> bool:
        """Read an HTML comment, as Docusaurus does: it takes the character after it as well."""
        end = comment_end(self._data, at, len(self._data))
        if not end:
            raise CompileError(at)
        self._end_paragraph()
        self._go_on_after(end - 1)
        if end < self.nesting.ends[self._number - 1]:
            self._rest = end = end + len(self._data[end : end + 4].decode("utf-8", "ignore")[:1].encode())
        self.closed.append(Closed(at, end, "comment"))
        return True
