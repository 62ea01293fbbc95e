"""Lines that VitePress replaces by code from another file: `<<< @/file.js#region{1,2 js}[Title]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORT = re.compile(rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+(<<<[^\r\n]++)", re.MULTILINE)


def snippet_imports(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines that import code. They may be in quotes and lists."""
    for match in _IMPORT.finditer(data, start):
        yield Closed(*match.span(1), "snippet")
