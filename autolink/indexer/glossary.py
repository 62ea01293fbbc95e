"""The glossary: the dictionary of all terms, looked up by alias and by anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.text.folding import fold
from autolink.text.inflection import english
from autolink.text.similar import roughly_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autolink.indexer.term import Term


_MOST_LIKE = 3


_MOST_ALIASES_LIKE = 10


_LIKE = 70


_SAME = 100


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their pages and headings.

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

    @cached_property
    def by_alias_start(self) -> list[tuple[str, str, Term]]:
        """The aliases with their terms, in the order of the aliases in lower case, which come with them."""
        pairs = ((alias, term) for alias, terms in self.by_alias.items() for term in terms)
        return sorted(((alias.casefold(), alias, term) for alias, term in pairs), key=lambda item: item[:2])

    def lookup(self, query: str) -> list[Term]:
        """Return up to three terms with an alias like a query, the nearest first.

        When an alias is the query, case and punctuation aside, only terms with such an alias.

        >>> from autolink import Project
        >>> [term.name for term in Project.load().glossary().lookup("pretraning")]
        ['事前学習 | Pre-training']
        """
        found = roughly_like(query, self.by_alias, _MOST_ALIASES_LIKE, _LIKE)
        near = [(alias, score) for alias, score in found if 2 * len(alias) >= len(query)]
        same = [(alias, score) for alias, score in near if score == _SAME]
        terms = (term for alias, _ in same or near for term in self.by_alias[alias])
        return list(dict.fromkeys(terms))[:_MOST_LIKE]

    @cached_property
    def by_anchor_id(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an anchor id, in order; an old id counts where it is no term's current one."""
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
            found[term.page, term.slug] = term
            found[term.page, term.anchor_id] = term
            found[term.page, term.anchor] = term
        return found

    @cached_property
    def by_reference(self) -> dict[str, list[Term]]:
        """The terms by what templates name them: id, anchor, slug, name."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for name in {term.id, term.anchor, term.slug, term.name} - {""}:
                found.setdefault(name, []).append(term)
        return found

    @cached_property
    def by_template(self) -> dict[tuple[str, str], Term | None]:
        """The terms that templates name, by target and page, as far as asked for: many may share a name."""
        return {}

    @cached_property
    def by_alias_folded(self) -> dict[str, list[Term]]:
        """The terms by their aliases and the plurals of these, folded."""
        found: dict[str, list[Term]] = {}
        for alias, terms in self.by_alias.items():
            last = alias.split(" ")[-1]
            plurals = (alias[: len(alias) - cut] + ending for cut, ending in english(last))
            for text in dict.fromkeys((fold(alias).text, *(fold(plural).text for plural in plurals))):
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
