"""What becomes a link of itself: bare URLs, `@user`, `user/repository#1` (`pymdownx.magiclink`).

Some start a link only behind certain characters, of which the end of a link is one: the word that a bare URL
stands right behind is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import character_before, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.python_markdown.structure import Span

HOSTS = (b"ww.", b"wW.", b"Ww.", b"WW.")
_SCHEME_END = re.compile(rb"://")  # which an expression finds faster than `find` does, here and below
_HOST_END = re.compile(rb"ww\.")
_HOST = re.compile(rb"[Ww][Ww][Ww]\.")
_SCHEME_BEFORE = re.compile(rb"(?:https?|ftps?)\Z", re.IGNORECASE)
_SIGN = re.compile(rb"[#!?@](?:(?<!@)(?=[1-9])|(?<=@)(?=\w))[\w.@/:#!?-]*+(?:[\xc2-\xf4][\x80-\xbf]++)?+")
"""A sign, what may belong to it, and a character that goes on with the word: a link there would end it.

It begins with one set of characters, which a search finds quickly.
"""
_NUMBERED = tuple(re.compile(rb"%b[1-9]" % sign) for sign in (b"#", b"!", rb"\?"))
"""Most pages have signs, but not before a digit: each of these is sought by its first byte alone."""
_NAMES_BEFORE = re.compile(rb"[\w./-]*+\Z")
_NAMES = 140
"""Bytes that the names of a user and a repository take at most."""


def magiclink(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the shorthands of users, repositories and issues, and what stands right before a URL."""
    text = read_inline(data, start).plain
    found: list[Span] = []
    for at, is_host in _urls(text, start):
        scheme = _SCHEME_BEFORE.search(text, max(start, at - 5), at)
        url = scheme.start() if scheme else at
        if url > start and text[url - 1] not in b" \t\r\n" and (scheme or is_host):
            found.append((character_before(text, url), url))
    has_sign = b"@" in text or any(sign.search(text) for sign in _NUMBERED)
    for match in _SIGN.finditer(text, start) if has_sign else ():
        names = _NAMES_BEFORE.search(text, max(start, match.start() - _NAMES), match.start())
        found.append((names.start() if names else match.start(), match.end()))
    for first, end in sorted(found):
        yield Closed(first, end, "bare URL")


def _urls(text: bytes, start: int) -> Iterator[tuple[int, bool]]:
    """Yield where a URL may go on, behind its scheme or with `www.`, and whether it is the latter."""
    for match in _SCHEME_END.finditer(text, start):
        yield match.start(), False
    if _HOST_END.search(text.lower()):
        for match in _HOST.finditer(text, start):
            yield match.start(), True
