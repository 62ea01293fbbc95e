"""Attributes in braces, as markdown-it-attrs and Goldmark read them: `{#id .class key="value"}`.

They follow an element, or end a line, a table cell or a block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import DOUBTFUL, Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = rb"\{[ \t]*+[.#\w-][^{}\r\n]{0,500}+\}"
_BEFORE = rb"[^\s{$\x80-\xff]|[\xc2-\xf4][\x80-\xbf]*+"
_ATTRIBUTES = re.compile(rb"(?:%b)%b|(?<![{$])%b(?=[ \t]*+(?:[\r\n|]|\Z))" % (_BEFORE, _LIST, _LIST))

_BELOW = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+\{[^{}\r\n]{0,500}+\}[ \t]*+(?:\r\n?+|\n)"
    rb"((?:[ \t>]*+[^\s>][^\r\n]*+(?:\r\n?+|\n|\Z))++)",
    re.MULTILINE,
)


def attribute_lists(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the attribute lists of a page, each with the character that it is right after.

    After a word they are text, but they would belong to the link that the word became.
    """
    if data.find(b"{", start) < 0:
        return
    for match in _ATTRIBUTES.finditer(without_code(data, start), start):
        yield Closed(*match.span(), "attribute list")


def below_attributes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines right below one of attributes, which ends a paragraph to Goldmark: they may be code."""
    if data.find(b"}", start) >= 0:
        for match in _BELOW.finditer(data, start):
            yield Closed(*match.span(1), DOUBTFUL)
