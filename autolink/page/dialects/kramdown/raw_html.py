"""HTML that kramdown leaves raw: all up to the closing tag, over blank lines, unless `markdown="1"`.

So it reads elements at the start of a line that are not elements of text, and in text those whose content is
raw (`HTML_SPAN_ELEMENTS`, `HTML_BLOCK_ELEMENTS` and `HTML_CONTENT_MODEL` of `kramdown/parser/html.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.html_tags import Tags
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.html_tags import Tag

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
_MARKDOWN_IN_TEXT = _TEXT | _names(
    "address applet article aside blockquote body caption col dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup head hr html iframe legend li main map menu nav noscript"
    " object optgroup p section summary table tbody td tfoot th thead tr ul ol"
)
"""Elements of whose content in text something is Markdown: all but those that kramdown does not know."""
_BLANK_LINE = re.compile(rb"(?:\r\n?|\n)[ \t>]*+(?=[\r\n]|\Z)")
_NO_TAGS = frozenset(("script", "style"))
"""Elements in which no tag counts but the closing one."""


def raw_html(data: bytes, start: int) -> Iterator[Closed]:
    """Yield elements with all that is in them, and the tags of those whose content is Markdown.

    A block that is not closed takes the rest of the page, an element in text that of its paragraph.
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
                starts_block = match["line"] is not None and tag.name not in _TEXT
                at = tag.end
                if starts_block and _is_raw_block(tag):
                    at = _element_end(data, tag, inside, len(data))
                elif not starts_block and _is_raw_text(tag):
                    blank_line = _BLANK_LINE.search(data, at)
                    at = _element_end(data, tag, inside, blank_line.start() if blank_line else len(data))
                yield Closed(tag.start, at, "HTML")


def _is_raw_block(tag: Tag) -> bool:
    """Tell whether the content of an element that starts a block is not Markdown."""
    if tag.is_empty or tag.name in _EMPTY or tag.markdown in ("block", "span"):
        return False
    return tag.markdown != "1" or tag.name in _NEVER_MARKDOWN


def _is_raw_text(tag: Tag) -> bool:
    """Tell whether the content of an element in text is not Markdown."""
    if tag.is_empty or tag.name in _EMPTY:
        return False
    return tag.name in _RAW_IN_TEXT or tag.name not in _MARKDOWN_IN_TEXT


def _element_end(data: bytes, tag: Tag, tags: Tags, limit: int) -> int:
    """Return where an element ends, at `limit` at the latest: only the innermost open one can be closed."""
    opened, at = [tag.name], tag.end
    while True:
        if opened[-1] in _NO_TAGS:
            closing = re.compile(rb"</%b\s*+>" % opened[-1].encode(), re.IGNORECASE).search(data, at, limit)
        else:
            closing = _NESTED.search(data, at, limit)
        if closing is None:
            return limit
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
