"""Attribute lists: `{: #id .class key="value" }` or `{ .class }` (`attr_list`).

One stands right behind an element, at the end of a heading, a term or a table cell, or on the last line of a
block. It reaches to the last `}` of its line (`AttrListTreeprocessor`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.page.dialects.python_markdown.structure import Span

_LINE_END = re.compile(rb"[\r\n]|\Z")
_BLOCK = re.compile(rb"[ \t>]*+\{[^\r\n]*+")
_HEADER = re.compile(rb"(?: |\|)(\{[^|\r\n]*+)")
_ELEMENT_ENDS = b"*_`)]>:=~^+\x02"
"""The last characters of what an attribute list may belong to."""
_SPACES = b" \t"


def attributes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the attribute lists of a page, each with the character that it stands right behind.

    Of a word they are no attributes, but they would be those of a link that the word became. What follows
    one that may end a block is closed as well: were it a link, the list would end the text before it.
    """
    inline = read_inline(data, start)
    found = {
        span for line, end in _lines(inline.text, inline.spans) for span in _behind(inline.text, *line, end)
    }
    found |= {line for line, _ in _lines(inline.text, inline.spans) if _BLOCK.match(inline.text, *line)}
    for (first, stop), _ in _lines(inline.text, read_structure(data, start).headers):
        found |= {match.span(1) for match in _HEADER.finditer(inline.text, first, stop)}
    for first, end in sorted(found):
        yield Closed(first, end, "attribute list")


def _lines(text: bytes, spans: Iterable[Span]) -> Iterator[tuple[Span, int]]:
    """Yield the lines of some texts that have a brace, each with the end of the text."""
    for start, end in spans if b"{" in text else ():
        at = start
        while (brace := text.find(b"{", at, end)) >= 0:
            first = max(at, text.rfind(b"\n", at, brace) + 1, text.rfind(b"\r", at, brace) + 1)
            line_end = _LINE_END.search(text, brace, end)
            assert line_end is not None
            at = line_end.start()
            yield (first, at), end


def _behind(text: bytes, start: int, stop: int, end: int) -> Iterator[Span]:
    """Yield the attribute lists of a line [start, stop) that stand right behind anything.

    Where braces are left over, they are put behind the text that follows, up to its end.
    """
    last = text.rfind(b"}", start, stop)
    at = start
    while (at := text.find(b"{", at, last)) >= 0:
        closing = text.find(b"}", at)
        if at > start and text[at - 1] not in _SPACES:
            if text[at - 1] in _ELEMENT_ENDS:
                yield at - 1, end if closing < last else last + 1
                return
            yield at - 1, closing + 1
        at = closing
