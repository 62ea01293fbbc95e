"""Whether a link beside an emphasis delimiter run would change what the run means.

`**LLM**は` is strong, `**<a …>LLM</a>**は` is not: the closing run now follows `>` and precedes a letter, so
it is no longer right-flanking (CommonMark §6.2). Such a link has to go around: `<a …>**LLM**</a>は`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITERS = b"*_~"
_DELIMITER = re.compile(rb"[*_~]")
_TILDE = ord("~")
_RUN = {run: re.compile(rb"(?<![%c\s])[%c]++|[%c]++(?!\s)" % (run, run, run)) for run in _DELIMITERS}
"""Runs that something stands beside."""
_RUN_REACH = 1000
"""Bytes before a run in which others are looked for."""
_ALL_STARS = bytes.maketrans(_DELIMITERS, b"***")


def has_delimiters(data: bytes, start: int, end: int) -> bool:
    """Tell whether any delimiter stands in [start, end) or right beside it: else nothing can change."""
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
    """Tell whether the runs at both ends of [start, end) open and close, now and inside a link."""
    first, last = start, end
    while data[first] == data[start]:
        first += 1
    while data[last - 1] == data[end - 1]:
        last -= 1
    if data[start - 1 : start] == data[start : start + 1] or data[end : end + 1] == data[end - 1 : end]:
        return False  # it would cut a run in two
    if _is_run_open(data, start, first - start):
        return False
    opening = (*_roles(data, start, first), *_roles(data, start, first, previous=">"))
    closing = (*_roles(data, last, end), *_roles(data, last, end, following="<"))
    return all(can_open for can_open, _ in opening) and all(can_close for _, can_close in closing)


def _keeps(data: bytes, offset: int) -> bool:
    """Tell whether punctuation put in at an offset leaves the runs on both its sides what they are."""
    if _DELIMITER.search(data, max(0, offset - 1), offset + 1) is None:
        return True
    before, after = _run_start(data, offset), _run_end(data, offset)
    if before < after and _escaped(data, before):
        before += 1
    if offset < after and _escaped(data, offset):
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
    further = _run_start(data, start)
    if data[start] != _TILDE or further == start:
        return True
    return _serves_beside(data, further, start, following="<")


def _keeps_after(data: bytes, offset: int, end: int) -> bool:
    """Tell whether the run [offset, end) stays what it is after punctuation; and one that it lets see."""
    if offset == end:
        return True
    if not _serves_beside(data, offset, end, previous=">"):
        return False
    further = _run_end(data, end)
    if data[offset] != _TILDE or further == end:
        return True
    return _serves_beside(data, end, further, previous=">")


def _run_start(data: bytes, offset: int) -> int:
    """Return where the delimiter run starts that ends at an offset; the offset when there is none."""
    start = offset
    while start > 0 and data[start - 1] == data[offset - 1] and data[start - 1] in _DELIMITERS:
        start -= 1
    return start


def _run_end(data: bytes, offset: int) -> int:
    """Return where the delimiter run ends that starts at an offset; the offset when there is none."""
    end = offset
    while end < len(data) and data[end] == data[offset] and data[end] in _DELIMITERS:
        end += 1
    return end


def _serves_beside(data: bytes, start: int, end: int, previous: str = "", following: str = "") -> bool:
    """Tell whether the run [start, end) can do what it can also beside other characters."""
    if _is_beside_tilde(data, start, end):
        return _serves(data[start], _roles(data, start, end), _roles(data, start, end, previous, following))
    before, after = _character_before(data, start, b""), _character_after(data, end, b"")
    was, now = (before, after), (previous or before, following or after)
    return _serves_between(data[start], was, now) and not (
        _may_close_now(data[start], was, now) and _is_run_open(data, start)
    )


@lru_cache(maxsize=4096)
def _may_close_now(delimiter: int, before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Tell whether a run that could not close emphasis can after the characters around it changed."""
    roles = zip(_roles_between(delimiter, *before), _roles_between(delimiter, *after), strict=True)
    return any(now[1] and not was[1] for was, now in roles)


