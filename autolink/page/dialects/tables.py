"""The tables of GFM (§4.10), line by line."""

from __future__ import annotations

import re

_CELL = re.compile(rb"(?:[^|\\]++|\\[|\\]?)*+")
_DELIMITER_ROW = re.compile(rb"(?:\|[ \t]*+)?+(?::?-++:?[ \t]*+(?:\|[ \t]*+|\Z))++\Z")
_DELIMITER = re.compile(rb"-++")


def cells(text: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """Return the byte ranges of the cells of a row, which starts with a character that is no white space."""
    found: list[tuple[int, int]] = []
    at = start + text.startswith(b"|", start)
    while at < end:
        match = _CELL.match(text, at, end)
        last = match.end() if match else end
        if last < end or text[at:last].strip(b" \t"):
            found.append((at, last))
        at = last + 1
    return found


def delimiters(data: bytes, start: int, end: int) -> int:
    """Return how many columns the delimiter row in bytes [start, end) has; 0 when it is none."""
    row = data[start:end].strip(b" \t")
    if not _DELIMITER_ROW.match(row) or not (b"|" in row or b":" in row):
        return 0
    return len(_DELIMITER.findall(row))


def is_table(text: bytearray, header: tuple[int, int], row: tuple[int, int]) -> bool:
    """Tell whether two lines, bytes [start, end), open a table: a bar in the first, equally many cells."""
    if text.find(b"|", *header) < 0:
        return False
    return 0 < len(cells(text, *header)) == delimiters(bytes(text[slice(*row)]), 0, row[1] - row[0])
