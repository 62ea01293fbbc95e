"""The term that a link of the author points to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.links.resolver import State

if TYPE_CHECKING:
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.links.resolver import Resolver
    from autolink.page.model import Link


def linked_term(link: Link, page: str, glossary: Glossary, resolver: Resolver) -> Term | None:
    """Return the term that a link on a page points to, by page and fragment or by anchor id alone."""
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
