"""Attribute lists `{: .class key="value"}`, their definitions `{:name: .class}`; extensions `{::name /}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = rb"[^\s\x80-\xff]|[\xc2-\xf4][\x80-\xbf]*+"
_LIST = re.compile(rb"(?:%b)?\{:(?:[^}\\]++|\\.)*+(\}?)" % _BEFORE, re.DOTALL)
_START = re.compile(rb"\{:")
_BODY = re.compile(rb"\{::(comment|nomarkdown)(?=[\s}])(?:[^}\\/]++|\\.|/(?!\}))*+\}", re.DOTALL)


def attribute_lists(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what is in `{:…}`, with the character that it is right after.

    After a word it is text, but it would belong to the link that the word became.
    """
    if data.find(b"{:", start) < 0:
        return
    for match in _LIST.finditer(without_code(data, start), start):
        if match[1]:
            yield Closed(*match.span(), "attribute list")


def extensions(data: bytes, start: int) -> Iterator[Closed]:
    """Yield comments and what is not Markdown: `{::comment}…{:/comment}`, `{::nomarkdown}…{:/}`.

    One that does not end closes nothing but itself.
    """
    if data.find(b"{::", start) < 0:
        return
    text, at = without_code(data, start), start
    while match := _BODY.search(text, at):
        ends = {data.find(b"{:/%b}" % name, match.end()) for name in (match[1], b"")} - {-1}
        if not ends:
            at = match.end()
            continue
        at = data.index(b"}", min(ends)) + 1
        yield Closed(match.start(), at, "extension")
