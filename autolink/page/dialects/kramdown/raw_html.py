"""HTML that kramdown leaves raw: all up to the closing tag, over blank lines, unless `markdown="1"`.

So it reads elements at the start of a line that are no elements of text, and in text those whose content is
raw (`HTML_SPAN_ELEMENTS`, `HTML_BLOCK_ELEMENTS` and `HTML_CONTENT_MODEL` of `kramdown/parser/html.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.html_tags import Tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.python_markdown.html_tags import Tag

_OPENING = re.compile(
    rb"(?P<line>(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+)?+"
    rb"(?:<!--(?:.*?-->|.*+)|<(?=[A-Za-z][\w.-]*+(?!:/)[\s/>:]))",
    re.MULTILINE | re.DOTALL,
)
_NESTED = re.compile(rb"<!--(?:.*?-->|.*+)|</?(?=[A-Za-z])", re.DOTALL)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT = _names(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc"
    " rp rt rtc ruby samp select small span strong sub sup tt u var textarea time"
)
_EMPTY = _names("area base br col command embed hr img input keygen link meta param source track wbr")
_RAW_IN_TEXT = _names("code kbd samp var option textarea math pre script style")
_NEVER_MARKDOWN = _RAW_IN_TEXT | _names("colgroup table tbody thead tfoot tr ul ol")
_NO_TAGS = frozenset(("script", "style"))
"""Elements in which no tag counts but the closing one."""


def raw_html(data: bytes, start: int) -> Iterator[Closed]:
    """Yield elements with all that stands in them, and the tags of those whose content is Markdown.

    An element that is not closed takes the rest of the page.
    """
    if data.find(b"<", start) < 0:
        return
    text = without_code(data, start)
    outside, inside = Tags(text), Tags(data)
    at = start
    while match := _OPENING.search(text, at):
        at = match.end()
        if match[0].endswith(b"<"):
            tag = outside.opening(at - 1)
            if tag:
                at = _end(data, tag, match["line"] is not None, inside)
                yield Closed(tag.start, at, "HTML")


def _end(data: bytes, tag: Tag, starts_line: bool, tags: Tags) -> int:
    """Return where the element that a tag opens ends; where the tag does if the content is Markdown."""
    if tag.is_empty or tag.name in _EMPTY:
        return tag.end
    if tag.name in _TEXT or not starts_line:
        return _element_end(data, tag, tags) if tag.name in _RAW_IN_TEXT else tag.end
    if tag.markdown in ("block", "span") or (tag.markdown == "1" and tag.name not in _NEVER_MARKDOWN):
        return tag.end
    return _element_end(data, tag, tags)


def _element_end(data: bytes, tag: Tag, tags: Tags) -> int:
    """Return where an element ends: only the innermost element that is open can be closed."""
    opened, at = [tag.name], tag.end
    while True:
        if opened[-1] in _NO_TAGS:
            closing = re.compile(rb"</%b\s*+>" % opened[-1].encode(), re.IGNORECASE).search(data, at)
        else:
            closing = _NESTED.search(data, at)
        if closing is None:
            return len(data)
        at = closing.end()
        if closing[0] == b"<":
            nested = tags.opening(closing.start())
            if nested:
                at = nested.end
                opened += [] if nested.is_empty or nested.name in _EMPTY else [nested.name]
        elif closing[0].startswith(b"</"):
            ending = tags.closing(closing.start())
            if ending:
                at = ending.end
                if ending.name == opened[-1]:
                    opened.pop()
                    if not opened:
                        return at
