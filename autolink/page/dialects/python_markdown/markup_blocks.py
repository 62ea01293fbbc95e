"""Blocks that are markup as a whole: directives, the fences of generic blocks, formulas.

Each function takes its rows and returns the bytes [start, end) that are closed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP
from autolink.page.dialects.python_markdown.line_kinds import BLOCK_FENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.dialects.lines import Line
    from autolink.page.dialects.python_markdown.rows import Rows
    from autolink.page.dialects.python_markdown.structure import Span

_RAW_ELEMENT = re.compile(rb"(?:pre|script|style|textarea|canvas|math|option|code)\b", re.IGNORECASE)
_RAW_OPTION = re.compile(rb"[ \t]*+markdown:[ \t]*+['\"]?(?:raw|html)\b")
_DIRECTIVE_OPTIONS = (b"handler:", b"options:")
_FORMULA = re.compile(rb"(?P<dollars>\$\$)|(?P<bracket>\\\[)|\\begin\{(?P<name>[a-z]++\*?)\}")
_TRAILING = 100
"""Bytes of spaces that may follow a formula."""


def directive(rows: Rows, row: Line, level: int) -> Span:
    """Take a directive of mkdocstrings; its options may be below a blank line."""
    rows.at += 1
    options = rows.take_deep(level)
    if not options and rows.row() is None:
        end = rows.at
        following = rows.skip_blanks()
        is_deep = following is not None and following.indent >= TAB_STOP * (level + 1)
        if following and is_deep and rows.masked.startswith(_DIRECTIVE_OPTIONS, following.text):
            options = rows.take_deep(level)
        else:
            rows.at = end
    return row.text, options[-1].end if options else row.stop


def fence(rows: Rows, row: Line, level: int) -> Span:
    """Take what opens a block of `pymdownx.blocks`, its options, and content that is raw."""
    rows.at += 1
    opening = BLOCK_FENCE.match(rows.masked, row.text)
    assert opening is not None
    options = rows.take_deep(level)
    if _is_raw(rows, opening, options):
        while rows.at < len(rows.rows) and not _closes(rows, opening["fence"]):
            rows.at += 1
    rows.fences.append(opening["fence"])
    return row.text, rows.rows[rows.at - 1].stop


def closing_fence(rows: Rows, row: Line) -> Span:
    """Take what closes a block of `pymdownx.blocks`."""
    rows.at += 1
    rows.fences.pop()
    return row.text, row.stop


def _is_raw(rows: Rows, opening: re.Match[bytes], options: Sequence[Line]) -> bool:
    """Tell whether the content of a block is not Markdown."""
    if opening["name"].lower() != b"html":
        return False
    is_raw = bool(opening["argument"] and _RAW_ELEMENT.match(opening["argument"]))
    return is_raw or any(_RAW_OPTION.match(rows.masked, item.text) for item in options)


def _closes(rows: Rows, opening: bytes) -> bool:
    """Tell whether the next row closes a block."""
    found = BLOCK_FENCE.match(rows.masked, rows.rows[rows.at].text)
    return found is not None and found["fence"] == opening and not found["name"]


class Formulas:
    """Takes blocks that are formulas. Where a block ends is found out once, however many may start in it."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._end = 0

    def take(self, row: Line, level: int) -> Span | None:
        """Take all that is left of a block if it is a formula (`BlockArithmatexProcessor`)."""
        rows = self._rows
        opening = _FORMULA.match(rows.masked, row.text)
        if opening is None:
            return None
        first = rows.at
        if self._end <= first:
            rows.take_block(level)
            self._end = rows.at
        stop = rows.rows[self._end - 1].stop
        closing = _closing(opening)
        last = rows.masked[max(opening.end(), stop - len(closing) - _TRAILING) : stop]
        is_formula = last.rstrip(b" ").endswith(closing)
        rows.at = self._end if is_formula else first
        return (row.text, stop) if is_formula else None


def _closing(opening: re.Match[bytes]) -> bytes:
    if opening["name"]:
        return rb"\end{%b}" % opening["name"]
    return rb"\]" if opening["bracket"] else b"$$"
