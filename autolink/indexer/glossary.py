"""The glossary: the dictionary of all terms, looked up by alias and by anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.indexer.term import as_in_address
from autolink.text.folding import fold
from autolink.text.inflection import in_forms, in_plural, nouns
from autolink.text.similar import roughly_like

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autolink.indexer.avoided import Avoided
    from autolink.indexer.term import Term


_MOST_LIKE = 3


_MOST_ALIASES_LIKE = 10


_LIKE = 70


_SAME = 100


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their pages and headings.

    Examples:
        >>> from autolink import Project
        >>> glossary = Project.load().glossary()
        >>> [term.name for term in glossary.terms]
        ['事前学習 | Pre-training', 'Large language model (LLM)']
        >>> [term.name for term in glossary.by_alias["LLM"]]
        ['Large language model (LLM)']
    """

    terms: tuple[Term, ...]
    page_urls: dict[str, str]
    """The public address that a page declares, by page path; without a fragment."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fragments that each glossary page answers to."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """The path on the host of the site that the front matter of a page gives it, by page path."""

    @cached_property
    def by_alias(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an alias, in order."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for alias in term.aliases:
                found.setdefault(alias, []).append(term)
        return {alias: tuple(terms) for alias, terms in found.items()}

    def spelled(self, query: str) -> list[str]:
        """Return the alias equal to a query, or else those that differ only in case, as they are written.

        >>> from autolink import Project
        >>> Project.load().glossary().spelled("llm")
        ['LLM']
        """
        if query in self.by_alias:
            return [query]
        folded = query.casefold()
        return [alias for alias in self.by_alias if alias.casefold() == folded]

    @cached_property
    def by_alias_start(self) -> list[tuple[str, str, Term]]:
        """The aliases with their terms, in the order of the aliases in lower case, which come with them."""
        pairs = ((alias, term) for alias, terms in self.by_alias.items() for term in terms)
        return sorted(((alias.casefold(), alias, term) for alias, term in pairs), key=lambda item: item[:2])

    def lookup(self, query: str) -> list[Term]:
        """Return up to three terms with an alias similar to a query, the nearest first.

        If an alias equals the query, ignoring case and punctuation, returns only terms with such an alias.

        Examples:
            >>> from autolink import Project
            >>> [term.name for term in Project.load().glossary().lookup("pretraning")]
            ['事前学習 | Pre-training']
        """
        found = roughly_like(query, self.by_alias, _MOST_ALIASES_LIKE, _LIKE)
        near = [(alias, score) for alias, score in found if 2 * len(alias) >= len(query)]
        same = [(alias, score) for alias, score in near if score == _SAME]
        terms = (term for alias, _ in same or near for term in self.by_alias[alias])
        return list(dict.fromkeys(terms))[:_MOST_LIKE]

    def avoiding(self, query: str) -> list[tuple[Avoided, Term]]:
        """Return the avoided words equal to a query, ignoring case, number and hyphens, with their terms."""
        asked = fold(query).text
        return [
            (item, term)
            for term in self.terms
            for item in term.avoided
            if asked in (fold(form).text for form in (item.word, *in_plural(item.word)))
        ]

    @cached_property
    def by_anchor_id(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an anchor id, in order; an old id counts unless it is a term's current one."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.anchor_id, []).append(term)
        current = frozenset(found)
        for term in self.terms:
            for anchor_id in term.old_ids:
                if anchor_id not in current:
                    found.setdefault(anchor_id, []).append(term)
        return {anchor_id: tuple(terms) for anchor_id, terms in found.items()}

    @cached_property
    def by_place(self) -> dict[tuple[str, str], Term]:
        """The terms by page and fragment: anchor, anchor id, slug, or `{#id}`."""
        found: dict[tuple[str, str], Term] = {}
        for term in reversed(self.terms):
            found.update(((term.page, anchor_id), term) for anchor_id in term.old_ids)
            if term.slug:  # else a link to the page would be one to the term
                found[term.page, term.slug] = term
            found[term.page, term.anchor_id] = term
            found[term.page, term.anchor] = term
        return found

    @cached_property
    def by_reference(self) -> dict[str, list[Term]]:
        """The terms by what templates name them: id, anchor, slug, name."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for name in {term.reference, term.id, term.anchor, term.slug, term.name, term.title} - {""}:
                found.setdefault(name, []).append(term)
        return found

    def called(self, value: str) -> Sequence[Term]:
        """Return the terms that a template names; by the end of an address in any case, as sites do."""
        return self.by_reference.get(value) or self._by_address.get(as_in_address(value), [])

    @cached_property
    def _by_address(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            if "/" in term.id:
                found.setdefault(as_in_address(term.reference), []).append(term)
        return found

    @cached_property
    def by_template(self) -> dict[tuple[str, str], Term | None]:
        """The terms that templates name, by target and page, as far as asked for: many may share a name."""
        return {}

    @cached_property
    def by_alias_folded(self) -> dict[str, list[Term]]:
        """The terms by their aliases and these in the other number, folded."""
        found: dict[str, list[Term]] = {}
        for alias, terms in self.by_alias.items():
            for text in dict.fromkeys(fold(form).text for form in (alias, *in_forms(alias, nouns))):
                found.setdefault(text, []).extend(terms)
        return found

    @cached_property
    def fragments(self) -> frozenset[str]:
        """The fragments of all terms: anchor ids, slugs and `{#id}`."""
        return frozenset(fragment for _, fragment in self.by_place)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The paths of the pages that define terms."""
        return frozenset(term.page for term in self.terms)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The glossary pages by the address that they declare, percent-decoded; the first one's wins."""
        return {unquote(url): page for page, url in reversed(self.page_urls.items())}
