"""What is wrong with the glossary itself: aliases that clash, terms without a definition."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import (
    COLLIDING_ALIAS,
    DUPLICATE_ALIAS,
    EMPTY_DEFINITION,
    MISSING_TERM_ANCHOR,
    OUTDATED_TERM_ANCHOR,
)
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.page.edits import Edit
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.page.page import Page


_SHOWN = 3
"""Places that a message names; of more it gives the number."""


class GlossaryRules:
    """Checks the entries of a glossary, one page after the other."""

    def __init__(self, glossary: Glossary, config: Config) -> None:
        self._glossary = glossary
        self._config = config
        self._folded = {alias: fold(alias).text for alias in glossary.by_alias}
        self._sharing: dict[tuple[str, str], list[Term]] = {}
        """The terms that have an alias, by alias and scope."""
        for alias, terms in glossary.by_alias.items():
            for term in terms:
                self._sharing.setdefault((alias, config.scope_of(term.page)), []).append(term)
        self._spellings: dict[tuple[str, str], dict[str, list[Term]]] = {}
        """The aliases of a scope that fold to the same, with their terms."""
        for (alias, scope), sharing in self._sharing.items():
            self._spellings.setdefault((self._folded[alias], scope), {})[alias] = sharing
        self._by_page: dict[str, list[Term]] = {}
        for term in glossary.terms:
            self._by_page.setdefault(term.page, []).append(term)

    def check(self, page: Page) -> Iterator[Diagnostic]:
        """Yield what is wrong with the entries of a page."""
        terms = self._by_page.get(page.path, [])
        if not terms:
            return
        for term in terms:
            yield from self._duplicates(term)
            yield from self._collisions(term)
            if term.kind == "empty":
                message = f"term `{term.name}` has no definition"
                yield Diagnostic.of(term.page, term.place, EMPTY_DEFINITION, message)
            yield from _check_anchor(term, self._config.keep_old_anchors)

    def _duplicates(self, term: Term) -> Iterator[Diagnostic]:
        """Yield the aliases of a term that other terms have too, those with the same places together."""
        shared: dict[str, list[str]] = {}
        for alias in term.aliases:
            terms = self._sharing[alias, self._config.scope_of(term.page)]
            if len(terms) > 1:
                others = islice((other for other in terms if other is not term), _SHOWN)
                shared.setdefault(_places(list(others), len(terms) - 1, term.page), []).append(f"`{alias}`")
        for place, aliases in shared.items():
            message = f"{', '.join(aliases)} also defined at {place}"
            yield Diagnostic.of(term.page, term.place, DUPLICATE_ALIAS, message)

    def _collisions(self, term: Term) -> Iterator[Diagnostic]:
        """Yield the aliases of a term that fold to the same as another alias, of another term."""
        rivals: dict[str, list[tuple[str, Term]]] = {}
        scope = self._config.scope_of(term.page)
        for alias in term.aliases:
            text = self._folded[alias]
            if text not in rivals:  # one may be the alias itself
                rivals[text] = list(islice(_rivals(term, self._spellings[text, scope]), 2))
            for written, other in [rival for rival in rivals[text] if rival[0] != alias][:1]:
                place = _places([other], 1, term.page)
                message = f"alias `{alias}` is spelled like `{written}`, another term, at {place}"
                yield Diagnostic.of(term.page, term.place, COLLIDING_ALIAS, message)


def _rivals(term: Term, spellings: Mapping[str, Sequence[Term]]) -> Iterator[tuple[str, Term]]:
    """Yield the spellings that another term has, each with one such term."""
    for written, terms in spellings.items():
        if len(terms) > 1 or terms[0] is not term:
            yield written, terms[0] if terms[0] is not term else terms[1]


def _check_anchor(term: Term, keep_old: bool) -> Iterator[Diagnostic]:
    """Yield that a term lacks its anchor, or has former ones; `keep_old` is whether these may stay."""
    old, missing = term.old_anchors, term.addition
    if not missing and (keep_old or not old):
        return
    edits = [Edit(former.start, former.end, b"") for former in old if not keep_old]
    if missing:
        edits.append(Edit(missing.at, missing.at, missing.text))
    if old:
        names = " and ".join(f"`{decode_anchor_id(former.id)}`" for former in old)
        rule, message = OUTDATED_TERM_ANCHOR, f"term `{term.name}` has the anchor of {names}"
        message += ", but none of its own" if missing else " still"
    else:
        rule, message = MISSING_TERM_ANCHOR, f"term `{term.name}` has no anchor"
    yield Diagnostic.of(term.page, term.place, rule, message, edits=tuple(edits), fixable=True)


def _apart(path: str, other: str) -> str:
    """Return as much of a path as tells it from another: what follows their common folder."""
    common = posixpath.commonpath([path, posixpath.dirname(other)])
    return path[len(common.rstrip("/")) + 1 :]


def _places(terms: list[Term], count: int, page: str) -> str:
    """Return where the first of `count` terms are: the line on the same page, path and line elsewhere."""
    shown = [
        f"line {term.line}" if term.page == page else f"{_apart(term.page, page)}:{term.line}"
        for term in terms
    ]
    return ", ".join(shown) + (f" and {count - len(terms)} more" if count > len(terms) else "")
