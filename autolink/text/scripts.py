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
    if character == "\u02bc":  # a letter apostrophe, typed as a typographic one
        return Kind.OTHER
    category = unicodedata.category(character)[0]
    if category == "S":  # squared words and units (`㎏`) are what they stand for
        character = unicodedata.normalize("NFKC", character)[0]
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


_LATIN = frozenset({"LATIN"})
_NONE: frozenset[str] = frozenset()


def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts of the letters in a text; digits, marks and punctuation belong to every script."""
    if text.isascii():
        return _LATIN if any(map(str.isalpha, text)) else _NONE
    scripts = set()
    for ch in text:
        kind = KIND[ch]
        if kind is Kind.WORD and ch.isalpha():
            scripts.add(unicodedata.name(ch, "TANGUT").split(" ")[0])  # before Python 3.15 these have none
        elif kind not in (Kind.WORD, Kind.OTHER, Kind.MARK):
            scripts.add(kind.name)
    return frozenset(scripts)


# 조사 and the endings of 이다 that follow a noun without a space. Up to three may be in a row, after the
# plural 들.
_PARTICLE = (
    "은|는|이|가|을|를|의|에|께|와|과|도|만|로|나|랑|란|며|고|인|일|뿐|여|요|야|든|엔|다|라|"
    "에서|에게|에게서|께서|한테|한테서|으로|로서|으로서|로써|으로써|로부터|으로부터|까지|부터|마다|마저|조차|처럼|"
    "보다|같이|이나|이랑|하고|밖에|대로|만큼|커녕|은커녕|는커녕|나마|이나마|치고|에선|에겐|한텐|"
    "라고|이라고|이란|라는|이라는|라도|이라도|라면|이라면|이든|든지|이든지|이며|이고|인지|이다|입니다|이었다|였다|이라|"
    "이자|이여|이요|이야|이지만|지만|인데|이므로|므로|이라서|라서|입니까|이었습니다|였습니다|이에요|예요|이니까|니까"
)
_PARTICLES = re.compile(rf"들?(?:{_PARTICLE}){{0,3}}")
_HANGUL_RUN = re.compile(r"[\uac00-\ud7a3]+")
_PARTICLE_REACH = 30  # code points: decomposed syllables have up to three


def is_particle_run(text: str, position: int) -> bool:
    """Tell whether the Hangul that starts at a position is nothing but Korean particles."""
    run = _HANGUL_RUN.match(unicodedata.normalize("NFC", text[position : position + _PARTICLE_REACH]))
    return run is not None and len(run[0]) <= 8 and bool(_PARTICLES.fullmatch(run[0]))
