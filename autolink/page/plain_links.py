"""Where plain links stand, found by expressions in a fraction of the time that the parser's events take."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from autolink.page.model import Link
from autolink.page.syntax import body_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TARGET = rb"[^()<>&\s\\\0]++"
"""A target that reads as it is written."""
_INLINE = re.compile(rb"\]\((?:(%b)\))?+" % _TARGET)
_TEXT = re.compile(rb"\[(?<!\\\[)[^\[\]\\`$<>{}]*+")
"""The text of a link, with its bracket, in which no other bracket can be hidden."""
_EMAIL = re.compile(rb"<[^<>\s@]*+@")
_AUTOLINK = re.compile(rb"<http(?:(s?:%b)>)?+" % _TARGET)
_start = attrgetter("start")


def plain_links(data: bytes, count: int, is_wanted: Callable[[str], bool]) -> tuple[Link, ...] | None:
    """Return the links of a page whose targets are wanted, in order; None where only the parser can tell.

    `count` is how many links there are. It has to be known that there are no images, definitions, footnotes
    and raw HTML. An inline link needs a `](` of its own (CommonMark §6.3), an autolink a `<http` (§6.5) if it
    is no email address. Where there are as many of both, each is one, and the text of an inline link starts
    at the nearest bracket.
    """
    base = body_start(data)
    if b"@" in data and _EMAIL.search(data, base):  # which may be a link, too
        return None
    inline, autolinks = _INLINE.findall(data, base), list(_AUTOLINK.finditer(data, base))
    if len(inline) + len(autolinks) != count or b"" in inline:
        return None
    found: list[Link] = []
    for target in dict.fromkeys(filter(is_wanted, b"\n".join(inline).decode().split("\n"))):
        for start, end in _places(data, base, target):
            if _TEXT.fullmatch(data, start, end - len(target.encode()) - 3) is None:
                return None
            found.append(Link("inline", target, False, start, end, end, end, 0, 0))
    for match in autolinks:
        if match[1] is None:
            return None
        target, (start, end) = f"http{match[1].decode()}", match.span()
        if is_wanted(target):
            found.append(Link("autolink", target, False, start, end, end, end, 0, 0))
    return tuple(sorted(found, key=_start))


def _places(data: bytes, base: int, target: str) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges of the links to a target, from the last `[` before it."""
    written = b"](%b)" % target.encode()
    at = data.find(written, base)
    while at >= 0:
        yield data.rfind(b"[", base, at), at + len(written)
        at = data.find(written, at + 1)
