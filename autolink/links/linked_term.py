"""The term that a link of the author points to."""

from __future__ import annotations

from posixpath import commonpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.links.resolver import State
from autolink.text.folding import fold

if TYPE_CHECKING:
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.links.resolver import Resolver
    from autolink.page.model import Link


def linked_term(link: Link, page: str, glossary: Glossary, resolver: Resolver) -> Term | None:
    """Return the term that a link on a page points to, by page and fragment or by anchor id alone.

    A link in the form of a template names it otherwise.
    """
    if link.kind == "template":
        return template_term(link.target, page, glossary)
    fragment = unquote(link.target.partition("#")[2])
    if fragment not in glossary.fragments:
        return None
    term = term_at(link, page, glossary, resolver)
    return term or next(iter(glossary.by_anchor_id.get(fragment, ())), None)


def term_at(link: Link, page: str, glossary: Glossary, resolver: Resolver) -> Term | None:
    """Return the term at which a link on a page arrives."""
    fragment = unquote(link.target.partition("#")[2])
    if fragment not in glossary.fragments:
        return None
    found = resolver.resolve(link.target, page)
    home = resolver.shown_page(found.path) if found.state is State.FOUND else None
    return glossary.by_place.get((home, fragment)) if home else None


def template_term(target: str, page: str, glossary: Glossary) -> Term | None:
    """Return the term that a template names by a field and its value: the nearest to the page."""
    known = glossary.by_template
    if (target, page) not in known:
        field, _, value = target.partition(":")
        named = glossary.by_alias_folded.get(fold(value).text) if field in ("text", "title") else None
        terms = named or glossary.called(value)
        near = max(terms, key=lambda term: len(commonpath((term.page, page))), default=None)
        known[target, page] = near
    return known[target, page]
