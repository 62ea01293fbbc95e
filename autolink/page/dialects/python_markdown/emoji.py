"""Emoji and icons: `:smile:`, `:material-account:` (`pymdownx.emoji`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMOJI = re.compile(rb":[\w\x80-\xff+-]++:")


def emoji(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the short names of emoji; which of them exist is not asked."""
    inline = read_inline(data, start)
    if _EMOJI.search(inline.plain, start):  # most pages have colons, and nothing between two of them
        for match in inline.matches(_EMOJI, b":"):
            yield Closed(*match.span(), "emoji")
