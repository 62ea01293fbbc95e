"""Blocks that most pages are made of, read at a glance: headings, paragraphs and lists of plain lines.

The block processors look at every line, as most syntax may start on any. Most lines start with a letter or
the like, which starts nothing. A block of such lines at the margin is read here, by one expression, as the
reader of blocks would read it line by line; every other block is left to that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.lines import TAB_STOP, lines
from autolink.page.dialects.python_markdown.line_kinds import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.dialects.python_markdown.structure import Span

_WORD = rb"[A-Za-z\x80-\xff\x02`(\"']"
_START = (
    rb"(?=[A-Za-z\x80-\xff\x02`\"'(<&@.,;~^{}%%)\]]|\d++(?!\.[ \t])|!(?!!)|\?(?!\?)|:(?![: ])|\$(?!\$)|\+\+"
    rb"|\*{1,2}+%b|_{1,2}+%b|\[(?!\^|[^\[\]]*+\]:))" % (_WORD, _WORD)
)
"""What the text of a line starts with that is nothing but text, wherever it stands."""
_MARKER = rb"(?:[*+-]|\d++\.)[ \t]++"
_REST = rb"[^\r\n\x03]*+"
_END = rb"(?:\r\n?+|\n)"
_PARAGRAPH = rb"%b%b(?:%b[ \t]*+(?:%b)*+%b%b)*+" % (_START, _REST, _END, _MARKER, _START, _REST)
"""No list interrupts it."""
_ITEM = rb"%b(%b%b(?:%b[ \t]*+%b%b)*+)" % (_MARKER, _START, _REST, _END, _START, _REST)
_LIST = rb"%b(?:%b(?P<last>[ ]{0,7}+)%b)*+" % (_ITEM, _END, _ITEM)
_ROWS = rb"\|%b(?:%b\|%b)++" % (_REST, _END, _REST)
_PIECE = re.compile(
    rb"(?:(?P<heading>#(?!#{0,5}+ *+:::)%b)|(?P<paragraph>%b)|(?P<list>%b)|(?P<rows>%b))"
    rb"(?:%b|\Z)(?P<blank>(?:[ \t]*+%b)*+(?:[ \t]*+\Z)?+)" % (_REST, _PARAGRAPH, _LIST, _ROWS, _END, _END)
)
_ITEMS = re.compile(_ITEM)
_NUMBER_SIGN = 35


class PlainBlocks(NamedTuple):
    """Blocks of plain lines, up to a blank line, which they end behind."""

    end: int
    depth: int
    """How many lists are open after them."""
    texts: Sequence[Span]
    headers: Sequence[Span]
    """Those of their texts that are headings or rows of tables."""


def plain_blocks(masked: bytes, start: int) -> PlainBlocks | None:
    """Return the blocks from an offset on, where one starts at the margin, up to one that is not plain.

    `masked` is the page with fenced code and raw HTML blanked out, byte for byte. None where the first block
    is not plain.
    """
    texts: list[Span] = []
    headers: list[Span] = []
    end = depth = whole_texts = whole_headers = 0  # of whole blocks
    while piece := _PIECE.match(masked, start):
        open_lists = 0
        heading = piece.span("heading")
        if heading[0] >= 0:
            headers.append(heading)
            texts.append(heading)
        elif piece["list"]:
            texts += [item.span(1) for item in _ITEMS.finditer(masked, *piece.span("list"))]
            open_lists = 2 if len(piece["last"] or b"") >= TAB_STOP else 1
        elif piece["rows"]:
            rows = _rows(masked, *piece.span("rows"))
            headers += rows if len(rows) > 1 else ()
            texts += rows
        else:
            texts.append(piece.span("paragraph"))
        start = piece.end()
        if piece["blank"] or start == len(masked):
            end, depth, whole_texts, whole_headers = start, open_lists, len(texts), len(headers)
        elif heading[0] < 0 and masked[start] != _NUMBER_SIGN:  # it goes on with a line that is not plain
            break
    return PlainBlocks(end, depth, texts[:whole_texts], headers[:whole_headers]) if end else None


def _rows(masked: bytes, start: int, end: int) -> list[Span]:
    """Return the texts of lines that start with a bar: those of a table, or one paragraph."""
    rows = list(lines(masked, start, end))
    return [(row.text, row.stop) for row in rows] if is_table(masked, rows[0], rows[1]) else [(start, end)]
