"""Critic markup: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`.

It is looked for before anything else, also in code, and may span blocks (`pymdownx.critic`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND = "critic markup"
_ENDS = {b"{++": b"++}", b"{--": b"--}", b"{==": b"==}", b"{>>": b"<<}", b"{~~": b"~~}"}
_LINE_ENDS = re.compile(rb"[\r\n]")
_COMMENT, _SUBSTITUTION, _ARROW = b"{>>", b"{~~", b"~>"


def critic(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the marks of edits, and comments whole; the text that they mark is content (`find_critics`).

    What is never closed is not looked for again.
    """
    never: set[bytes] = set()
    while len(never) < len(_ENDS) and (at := data.find(b"{", start)) >= 0:
        opening = data[at : at + 3]
        start = at + 1
        if opening not in _ENDS or opening in never:
            continue
        arrow = data.find(_ARROW, at + 3) if opening == _SUBSTITUTION else at + 1
        end = data.find(_ENDS[opening], arrow + 2) if arrow >= 0 else -1
        if end < 0:
            never.add(opening)
            start = at + 3
            continue
        start = end + 3
        if opening == _COMMENT:
            yield Closed(at, _joined_end(data, at, start), KIND)
            continue
        yield Closed(at, at + 3, KIND)
        if opening == _SUBSTITUTION:
            yield Closed(arrow, arrow + 2, KIND)
        yield Closed(end, start, KIND)


def _joined_end(data: bytes, start: int, end: int) -> int:
    """Return the end of a comment: of one over lines, the rest of its last line joins the first."""
    if not _LINE_ENDS.search(data, start, end):
        return end
    match = _LINE_ENDS.search(data, end)
    return match.start() if match else len(data)
