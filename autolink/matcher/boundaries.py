"""Whether a candidate is separate: not part of a longer word, name, path or identifier.

Each rule has a name, which `explain` shows. All offsets count code points of the prose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits

from autolink.page.model import MARK
from autolink.text.scripts import CJK, KIND, Kind, is_particle_run

_PART_OF_WORD = "part of a longer word"
_IDENTIFIER = "part of an identifier, path or file name"
_OPTION = "part of a command line option"

_TOKEN_REACH = 120  # code points to look around a candidate: names are short, and time stays linear
_TOKEN_EDGES = frozenset("._~/\\@:#$%&+=?-{|<＠＃\u2010\u2011")
_TOKEN_CHARACTERS = f"{ascii_letters}{digits}._~/\\@:#$%&+=?{{}}|＠＃\u2010\u2011-"
_TOKEN = re.compile(f"[{re.escape(_TOKEN_CHARACTERS)}]*")
_SENTENCE_END = ".,:;?!-&="

_FILE_NAME = re.compile(r"[\w./~\\+-]*[\w)-]\.[A-Za-z][A-Za-z0-9]{0,9}(?:[/#?:].*)?")
_FILE_PATH = re.compile(r"(?:/[\w~-][\w.~-]*?)+\.[A-Za-z][A-Za-z0-9]{0,9}(?![A-Za-z0-9])")
_ROOTED_PATH = re.compile(r"(?:\.{0,2}/|~/|[A-Za-z]:\\|\\\\)\S*")
_LOWER_PATH = re.compile(r"[a-z0-9._-]+(?:/[a-z0-9._-]+){2,}/?|[a-z0-9._-]+/|[\w.-]+:\d+/.*")
_HYPHENATED_BEFORE = re.compile(r"(?:[A-Za-z0-9]+[\u2010\u2011-])+\Z")
_HYPHENATED_AFTER = re.compile(r"(?:[\u2010\u2011-][A-Za-z0-9]+)+")
_HYPHEN = re.compile(r"[\u2010\u2011-]")
_FOLDED_AWAY = MARK + "\u00ad\u2060"
_APOSTROPHES = "'’\u02bc"
_LOOKED_BEYOND = _TOKEN_EDGES.union(_FOLDED_AWAY, _APOSTROPHES)


def reason_against(text: str, start: int, end: int, whole_katakana: bool) -> str | None:
    """Return the rule by which a candidate is not a mention; None when it stands by itself.

    `whole_katakana` asks katakana runs to be whole (`cjk-boundary = "script"`).
    """
    last = text[_base(text, end - 1)]
    if (start == 0 or _is_apart(text[start - 1], text[start])) and (
        end == len(text) or _is_apart(text[end], last)
    ):
        return None
    before, after = _before(text, start), _after(text, end)
    if (before < 0 or _is_apart(text[before], text[start])) and (
        after == len(text) or _is_apart(text[after], last)
    ):
        return None
    previous = text[before] if before >= 0 else ""
    following = text[after] if after < len(text) else ""
    if _joins_before(text, before, previous, text[start]) or _joins_after(text, after, following, last):
        return _PART_OF_WORD
    if end - start <= 2 and _katakana(previous, text[start]):
        return _PART_OF_WORD  # `ログ` is in `カタログ`, but also in `ログレベル`
    if whole_katakana and (_katakana(previous, text[start]) or _katakana(last, following)):
        return "part of a longer run of katakana"
    if previous in _TOKEN_EDGES or following in _TOKEN_EDGES:
        return _in_token(text, before + 1, after)
    return None


@lru_cache(maxsize=65_536)
def _is_apart(neighbour: str, edge: str) -> bool:
    """Tell whether a candidate with this first or last character stands by itself, whatever is beyond."""
    kind = KIND[neighbour]
    if kind is Kind.OTHER:
        return neighbour not in _LOOKED_BEYOND
    return kind in CJK and (kind is Kind.HAN or kind is not KIND[edge])


def _before(text: str, start: int) -> int:
    """Return the position of the visible character before a position, markup skipped; -1 for none."""
    at = start - 1
    while at >= 0 and text[at] in _FOLDED_AWAY:
        at -= 1
    return at


def _after(text: str, end: int) -> int:
    while end < len(text) and text[end] in _FOLDED_AWAY:
        end += 1
    return end


def _joins_before(text: str, before: int, previous: str, first: str) -> bool:
    kind = KIND[first]
    previous_kind = KIND[text[_base(text, before)]] if previous else Kind.OTHER
    if kind is Kind.HANGUL:
        return previous_kind is Kind.HANGUL
    if previous_kind is not Kind.WORD:
        return previous_kind is Kind.MARK and kind is Kind.WORD
    if kind in (Kind.WORD, Kind.MARK):
        return not (previous.isdigit() and not first.isdigit() and _is_quantity(text, before))
    return kind is Kind.OTHER  # `ASP.NET` has no `.NET` in it; before CJK text a Latin word just ends


def _base(text: str, at: int) -> int:
    """Return where the character stands that the marks up to a position belong to; without marks, there."""
    base = at
    while base > 0 and at - base < _TOKEN_REACH and KIND[text[base]] is Kind.MARK:
        base -= 1
    return base


def _is_quantity(text: str, last_digit: int) -> bool:
    """Tell whether the digits that end at a position are a number by themselves, as in `60fps`."""
    at = last_digit
    while at >= 0 and last_digit - at < _TOKEN_REACH and (text[at].isdigit() or text[at] in ".,"):
        at -= 1
    return at < 0 or KIND[text[at]] not in (Kind.WORD, Kind.MARK)


def _joins_after(text: str, after: int, following: str, last: str) -> bool:
    if not following:
        return False
    kind, next_kind = KIND[last], KIND[following]
    if next_kind is Kind.MARK or (following in "ーｰ" and kind is Kind.KATAKANA):
        return True
    if kind is Kind.KATAKANA:
        return following in "ァィゥェォャュョヮ"
    if kind is Kind.HIRAGANA:
        return following in "ぁぃぅぇぉゃゅょゎ"
    if kind is Kind.HANGUL:
        return next_kind is Kind.HANGUL and not is_particle_run(text, after)
    if kind in (Kind.WORD, Kind.OTHER):
        return next_kind is Kind.WORD or (kind is Kind.WORD and _names_a_variant(text, after, following))
    return False


def _names_a_variant(text: str, after: int, following: str) -> bool:
    """Tell whether what follows a word makes another name of it: `C` in `C++` and `C#`, `do` in `don't`."""
    if following == "+":
        return text.startswith("++", after)
    if following == "#":
        return not text[after + 1 : after + 2].isalnum()
    if following in _APOSTROPHES:
        rest = text[after + 1 : after + 3]
        possessive = rest[:1] in "sS" and (len(rest) < 2 or KIND[rest[1]] is not Kind.WORD)
        return bool(rest) and KIND[rest[0]] is Kind.WORD and not possessive
    return False


def _katakana(left: str, right: str) -> bool:
    return bool(left and right) and KIND[left] is Kind.KATAKANA and KIND[right] is Kind.KATAKANA


def _in_token(text: str, start: int, end: int) -> str | None:
    """Judge a candidate that touches a character of which file names and identifiers are made."""
    lead = text[max(0, start - _TOKEN_REACH) : start]
    left = lead[len(lead.rstrip(_TOKEN_CHARACTERS)) :]
    right = _found(_TOKEN.match(text, end, end + _TOKEN_REACH)).rstrip(_SENTENCE_END)
    if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
        return "a placeholder"
    if not left and not right:
        return None
    candidate = text[start:end].replace(MARK, "")
    outside = lead[len(lead) - len(left) - 1 : len(lead) - len(left)]
    after_letter = bool(outside) and KIND[outside] is not Kind.OTHER
    if left.endswith("&#") or (left.endswith("&") and text.startswith(";", end)):
        return "part of a character reference"
    if _is_tied(left, right, candidate, after_letter):
        return _IDENTIFIER
    if _hyphens_around(left, right) > 1:
        return "part of a hyphenated name"
    token = left + candidate + right
    if token.startswith("--") or (token.startswith("-") and not after_letter and "/" not in left):
        return _OPTION
    if "@" in token or _FILE_NAME.fullmatch(token) or _LOWER_PATH.fullmatch(token):
        return _IDENTIFIER
    if _ROOTED_PATH.fullmatch(token) and not after_letter:
        return _IDENTIFIER
    if right.startswith("/") and _FILE_PATH.match(text[end : end + _TOKEN_REACH]):
        return _IDENTIFIER
    return None


def _hyphens_around(left: str, right: str) -> int:
    """Return how many hyphens tie a candidate to Latin words: two make a name of it (`peer-to-peer`)."""
    before, after = _HYPHENATED_BEFORE.search(left), _HYPHENATED_AFTER.match(right)
    return len(_HYPHEN.findall(_found(before))) + len(_HYPHEN.findall(_found(after)))


def _found(match: re.Match[str] | None) -> str:
    return match[0].replace(MARK, "") if match else ""


def _is_tied(left: str, right: str, candidate: str, after_letter: bool) -> bool:
    """Tell whether the characters next to a candidate tie it to a name: `@x`, `x::y`, `a.b`, `k=v`, `R&D`."""
    if left.endswith(("@", "#", "$", "\\", "::", "＠", "＃", "${")) or right.startswith(("@", "\\", "::")):
        return True
    if left.endswith("%") and right.startswith("%"):
        return True
    if left.endswith(".") and (left[-2:-1].isalnum() or (left == "." and not after_letter)):
        return True
    if right.startswith((".", "=")) and right[1:2].isalnum():
        return True
    if left.endswith("=") and left[-2:-1].isalnum():
        return True
    if (left.endswith("|") or right.startswith("|")) and (left + right).count("|") > 1:
        return True
    if len(candidate) == 1 and (left.endswith("&") or right.startswith("&")):
        return True
    return "_" in left or "_" in right
