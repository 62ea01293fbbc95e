"""A source line as a terminal shows it, and the cells that a part of it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.page.positions import PageBytes

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
    first, last = page.line_span(start)
    end = max(start, min(end, last))
    reach = 4 * width  # a code point has four bytes at most
    before = _visible(page.data[max(first, start - reach) : start]).removeprefix("\ufeff")
    marked = _visible(page.data[start : min(end, start + reach)])
    after = _visible(page.data[end : min(end + reach, last)])
    left, right = start - reach > first, end + reach < last
    if left or right or cells(before + marked + after) > width:
        whole = end <= start + reach and cells(marked) <= width - 2
        marked = marked if whole else _first(marked, width - 2, cut=True)
        room = width - cells(marked)
        before = _last(before, max(room // 2, room - cells(after)), left)
        after = _first(after, room - cells(before), right) if whole else ""
    return Snippet(before + marked + after, cells(before), max(1, cells(marked)))


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
    text = data.decode("utf-8", "ignore").rstrip("\r\n")  # what is cut within a character is left out
    return printable(text.replace("\t", _TAB))


def _first(text: str, width: int, cut: bool) -> str:
    """Return the beginning of a text in at most `width` cells, with `…` if it is truncated."""
    if not cut and cells(text) <= width:
        return text
    return _fitting(text, width - 1) + _CUT if width > 0 else ""


def _last(text: str, width: int, cut: bool) -> str:
    """Return the end of a text in at most `width` cells, with `…` if it is truncated."""
    if not cut and cells(text) <= width:
        return text
    kept = _fitting(reversed(text), width - 1)[::-1]
    while kept and not cells(kept[0]):
        kept = kept[1:]  # a combining character without what it combines with
    return _CUT + kept if width > 0 else ""


def _fitting(characters: Iterable[str], width: int) -> str:
    kept = []
    for character in characters:
        width -= _WIDTHS[character]
        if width < 0:
            break
        kept.append(character)
    return "".join(kept)
