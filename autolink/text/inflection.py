"""Inflected forms of an alias's last word. Another language is one function more.

A form is what to take off the end of the word and what to put there. The possessive needs no form: the
link stops before the apostrophe.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.text.scripts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Callable

Form = tuple[int, str]
"""How many characters to take off the end, and the ending to put there."""

_IRREGULAR = {
    "analysis": "analyses",
    "axis": "axes",
    "basis": "bases",
    "child": "children",
    "criterion": "criteria",
    "hypothesis": "hypotheses",
    "index": "indices",
    "matrix": "matrices",
    "person": "people",
    "phenomenon": "phenomena",
    "synthesis": "syntheses",
    "vertex": "vertices",
}


def english(word: str) -> list[Form]:
    """Return the plural forms of an English noun.

    >>> english("policy"), english("LLM"), english("vertex")
    ([(1, 'ies')], [(0, 's')], [(2, 'ices'), (0, 'es')])
    """
    lower = word.casefold()
    if len(lower) < 2 or scripts_of(word) != {"LATIN"}:
        return []
    if not lower.isalpha():
        return [(0, "s")] if lower.isalnum() else []
    forms: list[Form] = []
    if lower in _IRREGULAR:
        plural = _IRREGULAR[lower]
        shared = next((i for i, (a, b) in enumerate(zip(lower, plural, strict=False)) if a != b), len(lower))
        forms.append((len(lower) - shared, plural[shared:]))
    hisses = lower.endswith(("s", "x", "z", "ch", "sh"))
    if word.isupper():
        return [(0, "s"), (0, "es")] if hisses else [(0, "s")]
    if lower.endswith("y") and lower[-2] not in "aeiou":
        return [*forms, (1, "ies")]
    return [*forms, (0, "es" if hisses else "s")]


def plurals(text: str) -> list[str]:
    """Return the plural forms of English text: those of its last word, before which are spaces or hyphens.

    >>> plurals("security policy"), plurals("add-on")
    (['security policies'], ['add-ons'])
    """
    last = _LAST_WORD.search(text)
    return [text[: len(text) - cut] + ending for cut, ending in english(last[0])] if last else []


_LAST_WORD = re.compile(r"[^\s\-\u2010\u2011\u2013\uff0d]+\Z")

LANGUAGES: dict[str, Callable[[str], list[Form]]] = {"none": lambda _word: [], "en": english}
