"""How frequent a word is in everyday language, according to lists for English and Chinese.

The lists are in `frequent_words`, each with its source and licence. They are read when they are first needed.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from importlib import resources


class Frequency(IntEnum):
    """How frequent a word is."""

    RARE = 0
    """In no list."""
    COMMON = 1
    """Among the ten thousand most frequent words, but not the first."""
    FREQUENT = 2
    """Among the few thousand that everybody uses, on any subject."""
    FUNCTION = 3
    """A word of grammar, or one that says next to nothing: an article, `use`, `thing`."""


def frequency(word: str) -> Frequency:
    """Return how frequent a word is, written in any case.

    >>> [frequency(word).name for word in ("Go", "Instance", "Span", "blockchain", "方法")]
    ['FUNCTION', 'FREQUENT', 'COMMON', 'RARE', 'FREQUENT']
    """
    return _known().get(word.lower(), Frequency.RARE)


@cache
def _known() -> dict[str, Frequency]:
    """Return the words of the lists; where a list has two parts, the more frequent come first."""
    known = dict.fromkeys(_words("chinese")[0], Frequency.FREQUENT)
    frequent, common = _words("english")
    known |= dict.fromkeys(common, Frequency.COMMON) | dict.fromkeys(frequent, Frequency.FREQUENT)
    return known | dict.fromkeys(_words("function_words")[0], Frequency.FUNCTION)


def _words(name: str) -> list[list[str]]:
    """Return the words in the parts of a list, which empty lines separate; the first is about the list."""
    text = (resources.files("autolink.text") / "frequent_words" / f"{name}.txt").read_text("utf-8")
    return [part.split() for part in text.split("\n\n")[1:]]
