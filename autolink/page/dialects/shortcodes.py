"""Hugo's shortcodes: `{{< name "argument" >}}` and `{{% name %}}`, in pairs, closing themselves, or alone.

Hugo takes them out of a page before it reads Markdown, out of code as well (`parser/pageparser`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(rb"\{\{([<%])(?:[ \t\r\n]*+(/?)[ \t\r\n]*+([^\s\"`/<>%{}=][^\s\"`<>%{}=]*+)?|)")
_STRING = rb"\"(?:[^\"\\]++|\\.)*+\"|`[^`]*+`"
_TO_END = {
    delimiter: re.compile(
        rb"(?:[^\"`%b/]++|%b|(?!/?%b\}\})[%b/])*+(/?)%b\}\}" % (mark, _STRING, *(mark,) * 3)
    )
    for delimiter, mark in ((b"<", b">"), (b"%", b"%"))
}
_COMMENT_END = {b"<": b"*/>}}", b"%": b"*/%}}"}
_CODE = {b"highlight", b"comment"}
"""Shortcodes of Hugo's own whose body is not Markdown however they are written."""


class _Tag(NamedTuple):
    start: int
    end: int
    key: tuple[bytes, bytes]
    """Its delimiter and its name: what opens and what closes a pair have both in common."""
    is_closing: bool
    is_empty: bool


def shortcodes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the tags of shortcodes, and the bodies between `{{< name >}}` and `{{< /name >}}`.

    The body of `{{% name %}}` is content. A tag that is not closed takes the rest of the page.
    """
    tags = list(_tags(data, start))
    for tag in tags:
        yield Closed(tag.start, tag.end, "shortcode")
    for opening, closing in _pairs(tags):
        if opening.key[0] == b"<" or opening.key[1] in _CODE:
            yield Closed(opening.start, closing.end, "shortcode")


def _tags(data: bytes, start: int) -> Iterator[_Tag]:
    at = start
    while match := _OPENING.search(data, at):
        delimiter = match[1]
        if data.startswith(b"/*", match.start() + 3):
            stop = data.find(_COMMENT_END[delimiter], match.start() + 5)
            at = stop + 5 if stop >= 0 else len(data)
            yield _Tag(match.start(), at, (delimiter, b""), False, True)
            continue
        rest = _TO_END[delimiter].match(data, match.end())
        at = rest.end() if rest else len(data)
        is_empty = bool(rest and rest[1])
        yield _Tag(match.start(), at, (delimiter, match[3] or b""), bool(match[2]), is_empty)


def _pairs(tags: list[_Tag]) -> Iterator[tuple[_Tag, _Tag]]:
    """Yield the tags that open and close one shortcode: a closing tag belongs to the last of its name."""
    opened: list[_Tag] = []
    counts: dict[tuple[bytes, bytes], int] = {}
    for tag in tags:
        if not tag.is_closing:
            if not tag.is_empty:
                opened.append(tag)
                counts[tag.key] = counts.get(tag.key, 0) + 1
            continue
        while counts.get(tag.key):
            last = opened.pop()
            counts[last.key] -= 1
            if last.key == tag.key:
                yield last, tag
                break
