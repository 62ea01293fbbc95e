"""Vue in the Markdown of VitePress: interpolations `{{ }}` and components."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code
from autolink.page.dialects.html_tags import Tags
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERPOLATION = re.compile(rb"<!--(?:.*?-->|.*+)|(\{\{(?:.*?\}\}|.*+))", re.DOTALL)
_TAG = re.compile(rb"</?(?=[A-Za-z][\w.-]*+(?!:/)[\s/>:])")
_INLINE = (
    rb"a|abbr|acronym|audio|b|bdi|bdo|big|br|button|canvas|cite|code|data|datalist|del|dfn|em|embed|i|iframe"
    rb"|img|input|ins|kbd|label|map|mark|meter|noscript|object|output|picture|progress|q|ruby|s|samp|script"
    rb"|select|small|span|strong|sub|sup|svg|textarea|time|u|tt|var|video|wbr"
)
"""The elements of text (`TAGS_INLINE` of `@mdit-vue/plugin-component`, without those that Vue reserves)."""
_COMPONENT = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+"  # the markers of quotes and lists
    rb"(</?(?!(?:%b)(?![\w-]))[A-Za-z][A-Za-z0-9-]*+(?=\s|/?>|\Z))" % _INLINE,
    re.MULTILINE,
)


def interpolations(data: bytes, start: int) -> Iterator[Closed]:
    """Yield interpolations outside code: Vue reads from `{{` to the next `}}`, whatever is between."""
    if data.find(b"{{", start) < 0:
        return
    for match in _INTERPOLATION.finditer(without_code(data, start), start):
        if match[1]:
            yield Closed(*match.span(), "interpolation")


def components(data: bytes, start: int) -> Iterator[Closed]:
    """Yield tags, and all of a block that starts with the tag of a component.

    Such a block reaches to the next blank line and may follow a paragraph: `<Badge/> text` is all HTML.
    """
    if data.find(b"<", start) < 0:
        return
    text = without_code(data, start)
    for first, end in between_blank_lines(text, start):
        component = _COMPONENT.search(text, first, end)
        last = component.start(1) if component else end
        yield from _tags(text[first:last], first)
        if component:
            yield Closed(last, end, "component")


def _tags(text: bytes, shift: int) -> Iterator[Closed]:
    """Yield the tags of a block, which starts at byte `shift` of its page."""
    tags, at = Tags(text), 0
    while match := _TAG.search(text, at):
        at = match.start()
        tag = tags.closing(at) if len(match[0]) > 1 else tags.opening(at)
        if tag:
            yield Closed(shift + at, shift + tag.end, "HTML tag")
        at = tag.end if tag else match.end()
