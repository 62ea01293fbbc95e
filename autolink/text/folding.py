"""Folding: what counts as the same text, with a map back.

Folded away are normal forms and width (NFKC, UAX #15), case, runs of white space and soft line breaks,
hyphens between Latin letters, typographic apostrophes, variation selectors, soft hyphens, and the middle dot
between katakana. Folding changes lengths (`İ`, `㌔`, half-width kana), so an offset never travels without
its map.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from autolink.text.clusters import (
    LONGEST_CLUSTER,
    clusters,
    composes,
    fold_cluster,
    fused,
    without_variants,
)
from autolink.text.folding_table import complex_characters

if TYPE_CHECKING:
    from collections.abc import Callable

_SQUARED = "\u3371-\u337a\u3380-\u33df\ufb00-\ufb06"  # units and ligatures: several letters in one
_LATIN = f"A-Za-z\u00c0-\u024f\u0300-\u04ff\u1e00-\u1fff{_SQUARED}\uff21-\uff3a\uff41-\uff5a"
_LATIN_DIGIT = f"{_LATIN}0-9\u00b2\u00b3\u00b9\u2070-\u209c\uff10-\uff19"
_HYPHENS = "-\u2010\u2011\u2013\uff0d"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\u3099\u309a\u3300-\u3357"
_CJK = f"\u3041-\u3096\u3400-\u9fff{_KATAKANA}\u3005"


def _between_words(hyphen: str, letter: str, letter_or_digit: str) -> re.Pattern[str]:
    """Match a hyphen with a letter on one side and two letters or digits on one side: not `A-I`, `2-3`."""
    return re.compile(
        rf"{hyphen}(?:(?<=[{letter_or_digit}][{letter}].)(?=[{letter_or_digit}])"
        rf"|(?<=[{letter_or_digit}]{{2}}.)(?=[{letter}])"
        rf"|(?<=[{letter}].)(?=[{letter_or_digit}]{{2}})"
        rf"|(?<=[{letter_or_digit}].)(?=[{letter}][{letter_or_digit}])"
        rf"|(?<=[{_SQUARED}].)(?=[{letter_or_digit}])|(?<=[{letter_or_digit}].)(?=[{_SQUARED}]))"
    )


_ASCII_HYPHEN = _between_words("-", "A-Za-z", "A-Za-z0-9")


@cache
def _hyphen(character: str) -> re.Pattern[str]:
    """Match one kind of hyphen between words: a pattern that starts with a character is searched natively."""
    return _between_words(character, _LATIN, _LATIN_DIGIT)


_OTHER_SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[ \n{_OTHER_SPACES}]{{2,}}")
_CJK_LINE_BREAK = re.compile(rf"\n(?<=[{_CJK}、。]\n)(?=[{_CJK}])")
_MIDDLE_DOT = re.compile(rf"[\u30fb\uff65](?<=[{_KATAKANA}].)(?=[{_KATAKANA}])")
_LONG_VOWELS = "\u30fc\uff70"
_THREE_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3}\\Z")
_INVISIBLES = "\u00ad\u200b\u2060"
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its map. `text` and `cased` have the same length."""

    text: str
    """Folded, case folded away too."""
    cased: str
    """Folded, but in the case as written."""
    starts: list[int]
    """Where each piece starts in the folded text; a piece is as long as its source, or an atom."""
    offsets: list[int]
    """Where each piece starts in the source."""
    atoms: dict[int, tuple[int, int]]
    """Pieces of another length than their source: start in the folded text → both ends."""
    seams: frozenset[int]
    """Folded positions just before which something was folded away."""
    vowels: dict[int, int] = field(default_factory=dict)
    """Folded positions before which a word lost its final long-vowel mark → where that ends in the source."""

    def start(self, position: int) -> int | None:
        """Return where the character at a folded position starts in the source; None inside an atom."""
        piece = bisect_right(self.starts, position) - 1
        start = self.starts[piece]
        if start in self.atoms and position != start:
            return None
        return self.offsets[piece] + position - start

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where folded [start, end) is in the source; None where it starts or ends in an atom."""
        piece = bisect_right(self.starts, start)
        first = self.starts[piece - 1]
        is_within = piece == len(self.starts) or end <= self.starts[piece]
        if is_within and first not in self.atoms and end not in self.vowels:
            shift = self.offsets[piece - 1] - first
            return start + shift, end + shift
        source_start, source_end = self.start(start), self.end(end)
        return None if source_start is None or source_end is None else (source_start, source_end)

    def end(self, position: int) -> int | None:
        """Return where the character before a folded position ends in the source; None inside an atom.

        A long-vowel mark that was folded away belongs to it.
        """
        if position in self.vowels:
            return self.vowels[position]
        piece = bisect_right(self.starts, position - 1) - 1
        start = self.starts[piece]
        if start in self.atoms:
            end, offset = self.atoms[start]
            return offset if position == end else None
        return self.offsets[piece] + position - start


def fold(text: str) -> Folded:
    """Fold a text, in time linear in its length."""
    edits: list[tuple[int, int, str]] = []
    is_ascii = text.isascii()
    is_usual = is_ascii or not (_unusual().search(text) or _is_beyond_basic_plane(text))
    if is_ascii:
        if "-" in text:
            edits += ((m.start(), m.end(), "") for m in _ASCII_HYPHEN.finditer(text))
    else:
        edits += _edits_beyond_ascii(text, is_usual)
    if "  " in text.replace("\n", " ") or ((is_ascii or not is_usual) and _has_other_space(text)):
        edits += ((m.start(), m.end(), " ") for m in _SPACES.finditer(text))
    cased = _simple(text) if is_usual or not edits else ""
    if not edits and len(cased) == len(text):
        return Folded(case_folded(cased), cased, [0], [0], {}, frozenset())
    return _apply(text, sorted(edits), cased if is_usual and len(cased) == len(text) else None)


@cache
def _unusual() -> re.Pattern[str]:
    """Match what may fold otherwise than one by one, line breaks, runs of spaces and `-` aside."""
    others = f"{_OTHER_SPACES}{_INVISIBLES}{_HYPHENS[1:]}\u30fb\uff65"
    return re.compile(f"[{complex_characters()}{others}]")


def _is_beyond_basic_plane(text: str) -> bool:
    """Tell whether any character takes two units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _has_other_space(text: str) -> bool:
    return any(space in text for space in _OTHER_SPACES)


