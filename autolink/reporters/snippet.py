"""A source line as a terminal shows it, and the cells that a part of it takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.syntax import line_start
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from autolink.page.positions import PageBytes

_LINE_END = re.compile(rb"[\r\n]")
_JOINING = re.compile("[\u200d\ufe0f]")
_TAB = "    "
_CUT = "…"


class Snippet(NamedTuple):
    """A line, or what of it is near the part that is meant; where that starts, and its length, in cells."""

    text: str
    indent: int
    length: int


def snippet(page: PageBytes, start: int, end: int, width: int) -> Snippet:
    """Show the line at byte `start` in at most `width` cells, bytes [start, end) of it marked.

    Of a long line only bytes near the mark are read, so that many marks in one line take linear time.
    """
    data, reach = page.data, 4 * width  # a code point has four bytes at most
    end = _line_end(data, start, min(end, start + reach + 1))
    marked = _visible(data[start : min(end, start + reach)])
    length = cells(marked)
    near = min(reach, 8 * max(2, width - length))  # twice as much: of some characters, the cell is another's
    first = line_start(data, start, max(0, start - near))
    last = _line_end(data, end, end + near)
    before, after = _visible(data[first:start]).removeprefix("\ufeff"), _visible(data[end:last])
    left = first > 0 and data[first - 1] not in b"\r\n"
    right = last < len(data) and data[last] not in b"\r\n"
    indent, rest = cells(before), cells(after)
    if left or right or indent + length + rest > width:
        whole = end <= start + reach and length <= width - 2
        if not whole:
            marked = _first(marked, width - 2)
            length = cells(marked)
        room = width - length
        kept = max(room // 2, room - rest)
        if left or indent > kept:
            before = _last(before, kept)
            indent = cells(before)
        if not whole:
            after = ""
        elif right or rest > room - indent:
            after = _first(after, room - indent)
    return Snippet(before + marked + after, indent, max(1, length))


def _line_end(data: bytes, start: int, end: int) -> int:
    """Return where the line at a byte offset ends, its line end left out; `end` where it goes on."""
    found = _LINE_END.search(data, start, end)
    return found.start() if found else min(end, len(data))


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a wide character (CJK, emoji) takes two."""
    if text.isascii():
        return len(text)
    if not _JOINING.search(text):
        return sum(map(_WIDTHS.__getitem__, text))
    from rich.cells import cell_len

    return cell_len(text)


class _Widths(dict[str, int]):
    """The cells of single characters: a report measures the same ones again and again."""

    def __missing__(self, character: str) -> int:
        from rich.cells import cell_len

        width = self[character] = cell_len(character)
        return width


_WIDTHS = _Widths()


def _visible(data: bytes) -> str:
    text = data.decode("utf-8", "ignore")  # what is cut within a character is left out
    return text if text.isprintable() else printable(text.replace("\t", _TAB))


def _first(text: str, width: int) -> str:
    """Return the beginning of a text in at most `width` cells, with `…` for what is left out."""
    return _fitting(text, width - 1) + _CUT if width > 0 else ""


def _last(text: str, width: int) -> str:
    """Return the end of a text in at most `width` cells, with `…` for what is left out."""
    kept = _fitting(text[::-1], width - 1)[::-1]
    while kept and not cells(kept[0]):
        kept = kept[1:]  # a combining character without what it combines with
    return _CUT + kept if width > 0 else ""


def _fitting(characters: str, width: int) -> str:
    if characters.isascii():
        return characters[: max(0, width)]
    ends = list(accumulate(map(_WIDTHS.__getitem__, characters)))
    return characters[: bisect_right(ends, width)]
