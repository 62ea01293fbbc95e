"""The replacement for an avoided word: an alias of its term, in the case and number of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.text.folding import fold
from autolink.text.inflection import in_plural
from autolink.text.scripts import scripts_of

if TYPE_CHECKING:
    from autolink.indexer.term import Term

_CJK = frozenset({"HAN", "HIRAGANA", "KATAKANA"})
_ENDING = re.compile(r"(?:(?<![sui])s|(?<=..)ed|(?<=..)ing)\Z")
_WORD = re.compile(r"[^\s-]+")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ .+・ー-])*+(?<=[^\W_])")


class Replacement(NamedTuple):
    """What to write for an avoided word, and whether that can take its place as it stands."""

    text: str
    exact: bool
    alias: str
    """The alias that it is made of."""


def replacement(text: str, word: str, term: Term, keeps_case: bool) -> Replacement:
    """Return what to write for a text in which an avoided word of a term stands.

    It is the first alias in the script of the word, the first one with the same ending before others: an
    alias for `whitelisted` ends in `ed`, too. `keeps_case` is whether aliases are written in their own case
    alone. It is exact where the text is the word or its plural, and the alias is plain text that has as much.
    """
    alias = _alias(term, word)
    is_plural = _is_plural(text, word)
    endings = {_ending(alias), _ending(word)}
    is_same_form = len(endings) == 1 or (is_plural is True and "s" not in endings)  # only nouns have a plural
    exact = is_plural is not None and is_same_form and _script(alias) == _script(word)
    if is_plural and text[:-1].isupper() and text.endswith("s"):  # `APIs`
        new = _in_case_of(text[:-1], word, alias) + "s"
    else:
        new = (in_plural(alias) or [alias])[0] if is_plural else alias
        new = new if keeps_case else _in_case_of(text, word, new)
    return Replacement(new, exact and _PLAIN.fullmatch(new) is not None, alias)


def _alias(term: Term, word: str) -> str:
    """Return the alias that stands for a word: of the same ending, the same script, or any."""
    same = [alias for alias in term.aliases if scripts_of(alias) == scripts_of(word)]
    same = same or [alias for alias in term.aliases if _script(alias) == _script(word)]
    alike = [alias for alias in same if _ending(alias) == _ending(word)]
    return (alike or same or term.aliases)[0]


def _script(text: str) -> str:
    """Return what texts have in common that may stand for each other."""
    scripts = scripts_of(text)
    return "CJK" if scripts & _CJK else " ".join(sorted(scripts))


def _ending(text: str) -> str:
    found = _ENDING.search(text)
    return found[0] if found else ""


def _is_plural(text: str, word: str) -> bool | None:
    """Tell whether a text is the plural of a word; None where it is neither this nor the word."""
    seen = _squeezed(text)
    if seen == _squeezed(word):
        return False
    return True if seen in map(_squeezed, in_plural(word)) else None


def _squeezed(text: str) -> str:
    return fold(text).text.replace(" ", "")


def _in_case_of(text: str, word: str, alias: str) -> str:
    """Return an alias in the case of a text; a word of it with capitals inside keeps its own."""
    if len(text) > 1 and text.isupper() and not word.isupper():
        return _WORD.sub(lambda found: found[0] if _has_humps(found[0]) else found[0].upper(), alias)
    words = _WORD.findall(text)
    is_title = len(words) > 1 and all(not item[0].islower() for item in words)

    def cased(found: re.Match[str]) -> str:
        return _with_first(found[0], upper=is_title or (found.start() == 0 and text[0].isupper()))

    return _WORD.sub(cased, alias)


def _with_first(word: str, *, upper: bool) -> str:
    if _has_humps(word):
        return word
    return (word[:1].upper() if upper else word[:1].lower()) + word[1:]


def _has_humps(word: str) -> bool:
    """Tell whether a word has a case of its own: a capital after its first letter."""
    return any(ch.isupper() for ch in word[1:])
