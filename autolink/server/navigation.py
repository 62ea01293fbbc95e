"""Where terms are defined and mentioned, and which there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.links.linked_term import template_term
from autolink.matcher.term_places import place_at, term_places
from autolink.project import jobs
from autolink.project.pool import usable_cpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from autolink.indexer.term import Term
    from autolink.matcher.term_places import TermPlace
    from autolink.project.live import LiveProject
    from autolink.server.server import Advance, Server, View

_MOST_SYMBOLS = 500


def term_place(server: Server, uri: str, position: types.Position) -> tuple[View, TermPlace] | None:
    """Return what of a page speaks of a term at a position, with the page."""
    view = server.view(uri)
    if view is None:
        return None
    places = term_places(view.page, view.live.snapshot.matcher)
    place = place_at(places, view.positions.offset(position))
    return (view, place) if place else None


def definition(server: Server, params: types.DefinitionParams) -> list[types.Location] | None:
    """Answer `textDocument/definition`: the entry of a term."""
    found = term_place(server, params.text_document.uri, params.position)
    if found is None:
        return None
    view, place = found
    rivals = place.mention.rivals if place.mention else ()
    return [location(server, view.live, term) for term in (place.term, *rivals)]


def location(server: Server, live: LiveProject, term: Term) -> types.Location:
    """Return where a term is defined."""
    page = live.page(term.page)
    start, end = term.name_span or (term.place.start, term.place.end)
    place = server.positions(page).range(start, end) if page else types.Range(*[types.Position(0, 0)] * 2)
    return types.Location(server.documents.uri(term.page), place)


def highlights(server: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """Answer `textDocument/documentHighlight`: where a page speaks of the term at a position."""
    found = term_place(server, params.text_document.uri, params.position)
    if found is None:
        return None
    view, here = found
    kinds = types.DocumentHighlightKind
    return [
        types.DocumentHighlight(
            view.positions.range(place.text_start, place.text_end),
            kinds.Write if place.kind == "entry" else kinds.Read,
        )
        for place in term_places(view.page, view.live.snapshot.matcher)
        if place.term is here.term
    ]


def references(
    server: Server, params: types.ReferenceParams
) -> Callable[[Advance], list[types.Location]] | None:
    """Answer `textDocument/references`: what finds, aside, where all pages speak of a term."""
    found = term_place(server, params.text_document.uri, params.position)
    if found is None:
        return None
    view, here = found
    live, with_entries = view.live, params.context.include_declaration
    number = live.snapshot.glossary.terms.index(here.term)
    run = live.run(usable_cpus())
    job = partial(jobs.places_of, number=number)

    def search(advance: Advance) -> list[types.Location]:
        places, run.advance = [], advance
        for path, data, spans in run.each(job, run.snapshot, sorted(run.snapshot.pages)):
            positions = server.documents.positions(path, data) if spans else None
            for start, end, kind in spans:
                if positions and (kind != "entry" or with_entries):
                    places.append(types.Location(server.documents.uri(path), positions.range(start, end)))
        return places

    return search


def document_symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    """Answer `textDocument/documentSymbol`: the terms that a page defines."""
    view = server.view(params.text_document.uri)
    if view is None:
        return None
    symbols = []
    for term in view.live.snapshot.glossary.terms:
        if term.page == view.page.path:
            start, end = term.name_span or (term.place.start, term.place.end)
            last = max(end, term.definition[1])
            symbols.append(
                types.DocumentSymbol(
                    " | ".join(term.aliases) or term.name,
                    types.SymbolKind.Key,
                    view.positions.range(min(start, term.place.start), last),
                    view.positions.range(start, end),
                )
            )
    return symbols


def workspace_symbols(server: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """Answer `workspace/symbol`: the terms with an alias that holds the query, letter case aside."""
    query, symbols = params.query.casefold(), []
    for live in server.projects:
        for term in live.snapshot.glossary.terms:
            if any(query in alias.casefold() for alias in term.aliases):
                name, folder = " | ".join(term.aliases), term.page.removeprefix(f"{live.config.root}/")
                place = location(server, live, term)
                symbols.append(
                    types.WorkspaceSymbol(place, name, types.SymbolKind.Key, container_name=folder)
                )
            if len(symbols) == _MOST_SYMBOLS:
                return symbols
    return symbols


def document_links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Answer `textDocument/documentLink`: the links in the form of templates, which nobody else knows."""
    view = server.view(params.text_document.uri)
    if view is None:
        return []
    found, glossary = [], view.live.snapshot.glossary
    for link in view.page.links:
        term = template_term(link.target, view.page.path, glossary) if link.kind == "template" else None
        if term:
            target = f"{server.documents.uri(term.page)}#L{term.line}"
            found.append(types.DocumentLink(view.positions.range(link.start, link.end), target))
    return found
