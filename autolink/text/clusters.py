"""Clusters: letters with their marks, Hangul in parts, ligatures, units. All else folds one by one.

Python's tables, of whatever version of Unicode, decide what a cluster is. `folding_table` only names the
characters about which they are asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from autolink.text.folding_table import complex_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_CLUSTER = 31
"""Code points. More marks are no text (UAX #15, Stream-Safe Text), and normalising them is quadratic."""

_VARIANTS = {**dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"), **dict.fromkeys("\u2010\u2011\u2013", "-")}
"""Apostrophes and hyphens that NFKC leaves alone."""
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the clusters, in order. What lies between them folds one by one, or is `fused`."""
    start = end = 0
    for match in _worth_asking_about().finditer(text):
        first, last = match.span()
        if composes(text[first]):
            if first == end:  # one more mark on the same character
                end = last
                continue
            first -= first > 0 and text[first - 1] > " "
        elif folds_to_one(text[first]):
            continue
        if start < end:
            yield start, end
        start, end = first, last
    if start < end:
        yield start, end


@cache
def _worth_asking_about() -> re.Pattern[str]:
    """Match what may be part of a cluster; beyond the basic plane that is all but the ideographs."""
    return re.compile(f"[{complex_characters()}\U00010000-\U0001ffff\U000e0000-\U0010ffff]")


def fused(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of [start, end), a stretch between clusters, that fold together; most are characters.

    For stretches that change their length all the same, because letters compose that are not marks: halfwidth
    Hangul, the vowels of Kirat Rai, what a later version of Unicode may bring.
    """
    first, before = start, text[start]
    for at in range(start + 1, end):
        together = unicodedata.normalize("NFKC", before + text[at])
        if len(together) > len(before) or at - first == LONGEST_CLUSTER:
            yield first, at
            first, together = at, text[at]
        before = together
    yield first, end


def composes(character: str) -> bool:
    """Tell whether a character may fuse with the one before it: marks, Hangul vowels and final consonants."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or character in "\uff9e\uff9f\u3099\u309a"
    )


@lru_cache(maxsize=4096)
def folds_to_one(character: str) -> bool:
    """Tell whether a character by itself folds to one, not to none or to several."""
    return len(fold_cluster(character)) == 1


def fold_cluster(cluster: str) -> str:
    """Fold a character with the marks on it; what lower case lengthens is lengthened here (`İ`)."""
    composed = unicodedata.normalize("NFKC", _VARIATION.sub("", cluster))
    folded = without_variants(composed)
    return "".join(ch if ch in "ßẞ" or len(ch.casefold()) == 1 else ch.casefold() for ch in folded)


def without_variants(text: str) -> str:
    """Replace typographic apostrophes and hyphens by those of ASCII."""
    for variant, usual in _VARIANTS.items():
        text = text.replace(variant, usual)
    return text
