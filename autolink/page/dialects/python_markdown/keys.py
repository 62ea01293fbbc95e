"""Keyboard keys: `++ctrl+alt+"Any text"++` (`pymdownx.keys`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = rb"(?:[\w\x80-\xff-]++|\"(?:\\.|[^\\\"])++\"|'(?:\\.|[^\\'])++')"
_KEYS = re.compile(rb"\+\+%b(?:\+%b)*+\+\+" % (_KEY, _KEY), re.DOTALL)


def keys(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the keys of a page; which of them have names is not asked."""
    for match in read_inline(data, start).matches(_KEYS, b"++"):
        yield Closed(*match.span(), "key")
