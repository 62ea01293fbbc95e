"""Attribute lists: `{: #id .class key="value" }` or `{ .class }` (`attr_list`).

One is right after an element, at the end of a heading, a term or a table cell, or on the last line of a
block. It reaches to the last `}` of its line (`AttrListTreeprocessor`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.inline import character_before, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.page.dialects.python_markdown.structure import Span

_LINE_END = re.compile(rb"[\r\n]|\Z")
_CELL = re.compile(rb"[^|]++")
_OPENING_OF_LINE = re.compile(rb"[ \t>]*+\{")
_FOLLOWING = re.compile(rb"\s++[^\s][\x80-\xbf]*+")
_ELEMENT_ENDS = b"*_`)]>:=~^+\x02"
"""The last characters of what an attribute list may belong to."""
_SPACES = b" \t"


def attributes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the attribute lists of a page, each with the character that it is right after.

    Of a word they are not attributes, but they would be those of a link that the word became. Where one may
    be the last of the text before an element, all text there is closed: it depends on what else is one.
    """
    inline = read_inline(data, start)
    text = inline.plain
    found: set[Span] = set()
    for line, whole in _lines(text, inline.spans):
        found |= set(_behind(text, *line, whole[1]))
        if opening := _OPENING_OF_LINE.match(text, *line):
            found |= set(_last(text, opening.end() - 1, line[1], whole))
    for line, _ in _lines(text, read_structure(data, start).headers):
        for cell in _CELL.finditer(text, *line):
            if (space := text.find(b" {", *cell.span())) >= 0:
                found |= set(_last(text, space + 1, cell.end(), cell.span()))
    for first, end in sorted(found):
        yield Closed(first, end, "attribute list")


def _lines(text: bytes, spans: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield the lines of some texts that have a brace, each with the text that it is in."""
    for start, end in spans if b"{" in text else ():
        at = start
        while (brace := text.find(b"{", at, end)) >= 0:
            first = max(at, text.rfind(b"\n", at, brace) + 1, text.rfind(b"\r", at, brace) + 1)
            line_end = _LINE_END.search(text, brace, end)
            assert line_end is not None
            at = line_end.start()
            yield (first, at), (start, end)


def _behind(text: bytes, start: int, stop: int, end: int) -> Iterator[Span]:
    """Yield the attribute lists of a line [start, stop) that are right after anything.

    Where braces are left over, they are put after the text that follows, up to its end.
    """
    last = text.rfind(b"}", start, stop)
    at, closing = start - 1, -1
    while last >= 0 and (at := text.find(b"{", at + 1, last)) >= 0:
        closing = text.find(b"}", at) if closing < at else closing
        if at > start and text[at - 1] not in _SPACES:
            if text[at - 1] in _ELEMENT_ENDS:
                yield at - 1, end if closing < last else last + 1
                return
            yield character_before(text, at), closing + 1


def _last(text: bytes, opening: int, end: int, whole: Span) -> Iterator[Span]:
    """Yield an attribute list that reaches from a brace to an end, with the character that follows.

    All around one that does not reach so far.
    """
    closing = text.rfind(b"}", opening, end)
    if closing >= 0:
        following = _FOLLOWING.match(text, end, whole[1])
        last = following.end() if following else end
        yield whole if text[closing + 1 : end].strip() else (opening, last)
