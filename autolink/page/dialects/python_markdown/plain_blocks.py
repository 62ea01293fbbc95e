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
_END = rb"(?:\r\n?|\n)"
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


class PlainBlock(NamedTuple):
    """A block of plain lines, up to a blank line, which it ends behind."""

    end: int
    depth: int
    """How many lists are open after it."""
    texts: Sequence[Span]
    headers: Sequence[Span]
    """Those of its texts that are headings."""


def plain_block(masked: bytes, start: int) -> PlainBlock | None:
    """Return the block that starts at the margin at an offset; None where it is not plain.

    `masked` is the page with fenced code and raw HTML blanked out, byte for byte.
    """
    texts: list[Span] = []
    headers: list[Span] = []
    while piece := _PIECE.match(masked, start):
        start, depth = piece.end(), 0
        if piece["heading"]:
            headers.append(piece.span("heading"))
            texts += headers[-1:]
        elif piece["list"]:
            items = list(_ITEMS.finditer(masked, *piece.span("list")))
            texts += [item.span(1) for item in items]
            depth = 2 if len(piece["last"] or b"") >= TAB_STOP else 1
        elif piece["rows"]:
            rows = list(lines(masked, *piece.span("rows")))
            if is_table(masked, rows[0], rows[1]):
                headers += [(row.text, row.stop) for row in rows]
                texts += headers[-len(rows) :]
            else:
                texts.append(piece.span("rows"))
        else:
            texts.append(piece.span("paragraph"))
        if piece["blank"] or start == len(masked):
            return PlainBlock(start, depth, texts, headers)
        if not piece["heading"] and masked[start] != _NUMBER_SIGN:  # it goes on with a line that is not plain
            return None
    return None
