"""Whether a link beside an emphasis delimiter run would change what the run means.

`**LLM**は` is strong, `**<a …>LLM</a>**は` is not: the closing run now follows `>` and precedes a letter, so
it is no longer right-flanking (CommonMark §6.2). Such a link has to go around: `<a …>**LLM**</a>は`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITERS = b"*_~"


def keeps_delimiters(data: bytes, start: int, end: int) -> bool:
    """Tell whether delimiter runs next to [start, end) mean the same once a link encloses these bytes.

    The runs just outside and just inside both ends are looked at: a link puts punctuation next to them.
    """
    return _keeps(data, start) and _keeps(data, end)


def keeps_span(data: bytes, start: int, end: int) -> bool:
    """Tell whether the runs that [start, end) begins and ends with still open and close inside a link."""
    first, last = start, end
    while data[first] == data[start]:
        first += 1
    while data[last - 1] == data[end - 1]:
        last -= 1
    opening = _role(data[start], ">", _character_after(data, first))
    closing = _role(data[end - 1], _character_before(data, last), "<")
    return all(can_open for can_open, _ in opening) and all(can_close for _, can_close in closing)


def _keeps(data: bytes, offset: int) -> bool:
    """Tell whether punctuation put in at an offset leaves the runs on both its sides what they are."""
    before = offset
    while (
        before > 0
        and data[before - 1 : before] == data[offset - 1 : offset]
        and data[before - 1] in _DELIMITERS
    ):
        before -= 1
    after = offset
    while (
        after < len(data)
        and data[after : after + 1] == data[offset : offset + 1]
        and data[after] in _DELIMITERS
    ):
        after += 1
    if before < after and _escaped(data, before):
        before += 1
    if offset < after and _escaped(data, offset):
        return True  # an escaped delimiter is text
    if before == after:
        return True
    if before < offset < after and data[offset - 1] == data[offset]:
        return False  # it would cut a run in two
    previous, following = _character_before(data, before), _character_after(data, after)
    if before < offset:
        run_next = _character_after(data, offset)
        if not _serves(_role(data[before], previous, run_next), _role(data[before], previous, "<")):
            return False
    if offset < after:
        run_previous = _character_before(data, offset)
        if not _serves(_role(data[offset], run_previous, following), _role(data[offset], ">", following)):
            return False
    return True


def _serves(before: Sequence[tuple[bool, bool]], after: Sequence[tuple[bool, bool]]) -> bool:
    """Tell whether a run can still do what it could, and is not made a delimiter when it was none."""
    return all(
        now == was or (any(was) and all(new or not old for old, new in zip(was, now, strict=True)))
        for was, now in zip(before, after, strict=True)
    )


def _role(delimiter: int, previous: str, following: str) -> tuple[tuple[bool, bool], ...]:
    """Return whether a run can open and can close, under each definition of punctuation in use.

    CommonMark counts symbols as punctuation since 0.31; older parsers only ASCII symbols.
    """
    return tuple(
        _can_open_close(delimiter, _kind(previous, symbols), _kind(following, symbols))
        for symbols in (True, False)
    )


def _can_open_close(delimiter: int, previous: str, following: str) -> tuple[bool, bool]:
    left = following != "space" and (following != "punctuation" or previous != "letter")
    right = previous != "space" and (previous != "punctuation" or following != "letter")
    if delimiter != ord("_"):
        return left, right
    return left and (not right or previous == "punctuation"), right and (
        not left or following == "punctuation"
    )


def _kind(character: str, symbols: bool) -> str:
    if not character or character.isspace():
        return "space"
    category = unicodedata.category(character)[0]
    if category == "P" or (category == "S" and (symbols or character < "\x80")):
        return "punctuation"
    return "letter"


def _character_before(data: bytes, offset: int) -> str:
    return data[max(0, offset - 4) : offset].decode("utf-8", "ignore")[-1:]


def _character_after(data: bytes, offset: int) -> str:
    return data[offset : offset + 4].decode("utf-8", "ignore")[:1]


def _escaped(data: bytes, offset: int) -> bool:
    backslashes = 0
    while offset > backslashes and data[offset - backslashes - 1] == ord("\\"):
        backslashes += 1
    return backslashes % 2 == 1
