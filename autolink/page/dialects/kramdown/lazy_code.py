"""Indented code, which takes all lines up to a blank one in kramdown, however they are indented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, marks, without_code_blocks
from autolink.page.dialects.kramdown.text import is_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKERS = rb"(?:[ \t]*+(?:[*+-]|\d{1,9}\.|\[\^[^\]\r\n]{1,100}+\]:|>(?!\t)))*+"
_TABBED_QUOTE = re.compile(rb"(?:^|(?<=\r))%b[ \t]*+>\t" % _MARKERS, re.MULTILINE)
_CODE = re.compile(rb"(?:^|(?<=\r))%b ?(?: {4}| {0,3}\t)[ \t]*+\0" % _MARKERS, re.MULTILINE)
_QUOTED_CODE = re.compile(rb"(?:^|(?<=\r))[ \t]*+>[ \t>]*+\0", re.MULTILINE)
_LINE_OUTSIDE = re.compile(rb"(?:\r\n?+|\n)[ \t]*+[^ \t>]")
_INDENTED = re.compile(rb"[\r\n]*+(?: {4}| {0,3}\t)")
_UNINDENTED = re.compile(rb"[\r\n] {0,3}+[^ \t\r\n]")
_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t>]*+(?=[\r\n]|\Z)")


def lazy_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield indented code with the lines that follow it, and what is indented below these.

    In a quote a tab is enough. Fenced code in a quote goes on with the lines of a paragraph that are not
    marked as parts of the quote, and a fence that nothing ends with those of its paragraph.
    """
    text = without_code_blocks(data, start)
    if b"\0" not in text and b">\t" not in text:
        return
    reached = start
    for first, end in marks(data, start).blocks:
        last = first + len(data[first:end].rstrip())
        if last >= reached and not is_code(data, first, end):
            blank = _BLANK_LINE.search(data, last)
            reached = blank.start() if blank else len(data)
            yield Closed(first, reached, "code")
    goes_on = False
    for first, end in between_blank_lines(text, start):
        found = [match for code in (_CODE, _TABBED_QUOTE) if (match := code.search(text, first, end))]
        code = min(found, key=lambda match: match.start(), default=None)
        if code is None and (quoted := _QUOTED_CODE.search(text, first, end)):
            code = quoted if _LINE_OUTSIDE.search(data, quoted.end(), end) else None
        if code:
            yield Closed(code.start(), end, "code")
            goes_on = _UNINDENTED.search(data, code.end(), end) is not None
        elif goes_on and _INDENTED.match(text, first):
            yield Closed(first, end, "code")
        else:
            goes_on = False
