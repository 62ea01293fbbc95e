"""What is wrong with the glossary itself: aliases that clash, terms without a definition."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import (
    COLLIDING_ALIAS,
    CONFLICTING_AVOID,
    DUPLICATE_ALIAS,
    EMPTY_DEFINITION,
    MISSING_TERM_ANCHOR,
    OUTDATED_TERM_ANCHOR,
)
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.page.edits import Edit
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.matcher.avoidance import Avoidance
    from autolink.page.page import Page


Audience = tuple[str, tuple[str, ...]]
"""The pages that entries are for: a scope, and globs. Of two audiences, one may have words of its own."""

_SHOWN = 3
"""Places that a message names; for the others it gives only their number."""
_EXAMINED = 5
"""Spellings of a word, and terms that have one, that are searched for a rival: there may be many."""


class GlossaryRules:
    """Checks the entries of a glossary, page by page.

    `avoidance` is called only if entries avoid words.
    """

    def __init__(self, glossary: Glossary, config: Config, avoidance: Callable[[], Avoidance]) -> None:
        self._glossary = glossary
        self._avoidance = avoidance
        self._config = config
        self._folded = {alias: fold(alias).text for alias in glossary.by_alias}
        self._by_page: dict[str, list[Term]] = {}
        for term in glossary.terms:
            self._by_page.setdefault(term.page, []).append(term)
        self._audiences = {page: _audience(page, config) for page in self._by_page}
        self._sharing: dict[tuple[str, Audience], list[Term]] = {}
        """The terms that have an alias, by alias and audience."""
        for alias, terms in glossary.by_alias.items():
            for term in filter(_is_linked, terms):
                self._sharing.setdefault((alias, self._audiences[term.page]), []).append(term)
        self._spellings: dict[tuple[str, Audience], dict[str, list[Term]]] = {}
        """The aliases for an audience that fold to the same, with their terms."""
        for (alias, audience), sharing in self._sharing.items():
            self._spellings.setdefault((self._folded[alias], audience), {})[alias] = sharing

    def check(self, page: Page) -> Iterator[Diagnostic]:
        """Yield what is wrong with the entries of a page."""
        terms = self._by_page.get(page.path, [])
        if not terms:
            return
        for term in terms:
            if _is_linked(term):
                yield from self._duplicates(term)
                yield from self._collisions(term)
            if term.avoided:
                yield from self._conflicts(term)
            if term.kind == "empty":
                message = f"term `{term.name}` has no definition"
                yield Diagnostic.of(term.page, term.place, EMPTY_DEFINITION, message)
            yield from _check_anchor(term, self._config.keep_old_anchors)

    def _duplicates(self, term: Term) -> Iterator[Diagnostic]:
        """Yield the aliases of a term that other terms also have, grouped by their places."""
        shared: dict[str, list[str]] = {}
        for alias in term.aliases:
            terms = self._sharing[alias, self._audiences[term.page]]
            if len(terms) > 1:
                others = islice((other for other in terms if other is not term), _SHOWN)
                shared.setdefault(_places(list(others), len(terms) - 1, term.page), []).append(f"`{alias}`")
        for place, aliases in shared.items():
            message = f"{', '.join(aliases)} also defined at {place}"
            yield Diagnostic.of(term.page, term.place, DUPLICATE_ALIAS, message)

    def _collisions(self, term: Term) -> Iterator[Diagnostic]:
        """Yield the aliases of a term that fold to the same as another alias, of another term.

        A term that also has this term's alias does not count: that is a duplicate.
        """
        audience = self._audiences[term.page]
        own: dict[str, set[str]] = {}
        for alias in term.aliases:
            own.setdefault(self._folded[alias], set()).add(alias)
        rivals: dict[str, list[tuple[str, Term]]] = {}
        for alias in term.aliases:
            text = self._folded[alias]
            if text not in rivals:  # one may be the alias itself
                rivals[text] = list(islice(_rivals(term, own[text], self._spellings[text, audience]), 2))
            for written, other in [rival for rival in rivals[text] if rival[0] != alias][:1]:
                place = _places([other], 1, term.page)
                message = (
                    f"alias `{alias}` differs only in spelling from `{written}`, another term, at {place}"
                )
                yield Diagnostic.of(term.page, term.place, COLLIDING_ALIAS, message)

    def _conflicts(self, term: Term) -> Iterator[Diagnostic]:
        """Yield the words that a term avoids and an entry uses, and those without a replacement."""
        avoidance = self._avoidance()
        for word, _ in term.avoided:
            message = f"`{word}` is an avoided word, but also an alias of "
            found = avoidance.replacement(word, word, term)
            if avoidance.is_own_alias(word, term):
                message += "the term itself"
            elif other := avoidance.user(word, term):
                message += f"`{other.name}`, at {_places([other], 1, term.page)}"
            elif other := avoidance.rival(found.alias, term):
                place = _places([other], 1, term.page)
                message = f"`{found.alias}` is the replacement for `{word}`, but it is avoided at {place}"
            else:
                continue
            yield Diagnostic.of(term.page, term.place, CONFLICTING_AVOID, message)


def _audience(page: str, config: Config) -> Audience:
    return config.scope_of(page), config.source_of(page).applies_to


def _is_linked(term: Term) -> bool:
    """Tell whether mentions may mean a term: one that is never linked leaves them to the others."""
    return term.attributes.link != "never"


def _rivals(term: Term, own: set[str], spellings: Mapping[str, Sequence[Term]]) -> Iterator[tuple[str, Term]]:
    """Yield spellings that another term has, which has none of a term's `own`, each with one such term."""
    for written, terms in islice(spellings.items(), _EXAMINED):
        for other in terms[:_EXAMINED]:
            if other is not term and own.isdisjoint(other.aliases):
                yield written, other
                break


def _check_anchor(term: Term, keep_old: bool) -> Iterator[Diagnostic]:
    """Yield a diagnostic if a term lacks its anchor, or has former ones; `keep_old`: these may stay."""
    old, missing = term.old_anchors, term.addition
    if not missing and (keep_old or not old):
        return
    edits = [Edit(former.start, former.end, b"") for former in old if not keep_old]
    if missing:
        edits.append(Edit(missing.at, missing.at, missing.text))
    if old:
        names = " and ".join(f"`{decode_anchor_id(former.id)}`" for former in old)
        has, rest = ("has", ", but none of its own") if missing else ("still has", "")
        rule, message = OUTDATED_TERM_ANCHOR, f"term `{term.name}` {has} the anchor of {names}{rest}"
    else:
        rule, message = MISSING_TERM_ANCHOR, f"term `{term.name}` has no anchor"
    yield Diagnostic.of(term.page, term.place, rule, message, edits=tuple(edits), fixable=True)


def _apart(path: str, other: str) -> str:
    """Return the part of a path that differs from another: what follows their common folder."""
    common = posixpath.commonpath([path, posixpath.dirname(other)])
    return path[len(common.rstrip("/")) + 1 :]


def _places(terms: list[Term], count: int, page: str) -> str:
    """Return where the first of `count` terms are: the line on the same page, path and line elsewhere."""
    shown = [
        f"line {term.line}" if term.page == page else f"{_apart(term.page, page)}:{term.line}"
        for term in terms
    ]
    return ", ".join(shown) + (f" and {count - len(terms)} more" if count > len(terms) else "")
