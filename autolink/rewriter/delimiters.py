"""What runs of emphasis delimiters can do in each parser: open emphasis, close it, both or neither.

See CommonMark §6.2 and, for `~`, GFM §6.5. Parsers differ in what they count as punctuation and white space.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DELIMITERS = b"*_~"
TILDE = ord("~")
Roles = tuple[tuple[bool, bool], ...]
"""Whether a run can open and can close, under each reading in use."""

_RUN = re.compile(rb"\*++|_++|~++")
_UNUSUAL = re.compile(
    rb"~++|(?<=[^\t\n\r -}])(?:\*++|_++)|(?<!\*)\*++(?=[^\t\n\r -}])|(?<!_)_++(?=[^\t\n\r -}])"
)
"""Runs of `~`, and those next to it or next to what is not printable ASCII: parsers agree on all others."""
_DELIMITER = re.compile(r"[*_~]")
_LONGEST_TILDES = 2
_MARKUP = re.compile(
    rb"(?:://|www\.)[^ \t\r\n<]*+|\$(?:[^$\r\n]++|(?:\r\n?+|\n)(?![ \t>]*+[\r\n]))*+(?=\$)", re.IGNORECASE
)
"""A bare URL, or what may be a formula: to some parsers it is text or holds delimiters, to others not."""
_PAIR = re.compile(
    r"(?<![*~\\])(\*{1,3}+|~~)(?=[^\W_])[^*_~`<\[\]\\$&|\r\n]*+(?<=[^\W_])\1(?![*~])|(?<=[^\W_])_++(?=[^\W_])"
)
"""Runs on which no parser differs where all of a paragraph are such: each closes what the last one opened.

