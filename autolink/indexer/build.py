"""From pages to the glossary: the dictionary of all terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import FLAWED_ENTRY, NO_TERMS
from autolink.indexer.contents import Contents
from autolink.indexer.glossary import Glossary
from autolink.indexer.page_url import declared_url, is_web_address, published_address
from autolink.page.fragments import anchor_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.page.page import Page


def build(pages: Iterable[Page], config: Config) -> tuple[Glossary, list[Diagnostic]]:
    """Index the terms of the glossary pages; return the glossary and what is wrong with the entries."""
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    page_urls: dict[str, str] = {}
    addresses: dict[str, str] = {}
    anchors: dict[str, frozenset[str]] = {}
    for page in sorted(pages, key=lambda page: page.path):
        url = declared_url(page, config)
        if url and is_web_address(url[0]):
            page_urls[page.path] = url[0]
        elif address := published_address(page, config):
            addresses[page.path] = address
        anchors[page.path] = anchor_names(page, config.naming)
        of_page, problems = terms_on(page, config)
        contents = Contents(page)
        kinds = map(contents.kind, of_page)
        terms += (replace(term, kind=kind) for term, kind in zip(of_page, kinds, strict=True))
        diagnostics += problems
    if not terms and config.glossary:
        diagnostics.append(Diagnostic(config.glossary[0], 1, 1, NO_TERMS, _no_terms(config)))
    diagnostics += _doubled_ids(terms, config)
    return Glossary(tuple(terms), page_urls, anchors, addresses), diagnostics


def terms_on(page: Page, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that a glossary page defines, and what is wrong with the entries."""
    source = config.source_of(page.path)
    form = import_module(f"autolink.indexer.forms.{source.form.replace('-', '_')}")
    found: tuple[list[Term], list[Diagnostic]] = form.entries(page, source, config)
    return found


def _no_terms(config: Config) -> str:
    source = config.source_of(config.glossary[0])
    if source.form == "headings":
        levels = " or ".join(map(str, source.levels))
        return f"no term headings of level {levels} here (see `term-levels`)"
    return f"no terms here in the form `{source.form}` (see `glossary`)"


def _doubled_ids(terms: Sequence[Term], config: Config) -> Iterator[Diagnostic]:
    """Yield the terms whose id another one of their scope has too: templates name terms by their ids."""
    counts = Counter((config.scope_of(term.page), term.id) for term in terms if term.id)
    for term in terms:
        count = counts[config.scope_of(term.page), term.id]
        if count > 1:
            message = f"the id `{term.id}` is that of {count} terms"
            yield Diagnostic.of(term.page, term.place, FLAWED_ENTRY, message)
