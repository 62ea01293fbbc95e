"""Byte offsets and the positions of the protocol: lines from 0, and code units from 0 in them.

A code unit is one of UTF-8, UTF-16 or UTF-32, as client and server agree (LSP 3.17, "Position"). Lines end
at LF, CR LF and CR. A position beyond its line means the end of the line, one beyond the last line the end of
the text, and one in the middle of a character the start of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.page.syntax import BOM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.page.edits import Edit
    from autolink.page.positions import PageBytes

_CODECS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Positions:
    """Translates between byte offsets of a text and positions in it.

    `hides_bom`: whether a byte order mark at the start counts for nothing, as in the files that editors read.
    """

    def __init__(
        self, page: PageBytes, encoding: types.PositionEncodingKind | str, hides_bom: bool = False
    ) -> None:
        self._page = page
        self._codec, self._width = _CODECS[types.PositionEncodingKind(encoding)]
        self._skipped = len(BOM) if hides_bom and page.data.startswith(BOM) else 0

    def _line(self, number: int) -> tuple[int, int]:
        """Return the bytes of a line by its number from 0, without its end."""
        start, end = self._page.line_range(number + 1)
        content = self._page.data[start:end]
        if content.endswith(b"\r\n"):
            end -= 2
        elif content.endswith((b"\n", b"\r")):
            end -= 1
        return (max(start, self._skipped), end) if number == 0 else (start, end)

    def offset(self, position: types.Position) -> int:
        """Return the byte offset of a position."""
        start, end = self._line(max(0, position.line))
        units = max(0, position.character) * self._width
        if self._width == 1:
            before = self._page.data[start : min(end, start + units)]
        else:  # a unit is at most three bytes of UTF-8, or two units four
            reach = self._page.data[start : min(end, start + 4 * max(0, position.character))]
            before = reach.decode("utf-8", "ignore").encode(self._codec)[:units]
        return start + len(before.decode(self._codec, "ignore").encode())

    def position(self, offset: int) -> types.Position:
        """Return the position of a byte offset."""
        line = self._page.position(min(offset, len(self._page.data)))[0] - 1
        start, end = self._line(line)
        before = self._page.data[start : max(start, min(offset, end))].decode("utf-8", "ignore")
        return types.Position(line, len(before.encode(self._codec)) // self._width)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of bytes [start, end)."""
        return types.Range(self.position(start), self.position(end))

    def span(self, place: types.Range) -> tuple[int, int]:
        """Return the byte offsets of a range; one that ends before it starts is empty."""
        start = self.offset(place.start)
        return start, max(start, self.offset(place.end))

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Return edits of bytes as edits of text."""
        return [types.TextEdit(self.range(edit.start, edit.end), edit.new.decode()) for edit in edits]
