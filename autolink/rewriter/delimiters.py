"""What runs of emphasis delimiters can do in each parser: open emphasis, close it, both or neither.

See CommonMark §6.2 and, for `~`, GFM §6.5. Parsers differ in what they count as punctuation and white space.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = b"*_~"
_ALL_STARS = bytes.maketrans(DELIMITERS, b"***")
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
    rb"(?:://|www\.)[^ \t\r\n<]*+|\$(?:[^$\r\n]++|(?:\r\n?|\n)(?![ \t>]*+[\r\n]))*+(?=\$)", re.IGNORECASE
)
"""A bare URL, or what may be a formula: to some parsers it is text or holds delimiters, to others not."""
_URL = re.compile(rb"://[^ \t\r\n<]*+")
_OTHER_MARKUP = re.compile(rb"\$|[wW]{3}\.")
_PAIR = re.compile(
    r"(?<![*~\\])(\*{1,3}+|~~)(?=[^\W_])[^*_~`<\[\]\\$&|\r\n]*+(?<=[^\W_])\1(?![*~])|(?<=[^\W_])_++(?=[^\W_])"
)
"""Runs on which no parser differs where all of a paragraph are such: each closes what the last one opened.

Between equal ones is nothing but text that begins and ends with letters; a `_` inside a word is text.
"""
_BLANK_LINE = re.compile(rb"(?:\r\n?|\n)[ \t>]*+[\r\n]")
_FAR = 10_000
"""Bytes after which text counts as the same paragraph unseen."""


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

    Parsers differ in what they count as punctuation and as white space (`_kinds`), and GitHub's looks through
    `~` for the characters next to a run. `previous` and `following` stand in for what is there.
    """
    return tuple(
        role
        for through in ((b"", b"~") if is_beside_tilde(data, start, end) else (b"",))
        for role in roles_between(
            data[start],
            previous or character_before(data, start, through),
            following or character_after(data, end, through),
        )
    )


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


def _can_open_close(delimiter: int, previous: str, following: str) -> tuple[bool, bool]:
    left = following != "space" and (following != "punctuation" or previous != "letter")
    right = previous != "space" and (previous != "punctuation" or following != "letter")
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
    disputed = _disputed(data)
    at = bisect_left(disputed, offset)
    between = chain(
        ((found, offset) for found in disputed[max(0, at - 1) : at]),
        ((offset, found) for found in disputed[at : at + 1]),
    )
    return any(end - start > _FAR or not _BLANK_LINE.search(data, start, end) for start, end in between)


@lru_cache(maxsize=1)
def _disputed(data: bytes) -> list[int]:
    """Return where the runs of a page start on which parsers differ; asked of one page after the other."""
    found = set(_in_markup(data))
    stars = data.translate(_ALL_STARS)
    start = 0
    for end in (*(blank.start() for blank in _BLANK_LINE.finditer(data)), len(data)):
        # Most paragraphs have no delimiters, or plain pairs of them: that is seen at once.
        if stars.find(b"*", start, end) >= 0 and _DELIMITER.search(_PAIR.sub("", data[start:end].decode())):
            found.update(_read_otherwise(data, start, end))
        start = end
    return sorted(found)


def _read_otherwise(data: bytes, first: int, last: int) -> Iterator[int]:
    """Yield the runs that parsers read in several ways; of `~`, some look at white space alone."""
    for run in _UNUSUAL.finditer(data, first, last):
        start, end = run.span()
        found = set(roles(data, start, end))
        if data[start] == TILDE:
            beside = character_before(data, start, b""), character_after(data, end, b"")
            is_after, is_before = (_kinds(character)[0] != "space" for character in beside)
            found.add((is_before, is_after and end - start <= _LONGEST_TILDES))
        if len(found) > 1:
            yield start


def _in_markup(data: bytes) -> Iterator[int]:
    """Yield the runs in bare URLs and formulas that could do anything were they text."""
    markups = _MARKUP if _OTHER_MARKUP.search(data) else _URL  # which begins with what is found at once
    for markup in markups.finditer(data):
        for run in _RUN.finditer(data, *markup.span()):
            if any(map(any, roles(data, *run.span()))):
                yield run.start()
