"""What is indented below a note or an item, but code to kramdown.

A note that follows a paragraph at once is text of it, one with a bar is a table, and one that goes on
unindented ends there. What is numbered `1)` is text, and so is a marker that fills its line. An item whose
text is far from its marker has only what is indented as far. Below attributes of a block a new one starts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import TAB_STOP, lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAR = rb"(?: {5}| *+\t[ \t])"
_NOTE = re.compile(rb"[ \t>]*+\[\^[^\]\r\n]++\]:(?P<bar>[^|\r\n]*+\|)?+")
_NO_ITEM = re.compile(
    rb"[ \t>]*+(?:(?:(?:[*+-]|\d{1,9}\.)[ \t>]++)*+\d{1,9}\)[ \t\r\n]"
    rb"|(?:[*+-]|\d{1,9}\.)(?:%b|[\r\n])|(?<![^\r\n])\{:[^}\r\n]++\}[ \t]*+[\r\n])" % _FAR
)
_ITEM = re.compile(rb"[ \t>]*+(?:[*+-]|\d{1,9}\.)[ \t]")
_MARKERS = frozenset(b"[*+->{0123456789")
_FAR_ITEM = re.compile(rb"[*+.-]%b" % _FAR)
_EMPTY_ITEM = re.compile(rb"(?:\A|[\r\n])[ \t>]*+(?:[*+-]|\d{1,9}\.)[\r\n]")
_SIGNS = (
    (b"[^", None),
    (b"{:", re.compile(rb"\}[ \t]*+(?:\r\n?+|\n)(?: {4}| {0,3}\t)")),
    (b")", re.compile(rb"\d\)\s")),
    (b"     ", _FAR_ITEM),
    (b"\t", _FAR_ITEM),
    *((mark, _EMPTY_ITEM) for end in (b"\n", b"\r") for mark in (b"*" + end, b"+" + end, b"-" + end)),
    *((mark, _EMPTY_ITEM) for mark in (b".\n", b".\r")),
)
"""What a page has in which there may be such code: a piece of it, and where it is common, an expression."""


def code_below_text(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the indented lines below such notes and items, with the lines that follow them."""
    if not any(sign in data and (not more or more.search(data, start)) for sign, more in _SIGNS):
        return
    is_in_text = is_below = is_in_code = is_in_note = False
    for line in lines(data, start):
        if line.is_blank:
            is_in_text = is_in_code = is_in_note = False
        elif is_in_code or (is_below and line.indent >= TAB_STOP and not is_in_text):
            yield Closed(line.start, line.end, "code")
            is_in_code = True
        else:
            note = other = item = None
            if data[line.text] in _MARKERS:
                note, other, item = (it.match(data, line.start, line.end) for it in (_NOTE, _NO_ITEM, _ITEM))
            starts = note or (item and line.indent < TAB_STOP)
            goes_on = is_in_text and is_below and not starts
            is_lazy = is_in_note and line.indent < TAB_STOP and not starts
            is_below = bool(other or goes_on or is_lazy or (note and (is_in_text or note["bar"])))
            is_in_note = bool(note) or (is_in_note and not is_lazy)
            is_in_text = (not note or is_below) and not (other and b"{:" in other[0])
