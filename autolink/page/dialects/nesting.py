"""The containers that the lines of an MDX page are in: quotes, list items, footnotes, `:::` directives.

MDX has no indented code, so that markers may be indented by any width, and the white space after a list
marker belongs to the marker, however wide it is. Where `micromark` deviates from CommonMark, so does this.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from autolink.page.dialects.javascript import CompileError
from autolink.page.dialects.references import normalized

THEMATIC_BREAK = re.compile(rb"([*_-])[ \t]*+(?:\1[ \t]*+){2,}\Z")
_MARKER = re.compile(rb"(?:[*+-]|(?P<number>\d{1,9})[.)])(?=[ \t]|\Z)")
_FOOTNOTE = re.compile(rb"\[\^((?:[^\[\]\\\s]|\\[^\s]){1,999}+)\]:")
_CLOSING_COLONS = re.compile(rb"[ \t]*+(:{3,})[ \t]*+\Z")
_CLOSING_FENCE = re.compile(rb"[ \t]*+(`++|~++|\$++)[ \t]*+\Z")
_SPACES = re.compile(rb" *+(?!\t)")
_MOST = 100
"""How many containers may be open; the rest of a page with more of them is not read."""


@dataclass(slots=True)
class Container:
    """An open container. `kind` is `quote`, `item`, `footnote` or `directive`."""

    kind: str
    width: int = 0
    """The columns that lines of an item or footnote are indented by; the colons of a directive."""
    indent: int = 0
    """The columns that a directive is indented by."""
    starts_blank: bool = False
    is_over: bool = False
    run_end: int = 0
    """The offset of the first line after it, as far as was asked last."""


class Place(NamedTuple):
    """Where the content of a line starts: a byte offset, and its column (a tab may be consumed in part)."""

    at: int
    column: int


class Nesting:
    """The lines of a page, by number from 0, and the containers that are open."""

    def __init__(self, data: bytes, start: int) -> None:
        lines = data[start:].splitlines(keepends=True)
        self.data = data
        self.text = bytearray(data)
        """The page with the markers of containers blanked out, as far as it was read."""
        self.starts = list(accumulate(map(len, lines), initial=start))
        """Where each line starts, and at last where the page ends."""
        self.ends = [at + len(line.rstrip(b"\r\n")) for at, line in zip(self.starts, lines, strict=False)]
        """Where each line ends, without its line end."""
        self.open: list[Container] = []
        self.footnotes: set[str] = set()
        """The labels of the footnotes that are defined, normalized."""

    def skip(self, place: Place, end: int, most: int = -1) -> Place:
        """Return the place after white space, `most` columns of it."""
        at, column = place
        if most < 0:
            spaces = _SPACES.match(self.data, at, end)
            if spaces:
                return Place(spaces.end(), column + spaces.end() - at)
        last = column + most if most >= 0 else -1
        while at < end and column != last:
            if self.data[at] == 32:
                at, column = at + 1, column + 1
            elif self.data[at] == 9:
                stop = (column // 4 + 1) * 4
                if 0 <= last < stop:
                    return Place(at, last)
                at, column = at + 1, stop
            else:
                break
        return Place(at, column)

    def match(self, number: int, looking_ahead: bool = False) -> tuple[int, Place, bool]:
        """Match a line against the open containers.

        Return how many it continues, where its content starts then, and whether it closes the next one.
        """
        end = self.ends[number]
        place = Place(self.starts[number], 0)
        for count, container in enumerate(self.open):
            inner = self.skip(place, end)
            is_blank = inner.at == end
            if container.kind == "quote":
                if is_blank or self.data[inner.at] != ord(">"):
                    return count, place, False
                place = self.skip(Place(inner.at + 1, inner.column + 1), end, 1)
            elif container.kind == "directive":
                colons = _CLOSING_COLONS.match(self.data, place.at, end)
                if colons and len(colons[1]) >= container.width:
                    return count, place, True
                place = self.skip(place, end, container.indent)
            elif is_blank:
                container.is_over |= container.starts_blank and not looking_ahead
                place = self.skip(place, end, container.width)
            else:
                over, container.is_over, container.starts_blank = container.is_over, False, False
                if over or inner.column - place.column < container.width:
                    return count, place, False
                place = self.skip(place, end, container.width)
        return len(self.open), place, False

    def opening(self, place: Place, end: int, interrupting: bool) -> tuple[Container, Place] | None:
        """Return the container that starts at a place, and where its content starts.

        A list that interrupts a paragraph has content, and starts with 1 if it is numbered.
        """
        inner = self.skip(place, end)
        mark = self.data[inner.at : inner.at + 1] if inner.at < end else b""
        if mark == b">":
            return Container("quote"), self.skip(Place(inner.at + 1, inner.column + 1), end, 1)
        if mark == b"[":
            return self._footnote(inner, end)
        marker = _MARKER.match(self.data, inner.at, end)
        if marker is None or THEMATIC_BREAK.match(self.data, inner.at, end):
            return None
        after = Place(marker.end(), inner.column + marker.end() - inner.at)
        content = self.skip(after, end)
        is_blank = content.at == end
        if interrupting and (is_blank or marker["number"] not in (None, b"1")):
            return None
        if is_blank:
            return Container("item", after.column + 1 - place.column, starts_blank=True), after
        return Container("item", content.column - place.column), content

    def _footnote(self, place: Place, end: int) -> tuple[Container, Place] | None:
        match = _FOOTNOTE.match(self.data, place.at, end)
        if match is None:
            return None
        self.footnotes.add(normalized(match[1]))
        after = Place(match.end(), place.column + match.end() - place.at)
        return Container("footnote", 4), self.skip(after, end)

    def push(self, container: Container) -> None:
        """Open a container. Raises CompileError when too many are open."""
        if len(self.open) >= _MOST:
            raise CompileError(0)
        self.open.append(container)

    def blank_out(self, number: int, at: int) -> None:
        """Blank out the markers before the content of a line, which starts at byte `at`."""
        start = self.starts[number]
        self.text[start:at] = b" " * (at - start)

    def run_end(self, number: int) -> int:
        """Return the offset of the first line after this one that does not continue all open containers.

        The markers before it are blanked out.
        """
        if not self.open:
            return len(self.data)
        container = self.open[-1]
        if container.run_end <= self.starts[number]:
            number += 1
            while number < len(self.ends):
                count, place, _ = self.match(number, looking_ahead=True)
                if count < len(self.open):
                    break
                self.blank_out(number, place.at)
                number += 1
            container.run_end = self.starts[number]
        return container.run_end

    def fence_end(self, number: int, marks: bytes) -> int:
        """Return the number of the first line after the code or math that `marks` opened before a line."""
        while number < len(self.ends):
            at = self.starts[number]
            if self.open:
                count, (at, _), _ = self.match(number)
                if count < len(self.open):
                    return number
            else:  # only lines with these marks matter
                found = self.data.find(marks, at)
                if found < 0:
                    return len(self.ends)
                number = bisect_right(self.starts, found, number) - 1
                at = self.starts[number]
            closing = _CLOSING_FENCE.match(self.data, at, self.ends[number])
            number += 1
            if closing and closing[1].startswith(marks):
                break
        return number