def _is_run_open(data: bytes, start: int, size: int = 0) -> bool:
    """Tell whether a run like that at an offset may be open before it: their number in its paragraph is odd.

    Runs of one size count, or all of them.

    One that closes in vain is in the way of later ones to GitHub's parser, and parsers differ in which
    runs can open.
    """
    first = max(data.rfind(b"\n\n", 0, start), start - _RUN_REACH, 0)
    runs = _RUN[data[start]].findall(data, first, start)
    return sum(not size or len(run) == size for run in runs) % 2 == 1


@lru_cache(maxsize=4096)
def _serves_between(delimiter: int, before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Tell whether a run can still do what it could after the characters around it changed; none is `~`."""
    return _serves(delimiter, _roles_between(delimiter, *before), _roles_between(delimiter, *after))


def _serves(delimiter: int, before: Sequence[tuple[bool, bool]], after: Sequence[tuple[bool, bool]]) -> bool:
    """Tell whether a run can still do what it could, and is not made a delimiter when it was none.

    Parsers differ in what they make of `~`: there it has to stay as it was. So has a run that the readings
    in use take for different things, as no parser that proves the page has them all.
    """
    if delimiter == _TILDE or len(set(before)) > 1:
        return before == after
    return all(
        now == was or (any(was) and all(new or not old for old, new in zip(was, now, strict=True)))
        for was, now in zip(before, after, strict=True)
    )


def _roles(
    data: bytes, start: int, end: int, previous: str = "", following: str = ""
) -> tuple[tuple[bool, bool], ...]:
    """Return whether the run [start, end) can open and can close, under each reading in use.

    CommonMark counts symbols as punctuation since 0.31, older parsers only ASCII symbols. GitHub's parser
    looks through `~` for the characters beside a run. `previous` and `following` stand in for what is there.
    """
    return tuple(
        role
        for through in ((b"", b"~") if _is_beside_tilde(data, start, end) else (b"",))
        for role in _roles_between(
            data[start],
            previous or _character_before(data, start, through),
            following or _character_after(data, end, through),
        )
    )


def _is_beside_tilde(data: bytes, start: int, end: int) -> bool:
    return data[start - 1 : start] == b"~" or data[end : end + 1] == b"~"


@lru_cache(maxsize=4096)
def _roles_between(delimiter: int, previous: str, following: str) -> tuple[tuple[bool, bool], ...]:
    """Return whether a run between two characters can open and can close, under each reading of symbols."""
    return tuple(
        _can_open_close(delimiter, before, after)
        for before, after in zip(_kinds(previous), _kinds(following), strict=True)
    )


def _can_open_close(delimiter: int, previous: str, following: str) -> tuple[bool, bool]:
    left = following != "space" and (following != "punctuation" or previous != "letter")
    right = previous != "space" and (previous != "punctuation" or following != "letter")
    if delimiter != ord("_"):
        return left, right
    return left and (not right or previous == "punctuation"), right and (
        not left or following == "punctuation"
    )


@cache
def _kinds(character: str) -> tuple[str, str]:
    """Return what a character is to a run, all symbols being punctuation and those of ASCII alone."""
    if not character or character.isspace():
        return "space", "space"
    category = unicodedata.category(character)[0]
    if category == "P" or (category == "S" and character < "\x80"):
        return "punctuation", "punctuation"
    return ("punctuation", "letter") if category == "S" else ("letter", "letter")


def _character_before(data: bytes, offset: int, through: bytes) -> str:
    while offset > 0 and data[offset - 1] in through:
        offset -= 1
    return data[max(0, offset - 4) : offset].decode("utf-8", "ignore")[-1:]


def _character_after(data: bytes, offset: int, through: bytes) -> str:
    while offset < len(data) and data[offset] in through:
        offset += 1
    return data[offset : offset + 4].decode("utf-8", "ignore")[:1]


def _escaped(data: bytes, offset: int) -> bool:
    backslashes = 0
    while offset > backslashes and data[offset - backslashes - 1] == ord("\\"):
        backslashes += 1
    return backslashes % 2 == 1
