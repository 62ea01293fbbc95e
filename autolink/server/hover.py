"""What is shown of a term where it is mentioned, linked or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.indexer.definition import definition_of
from autolink.matcher.term_places import place_at, term_places
from autolink.page.page import Page

if TYPE_CHECKING:
    from autolink.indexer.term import Term
    from autolink.project.live import LiveProject
    from autolink.server.server import Server

_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)
_ACTIVE = re.compile(r"[\\`*_\[\]<>]")
_MOST = 2_000
"""Characters of a paragraph that are shown."""


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Answer `textDocument/hover`: the aliases of a term, its first paragraph, and where it is defined."""
    view = server.view(params.text_document.uri)
    if view is None:
        return None
    offset = view.positions.offset(params.position)
    place = place_at(term_places(view.page, view.live.snapshot.matcher), offset)
    if place is None:
        return None
    text = server.client_capabilities.text_document
    formats = text.hover.content_format if text and text.hover else None
    shown = server.markup(about(view.live, place.term), formats)
    return types.Hover(shown, view.positions.range(place.start, place.end))


def about(live: LiveProject, term: Term) -> str:
    """Return what is said of a term, as Markdown."""
    names = " | ".join(_ACTIVE.sub(r"\\\g<0>", alias) for alias in term.aliases)
    where = f"{term.page.removeprefix(f'{live.config.root}/')}:{term.line}"
    parts = [f"**{names}**", first_paragraph(live, term), f"`{where}`"]
    return "\n\n".join(filter(None, parts))


def first_paragraph(live: LiveProject, term: Term) -> str:
    """Return the Markdown of the first paragraph of a term's definition; empty where there is none."""
    home = live.page(term.page)
    if home is None:
        return ""
    text = _COMMENT.sub("", definition_of(term, home.data))
    page = Page.parse(term.page, text.encode())
    start, end = next(iter(page.blocks), (0, 0))
    paragraph = page.data[start:end].decode().strip()
    return paragraph if len(paragraph) <= _MOST else f"{paragraph[:_MOST]}…"
