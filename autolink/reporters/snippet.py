"""A source line as a terminal shows it, and the cells that a part of it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.text.escaping import printable

if TYPE_CHECKING:
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
    widths = cells(before), cells(marked), cells(after)
    if left or right or sum(widths) > width:
        whole = end <= start + reach and widths[1] <= width - 2
        marked = marked if whole else _first(marked, width - 2)
        room = width - cells(marked)
        kept = max(room // 2, room - widths[2])
        before = before if widths[0] <= kept and not left else _last(before, kept)
        kept = room - cells(before)
        if not whole:
            after = ""
        elif widths[2] > kept or right:
            after = _first(after, kept)
        widths = cells(before), cells(marked), 0
    return Snippet(before + marked + after, widths[0], max(1, widths[1]))


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
    kept = []
    for character in characters:
        width -= _WIDTHS[character]
        if width < 0:
            break
        kept.append(character)
    return "".join(kept)