def _edits_beyond_ascii(text: str, is_usual: bool) -> list[tuple[int, int, str]]:
    """Return what is folded otherwise than one by one, but for spaces; little can be where `is_usual`."""
    edits: list[tuple[int, int, str]] = []
    for hyphen in "-" if is_usual else _HYPHENS:
        if hyphen in text:
            edits += ((m.start(), m.end(), "") for m in _hyphen(hyphen).finditer(text))
    if "\n" in text:
        edits += ((m.start(), m.end(), "") for m in _CJK_LINE_BREAK.finditer(text))
    if is_usual:
        return edits
    if "\u30fb" in text or "\uff65" in text:
        edits += ((_word_end(text, m.start()), m.end(), "") for m in _MIDDLE_DOT.finditer(text))
    if any(character in text for character in _INVISIBLES):
        edits += ((m.start(), m.end(), "") for m in _INVISIBLE.finditer(text))
    for start, end in clusters(text):
        cluster = text[start:end]
        edits.append((start, end, cluster if len(cluster) > LONGEST_CLUSTER else fold_cluster(cluster)))
    return edits


def _word_end(text: str, dot: int) -> int:
    """Return where a katakana word ends before a middle dot; the `ー` of three letters or more is no part."""
    if text[dot - 1] not in _LONG_VOWELS:
        return dot
    before = unicodedata.normalize("NFKC", text[max(0, dot - _REACH) : dot - 1])
    return dot - 1 if _THREE_KATAKANA.search(before) else dot


_REACH = 8
"""Code points that hold three katakana letters however they are written, and the mark after them."""


def _apply(text: str, edits: list[tuple[int, int, str]], cased: str | None) -> Folded:
    """Fold a text by edits; `cased` is what the rest of it folds to where all characters do one by one."""
    pieces: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    atoms: dict[int, tuple[int, int]] = {}
    seams: set[int] = set()
    vowels: dict[int, int] = {}
    length = position = 0

    def add(piece: str, start: int, end: int) -> None:
        nonlocal length
        starts.append(length)
        offsets.append(start)
        if len(piece) != end - start or end - start > 1 == len(piece):
            atoms[length] = (length + len(piece), end)
        pieces.append(piece)
        length += len(piece)

    def rest(start: int, end: int) -> None:
        if cased is None:
            _add_simple(text, start, end, add)
        else:
            add(cased[start:end], start, end)

    for start, end, replacement in edits:
        if start < position:
            continue
        if start > position:
            rest(position, start)
        if replacement:
            add(replacement, start, end)
        elif text[start] in _LONG_VOWELS:
            vowels[length] = start + 1
        if len(replacement) != 1 or not composes(text[end - 1]):  # `é` is one letter, also where it is two
            seams.add(length)
        position = end
    if position < len(text) or not starts:
        rest(position, len(text))
    folded = "".join(pieces)
    return Folded(case_folded(folded), folded, starts, offsets, atoms, frozenset(seams), vowels)


def _add_simple(text: str, start: int, end: int, add: Callable[[str, int, int], None]) -> None:
    """Add a stretch in which every character folds to one; should it not, by what fuses in it."""
    piece = _simple(text[start:end])
    if len(piece) == end - start:
        add(piece, start, end)
        return
    for first, last in fused(text, start, end):
        add(_simple(text[first:last]), first, last)


def _simple(text: str) -> str:
    """Fold what keeps its length."""
    text = text.replace("\n", " ").replace("\t", " ")
    if text.isascii():
        return text
    text = without_variants(text)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def case_folded(cased: str) -> str:
    """Return a folded text without case; its length stays. `ß` stays too: `Maße` is not `Masse`."""
    folded = cased.casefold()
    if len(folded) == len(cased):
        return folded
    folded = cased.replace("ß", _SHARP_S).replace("ẞ", _SHARP_S).casefold().replace(_SHARP_S, "ß")
    if len(folded) == len(cased):
        return folded
    return "".join(ch.casefold() if len(ch.casefold()) == 1 else ch for ch in cased)


_SHARP_S = "\uf8ff"  # a private character, which case folding leaves alone
