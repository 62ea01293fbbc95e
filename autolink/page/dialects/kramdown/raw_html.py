"""HTML that kramdown leaves raw: all up to the closing tag, over blank lines, unless `markdown="1"`.

So it reads elements at the start of a line that are not elements of text, and in text those whose content is
raw (`HTML_SPAN_ELEMENTS`, `HTML_BLOCK_ELEMENTS` and `HTML_CONTENT_MODEL` of `kramdown/parser/html.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.html_tags import Tags
from autolink.page.dialects.kramdown.elements import (
    EMPTY,
    LAZY,
    MARKDOWN_IN_TEXT,
    NEVER_MARKDOWN,
    NO_TAGS,
    RAW_IN_TEXT,
    TEXT,
)
from autolink.page.dialects.kramdown.text import TAG, text_of
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.html_tags import Tag

_OPENING = re.compile(
    rb"(?P<line>(?:^|(?<=\r))[ \t>]*+(?:(?:[*+:-]|\d{1,9}[.)]|\[\^[^\]\r\n]++\]:)[ \t>]++)*+)?"
    rb"(?:<!--|<(?=[A-Za-z][\w.-]*+(?!:/)(?:[\s/>:]|\Z))|(?P<other><(?=_|[\w.-]*+[\x80-\xff])[^<>]*+>))",
    re.MULTILINE,
)
_LINE_END = re.compile(rb"[\r\n]")
_NAME = re.compile(rb"<[\w.-]++")
_NESTED = re.compile(rb"<!--(?:.*?-->|.*+)|</?(?=[A-Za-z])", re.DOTALL)

_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t>]*+(?=[\r\n]|\Z)")
_BEHIND = re.compile(rb"(?:[ \t]*+(?:\r\n?+|\n))?+(?:(?: {4}| {0,3}\t)[ \t]*+[^\s]|\[[^\]\r\n]{1,300}+\]:)")
_PARAGRAPH_END = re.compile(
    rb"(?:\r\n?+|\n)(?:[ \t>]*+(?=[\r\n]|\Z)|(?: {0,3}>)*+ {0,3}</?(?P<name>[A-Za-z][A-Za-z0-9_]*+))"
)


def raw_html(data: bytes, start: int) -> Iterator[Closed]:
    """Yield elements with all that is in them, and the tags of those whose content is Markdown.

    A block that is not closed takes the rest of the page, an element in text that of its paragraph. A comment
    that is not closed is text.
    """
    if data.find(b"<", start) < 0:
        return
    text = text_of(data, start).data
    outside, inside = Tags(text), Tags(data)
    at, last_comment = start, text.rfind(b"-->") + 3
    paragraph = _Paragraph(data)
    while match := _OPENING.search(text, at):
        at = match.end()
        is_first = match["line"] is not None
        if match[0].endswith(b"<!--"):
            end = text.find(b"-->", at, last_comment) + 3
            if end > at:
                if _LINE_END.search(text, at, end):
                    yield Closed(at - 4, end, "comment")
                at = end
        elif match["other"]:
            first = match["other"].decode("utf-8", "replace")[1]
            if first.isalpha() or first == "_":
                at = len(data) if is_first else paragraph.end(at)
                yield Closed(match.start("other"), at, "HTML")
        elif not TAG.match(text, at - 1) or not (tag := outside.opening(at - 1)):
            if is_first and (name := _NAME.match(text, at - 1)):  # with a link there, the line goes on
                yield Closed(*name.span(), "HTML")
        else:
            at = tag.end
            if is_first and tag.name not in TEXT:
                at = _block_end(data, tag, inside) if _is_raw_block(tag) else at
            elif _is_raw_text(tag):
                at = _element_end(data, tag, inside, paragraph.end(at))
            yield Closed(tag.start, at, "HTML")


class _Paragraph:
    """Where the paragraph ends that is read; asked from left to right."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = -1

    def end(self, at: int) -> int:
        """Return the offset of the next blank line, or of a line that starts with a tag that is no text."""
        while self._end < at:
            line = _PARAGRAPH_END.search(self._data, at)
            if line is None:
                self._end = len(self._data)
            elif line["name"] is None or line["name"].decode().lower() not in LAZY:
                self._end = line.start()
            else:
                at = line.end()
        return self._end


def _is_raw_block(tag: Tag) -> bool:
    """Tell whether the content of an element that starts a block is not Markdown."""
    if tag.is_empty or tag.name in EMPTY or tag.markdown in ("block", "span"):
        return False
    return tag.markdown != "1" or tag.name in NEVER_MARKDOWN


def _is_raw_text(tag: Tag) -> bool:
    """Tell whether the content of an element in text is not Markdown."""
    if tag.is_empty or tag.name in EMPTY:
        return False
    return tag.name in RAW_IN_TEXT or tag.name not in MARKDOWN_IN_TEXT


def _block_end(data: bytes, tag: Tag, tags: Tags) -> int:
    """Return where an element ends that starts a block, with code or a definition behind it."""
    end = _element_end(data, tag, tags, len(data))
    if not _BEHIND.match(data, end):
        return end
    blank = _BLANK_LINE.search(data, end)
    return blank.start() if blank else len(data)


def _element_end(data: bytes, tag: Tag, tags: Tags, limit: int) -> int:
    """Return where an element ends, at `limit` at the latest: only the innermost open one can be closed."""
    opened, at = [tag.name], tag.end
    while True:
        if opened[-1] in NO_TAGS:
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
                opened += [] if nested.is_empty or nested.name in EMPTY else [nested.name]
        elif closing[0].startswith(b"</"):
            ending = tags.closing(closing.start())
            if ending:
                at = ending.end
                if ending.name == opened[-1]:
                    opened.pop()
                    if not opened:
                        return at
