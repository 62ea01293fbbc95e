"""Formulas that are blocks to MyST-Parser: environments of LaTeX, and what stands between double dollars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.myst import line_kinds

if TYPE_CHECKING:
    from autolink.page.dialects.lines import Line
    from autolink.page.dialects.myst.contained_lines import ContainedLines

_LABEL = re.compile(rb".*\$\$[ \t]*+\([^)$\r\n]++\)[ \t]*+\Z", re.DOTALL)


class Formulas:
    """Takes the lines of formulas; they end with what they stand in at the latest."""

    def __init__(self, data: bytes, lines: ContainedLines) -> None:
        self._data = data
        self._lines = lines
        self._endings: dict[bytes, int] = {}
        """Where the ends of environments stand that were looked for, the next of each; -1 for none."""

    def are_dollars(self, line: Line) -> bool:
        """Tell whether the double dollars that a line starts with open a formula."""
        text = self._data[line.text : line.stop].rstrip(b" \t")
        return len(text) < 4 or text.endswith(b"$$") or b"$$" not in text[2:] or bool(_LABEL.match(text))

    def has_end(self, line: Line) -> bool:
        """Tell whether the environment that a line starts ends anywhere, or is text (`amsmath_block`)."""
        ending = self._ending(line)
        found = self._endings.get(ending, 0)
        if 0 <= found <= line.text:
            found = self._endings[ending] = self._data.find(ending, line.text)
        return found >= 0

    def last_of_environment(self, line: Line) -> Line:
        """Take an environment up to the line that ends with its end, and return that."""
        ending, last = self._ending(line), line
        while not self._data[last.text : last.stop].rstrip().endswith(ending):
            rest = self._next()
            if rest is None:
                break
            last = rest
        return last

    def last_of_dollars(self, line: Line) -> Line:
        """Take a formula in double dollars up to the line that ends with them or its label; return that."""
        last, text = line, self._data[line.text + 2 : line.stop].rstrip()
        while not (text.endswith(b"$$") or _LABEL.match(text)):
            rest = self._next()
            if rest is None:
                break
            last, text = rest, self._data[rest.text : rest.stop].rstrip()
        return last

    def _next(self) -> Line | None:
        """Take the next line of the same containers, if there is one."""
        self._lines.at += 1
        rest = self._lines.rest()
        if rest is None:
            self._lines.at -= 1
        return rest

    def _ending(self, line: Line) -> bytes:
        """Return what ends the environment that a line starts."""
        environment = line_kinds.ENVIRONMENT.match(self._data, line.text)
        assert environment is not None
        return rb"\end{%b}" % environment[1]
