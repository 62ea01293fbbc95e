"""Fences with more than a word behind them, which are none to kramdown (`parser/gfm.rb`).

The line that ends such code on GitHub opens a fence to kramdown. What follows is code up to the next end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import marks
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(rb"[ \t]*+(`{3}|~{3})[`~]*+[ \t]*+[^\s]++[ \t]++[^\s]")
_ENDS = {
    mark: re.compile(rb"(?:^|(?<=\r))[ \t>]*+%b[`~]*+[ \t]*+(?=[\r\n]|\Z)" % mark, re.MULTILINE)
    for mark in (b"```", b"~~~")
}


def long_infos(data: bytes, start: int) -> Iterator[Closed]:
    """Yield such code, with what lies between it and the end of the next."""
    if b"```" not in data and b"~~~" not in data:
        return
    at, ends = start, dict(_ENDS)
    for first, end in marks(data, start).blocks:
        fence = _FENCE.match(data, first, end) if first >= at else None
        if fence:
            closing = ends[fence[1]].search(data, end) if fence[1] in ends else None
            if closing is None:
                ends.pop(fence[1], None)
            at = closing.end() if closing else end
            yield Closed(first, at, "code")
