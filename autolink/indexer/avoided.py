"""The words that a term avoids: a comma-separated list, with reasons in parentheses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.indexer.heading_aliases import has_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 100
"""The number of avoided words of a term that count; a longer list is not a list of words."""

_MOST_PARTS = 5
"""Words in one avoided word: what is longer is prose."""
_LONGEST = 80
"""Code points of an avoided word, likewise."""
_PIECE = re.compile(r"[,、，;；()（）]|[^,、，;；()（）]++")
_TEXT = r"[^()（）]*+"
_ITEM = re.compile(
    rf"(?P<word>{_TEXT})(?:[(（](?P<reason>{_TEXT}(?:[(（]{_TEXT}[)）]{_TEXT})*+)[)）][\s.。*_]*+)?"
)
_SENTENCE_END = re.compile(r"[.!?:]\s|[。！？：]")
_NO_REASON = "it has a parenthesis that does not follow a word"
_AROUND = " \t`\"'.*_“”‘’「」"


class Avoided(NamedTuple):
    """A word that is not to be used for a term, and why, where the entry says so."""

    word: str
    reason: str = ""


def listed(text: str) -> tuple[tuple[Avoided, ...], list[str]]:
    """Return the words of a list with their reasons, each word once, and what is wrong with the others.

    A parenthesis after a word is its reason. One after the last word, where no other has any, is the reason
    of all.

    >>> listed("master, white list (says nothing)")[0]
    (Avoided(word='master', reason='says nothing'), Avoided(word='white list', reason='says nothing'))
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    for item in _items(text):
        match = _ITEM.fullmatch(item)
        word, reason = (match["word"].strip(_AROUND), match["reason"] or "") if match else ("", "")
        if problem := _problem(word) if word else _NO_REASON * bool(item.strip(_AROUND)):
            problems.append(f"`{(word or item.strip())[:_LONGEST]}`: {problem}")
        elif word:
            found.setdefault(word, " ".join(reason.split()))
    reasons = list(found.values())
    if reasons and not any(reasons[:-1]):
        found = dict.fromkeys(found, reasons[-1])
    if len(found) > MOST_WORDS:
        problems.append(f"{len(found)} words: only the first {MOST_WORDS} count")
    words = tuple(Avoided(*item) for item in [*found.items()][:MOST_WORDS])
    return words, [f"cannot avoid {problem}" for problem in dict.fromkeys(problems)]


def _items(text: str) -> Iterator[str]:
    """Yield the items of a list, separated by commas outside of parentheses."""
    depth = 0
    pieces: list[str] = []
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece in "(（":
            depth += 1
        elif piece in ")）":
            depth -= 1
        elif piece in ",、，;；" and depth <= 0:
            yield "".join(pieces)
            pieces.clear()
            continue
        pieces.append(piece)
    yield "".join(pieces)


def _problem(word: str) -> str:
    """Return why a word cannot be avoided; empty where it can."""
    if not has_letter(word):
        return "it has no letter or digit"
    if len(word) == 1:
        return "it is a single character, which occurs everywhere"
    if len(word) > _LONGEST or len(word.split()) > _MOST_PARTS or _SENTENCE_END.search(word):
        return "it is prose, not a word"
    return ""
