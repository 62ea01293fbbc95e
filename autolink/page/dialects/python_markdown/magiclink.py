"""What becomes a link of itself: bare URLs, `@user`, `user/repository#1` (`pymdownx.magiclink`).

Some start a link only behind certain characters, of which the end of a link is one: the word that a bare URL
stands right behind is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(
    rb"(?:[^\s\x80-\xff]|[\xc0-\xff][\x80-\xbf]*+)(?=(?:https?://|ftps?://|www\.))", re.IGNORECASE
)
_SHORTHAND = re.compile(rb"(?<![\w./-])[\w./-]*+(?:[#!?][1-9]|@\w)\w*+")


def magiclink(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the shorthands of users, repositories and issues, and what stands right before a URL."""
    inline = read_inline(data, start)
    found = {match.span() for pattern in (_URL, _SHORTHAND) for match in inline.matches(pattern, b"")}
    for first, end in sorted(found):
        yield Closed(first, end, "bare URL")
