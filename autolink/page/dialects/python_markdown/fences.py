"""Fenced code, as `pymdownx.superfences` and Python-Markdown's own `fenced_code` recognise it.

Neither reads fences as CommonMark does: a closing fence is exactly as long as the opening one, an unknown
option makes a fence text, and what is never closed is none. Both work on the lines of the file, before any
block is known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.lines import lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.lines import Line
    from autolink.page.dialects.python_markdown.structure import Span

KIND = "fenced code"
CODE = b"\x02"
"""Stands for a byte of code where a page is searched for what is none; Python-Markdown drops any other."""
_BACKTICKS = re.compile(rb"```")
_MARK = re.compile(rb"```|~~~")
_FENCE = re.compile(rb"(?P<fence>~{3,}+|`{3,}+)(?P<info>[^\r\n]*+)(?:\r\n?+|\n|\Z)")
_PREFIX, _LINE_ENDS = b"> \t", b"\r\n"
_LANGUAGE = re.compile(rb"[ \t]*+\.?[\w#.+-]++(?=[ \t]|\Z)")
_ATTRIBUTES = re.compile(rb"[ \t]*+\{.*\}[ \t]*+\Z")
_OPTION = re.compile(
    rb"[ \t]*+(?P<key>[A-Za-z][A-Za-z0-9_]*+)"
    rb"(?:=(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'))?(?=[ \t]|\Z)"
)
_LINES = re.compile(rb"\d++(?:-\d++)?+(?:[ \t]++\d++(?:-\d++)?+)*+")
_VALUES = {b"hl_lines": _LINES, b"linenums": re.compile(rb"\d.*"), b"title": None, b"title_mode": None}
"""What the options of a header may say (`highlight_validator`); any other one makes it no fence."""
_OPENING = re.compile(
    rb"(?P<fence>~{3,}+|`{3,}+)[ ]*+(?:\{[^\r\n]*\}|"
    rb"\.?[\w#.+-]*+[ ]*+(?:hl_lines=(?:\"[^\"\r\n]*+\"|'[^'\r\n]*+')[ ]*+)?+)(?=[\r\n])"
)
_CLOSING_LINE = re.compile(rb"(?P<fence>~{3,}+|`{3,}+)[ \t]*+(?:\r\n?+|\n|\Z)")
_CLOSING = re.compile(rb"(?P<fence>~{3,}+|`{3,}+)[ ]*+(?=[\r\n]|\Z)")


class Fence(NamedTuple):
    """One block of fenced code: bytes [start, end); `text` is where its opening line's prefix ends."""

    start: int
    text: int
    end: int


