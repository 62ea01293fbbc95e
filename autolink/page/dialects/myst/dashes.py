"""Two hyphens, which become a dash at the start or end of a piece of text (`replacements` of markdown-it).

A link ends such a piece, so that `学習-- x` shows hyphens, and `[学習](…)-- x` a dash.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_DASH = re.compile(rb"(?<=\))--(?=\s)|(?<=\s)--(?=\[)")


def dashes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield two hyphens between white space and a link, or what may be one."""
    if data.find(b"--", start) >= 0:
        for match in _DASH.finditer(without_code(data, start), start):
            yield Closed(*match.span(), "dash")
