"""How characters make words, by script and general category (Unicode Standard Annexes #24 and #44)."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum


class Kind(IntEnum):
    """What a character is to its neighbours."""

    OTHER = 0
    """White space, punctuation, symbols: separates words."""
    WORD = 1
    """A letter or digit of a script that puts spaces between words, or `_`."""
    HAN = 2
    HIRAGANA = 3
    KATAKANA = 4
    HANGUL = 5
    SPACELESS = 6
    """Thai, Lao, Khmer, Myanmar: written without spaces."""
    MARK = 7
    """A combining mark or a joiner: belongs to the character before it."""


_BY_NAME = (
    (("CJK ", "IDEOGRAPHIC ", "KANGXI ", "VERTICAL IDEOGRAPHIC ", "HANGZHOU ", "BOPOMOFO "), Kind.HAN),
    (("HIRAGANA ",), Kind.HIRAGANA),
    (("KATAKANA", "HALFWIDTH KATAKANA"), Kind.KATAKANA),
    (("HANGUL ", "HALFWIDTH HANGUL "), Kind.HANGUL),
    (("THAI ", "LAO ", "KHMER ", "MYANMAR "), Kind.SPACELESS),
)
_JOINERS = "\u200c\u200d"


class _Kinds(dict[str, Kind]):
    """Kinds by character, each found out once."""

    def __missing__(self, character: str) -> Kind:
        kind = self[character] = _kind(character)
        return kind


def _kind(character: str) -> Kind:
    if character == "_":
        return Kind.WORD
    category = unicodedata.category(character)[0]
    if category == "M" or character in _JOINERS:
        return Kind.MARK
    if category not in "LN":
        return Kind.OTHER
    name = unicodedata.name(character, "")
    return next((kind for prefixes, kind in _BY_NAME if name.startswith(prefixes)), Kind.WORD)


KIND = _Kinds()
"""The kind of each character: `KIND["x"]`."""

CJK = frozenset({Kind.HAN, Kind.HIRAGANA, Kind.KATAKANA})


def scripts_of(text: str) -> frozenset[Kind]:
    """Return the kinds of the letters in a text; digits, marks and punctuation belong to every script."""
    return frozenset(KIND[ch] for ch in text if not ch.isdigit()) - {Kind.OTHER, Kind.MARK}


# 조사 and the endings of 이다 that follow a noun without a space, and the plural 들; two may stand in a row.
_PARTICLE = (
    "은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|한테|한테서|로|으로|로서|으로서|로써|으로써|와|과|도|만|까지|부터|마다|"
    "마저|조차|처럼|보다|같이|나|이나|랑|이랑|라고|이라고|란|이란|라는|이라는|라도|이라도|라면|이라면|든|이든|든지|이든지|"
    "며|이며|고|이고|인|일|인지|이다|다|입니다|이었다|였다|이라|라|이자|뿐|밖에|대로|만큼|하고|여|이여|요|이요|야|이야"
)
_PARTICLES = re.compile(rf"들?(?:{_PARTICLE})?(?:{_PARTICLE})?")
_HANGUL_RUN = re.compile(r"[\uac00-\ud7a3]{1,10}")


def is_particle_run(text: str, position: int) -> bool:
    """Tell whether the Hangul that starts at a position is nothing but Korean particles."""
    run = _HANGUL_RUN.match(text, position)
    if run is None:
        return False
    ends_there = text[run.end() : run.end() + 1]
    return not _HANGUL_RUN.match(ends_there) and bool(_PARTICLES.fullmatch(run[0]))
