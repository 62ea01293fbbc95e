"""What is wrong with the glossary itself: aliases that clash, terms without a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.diagnostics import Diagnostic
from autolink.folding import fold
from autolink.rules import COLLIDING_ALIAS, DUPLICATE_ALIAS, EMPTY_DEFINITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autolink.indexer import Glossary, Term
    from autolink.page import Page


def check_glossary(glossary: Glossary, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a glossary, whose pages are given by path."""
    by_fold: dict[str, list[tuple[str, Term]]] = {}
    for term in glossary.terms:
        for alias in term.aliases:
            by_fold.setdefault(fold(alias).text, []).append((alias, term))
    for term in glossary.terms:
        page = pages[term.page]
        shared: dict[str, list[str]] = {}
        for alias in term.aliases:
            others = [(written, other) for written, other in by_fold[fold(alias).text] if other is not term]
            same = [other for written, other in others if written == alias]
            alike = [(written, other) for written, other in others if written != alias]
            if same:
                shared.setdefault(_places(same, page, pages), []).append(f"`{alias}`")
            if alike:
                written, other = alike[0]
                place = _places([other], page, pages)
                message = f"alias `{alias}` is spelled like `{written}`, another term, at {place}"
                yield Diagnostic.at(page, term.start, COLLIDING_ALIAS, message)
        for place, aliases in shared.items():
            message = f"{', '.join(aliases)} also defined at {place}"
            yield Diagnostic.at(page, term.start, DUPLICATE_ALIAS, message)
    for term in glossary.terms:
        page = pages[term.page]
        following = page.next_block(term.end)
        if following is None or following in {heading.start for heading in page.headings}:
            message = f"term `{term.heading}` has no definition"
            yield Diagnostic.at(page, term.start, EMPTY_DEFINITION, message)


def _places(terms: list[Term], page: Page, pages: Mapping[str, Page]) -> str:
    """Return where terms are defined: the line on the same page, path and line elsewhere."""
    shown = []
    for term in terms[:3]:
        line = pages[term.page].position(term.start)[0]
        shown.append(f"line {line}" if term.page == page.path else f"{term.page.rsplit('/', 1)[1]}:{line}")
    return ", ".join(shown) + (f" and {len(terms) - 3} more" if len(terms) > 3 else "")
