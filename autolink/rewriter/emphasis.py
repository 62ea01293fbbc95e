"""Whether a link next to an emphasis delimiter run would change what the run means.

`**LLM**は` is strong, `**<a …>LLM</a>**は` is not: the closing run now follows `>` and precedes a letter, so
it is no longer right-flanking (CommonMark §6.2). Such a link has to go around: `<a …>**LLM**</a>は`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from autolink.rewriter.delimiters import (
    DELIMITERS,
    MARKUP_ENDS,
    TILDE,
    character_after,
    character_before,
    is_beside_tilde,
    is_disputed_near,
    is_escaped,
    roles,
    roles_between,
    run_end,
    run_start,
    strict_roles,
)

if TYPE_CHECKING:
    from autolink.rewriter.delimiters import Roles

_DELIMITER = re.compile(rb"[*_~]")
_ALL_STARS = bytes.maketrans(DELIMITERS, b"***")
_RUN = {run: re.compile(rb"(?<![%c\s])[%c]++|[%c]++(?!\s)" % (run, run, run)) for run in DELIMITERS}
"""Runs that something is next to."""
_BLOCK_START = re.compile(
    rb"(?:\r\n?+|\n)(?:[ \t>]*+(?=[\r\n])|[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]++)++)"
)
"""The end of a blank line, or of what begins an item or heading on a line: a paragraph may begin there."""
_RUN_REACH = 1000
"""Bytes before a run in which others are looked for."""


def has_delimiters(data: bytes, start: int, end: int) -> bool:
    """Tell whether any delimiter is in [start, end) or right next to it: else nothing can change."""
    return _DELIMITER.search(data, max(0, start - 1), end + 1) is not None


def marked(data: bytes) -> bytes:
    """Return bytes in which `*` stands for every delimiter, to find them fast."""
    return data.translate(_ALL_STARS)


def keeps_delimiters(data: bytes, start: int, end: int) -> bool:
    """Tell whether delimiter runs next to [start, end) mean the same once a link encloses these bytes.

    The runs just outside and just inside both ends are looked at: a link puts punctuation next to them.
    """
    return _keeps(data, start) and _keeps(data, end)


def keeps_span(data: bytes, start: int, end: int) -> bool:
    """Tell whether a link can enclose the span [start, end), runs at both ends included.

    These have to open and close, now and inside the link; the runs outside have to mean the same.
    """
    first, last = start, end
    while data[first] == data[start]:
        first += 1
    while data[last - 1] == data[end - 1]:
        last -= 1
    if data[start - 1 : start] == data[start : start + 1] or data[end : end + 1] == data[end - 1 : end]:
        return False  # it would cut a run in two
    if _is_run_open(data, start, first - start):
        return False
    if character_before(data, start, b"") in MARKUP_ENDS and _is_run_open(data, start):
        return False  # to Python-Markdown it could close that one
    if data[first] in DELIMITERS and _is_run_open(data, first):
        return False  # the next run could close that one, behind `~` even to micromark alone
    opening, closing = roles(data, start, first), roles(data, last, end)
    opened, closed = roles(data, start, first, previous=">"), roles(data, last, end, following="<")
    if not all(can_open for can_open, _ in (*opening, *opened)):
        return False
    if not all(can_close for _, can_close in (*closing, *closed)):
        return False
    if (opening, closing) != (opened, closed) and is_disputed_near(data, start):
        return False
    before, after = run_start(data, start), run_end(data, end)
    return _keeps_before(data, before, start) and _keeps_after(data, end, after)


def _keeps(data: bytes, offset: int) -> bool:
    """Tell whether punctuation put in at an offset leaves the runs on both its sides what they are."""
    if _DELIMITER.search(data, max(0, offset - 1), offset + 1) is None:
        return True
    before, after = run_start(data, offset), run_end(data, offset)
    if before < after and is_escaped(data, before):
        before += 1
    if offset < after and is_escaped(data, offset):
        return True  # an escaped delimiter is text
    if before < offset < after and data[offset - 1] == data[offset]:
        return False  # it would cut a run in two
    return _keeps_before(data, before, offset) and _keeps_after(data, offset, after)


def _keeps_before(data: bytes, start: int, offset: int) -> bool:
    """Tell whether the run [start, offset) stays what it is before punctuation; and one that it lets see."""
    if start == offset:
        return True
    if not _serves_beside(data, start, offset, following="<"):
        return False
    further = run_start(data, start)
    if data[start] != TILDE or further == start:
        return True
    return _serves_beside(data, further, start, following="<")


def _keeps_after(data: bytes, offset: int, end: int) -> bool:
    """Tell whether the run [offset, end) stays what it is after punctuation; and one that it lets see."""
    if offset == end:
        return True
    if not _serves_beside(data, offset, end, previous=">"):
        return False
    further = run_end(data, end)
    if data[offset] != TILDE or further == end:
        return True
    return _serves_beside(data, end, further, previous=">")


def _serves_beside(data: bytes, start: int, end: int, previous: str = "", following: str = "") -> bool:
    """Tell whether the run [start, end) can do what it can also next to other characters.

    It may be able to do more where all parsers agree on the runs around: there the proof tells what it does.
    But one that closes in vain is in the way of later ones to GitHub's parser.
    """
    if is_beside_tilde(data, start, end):
        was, now = strict_roles(data, start, end), strict_roles(data, start, end, previous, following)
        same, more = _gain(data[start], was, now)
    else:
        before, after = character_before(data, start, b""), character_after(data, end, b"")
        was = roles_between(data[start], before, after)
        now = roles_between(data[start], previous or before, following or after)
        same, more = _gain(data[start], was, now)
    if same or not more or is_disputed_near(data, start):
        return same
    may_close_now = any(after[1] and not before[1] for before, after in zip(was, now, strict=True))
    return not (may_close_now and _is_run_open(data, start))


def _is_run_open(data: bytes, start: int, size: int = 0) -> bool:
    """Tell whether a run like that at an offset may be open before it: their number in its paragraph is odd.

    Runs of one size count, or all of them. Parsers differ in which can open.
    """
    reached = max(0, start - _RUN_REACH)
    first = max((found.end() for found in _BLOCK_START.finditer(data, reached, start)), default=reached)
    runs = _RUN[data[start]].findall(data, first, start)
    return sum(not size or len(run) == size for run in runs) % 2 == 1


@lru_cache(maxsize=4096)
def _gain(delimiter: int, before: Roles, after: Roles) -> tuple[bool, bool]:
    """Tell whether a run can do the same, and whether it can do at least that.

    A run that was no delimiter must not become one, and parsers differ in what they make of `~`. A run that
    the readings in use take for different things has to stay what it was: no parser that proves the page has
    them all.
    """
    gains = (delimiter != TILDE and len(set(before)) == 1) and all(
        now == was or (any(was) and all(new or not old for old, new in zip(was, now, strict=True)))
        for was, now in zip(before, after, strict=True)
    )
    return before == after, gains
