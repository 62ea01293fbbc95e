"""The indefinite article of English: which one a word takes, as far as its letters tell."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[A-Za-z]++")
_VOWEL_NAMES = frozenset("AEFHILMNORSX")
"""The letters whose names start with a vowel."""
_SOUNDS = tuple(
    (re.compile(start), article)
    for start, article in (
        ("eu|ew|one(?![a-z])|once|use|usu|uti|uk|y[aeiou]", "a"),
        ("hour|honest|honou?r|heir|un(?!i|a)|u[lmp]|[aeio]", "an"),
        ("herb|histor|homage|u|y", ""),
        ("[a-z]", "a"),
    )
)


def article(text: str) -> str:
    """Return the article that English text takes; empty where its first letters do not tell.

    >>> article("allowlist"), article("hour"), article("user"), article("SQL")
    ('an', 'an', 'a', '')
    """
    match = _LETTERS.match(text)
    if match is None:
        return ""
    word = match[0]
    spelled = "an" if word[0].upper() in _VOWEL_NAMES else "a"
    if len(word) == 1:
        return spelled
    said = next(found for start, found in _SOUNDS if start.match(word.lower()))
    if word[:2].isupper():  # read as a word, or letter by letter
        return said if said == spelled else ""
    return said


def corrected(written: str, text: str) -> str | None:
    """Return the article before a text, given the one that is written there; None where it is not certain.

    >>> corrected("A", "allowlist"), corrected("an", "main branch"), corrected("a", "SQL")
    ('An', 'a', None)
    """
    needed = article(text)
    if not needed:
        return None
    return written[0] + needed[1:]
