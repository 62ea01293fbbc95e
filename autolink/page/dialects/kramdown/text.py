"""The text of a page as kramdown cuts it up, and what it reads there first: code, formulas, strikethrough.

It reads from left to right (`parser/kramdown/codespan.rb`, `math.rb`; `parser/gfm.rb`): what begins first
counts. A run of backticks ends at the next run that is as long or longer, and leaves what is longer to the
text. Strikethrough is read by itself: nothing that begins in it ends behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.code import between_blank_lines, marks, without
from autolink.page.dialects.kramdown.elements import LAZY
from autolink.page.dialects.model import DOUBTFUL, Closed, union

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK_START = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:[*+-][ \t|]|\d++\.[ \t|]|#{1,6}[ \t]|:[ \t|]|</?+(?!(?:%b)\b)[A-Za-z])"
    % "|".join(sorted(LAZY)).encode(),
    re.MULTILINE,
)
_ANY = re.compile(rb"`|\$\$|~~")
_MARK = re.compile(rb"\\[!-/:-@\[-`{-~]|`++|\$\$|~~(?![\s~])|<!--|<[A-Za-z]")
_RUN = re.compile(rb"`++")
_NAME = rb"[A-Za-z_:\x80-\xff][\w.:\x80-\xff-]*+"
TAG = re.compile(
    rb"<(%b)(?:\s++%b(?:\s*+=\s*+(?:[\w\x80-\xff]++|\"[^\"]*+\"|'[^']*+'))?+)*+\s*+/?>" % (_NAME, _NAME)
)
"""A tag that opens an element."""
_RAW = ("code", "kbd", "samp", "var", "option", "textarea", "math", "pre", "script", "style")
_ENDS = {
    b"$$": re.compile(rb"\$\$"),
    b"<!--": re.compile(rb"-->"),
    b"~~": re.compile(rb"(?<=[^\s~])~~"),
    **{name.encode(): re.compile(rb"</%b\s*+>" % name.encode(), re.IGNORECASE) for name in _RAW},
}
"""What ends a formula, a comment, struck text, and the elements that hold no Markdown."""
_ROW = re.compile(rb"[^\r\n]++")
_LINE_END = re.compile(rb"[\r\n]")
_BAR = re.compile(rb"(?<!\\)\|")
_IN_ROW = re.compile(rb"`++|(?<!\\)\|")
_CODE_ELEMENT = re.compile(rb"<code[^>\r\n]{0,1000}+>[^<\r\n]*+</code>")
_FENCE = re.compile(rb"[ \t>]*+(`{3,}+|~{3,}+)")
_SPACES = (b"", b" ", b"\t", b"\r", b"\n")

Range = tuple[int, int]


class Text(NamedTuple):
    """What is read in the text of a page."""

    data: bytes
    """The page, with null bytes for code and formulas."""
    blocks: tuple[tuple[Range, ...], ...]
    """What is read by itself, as its byte ranges: a paragraph but for struck text in it, an item, a cell."""
    closed: tuple[Closed, ...]
    """Code spans and formulas."""


@lru_cache(maxsize=2)
def text_of(data: bytes, start: int) -> Text:
    """Return what kramdown reads first in the text of a page after `start`."""
    text = without(data, (block for block in marks(data, start).blocks if is_code(data, *block)))
    reader = _Reader(text)
    for first, end in between_blank_lines(text, start):
        cuts = [match.start() for match in _BLOCK_START.finditer(text, first, end)]
        for at, stop in zip([first, *cuts], [*cuts, end], strict=True):
            if at < stop:
                reader.block(at, stop)
    closed = tuple(union(reader.closed))
    return Text(without(text, ((start, end) for start, end, _ in closed)), tuple(reader.blocks), closed)


def code_and_formulas(data: bytes, start: int) -> Iterator[Closed]:
    """Yield code spans, and formulas within a block."""
    if data.find(b"`", start) >= 0 or data.find(b"$$", start) >= 0:
        yield from text_of(data, start).closed


def is_code(data: bytes, start: int, end: int) -> bool:
    """Tell whether a code block is one to kramdown: a fence that nothing ends is text."""
    fence = _FENCE.match(data, start, end)
    if fence is None:
        return True
    line = data[start:end].rstrip().replace(b"\r", b"\n").rpartition(b"\n")[2].lstrip(b" \t>")
    return end - start > 2 * len(fence[1]) and len(line) >= len(fence[1]) and not line.strip(fence[1][:1])


class _Reader:
    """Reads blocks: `blocks` and `closed` are what it found."""

    def __init__(self, text: bytes) -> None:
        self.blocks: list[tuple[Range, ...]] = []
        self.closed: list[Closed] = []
        self._text = text

    def block(self, start: int, end: int) -> None:
        """Read bytes [start, end); as a table, too, where each line has a bar: code decides which it is."""
        count = len(self.closed)
        self._read(start, end)
        rows = [] if self._text.find(b"|", start, end) < 0 else [*_ROW.finditer(self._text, start, end)]
        if rows and all(_BAR.search(self._text, *row.span()) for row in rows):
            if any(_LINE_END.search(self._text, item.start, item.end) for item in self.closed[count:]):
                self._close(start, end, DOUBTFUL)
            for row in rows:
                self._row(*row.span())

    def _row(self, start: int, end: int) -> None:
        """Read a row: bars cut it into cells, but neither in code nor in elements of it."""
        text, at, cell = self._text, start, start
        for element in [*_CODE_ELEMENT.finditer(text, start, end), None]:
            stop = element.start() if element else end
            first, runs = at, _Runs(text, at, stop)
            while mark := _IN_ROW.search(text, at, stop):
                at = mark.end()
                if mark[0] == b"|":
                    self._read(cell, mark.start())
                    cell = at
                elif _is_lone(text, *mark.span(), first, stop):
                    continue
                elif ending := runs.closing(*mark.span()):
                    self._close(mark.start(), ending, "code span")
                    at = ending
            at = element.end() if element else end
        self._read(cell, end)

    def _read(self, start: int, end: int) -> None:
        """Read text in which code, formulas and struck text may start."""
        text, at, first = self._text, start, start
        if _ANY.search(text, start, end) is None:
            self.blocks.append(((start, end),))
            return
        runs = _Runs(text, start, end)
        ranges: list[Range] = []
        absent: set[bytes] = set()
        while mark := _MARK.search(text, at, end):
            at, kind = mark.end(), mark[0]
            if kind[0] == ord("`"):
                stop = 0 if _is_lone(text, *mark.span(), start, end) else runs.closing(*mark.span())
                self._close(mark.start(), stop, "code span")
            elif kind[0] == ord("\\"):
                continue
            else:
                if kind[0] == ord("<") and (tag := TAG.match(text, mark.start(), end)):
                    at, kind = tag.end(), b"" if tag[0].endswith(b"/>") else tag[1].lower()
                stop = _end(text, at, end, kind, absent)
                if kind == b"$$":
                    self._close(mark.start(), stop, "math")
                elif kind == b"~~" and stop:
                    self._read(at, stop - 2)
                    ranges.append((first, mark.start()))
                    first = stop
            at = max(at, stop)
        self.blocks.append((*ranges, (first, end)))

    def _close(self, start: int, end: int, kind: str) -> None:
        if end:
            self.closed.append(Closed(start, end, kind))


class _Runs:
    """The runs of backticks in bytes [start, end), asked from left to right."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        self._runs = [run.span() for run in _RUN.finditer(text, start, end)]
        lengths = (last - first for first, last in reversed(self._runs))
        self._longest = [*accumulate(lengths, max)][::-1]  # from each run on
        self._number = 0

    def closing(self, start: int, end: int) -> int:
        """Return where the code span ends that a run starts; 0 where it starts none."""
        runs, length = self._runs, end - start
        while self._number < len(runs) and runs[self._number][0] < end:
            self._number += 1
        if self._number == len(runs) or self._longest[self._number] < length:
            return 0
        while runs[self._number][1] - runs[self._number][0] < length:
            self._number += 1
        return runs[self._number][0] + length


def _is_lone(text: bytes, start: int, end: int, first: int, stop: int) -> bool:
    """Tell whether a run is one backtick between white space, or at the start of bytes [first, stop)."""
    before, after = text[max(start - 1, first) : start], text[end : min(end + 1, stop)]
    return end - start == 1 and before in _SPACES and after in _SPACES


def _end(text: bytes, start: int, end: int, kind: bytes, absent: set[bytes]) -> int:
    """Return where what a mark begins ends; 0 where it does not, as is known of those that are `absent`."""
    if kind not in _ENDS or kind in absent:
        return 0
    closing = _ENDS[kind].search(text, start + (kind == b"~~"), end)
    if closing is None:
        absent.add(kind)
        return 0
    return closing.end()
