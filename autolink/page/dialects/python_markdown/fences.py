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

KIND = "fenced code"
CODE = b"\x02"
"""Stands for a byte of code where a page is searched for what is none; Python-Markdown drops any other."""
_PREFIX = re.compile(rb"[> \t]*+")
_FENCE = re.compile(rb"(?P<fence>~{3,}+|`{3,}+)(?P<info>[^\r\n]*+)")
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
    rows = list(lines(data, start))
    closing: dict[bytes, list[int]] = {}
    for number, row in enumerate(rows):
        if match := _CLOSING.match(data, row.start):
            closing.setdefault(match["fence"], []).append(number)
    following = 0
    for number, row in enumerate(rows):
        match = _OPENING.match(data, row.start) if number >= following else None
        if match and (ends := closing.get(match["fence"])):
            at = bisect_right(ends, number)
            if at < len(ends):
                following = ends[at] + 1
                yield Closed(row.start, rows[ends[at]].end, KIND)


@lru_cache(maxsize=4)
def without_fences(data: bytes, start: int) -> bytes:
    """Return a page with each block of nested fenced code as one line of `CODE`, byte for byte."""
    masked = bytearray(data)
    for fence in nested_fences(data, start):
        stop = fence.text + len(data[fence.text : fence.end].rstrip(b"\r\n"))
        masked[fence.text : stop] = CODE * (stop - fence.text)
    return bytes(masked)


@lru_cache(maxsize=4)
def nested_fences(data: bytes, start: int) -> Sequence[Fence]:
    """Return the fenced code of a page, in order, whatever it is nested in (`search_nested`)."""
    search = _Search(data)
    return [fence for line in lines(data, start) if (fence := search.take(line))]


class _Search:
    """Looks for fences line by line; a line that belongs to none abandons the one that is open."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._fence = b""
        self._width = 0
        self._quotes = 0
        self._after_blank = False
        self._first = (0, 0)

    def take(self, line: Line) -> Fence | None:
        """Take the next line; return the fenced code that it closes."""
        if not self._fence:
            self._open(line)
            return None
        prefix, content = self._split(line)
        quotes = prefix.count(b">")
        is_blank = not content if self._quotes else line.is_blank
        if quotes > self._quotes:
            self._fence = b""
        elif is_blank:
            self._after_blank = True
        elif not self._belongs(len(prefix), quotes):
            self._fence = b""
        elif content.rstrip(b" \t") == self._fence and content[:1] not in b" \t":
            self._fence = b""
            return Fence(*self._first, line.end)
        else:
            self._after_blank = False
        return None

    def _open(self, line: Line) -> None:
        prefix = _PREFIX.match(self._data, line.start)
        assert prefix is not None
        match = _FENCE.match(self._data, prefix.end())
        if match and _is_header(match["info"]):
            self._fence = match["fence"]
            self._width = len(prefix[0].expandtabs(4))
            self._quotes = prefix[0].count(b">")
            self._after_blank = False
            self._first = line.start, prefix.end()

    def _split(self, line: Line) -> tuple[bytes, bytes]:
        """Return as much of a line's prefix as the fence is indented by, tabs expanded, and the rest."""
        at, width = line.start, 0
        while width < self._width and at < line.stop and self._data[at] in b"> \t":
            width += 4 - width % 4 if self._data[at] == 9 else 1
            at += 1
        return self._data[line.start : at].expandtabs(4), self._data[at : line.stop]

    def _belongs(self, width: int, quotes: int) -> bool:
        """Tell whether a line that is not blank may be part of the code (`eval_fence`, `eval_quoted`)."""
        return width == self._width and not (self._after_blank and quotes < self._quotes)


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
