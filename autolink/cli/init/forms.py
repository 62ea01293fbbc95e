"""The source form of a glossary, as far as its pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.cli.init.proposal import term_level
from autolink.config import Config
from autolink.config.glossary_source import GlossarySource
from autolink.indexer.build import terms_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.indexer.term import Term
    from autolink.page.page import Page

_FEWEST = 2
"""The minimum of pages for a glossary with one page per term."""
_SHARE = 0.8
"""How many of them must be terms: there may be a page about the glossary."""


def form_of(path: str, root: str, pages: Sequence[Page]) -> str:
    """Return the form in which a glossary with some pages is kept: the one with the most terms.

    Where each page has a title of its own, and few headings or the same on all, each page is a term. Words to
    avoid are below bold entries alone.
    """
    found = {
        form: _terms(path, root, pages, form, term_level(pages) or 2)
        for form in ("headings", "definition-list", "bold", "front-matter")
    }
    if any(term.avoided for term in found["bold"]):
        return "bold"
    names = {form: {term.name for term in terms} for form, terms in found.items()}
    titled = len(found["front-matter"])
    is_titled = titled >= _FEWEST and titled >= _SHARE * len(pages) - 1  # without that of the folder
    if is_titled and len(names["headings"]) < titled:
        return "front-matter"
    del names["front-matter"]
    return max(names, key=lambda form: len(names[form]))


def _terms(path: str, root: str, pages: Sequence[Page], form: str, level: int) -> list[Term]:
    """Return the terms of some pages in a form."""
    source = GlossarySource(path, form, (level,))
    config = Config(root=root, glossary=(path,), sources=(source,))
    return [term for page in pages for term in terms_on(page, config)[0]]
