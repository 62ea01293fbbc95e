"""Mentions that a careful writer would not link, each for a reason with a name: the values of `skip-when`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.matcher.longer_names import LongerNames
from autolink.matcher.phrases import is_in_idiom, is_verb
from autolink.page.model import BLOCK, MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Set

    from autolink.indexer.term import Term

_COLONS = ":："
_BEFORE_COLON = MARK + " \u3000"
_LABEL_ENDS = frozenset(_COLONS + _BEFORE_COLON)
_SAYS_NOTHING = frozenset({"empty", "reference"})


class Cautions:
    """Tells why mentions in a text are not to be linked, by the `names` of what counts.

    `topics` are the terms that the page is about; `knows` tells whether a word is an alias.
    """

    def __init__(
        self, text: str, names: Collection[str], topics: Set[Term], knows: Callable[[str], bool]
    ) -> None:
        self._text = text
        self._topics = topics
        self._longer_names = LongerNames(text, knows) if "longer-name" in names else None
        self._labels = "label" in names
        self._verbs = "verb" in names
        self._idioms = "idiom" in names
        self._empty = "empty-entry" in names

    def against(self, start: int, end: int, term: Term) -> str:
        """Return the name of a reason not to link a mention (code points); empty for none."""
        text = self._text
        if self._empty and term.kind in _SAYS_NOTHING:
            return "empty-entry"
        if term in self._topics:
            return "page-topic"
        if self._labels and text[end : end + 1] in _LABEL_ENDS and is_label(text, start, end):
            return "label"
        if text[start].islower() and " " not in text[start:end]:
            if self._idioms and is_in_idiom(text, start, end):
                return "idiom"
            is_noun = term.kind != "verb" and term.attributes.inflect != "verb"
            if self._verbs and is_noun and is_verb(text, start, end):
                return "verb"
        if self._longer_names and self._longer_names.hold(start, end):
            return "longer-name"
        return ""


def is_label(text: str, start: int, end: int) -> bool:
    """Tell whether a mention is all that a block has before a colon."""
    while text[end : end + 1] in _LABEL_ENDS and text[end] not in _COLONS:
        end += 1
    if text[end : end + 1] not in _LABEL_ENDS:
        return False
    while start and text[start - 1] in _BEFORE_COLON:
        start -= 1
    return start == 0 or text[start - 1] == BLOCK