Between equal ones is nothing but text that begins and ends with letters; a `_` inside a word is text.
"""
_MARKUP_NEAR = re.compile(rb"[`)>\]][*_]|[*_][`\[<]")
MARKUP_ENDS = frozenset("`)>]")
_MARKUP_STARTS = frozenset("`[<")
_CODE = re.compile(rb"(?<!`)`[^`\n]++`(?!`)")
_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t>]*+[\r\n]")
_BLANK_BETWEEN_LF = re.compile(rb"\n[ \t>]*+\n")
"""The same where no line ends in CR: an expression that starts with one character is far faster."""


def run_start(data: bytes, offset: int) -> int:
    """Return where the delimiter run starts that ends at an offset; the offset when there is none."""
    start = offset
    while start > 0 and data[start - 1] == data[offset - 1] and data[start - 1] in DELIMITERS:
        start -= 1
    return start


def run_end(data: bytes, offset: int) -> int:
    """Return where the delimiter run ends that starts at an offset; the offset when there is none."""
    end = offset
    while end < len(data) and data[end] == data[offset] and data[end] in DELIMITERS:
        end += 1
    return end


def roles(data: bytes, start: int, end: int, previous: str = "", following: str = "") -> Roles:
    """Return whether the run [start, end) can open and can close, under each reading in use.

    Parsers differ in what they count as punctuation and as white space (`_kinds`). GitHub's looks through `~`
    for the characters next to a run; to micromark a run next to `~` can open before it, and close behind it.
    `previous` and `following` stand in for what is there.
    """
    before = previous or character_before(data, start, b"")
    after = following or character_after(data, end, b"")
    if not is_beside_tilde(data, start, end):
        return roles_between(data[start], before, after)
    found = strict_roles(data, start, end, previous, following)
    return (*found, _loose_role(data[start], before, after))


def strict_roles(data: bytes, start: int, end: int, previous: str = "", following: str = "") -> Roles:
    """Return the roles of a run under all readings but that of micromark, which a link next to it leaves."""
    before = previous or character_before(data, start, b"")
    after = following or character_after(data, end, b"")
    found = roles_between(data[start], before, after)
    if not is_beside_tilde(data, start, end):
        return found
    before = previous or character_before(data, start, b"~")
    after = following or character_after(data, end, b"~")
    return (*found, *roles_between(data[start], before, after))


def is_escaped(data: bytes, offset: int) -> bool:
    """Tell whether a backslash makes text of the character at an offset."""
    backslashes = 0
    while offset > backslashes and data[offset - backslashes - 1] == ord("\\"):
        backslashes += 1
    return backslashes % 2 == 1


def is_beside_tilde(data: bytes, start: int, end: int) -> bool:
    """Tell whether a `~` is next to the run [start, end)."""
    return data[start - 1 : start] == b"~" or data[end : end + 1] == b"~"


@lru_cache(maxsize=4096)
def roles_between(delimiter: int, previous: str, following: str) -> Roles:
    """Return whether a run between two characters can open and can close, under each reading of them."""
    return tuple(
        _can_open_close(delimiter, before, after)
        for before, after in zip(_kinds(previous), _kinds(following), strict=True)
    )


def _loose_role(delimiter: int, previous: str, following: str) -> tuple[bool, bool]:
    """Return whether a run between two characters can open and can close to micromark."""
    before, after = _kinds(previous)[0], _kinds(following)[0]
    tildes = (False, False) if delimiter == TILDE else (previous == "~", following == "~")
    return _can_open_close(delimiter, before, after, *tildes)


def _can_open_close(
    delimiter: int, previous: str, following: str, may_close: bool = False, may_open: bool = False
) -> tuple[bool, bool]:
    left = may_open or (following != "space" and (following != "punctuation" or previous != "letter"))
    right = may_close or (previous != "space" and (previous != "punctuation" or following != "letter"))
    if delimiter != ord("_"):
        return left, right
    return left and (not right or previous == "punctuation"), right and (
        not left or following == "punctuation"
    )


@cache
def _kinds(character: str) -> tuple[str, str, str]:
    """Return what a character is to a run: since CommonMark 0.31, before it, and to parsers that go astray.

    Punctuation are all symbols since 0.31, those of ASCII before. Unicode white space (§2.1) is tab, LF, FF,
    CR and the category Zs, but some parsers take what their language calls white space: U+2028, VT, NEL.
    """
    category = unicodedata.category(character) if character else "Zs"
    if category == "Zs" or character in "\t\n\f\r":
        return "space", "space", "space"
    if category[0] == "P" or (category[0] == "S" and character < "\x80"):
        return "punctuation", "punctuation", "punctuation"
    if category[0] == "S":
        return "punctuation", "letter", "punctuation"
    return "letter", "letter", "space" if character.isspace() or character == "\ufeff" else "letter"


def character_before(data: bytes, offset: int, through: bytes) -> str:
    """Return the character before an offset, those in `through` skipped; empty at the start."""
    while offset > 0 and data[offset - 1] in through:
        offset -= 1
    return data[max(0, offset - 4) : offset].decode("utf-8", "ignore")[-1:]


def character_after(data: bytes, offset: int, through: bytes) -> str:
    """Return the character at an offset, those in `through` skipped; empty at the end."""
    while offset < len(data) and data[offset] in through:
        offset += 1
    return data[offset : offset + 4].decode("utf-8", "ignore")[:1]


def is_disputed_near(data: bytes, offset: int) -> bool:
    """Tell whether parsers may differ on the emphasis in the paragraph of an offset.

    There what one of them makes of the runs around tells nothing of what the next one does.
    """
    return _paragraphs(data).are_disputed_at(offset)


@lru_cache(maxsize=1)
def _paragraphs(data: bytes) -> _Paragraphs:
    """Return the paragraphs of a page; asked of one page after the other."""
    return _Paragraphs(data)


class _Paragraphs:
    """What stands between the blank lines of a page, each looked into when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        blanks = (_BLANK_LINE if b"\r" in data else _BLANK_BETWEEN_LF).finditer(data)
        self._bounds = [0, *(blank.start() for blank in blanks), len(data)]
        self._known: dict[int, bool] = {}

    def are_disputed_at(self, offset: int) -> bool:
        """Tell whether the paragraph of an offset holds a run on which parsers differ."""
        number = bisect_right(self._bounds, offset, hi=len(self._bounds) - 1)
        if number not in self._known:
            self._known[number] = _is_disputed(self._data, self._bounds[number - 1], self._bounds[number])
        return self._known[number]


