r"""What MyST-Parser reads in text: `` {role}`text` ``, `$formula$`, `{{ substitution }}`, attributes.

Text is read from left to right, and what comes first is read first: code, links' destinations and tags too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.myst.blocks_reader import read_structure
from autolink.page.dialects.myst.line_kinds import CLOSING_TAG, OPENING_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    rb"(?P<escape>\\.)|(?P<role>\{[\w+:-]++\}(?=`))|(?P<substitution>\{\{)|(?P<attributes>(?<=[\])`])\{)"
    rb"|(?P<code>`++)|(?P<formula>\$)|(?P<tag><(?=[A-Za-z/!?]))|(?P<destination>\]\()",
    re.DOTALL,
)
_LONGEST = 1000
"""The bytes that attributes, tags and destinations may take, so that marks which are none cost no more."""
_ATTRIBUTES = re.compile(rb"\{(?:[^{}\"]++|\"(?:[^\"\\]|\\.)*+\")*+\}", re.DOTALL)
_TAG = re.compile(
    rb"%b|%b|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>|<![A-Za-z][^>]*+>|<!\[CDATA\[(?:(?!\]\]>).)*+\]\]>"
    rb"|<[A-Za-z][A-Za-z0-9+.-]{1,31}+:[^<>\x00-\x20]*+>|<[^\s<>()\[\]:;,@]++@[A-Za-z0-9.-]++>"
    % (OPENING_TAG, CLOSING_TAG),
    re.DOTALL,
)
"""A tag, a comment or an automatic link (CommonMark §6.5 and §6.6)."""
_DESTINATION = re.compile(
    rb"\]\([ \t]*+(?:<[^<>\r\n]*+>|[^\s<>()]*+)(?:\s++\"[^\"]*+\"|\s++'[^']*+')?+\s*+\)"
)
_BACKTICKS = re.compile(rb"`++")
_DOLLAR = re.compile(rb"(?:[^\\$]++|\\.)*+(\$)", re.DOTALL)


def inline(data: bytes, start: int) -> Iterator[Closed]:
    """Yield roles, formulas, substitutions, attributes and code spans in the text of a page.

    Code spans may be others than in CommonMark, as backticks in formulas open none.
    """
    found = read_structure(data, start)
    text = bytes(found.masked)
    for span in found.texts:
        yield from _Reader(text, *span).run()


class _Reader:
    """Reads the text of one block."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._missing: set[bytes] = set()
        """Closing marks that do not occur any more."""
        self._runs: dict[int, list[int]] | None = None

    def run(self) -> Iterator[Closed]:
        """Yield what is markup, in order."""
        at = self._start
        while token := _TOKEN.search(self._text, at, self._end):
            kind, first, at = token.lastgroup, token.start(), token.end()
            end = 0
            if kind == "role":
                end = self._role(at)
            elif kind == "substitution":
                end = self._find(b"}}", at)
            elif kind == "formula":
                end = self._formula(at)
            elif kind == "code":
                end = self._code(at, at - first)
            elif kind != "escape":
                end = self._bounded(kind, first)
                if kind in ("tag", "destination"):
                    at, end = end or at, 0
            if end:
                at = end
                yield Closed(first, end, _NAMES[kind or ""])

    def _find(self, mark: bytes, at: int) -> int:
        """Return where the next mark ends; 0 when there is none."""
        if mark in self._missing:
            return 0
        found = self._text.find(mark, at, self._end)
        if found < 0:
            self._missing.add(mark)
            return 0
        return found + len(mark)

    def _role(self, at: int) -> int:
        """Return where the role ends whose text's backticks start at `at`.

        It ends with as many backticks, whatever follows; where they are missing, with its text.
        """
        run = _BACKTICKS.match(self._text, at, self._end)
        assert run is not None
        return self._find(run[0], run.end() + 1) or self._end

    def _code(self, at: int, length: int) -> int:
        """Return where the code span ends that a run of backticks before `at` opens; 0 when it is none."""
        if self._runs is None:
            self._runs = {}
            for run in reversed(list(_BACKTICKS.finditer(self._text, at, self._end))):
                self._runs.setdefault(len(run[0]), []).append(run.end())
        ends = self._runs.get(length, [])
        while ends and ends[-1] <= at:
            ends.pop()
        return ends[-1] if ends else 0

    def _formula(self, at: int) -> int:
        """Return where the formula ends that a dollar before `at` opens; 0 when it is none, or empty."""
        if b"$" in self._missing:
            return 0
        closing = _DOLLAR.match(self._text, at, self._end)
        if closing is None:
            self._missing.add(b"$")
            return 0
        return closing.end() if closing.end() > at + 1 else 0

    def _bounded(self, kind: str | None, at: int) -> int:
        """Return where attributes, a tag or a destination ends; 0 when it is none."""
        pattern = _ATTRIBUTES if kind == "attributes" else _TAG if kind == "tag" else _DESTINATION
        match = pattern.match(self._text, at, min(self._end, at + _LONGEST))
        return match.end() if match else 0


_NAMES = {
    "code": "code span",
    "role": "role",
    "substitution": "substitution",
    "formula": "formula",
    "attributes": "attribute list",
}
