r"""Abbreviations: `*[HTML]: Hyper Text Markup Language` (`abbr`).

What is abbreviated is looked for in each piece of text that no markup divides, as a word (`\b`). A link next
to it, or around it, ends that piece: in `LLM学習` it would make a word of `LLM`, and so an abbreviation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ABBREVIATED = "abbreviated text"
"""The kind of text that a link would make an abbreviation, or none."""
_ABBREVIATION = re.compile(
    rb"^[ \t>]*+(?:(?:[*+:-]|\d++\.)[ >]++)*+"
    rb"(\*\[([^\\\r\n]*?)\][ ]?+:[ \t]*+(?:(?:\r\n?+|\n)[ \t>]*+)?+[^\r\n]*+)",
    re.MULTILINE,
)
_LABEL_END = re.compile(rb"\] ?:")
_MOST = 200
"""The abbreviations that are looked for, as each costs a search; of a page with more, all is closed."""
_ONE_WORD = re.compile(rb"\w++")
_WIDEST = 4
"""The bytes of a character in UTF-8, at most."""


def abbreviations(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what defines abbreviations; their meaning may be on the next line (`AbbrBlockprocessor`)."""
    for match in _found(data, start):
        yield Closed(*match.span(1), "abbreviation")


def abbreviated(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the text that is an abbreviation, or is none, only for what is next to it.

    That is one in a longer word, with the character that makes the word longer, and one that is more than an
    ASCII word, since a mention may be part of it.
    """
    labels = {match[2].strip() for match in _found(data, start)} - {b""}
    if len(labels) > _MOST:
        yield Closed(start, len(data), ABBREVIATED)
        return
    for label in sorted(labels):
        at = data.find(label, start)
        while at >= 0:
            end = at + len(label)
            first, last = _before(data, at), _after(data, end)
            if first < at or last > end or not _ONE_WORD.fullmatch(label):
                yield Closed(first, last, ABBREVIATED)
            at = data.find(label, end)


def _found(data: bytes, start: int) -> Iterable[re.Match[bytes]]:
    """Return what defines abbreviations; `**[text](target)` has half of the marks and is common."""
    has_marks = b"*[" in data and _LABEL_END.search(data)
    return _ABBREVIATION.finditer(data, start) if has_marks else ()


def _before(data: bytes, at: int) -> int:
    """Return where a character of a word starts that is before an offset, else the offset."""
    before = data[max(0, at - _WIDEST) : at].decode("utf-8", "ignore")[-1:]
    return at - len(before.encode()) if _is_word(before) else at


def _after(data: bytes, end: int) -> int:
    """Return where a character of a word ends that is after an offset, else the offset."""
    after = data[end : end + _WIDEST].decode("utf-8", "ignore")[:1]
    return end + len(after.encode()) if _is_word(after) else end


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
