"""Likeness: the texts nearest to one that is misspelled, reworded or gone.

The only module that uses rapidfuzz, which it imports when first needed: most runs do not need it.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST = 3
_MOST_COMPARED = 500
"""Of more names only those next to a word in the order of the alphabet are compared with it."""
_LIKE_PATH = 75
_LIKE_STEM = 60
_LIKE_ANCHOR = 65
_LIKE_LABEL = 75
_LIKE_WORD = 65


class Names:
    """Names that something may have been meant to be."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)

    @cached_property
    def _by_case(self) -> dict[str, list[str]]:
        return grouped(self._names, str.casefold)

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        return grouped(self._names, _stem)

    def anchors_like(self, fragment: str) -> list[str]:
        """Return up to three anchors, the nearest first: those that differ in case alone, else others."""
        same = self._by_case.get(fragment.casefold())
        if same or not fragment:
            return (same or [])[:MOST]
        near = self._near(fragment)
        longer = [name for name in near if name.startswith((f"{fragment}-", f"{fragment}_"))]
        longer += [name for name in near if name.endswith(f"-{fragment}")]
        return list(dict.fromkeys([*sorted(longer, key=len), *self._like(fragment, _LIKE_ANCHOR)]))[:MOST]

    def labels_like(self, label: str) -> list[str]:
        """Return up to three reference labels that are like one, the nearest first."""
        return self._like(label, _LIKE_LABEL)

    def files_like(self, name: str) -> list[str]:
        """Return up to three files of a folder: those that differ in their suffix alone, else others.

        What comes before the suffixes has to be alike as well: `a.md` is mostly what `b.md` is.
        """
        same = self._by_stem.get(_stem(name), [])[:MOST]
        like = () if same else self._like(name, _LIKE_PATH)
        return same or [other for other in like if likeness(_stem(name), _stem(other)) >= _LIKE_STEM]

    def _like(self, word: str, cutoff: int) -> list[str]:
        from rapidfuzz import fuzz, process

        near = self._near(word)
        found = process.extract(word, near, scorer=fuzz.ratio, limit=MOST, score_cutoff=cutoff)
        return [name for name, _, _ in found]

    def _near(self, word: str) -> list[str]:
        """Return the names that are worth comparing with a word."""
        return window(self._names, word)


def window(words: list[str], word: str) -> list[str]:
    """Return some sorted words: when they are many, those next to one in the order of the alphabet."""
    if len(words) <= _MOST_COMPARED:
        return words
    at = bisect_left(words, word)
    return words[max(0, at - _MOST_COMPARED // 2) : at + _MOST_COMPARED // 2]


def grouped(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    """Return names by what a key makes of them, those of one group in the order given."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(key(name), []).append(name)
    return found


def _stem(name: str) -> str:
    return posixpath.splitext(name)[0].casefold()


def or_list(words: list[str]) -> str:
    """Return `, did you mean …?` for suggestions, or nothing."""
    shown = [f"`{word}`" for word in words]
    if not shown:
        return ""
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return f", did you mean {listed}?"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `, did you mean …?` with the known word nearest to a misspelled one, or nothing.

    A name of several words is near to some of these; case and punctuation do not count.

    >>> did_you_mean("glosary", ["glossary", "exclude"])
    ', did you mean `glossary`?'
    >>> did_you_mean("the", ["other-file", "unknown-attribute"])
    ''
    """
    from rapidfuzz import fuzz, process, utils

    names = list(known)
    words = set(simplified(word).split())
    longer = [name for name in names if words and words.issubset(simplified(name).split())]
    cutoff = 0 if longer else _LIKE_WORD
    found = process.extractOne(
        word, longer or names, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff
    )
    return f", did you mean `{found[0]}`?" if found else ""


def roughly_like(query: str, names: Iterable[str], most: int, cutoff: int) -> list[tuple[str, float]]:
    """Return up to `most` names like a query as people type it, with a score from `cutoff` to 100.

    The nearest come first; case and punctuation do not count, and a part of a name will do.
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        query,
        list(names),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=most,
        score_cutoff=cutoff,
    )
    return [(name, score) for name, score, _ in found]


def simplified(text: str) -> str:
    """Return a text in lower case, its punctuation as spaces: what `most_alike` compares."""
    from rapidfuzz import utils

    return utils.default_process(text)


def most_alike(text: str, others: Sequence[str], most: int, cutoff: int) -> list[int]:
    """Return the indexes of up to `most` simplified texts that are like a text, the nearest first.

    `cutoff` is from 0 to 100: how much of both is the same.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(simplified(text), others, scorer=fuzz.ratio, limit=most, score_cutoff=cutoff)
    return [index for _, _, index in found]


def likeness(text: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(text, other)


_ALIKE_WORD = 80


def is_reworded(old: str, new: str) -> bool:
    """Tell whether two simplified texts are the same but for spelling: spaces, plurals, a letter or two.

    Each word has to be nearly the other one, from its first letter on and with its digits: `training` is no
    `straining`, `encoder` no `decoder`, `supervised` no `unsupervised`, `gpt 3` no `gpt 4`.
    """
    words, others = old.split(), new.split()
    if "".join(words) == "".join(others):
        return True
    return len(words) == len(others) and all(map(_is_same_word, words, others))


def _is_same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    digits, other_digits = (list(filter(str.isdigit, text)) for text in (word, other))
    return word[0] == other[0] and digits == other_digits and likeness(word, other) >= _ALIKE_WORD


def is_one_slip_apart(word: str, other: str) -> bool:
    """Tell whether words differ by one typo: an extra, missing or wrong character, or two swapped ones."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) == 1