def superfences(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the fenced code that `pymdownx.superfences` sees, in containers too."""
    for fence in nested_fences(data, start):
        yield Closed(fence.text, fence.end, KIND)


def fenced_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the fenced code that `fenced_code` sees: at the margin only (`FENCED_BLOCK_RE`)."""
    marks = [(at, at) for at, text in _fence_lines(data, start) if at == text]
    closing: dict[bytes, list[int]] = {}
    for at, _ in marks:
        if match := _CLOSING.match(data, at):
            closing.setdefault(match["fence"], []).append(at)
    following = start
    for at, _ in marks:
        match = _OPENING.match(data, at) if at >= following else None
        ends = closing.get(match["fence"], []) if match else []
        number = bisect_right(ends, at)
        if number < len(ends):
            following = next(lines(data, ends[number])).end
            yield Closed(at, following, KIND)


@lru_cache(maxsize=2)
def _fence_lines(data: bytes, start: int) -> Sequence[Span]:
    """Return the lines that start with a fence: where they start, and where it does behind `>` and spaces."""
    found: list[Span] = []
    if not _BACKTICKS.search(data) and (b"~" not in data or b"~~~" not in data):  # which is known at once
        return found
    for match in _MARK.finditer(data, start):
        line = at = match.start()
        while line > start and data[line - 1] in _PREFIX:
            line -= 1
        if line == start or data[line - 1] in _LINE_ENDS:
            found.append((line, at))
    return found


@lru_cache(maxsize=4)
def without_fences(data: bytes, start: int) -> bytes:
    """Return a page with each block of nested fenced code as one line of `CODE`, byte for byte."""
    fences = nested_fences(data, start)
    if not fences:
        return data
    masked = bytearray(data)
    for fence in fences:
        stop = fence.text + len(data[fence.text : fence.end].rstrip(b"\r\n"))
        masked[fence.text : stop] = CODE * (stop - fence.text)
    return bytes(masked)


@lru_cache(maxsize=4)
def nested_fences(data: bytes, start: int) -> Sequence[Fence]:
    """Return the fenced code of a page, in order, whatever it is nested in (`search_nested`).

    A line that does not belong to the code abandons a fence; it is not looked at again.
    """
    found: list[Fence] = []
    marks = _fence_lines(data, start)
    for number, (first, text) in enumerate(marks):
        opening = _FENCE.match(data, text) if first >= start else None
        if opening and _is_header(opening["info"]):
            if first == text:
                end = _end_at_margin(data, opening["fence"], marks, number + 1)
                start = end or len(data)
            else:
                start, end = _end(data, _Code(data, data[first:text], opening["fence"]), opening.end())
            if end:
                found.append(Fence(first, text, end))
    return found


def _end_at_margin(data: bytes, fence: bytes, marks: Sequence[Span], number: int) -> int:
    """Return where code at the margin ends, which no line abandons; 0 where no mark after it closes it.

    `number` is that of the first such mark.
    """
    for first, text in (marks[at] for at in range(number, len(marks))):
        closing = _CLOSING_LINE.match(data, text) if first == text else None
        if closing and closing["fence"] == fence:
            return closing.end()
    return 0


def _end(data: bytes, code: _Code, start: int) -> tuple[int, int]:
    """Return up to where lines from an offset on were read as code, and where the code ends, or 0."""
    for line in lines(data, start):
        start = line.end
        if code.ends_before(line):
            break
    return start, code.end


class _Code:
    """A block of fenced code that is open; `end` is where it ends once it is closed."""

    def __init__(self, data: bytes, prefix: bytes, fence: bytes) -> None:
        self.end = 0
        self._data = data
        self._fence = fence
        self._width = len(prefix.expandtabs(4))
        self._quotes = prefix.count(b">")
        self._after_blank = False

    def ends_before(self, line: Line) -> bool:
        """Take the next line; tell whether it closes the code, or is none and abandons it."""
        prefix, content = self._split(line)
        quotes = prefix.count(b">")
        if quotes <= self._quotes and (not content if self._quotes else line.is_blank):
            self._after_blank = True
            return False
        if not self._holds(len(prefix), quotes):
            return True
        self._after_blank = False
        if content.rstrip(b" \t") == self._fence and content[:1] not in b" \t":
            self.end = line.end
        return self.end > 0

    def _split(self, line: Line) -> tuple[bytes, bytes]:
        """Return as much of a line's prefix as the fence is indented by, tabs expanded, and the rest."""
        at, width = line.start, 0
        while width < self._width and at < line.stop and self._data[at] in b"> \t":
            width += 4 - width % 4 if self._data[at] == 9 else 1
            at += 1
        return self._data[line.start : at].expandtabs(4), self._data[at : line.stop]

    def _holds(self, width: int, quotes: int) -> bool:
        """Tell whether a line that is not blank may be part of the code (`eval_fence`, `eval_quoted`)."""
        if quotes > self._quotes or width != self._width:
            return False
        return not (self._after_blank and quotes < self._quotes)


def _is_header(info: bytes) -> bool:
    """Tell whether what follows the fence leaves it one (`RE_NESTED_FENCE_START`, `parse_options`)."""
    language = _LANGUAGE.match(info)
    for at in (language.end(), 0) if language else (0,):
        if not info[at:].strip(b" \t") or _ATTRIBUTES.match(info, at):
            return True
        if (valid := _options(info, at)) is not None:
            return valid
    return False


def _options(info: bytes, at: int) -> bool | None:
    """Tell whether options are valid; None where they are none."""
    valid = True
    while at < len(info) and (match := _OPTION.match(info, at)):
        at = match.end()
        value = match["double"] if match["double"] is not None else match["single"]
        pattern = _VALUES.get(match["key"])
        if match["key"] not in _VALUES or (pattern and not pattern.fullmatch(value or match["key"])):
            valid = False
    return valid if not info[at:].strip(b" \t") else None
