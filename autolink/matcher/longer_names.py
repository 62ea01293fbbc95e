"""Whether a mention is a part of a longer name that is not in the glossary.

Decided from what is around it in the prose. All offsets count code points.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.matcher.phrases import word_before, word_set
from autolink.page.model import BLOCK, BREAK, MARK
from autolink.text.scripts import KIND, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_REACH = 60
"""Code points that are read on each side."""

_HYPHENS = frozenset("-\u2010\u2011")
_LETTERS_AFTER = re.compile("[A-Za-z0-9]++")
_LETTERS_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]++\Z")
_LEAVING_BEFORE = word_set("cross each high inter intra large long low multi per short single small")
_LEAVING_AFTER = word_set(
    "agnostic agnosticism aware awareness based centric compatible compliant dependent driven enabled "
    "encoded "
    "first focused free friendly independent led level like linked native neutral only oriented powered "
    "related relative side specific style typed wide"
)
"""Before or after a hyphen, they do not change what a word means: `per-pod`, `host-based`."""

_TITLE = re.compile(r"[A-Z][a-z]++(?:[ \n-][A-Za-z][a-z]*+)*+")
_TITLE_AFTER = re.compile(rf"{MARK}*+[ \n]{MARK}*+(([A-Z][a-z]++)(?!\w)(?:[ \n][A-Z][a-z]++)?+)")

_GAPS = frozenset(" \n" + MARK)

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
_LONGEST = 100
"""Code points of a compound that are looked at; no word has as many."""
_OFTEN = 3
"""A compound that occurs this often on a page is a word of its own."""
_KATAKANA_PREFIX = re.compile("(?<![\u30a1-\u30fa\u30fc])(?:アンチ|サブ|セルフ|ノン|マイクロ|メタ)\\Z")
_SUFFIXES = frozenset("化器者")
"""After Han or katakana they make another noun: 服务器, コンテナ化."""


class LongerNames:
    """Finds mentions in a text that are parts of longer names; `knows` tells whether a word is an alias."""

    def __init__(self, text: str, knows: Callable[[str], bool]) -> None:
        self._text = text
        self._knows = knows

    def hold(self, start: int, end: int) -> bool:
        """Tell whether a mention is a part of a longer name."""
        first = self._text[start]
        if first.islower():
            return self._is_hyphenated(start, end)
        if first.isupper():
            return self._is_in_title(start, end)
        return KIND[first] in (Kind.KATAKANA, Kind.HAN) and self._is_in_compound(start, end)

    def _is_hyphenated(self, start: int, end: int) -> bool:
        """Tell whether a hyphen ties a mention in lower case to a word that makes another one of it."""
        text = self._text
        if text[end : end + 1] in _HYPHENS:
            word = _LETTERS_AFTER.match(text, end + 1, end + _REACH)
            if word and word[0].lower() not in _LEAVING_AFTER:
                return True
        if start and text[start - 1] in _HYPHENS:
            word = _LETTERS_BEFORE.search(text[max(0, start - _REACH) : start - 1])
            return word is not None and word[0].lower() not in _LEAVING_BEFORE
        return False

    def _is_in_title(self, start: int, end: int) -> bool:
        """Tell whether a capitalised mention is next to another such word in the middle of a sentence.

        An acronym or a word that is an alias as well qualifies a name, it is no part of it.
        """
        text = self._text
        goes_on = text[end : end + 1] in _GAPS and _TITLE_AFTER.match(text, end, end + _REACH)
        if not (goes_on or word_before(text, start)[:1].isupper()) or not _TITLE.fullmatch(text, start, end):
            return False
        lead = text[max(0, start - _REACH) : start]
        lead = lead[max(lead.rfind(BLOCK), lead.rfind(BREAK)) + 1 :].replace(MARK, "")
        if lead and not lead[-1].isspace():
            return False
        words = lead.split()
        before = next((word for word in reversed(words) if not _is_capitalised(word)), "")
        if not (before[:1].islower() and before[-1:].isalnum()):
            return False
        if goes_on and not any(map(self._knows, goes_on.groups())):
            return True
        names = words[-1], " ".join(words[-2:])
        return _TITLE.fullmatch(words[-1]) is not None and not any(map(self._knows, names))

    def _is_in_compound(self, start: int, end: int) -> bool:
        """Tell whether a mention in Han or katakana continues, by what makes another word of it."""
        text = self._text
        following = text[end : end + 1]
        if following in _SUFFIXES:
            return True
        if KIND[text[start]] is Kind.KATAKANA and _KATAKANA_PREFIX.search(text[max(0, start - 5) : start]):
            return True
        if not following or not (KIND[text[end - 1]] is Kind.KATAKANA is KIND[following]):
            return False
        compound = _KATAKANA.match(text, start, start + _LONGEST)
        return compound is not None and self._compounds[compound[0]] >= _OFTEN

    @cached_property
    def _compounds(self) -> Counter[str]:
        return Counter(match[0] for match in _KATAKANA.finditer(self._text))


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and word[-1].isalnum()
