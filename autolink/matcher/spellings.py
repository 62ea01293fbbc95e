"""All spellings of all aliases, as patterns for one Aho-Corasick automaton over folded text.

A pattern is a folded spelling. Spellings of one alias differ where writers do: a hyphen is a space or
nothing (`fine-tuning`), a space is a hyphen, or nothing at a camel-case hump (`PersistentVolume`), a word
is inflected, a katakana word loses its final long-vowel mark.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autolink.text.folding import case_folded, fold
from autolink.text.inflection import inner_forms, last_forms
from autolink.text.scripts import KIND, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.text.folding import Folded
    from autolink.text.inflection import Form

_ALL_CHOICES = 6
"""Up to this many junctions in an alias, all combinations; beyond, one or all of a kind differ."""

_KATAKANA_END = re.compile("(?<=[\u30a1-\u30fa\u30fc]{2}[\u30a1-\u30fa])\u30fc?(?![\u30a1-\u30fa\u30fc])")
_HYPHENS = "\u2010\u2011\u2013\uff0d-"
_WORD = re.compile(rf"[^\s{_HYPHENS}]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which an alias may be written; offsets count characters of the folded pattern."""

    alias: int
    """Index of the alias in the lexicon."""
    cased: str
    exact: tuple[tuple[int, int], ...]
    """Intervals that must have the alias's own case."""
    joints: tuple[int, ...]
    """Where the alias has a space and the text may have none: it needs a hyphen or a hump there."""
    ending: int
    """Where the ending of an inflected form starts, its end where it has none; 0 for the alias itself."""
    long_vowel: bool
    """Whether a final long-vowel mark may follow."""

    def allows(self, folded: Folded, start: int, end: int, source: str) -> bool:
        """Tell whether case, joints and final long-vowel mark of folded [start, end) fit this spelling."""
        if end - start > len(self.cased) and not self.long_vowel:
            return False
        for first, last in self.exact:
            if folded.cased[start + first : start + last] != self.cased[first:last]:
                return False
        if self.ending and start + self.ending in folded.seams and self.ending < len(self.cased):
            return False  # `Model-S` is not a plural
        return not self.joints or all(_is_joint(folded, start + at, source) for at in self.joints)


def _is_joint(folded: Folded, position: int, source: str) -> bool:
    """Tell whether words join at a position: by a hyphen, a hump, or before a number or version.

    As in `PersistentVolume`, `Base32` and `CIDv1`.
    """
    if position in folded.seams:
        offset = folded.start(position)
        return offset is not None and offset > 0 and source[offset - 1] in _HYPHENS
    before, after = folded.cased[max(0, position - 2) : position], folded.cased[position]
    if before[-1:].islower():
        return after.isupper() or after.isdigit()
    return before.isupper() and (after.isdigit() or (len(before) == 2 and after.islower()))


_Letter = tuple[str, bool]
"""A character of a pattern, and whether its case matters."""
_Character = tuple[_Letter, str]
"""A character of an alias on its way to a pattern, and how it may be missing or extra: nothing, a `hyphen` or
`hump` before it, or itself a `space`, a `sharp s` or an optional long `vowel` mark."""


def spellings(alias: int, text: str, case: str, inflect: str) -> Iterator[tuple[str, Spelling]]:
    """Yield the patterns of an alias with their spellings.

    `case` is `sensitive`, `insensitive` or `smart`: then a word with an upper-case letter after its first
    wants its own case, other words match in any. `inflect` is a value of the term attribute.
    """
    text = unicodedata.normalize("NFKC", text)
    words = _WORD.findall(text)
    is_inflected = inflect != "none" and words and text.endswith(words[-1])
    forms = last_forms(text, words[-1], inflect) if is_inflected else []
    yield from _spellings(alias, text, case, [(0, ""), *forms])
    for form in inner_forms(text, inflect):
        for pattern, spelling in _spellings(alias, form, case, [(0, "")]):
            yield pattern, replace(spelling, ending=len(spelling.cased))


def _spellings(alias: int, text: str, case: str, forms: Sequence[Form]) -> Iterator[tuple[str, Spelling]]:
    """Yield the patterns of an alias of which the end is written in some forms."""
    characters, long_vowel = _characters(text, case)
    for choice in _choices([junction for _, junction in characters if junction]):
        letters: list[_Letter] = []
        joints: list[int] = []
        differs = iter(choice)
        for letter, junction in characters:
            if junction and next(differs):
                _spell_otherwise(letter, junction, letters, joints)
            else:
                letters.append(letter)
        exact = bool(letters) and letters[-1][1]
        for removed, ending in forms:
            cut = len(letters) - removed
            is_form = bool(removed or ending)
            spelled = letters[:cut] + [(ch, exact) for ch in ending] if is_form else letters
            cased = "".join([ch for ch, _ in spelled])
            spelling = Spelling(
                alias,
                cased,
                _ranges(spelled),
                tuple(joints),
                cut if is_form else 0,
                long_vowel and not is_form,
            )
            yield case_folded(cased), spelling


