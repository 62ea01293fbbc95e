"""The words that the terms of a glossary avoid, as the matcher searches for them."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.matcher.replacement import replacement
from autolink.matcher.spellings import spellings
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.matcher.replacement import Replacement
    from autolink.matcher.spellings import Spelling


class Avoidance:
    """The words that a glossary avoids, and what to write instead."""

    def __init__(self, glossary: Glossary, config: Config) -> None:
        self._glossary = glossary
        self._config = config
        self.words: list[tuple[str, Term]] = [
            (item.word, term)
            for term in glossary.terms
            for item in term.avoided
            if not self.is_own_alias(item.word, term)
        ]
        """The words and who avoids them, by the number that their spellings know them by."""

    def is_own_alias(self, word: str, term: Term) -> bool:
        """Tell whether a word is an alias of a term as it is written, in any case that the alias may have.

        `Github` is none where the alias is `GitHub`, as that has capitals inside and wants its own case.
        """
        cased = fold(word).cased
        return any(
            all(cased[first:last] == spelling.cased[first:last] for first, last in spelling.exact)
            for alias in term.aliases
            if plain(alias) == plain(word)
            for _, spelling in spellings(0, alias, self._case(alias, term), "none")
        )

    def _case(self, alias: str, term: Term) -> str:
        is_sensitive = alias in self._config.case_sensitive
        return "sensitive" if is_sensitive else term.attributes.case or self._config.case

    @cached_property
    def by_pattern(self) -> dict[str, list[Spelling]]:
        """The spellings of all words by their patterns. One that is an alias but for case wants its own."""
        found: dict[str, list[Spelling]] = {}
        for number, (word, term) in enumerate(self.words):
            is_alias = any(plain(alias) == plain(word) for alias in term.aliases)
            case = "sensitive" if is_alias else self._case(word, term)
            for pattern, spelling in spellings(number, word, case, term.attributes.inflect):
                if pattern:
                    found.setdefault(pattern, []).append(spelling)
        return found

    def rival(self, word: str, term: Term) -> Term | None:
        """Return another term in the scope of one that avoids a word, if any."""
        return self._other(self._by_word.get(fold(word).text, ()), term)

    def user(self, word: str, term: Term) -> Term | None:
        """Return another term in the scope of one that has a word as an alias, if any."""
        return self._other(self._glossary.by_alias_folded.get(fold(word).text, ()), term)

    def _other(self, terms: Sequence[Term], term: Term) -> Term | None:
        scope = self._config.scope_of(term.page)
        others = (other for other in terms if other is not term)
        return next((other for other in others if self._config.scope_of(other.page) == scope), None)

    @cached_property
    def _by_word(self) -> dict[str, list[Term]]:
        """The terms that avoid a word, by the word, folded."""
        found: dict[str, list[Term]] = {}
        for word, term in self.words:
            found.setdefault(fold(word).text, []).append(term)
        return found

    def replacement(self, text: str, word: str, term: Term) -> Replacement:
        """Return what to write for a text in which a word stands that a term avoids."""
        keeps_case = any(self._case(alias, term) == "sensitive" for alias in term.aliases)
        found = replacement(text, word, term, keeps_case)
        return found._replace(exact=False) if self.rival(found.alias, term) else found


def plain(text: str) -> str:
    """Return a text without case and width: what is left is the writer's choice of letters and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
