"""All spellings of all aliases, as patterns for one Aho-Corasick automaton over folded text.

A pattern is a folded spelling. Spellings of one alias differ where writers do: a hyphen is a space or
nothing (`fine-tuning`), a space is a hyphen, or nothing at a camel-case hump (`PersistentVolume`), a word
takes a plural ending, a katakana word loses its final long-vowel mark.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autolink.folding import case_folded, fold
from autolink.inflection import LANGUAGES
from autolink.scripts import KIND, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.folding import Folded

_ALL_CHOICES = 3
"""Up to this many junctions in an alias, spellings combine freely; beyond, at most one differs, or all."""

_KATAKANA_END = re.compile("(?<=[\u30a1-\u30fa\u30fc]{2}[\u30a1-\u30fa])\u30fc?(?![\u30a1-\u30fa\u30fc])")
_WORD = re.compile(r"[^\s\-\u2010\u2011\u2013]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which an alias may be written; offsets count characters of the folded pattern."""

    alias: int
    """Index of the alias in the lexicon."""
    cased: str
    exact: tuple[tuple[int, int], ...]
    """Ranges that must have the alias's own case."""
    joints: tuple[int, ...]
    """Where the alias has a space and the text may have none: it needs a hyphen or a hump there."""
    inflected: bool
    long_vowel: bool
    """Whether a final long-vowel mark may follow."""

    def allows(self, folded: Folded, start: int, end: int, source: str) -> bool:
        """Tell whether case, joints and final long-vowel mark of folded [start, end) fit this spelling."""
        if end - start > len(self.cased) and not self.long_vowel:
            return False
        for first, last in self.exact:
            if folded.cased[start + first : start + last] != self.cased[first:last]:
                return False
        return all(_is_joint(folded, start + at, source) for at in self.joints)


def _is_joint(folded: Folded, position: int, source: str) -> bool:
    """Tell whether a hyphen was folded away before a position, or a camel-case hump is there."""
    if position in folded.seams:
        offset = folded.start(position)
        return offset is not None and offset > 0 and source[offset - 1] in "-\u2010\u2011\u2013"
    return folded.cased[position - 1].islower() and folded.cased[position].isupper()


@dataclass(slots=True)
class _Character:
    """A character of an alias on its way to a pattern; `junction` says how it may be missing or extra."""

    text: str
    exact: bool
    junction: str = ""
    """`space` and `hyphen` before it, `hump` before it, `vowel` for an optional mark after it."""


def spellings(alias: int, text: str, case: str, inflect: str) -> Iterator[tuple[str, Spelling]]:
    """Yield the patterns of an alias with their spellings.

    `case` is `sensitive`, `insensitive` or `smart`: then a word with an upper-case letter after its first
    wants its own case, other words match in any. `inflect` is a language or `none`.
    """
    characters, long_vowel = _characters(text, case)
    junctions = [index for index, character in enumerate(characters) if character.junction]
    for choice in _choices(len(junctions)):
        chosen = dict(zip(junctions, choice, strict=True))
        letters: list[tuple[str, bool]] = []
        joints: list[int] = []
        for index, character in enumerate(characters):
            _spell(character, chosen.get(index, False), letters, joints)
        for removed, ending in ((0, ""), *_forms(text, inflect)):
            cut = len(letters) - removed
            exact = bool(letters) and letters[-1][1]
            if removed and exact and case != "sensitive":
                continue  # an irregular plural of a word that wants its case
            spelled = letters[:cut] + [(ch, exact) for ch in ending]
            cased = "".join(ch for ch, _ in spelled)
            spelling = Spelling(
                alias, cased, _ranges(spelled), tuple(joints), bool(ending), long_vowel and not ending
            )
            yield case_folded(cased), spelling


def _characters(text: str, case: str) -> tuple[list[_Character], bool]:
    """Return the folded characters of an alias with their junctions, and whether it may end in `ー`."""
    folded = fold(text)
    exact_source = _exact_offsets(text, case)
    characters: list[_Character] = []
    for position, ch in enumerate(folded.cased):
        source = folded.start(position)
        exact = source is not None and source in exact_source
        junction = ""
        if position in folded.seams and source and text[source - 1] in "-\u2010\u2011\u2013":
            junction = "hyphen"
        elif position and folded.cased[position - 1].islower() and ch.isupper():
            junction = "hump"
        if ch == " " and 0 < position < len(folded.cased) - 1 and _latin_around(folded.cased, position):
            junction = "space"
        characters.append(_Character(ch, exact, junction))
    long_vowel = False
    for match in reversed(list(_KATAKANA_END.finditer(folded.cased))):
        if match.end() == len(characters):
            long_vowel = True
            del characters[match.start() :]
        elif match[0]:
            characters[match.start()].junction = "vowel"
        else:
            characters.insert(match.start(), _Character("\u30fc", False, "vowel"))
    return characters, long_vowel


def _latin_around(text: str, position: int) -> bool:
    return all(KIND[ch] is Kind.WORD for ch in (text[position - 1], text[position + 1]))


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


def _spell(character: _Character, differs: bool, letters: list[tuple[str, bool]], joints: list[int]) -> None:
    """Append a character in one of its two ways: as the alias has it, or as writers also do."""
    if character.junction == "space" and differs:
        joints.append(len(letters))
    elif character.junction in ("hyphen", "hump") and differs:
        letters += [(" ", False), (character.text, character.exact)]
    elif not (character.junction == "vowel" and differs):
        letters.append((character.text, character.exact))


def _choices(count: int) -> Iterator[Sequence[bool]]:
    """Yield which junctions differ from the alias."""
    if count <= _ALL_CHOICES:
        yield from itertools.product((False, True), repeat=count)
        return
    yield [False] * count
    yield [True] * count
    for index in range(min(count, 16)):
        yield [at == index for at in range(count)]


def _forms(text: str, inflect: str) -> list[tuple[int, str]]:
    words = _WORD.findall(text)
    return LANGUAGES[inflect](words[-1]) if words and text.endswith(words[-1]) else []


def _ranges(letters: Sequence[tuple[str, bool]]) -> tuple[tuple[int, int], ...]:
    """Return the ranges of letters whose case matters; those without case are left out."""
    ranges: list[tuple[int, int]] = []
    for index, (ch, exact) in enumerate(letters):
        if exact and ch.isalpha():
            if ranges and ranges[-1][1] == index:
                ranges[-1] = (ranges[-1][0], index + 1)
            else:
                ranges.append((index, index + 1))
    return tuple(ranges)