def _is_disputed(data: bytes, start: int, end: int) -> bool:
    """Tell whether parsers differ on a run of a paragraph; most have none, or plain pairs."""
    text = data[start:end]
    if not any(delimiter in text for delimiter in (b"*", b"_", b"~")):
        return False
    if _has_runs_in_markup(data, start, end):
        return True
    if not _DELIMITER.search(_PAIR.sub("", text.decode())):
        return False
    return _is_read_otherwise(data, start, end) or _is_uneven(data, start, end)


def _is_read_otherwise(data: bytes, first: int, last: int) -> bool:
    """Tell whether a run is read in several ways; of `~`, some parsers look at white space alone."""
    for run in _UNUSUAL.finditer(data, first, last):
        start, end = run.span()
        found = set(strict_roles(data, start, end))
        if data[start] == TILDE:
            beside = character_before(data, start, b""), character_after(data, end, b"")
            is_after, is_before = (_kinds(character)[0] != "space" for character in beside)
            found.add((is_before, is_after and end - start <= _LONGEST_TILDES))
        if len(found) > 1:
            return True
    return False


def _is_uneven(data: bytes, first: int, last: int) -> bool:
    """Tell whether a run of a paragraph may close one of another size, or one that only some let it close.

    What is left of the longer one has its own size to micromark, and that of all of it to other parsers: the
    rule that no sizes match whose sum is a multiple of three (CommonMark §6.2) gives different answers.
    """
    text = data[first:last]
    text = _CODE.sub(lambda code: b"`" * len(code[0]), text) if b"`" in text else text
    runs = [(found.start() + is_escaped(text, found.start()), found.end()) for found in _RUN.finditer(text)]
    runs = [(start, end) for start, end in runs if start < end and text[start] != TILDE]
    if _leaves_uneven(text, runs, roles):
        return True
    return _MARKUP_NEAR.search(text) is not None and _leaves_uneven(text, runs, _roles_beside_markup)


def _roles_beside_markup(data: bytes, start: int, end: int) -> Roles:
    """Return what a run can do to Python-Markdown, to which code, links and tags next to it are letters."""
    before, after = character_before(data, start, b""), character_after(data, end, b"")
    previous = "a" if before in MARKUP_ENDS else before
    return roles_between(data[start], previous, "a" if after in _MARKUP_STARTS else after)


def _leaves_uneven(
    data: bytes, runs: Iterable[tuple[int, int]], roles_of: Callable[[bytes, int, int], Roles]
) -> bool:
    """Tell whether a run may close one of another size, or one stays open where only some let runs close."""
    opened: dict[int, list[int]] = {delimiter: [] for delimiter in DELIMITERS}
    disputed: set[int] = set()
    for start, end in runs:
        found, usual = roles_of(data, start, end), strict_roles(data, start, end)
        delimiter, size = data[start], end - start
        sizes = opened[delimiter]
        if found != usual:
            disputed.add(delimiter)
        openings, closings = zip(*found, strict=True)
        can_open, can_close = True in openings, True in closings
        if can_close and sizes and sizes[-1] == size:
            sizes.pop()
        elif can_close and sizes and (not can_open or max(sizes[-1], size) > 2):
            return True
        elif can_open:
            sizes.append(size)
    return any(opened[delimiter] for delimiter in disputed)


def _has_runs_in_markup(data: bytes, first: int, last: int) -> bool:
    """Tell whether a bare URL or formula holds a run that could do anything were it text."""
    return any(
        any(map(any, roles(data, *run.span())))
        for markup in _MARKUP.finditer(data, first, last)
        for run in _RUN.finditer(data, *markup.span())
    )