def is_spelling(text: str, aliases: Iterable[str], inflect: str = "verb") -> bool:
    """Tell whether a text is one of some aliases, written in any way and any case, or a form of it."""
    return fold(text).text in _patterns(aliases, inflect)


def patterns_of(aliases: Iterable[str]) -> frozenset[str]:
    """Return what the texts fold to that `is_spelling` takes for one of some aliases."""
    return frozenset(_patterns(aliases, "verb"))


def _patterns(aliases: Iterable[str], inflect: str) -> Iterator[str]:
    for alias in aliases:
        for pattern, spelling in spellings(0, alias, "insensitive", inflect):
            yield pattern
            if spelling.long_vowel:
                yield pattern + "ー"


def _characters(text: str, case: str) -> tuple[list[_Character], bool]:
    """Return the folded characters of an alias with their junctions, and whether it may end in `ー`."""
    folded = fold(text)
    exact_source = _exact_offsets(text, case)
    katakana_ends = [match.start() for match in _KATAKANA_END.finditer(text)]
    copied = folded.starts == folded.offsets == [0] and not folded.atoms  # nothing was folded but case
    characters: list[_Character] = []
    for position, ch in enumerate(folded.cased):
        source = position if copied else folded.start(position)
        if source is None:
            characters.append(((ch, False), ""))
            continue
        junction = _junction(folded, position, text[source - 1] if source else "")
        if katakana_ends and katakana_ends[0] <= source:
            if katakana_ends.pop(0) == source and ch == "ー":
                junction = "vowel"
            else:
                characters.append((("ー", False), "vowel"))
        characters.append(((ch, source in exact_source), junction))
    long_vowel = bool(katakana_ends)
    if characters and characters[-1][1] == "vowel":
        characters.pop()
        long_vowel = True
    return characters, long_vowel


def _junction(folded: Folded, position: int, before: str) -> str:
    """Return how an alias may be written differently at a folded position; `before` is what is there."""
    ch = folded.cased[position]
    if position in folded.seams and before and before in _HYPHENS:
        return "hyphen"
    if ch == " ":
        inside = 0 < position < len(folded.cased) - 1
        return "space" if inside and _latin_around(folded.cased, position) else ""
    if position and ch.isupper() and folded.cased[position - 1].islower():
        return "hump"
    return "sharp s" if ch == "ß" else ""


def _latin_around(text: str, position: int) -> bool:
    return KIND[text[position - 1]] is Kind.WORD is KIND[text[position + 1]]


def _exact_offsets(text: str, case: str) -> frozenset[int]:
    """Return the offsets in an alias whose case matters."""
    if case == "sensitive":
        return frozenset(range(len(text)))
    if case == "insensitive":
        return frozenset()
    letters = [ch for ch in text if ch.isalpha()]
    if len(letters) == 1:  # `C`, `C++`: in any case it would be half the alphabet
        return frozenset(range(len(text)))
    found: set[int] = set()
    for word in _WORD.finditer(text):
        first = next((i for i, ch in enumerate(word[0]) if ch.isalpha()), len(word[0]))
        if any(ch.isupper() for ch in word[0][first + 1 :]):
            found.update(range(*word.span()))
    return frozenset(found)


def _spell_otherwise(letter: _Letter, junction: str, letters: list[_Letter], joints: list[int]) -> None:
    """Append a character as writers write it who do not write it as the alias does."""
    if junction == "space":
        joints.append(len(letters))
    elif junction == "sharp s":
        letters += [("S", True), ("S", True)]
    elif junction != "vowel":  # before it a hyphen or hump, which is a space to them
        letters += [(" ", False), letter]


def _choices(kinds: Sequence[str]) -> Iterator[Sequence[bool]]:
    """Yield which of some junctions are written differently than in the alias."""
    if len(kinds) <= _ALL_CHOICES:
        yield from itertools.product((False, True), repeat=len(kinds))
        return
    yield [False] * len(kinds)
    yield [True] * len(kinds)
    for kind in sorted(set(kinds)):
        yield [other == kind for other in kinds]
    for index in range(min(len(kinds), 16)):
        yield [at == index for at in range(len(kinds))]


def _ranges(letters: Sequence[_Letter]) -> tuple[tuple[int, int], ...]:
    """Return the ranges of letters whose case matters; those without case are left out."""
    ranges: list[tuple[int, int]] = []
    for index, (ch, exact) in enumerate(letters):
        if exact and ch.isalpha():
            if ranges and ranges[-1][1] == index:
                ranges[-1] = (ranges[-1][0], index + 1)
            else:
                ranges.append((index, index + 1))
    return tuple(ranges)
