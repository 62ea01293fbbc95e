"""What is wrong with the glossary itself: aliases that clash, terms without a definition."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic, Edit
from autolink.diagnostics.rules import (
    COLLIDING_ALIAS,
    DUPLICATE_ALIAS,
    EMPTY_DEFINITION,
    MISSING_TERM_ANCHOR,
    OUTDATED_TERM_ANCHOR,
)
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autolink.indexer.build import Glossary, Term
    from autolink.page.model import Heading
    from autolink.page.page import Page


_SHOWN = 3
"""Places that a message names; of more it gives the number."""


def check_glossary(glossary: Glossary, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a glossary, whose pages are given by path."""
    folded = {alias: fold(alias).text for alias in glossary.by_alias}
    spellings: dict[str, dict[str, tuple[Term, ...]]] = {}
    for alias, terms in glossary.by_alias.items():
        spellings.setdefault(folded[alias], {})[alias] = terms
    for term in glossary.terms:
        yield from _duplicates(term, glossary, pages)
        yield from _collisions(term, folded, spellings, pages)
    contents = {path: _Contents(pages[path]) for path in glossary.pages}
    for term in glossary.terms:
        if not contents[term.page].define(term):
            message = f"term `{term.heading}` has no definition"
            yield Diagnostic.at(pages[term.page], (term.start, term.end), EMPTY_DEFINITION, message)


def _duplicates(term: Term, glossary: Glossary, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Yield the aliases of a term that other terms have too, those with the same places together."""
    page = pages[term.page]
    shared: dict[str, list[str]] = {}
    for alias in term.aliases:
        terms = glossary.by_alias[alias]
        if len(terms) > 1:
            others = islice((other for other in terms if other is not term), _SHOWN)
            shared.setdefault(_places(list(others), len(terms) - 1, page, pages), []).append(f"`{alias}`")
    for place, aliases in shared.items():
        message = f"{', '.join(aliases)} also defined at {place}"
        yield Diagnostic.at(page, (term.start, term.end), DUPLICATE_ALIAS, message)


def _collisions(
    term: Term,
    folded: Mapping[str, str],
    spellings: Mapping[str, Mapping[str, Sequence[Term]]],
    pages: Mapping[str, Page],
) -> Iterator[Diagnostic]:
    """Yield the aliases of a term that fold to the same as another alias, of another term.

    `folded` gives aliases folded, `spellings` the other way round the aliases, with their terms.
    """
    page = pages[term.page]
    rivals: dict[str, list[tuple[str, Term]]] = {}
    for alias in term.aliases:
        text = folded[alias]
        if text not in rivals:
            rivals[text] = list(islice(_rivals(term, spellings[text]), 2))  # one may be the alias itself
        for written, other in [rival for rival in rivals[text] if rival[0] != alias][:1]:
            place = _places([other], 1, page, pages)
            message = f"alias `{alias}` is spelled like `{written}`, another term, at {place}"
            yield Diagnostic.at(page, (term.start, term.end), COLLIDING_ALIAS, message)


def _rivals(term: Term, spellings: Mapping[str, Sequence[Term]]) -> Iterator[tuple[str, Term]]:
    """Yield the spellings that another term has, each with one such term."""
    for written, terms in spellings.items():
        if len(terms) > 1 or terms[0] is not term:
            yield written, terms[0] if terms[0] is not term else terms[1]


class _Contents:
    """Where the blocks of a page start that are neither headings nor comments."""

    def __init__(self, page: Page) -> None:
        self._sections = page.sections
        hidden = {heading.start for heading in page.headings} | {comment.start for comment in page.comments}
        self._starts = [start for start, _ in page.blocks if start not in hidden]

    def define(self, term: Term) -> bool:
        """Tell whether anything of this stands in the section of a term."""
        _, end = self._sections.range(next(self._sections.around(term.start)))
        first = bisect_left(self._starts, term.end)
        return first < len(self._starts) and self._starts[first] < end


def check_anchors(glossary: Glossary, pages: Mapping[str, Page], keep_old: bool) -> Iterator[Diagnostic]:
    """Yield the term headings without their anchor; `keep_old` is whether they keep those they had before."""
    terms = {(term.page, term.start): term for term in glossary.terms}
    for path in dict.fromkeys(term.page for term in glossary.terms):
        page = pages[path]
        for heading in page.headings:
            term = terms.get((path, heading.start))
            if term:
                yield from _check_anchor(page, heading, term, keep_old)


def _check_anchor(page: Page, heading: Heading, term: Term, keep_old: bool) -> Iterator[Diagnostic]:
    old_ids = frozenset(term.old_ids)
    old = [anchor for anchor in heading.anchors if anchor.id in old_ids]
    missing = all(anchor.id != term.anchor_id for anchor in heading.anchors)
    if not missing and (keep_old or not old):
        return
    edits = [Edit(anchor.start, anchor.end, b"") for anchor in old if not keep_old]
    if missing:
        at = heading.content_end
        edits.append(Edit(at, at, f'<a id="{term.anchor_id}"></a>'.encode()))
    if old:
        former = " and ".join(f"`{decode_anchor_id(anchor.id)}`" for anchor in old)
        rule, message = OUTDATED_TERM_ANCHOR, f"term `{term.heading}` has the anchor of {former}"
        message += ", but none of its own" if missing else " still"
    else:
        rule, message = MISSING_TERM_ANCHOR, f"term `{term.heading}` has no anchor"
    span = heading.start, heading.end
    yield Diagnostic.at(page, span, rule, message, edits=tuple(edits), fixable=True)


def _apart(path: str, other: str) -> str:
    """Return as much of a path as tells it from another: what follows their common folder."""
    common = posixpath.commonpath([path, posixpath.dirname(other)])
    return path[len(common.rstrip("/")) + 1 :]


def _places(terms: list[Term], count: int, page: Page, pages: Mapping[str, Page]) -> str:
    """Return where the first of `count` terms are: the line on the same page, path and line elsewhere."""
    shown = []
    for term in terms:
        line = pages[term.page].position(term.start)[0]
        shown.append(f"line {line}" if term.page == page.path else f"{_apart(term.page, page.path)}:{line}")
    return ", ".join(shown) + (f" and {count - len(terms)} more" if count > len(terms) else "")
