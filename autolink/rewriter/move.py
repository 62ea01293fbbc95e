"""What moves of files and folders make of a page: every link in it that they would break, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.links.page_links import is_embed, outgoing_links
from autolink.links.respelling import LostError
from autolink.links.target_edits import path_edit
from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.rewriter.fixed_page import FixedPage, Rewrite, Withheld

if TYPE_CHECKING:
    from autolink.files import Moves
    from autolink.links.resolver import Resolver
    from autolink.links.respelling import Respeller
    from autolink.page.dialects.dialect import Dialect
    from autolink.page.edits import Edit
    from autolink.page.model import Link

_LOST = "no address is known that arrives after the move"
_UNCLEAR = "its target is not written as it reads"
_OTHERWISE = "the page would read otherwise"


class PageMover:
    """Corrects the links of pages, which are given as they are before the moves."""

    def __init__(self, moves: Moves, respeller: Respeller, before: Resolver, dialect: Dialect) -> None:
        self._moves = moves
        self._respeller = respeller
        self._before = before
        self._dialect = dialect

    def page(self, path: str, data: bytes) -> FixedPage:
        """Return what becomes of a page; `withheld` are the links that have to be corrected by hand."""
        page = Page.parse(path, data, self._dialect)
        edits: list[Edit] = []
        left: list[Withheld] = []
        links = self._links(page)
        for link in links:
            try:
                new = self._respeller.respelled(link.target, path)
            except LostError:
                left.append(Withheld(link.start, link.target, _LOST))
                continue
            if new is not None:
                edit = path_edit(page, link, new)
                edits += edit
                left += () if edit else (Withheld(link.start, link.target, _UNCLEAR),)
        after = applied(data, edits)
        place = self._moves.moved(path)
        if edits and not self._is_the_same(page, links, Page.parse(place, after, self._dialect), len(left)):
            after, edits, left = data, [], [Withheld(0, path, _OTHERWISE)]
        return FixedPage(path, place, data, Rewrite(after, updated=len(edits), withheld=tuple(left)))

    def _links(self, page: Page) -> list[Link]:
        """Return the links whose targets are written in them; those of references are in definitions."""
        links = outgoing_links(page, self._before)
        return [
            link for link in links if link.kind not in ("reference", "template") and not is_embed(page, link)
        ]

    def _is_the_same(self, page: Page, links: list[Link], after: Page, left: int) -> bool:
        """Tell whether a page reads as it did, and all its links but some arrive where they did."""
        linked = self._links(after)
        if len(linked) != len(links) or _text(page, links) != _text(after, linked):
            return False
        pairs = list(zip(links, linked, strict=True))
        astray = sum(not self._respeller.arrives(old.target, page.path, new.target) for old, new in pairs)
        return astray <= left and all(_shown(page, old) == _shown(after, new) for old, new in pairs)


def _shown(page: Page, link: Link) -> tuple[str, bytes]:
    """Return what a link shows; an address that is its own text shows itself."""
    return link.kind, b"" if link.kind == "autolink" else page.data[link.open_end : link.close_start]


def _text(page: Page, links: list[Link]) -> str:
    """Return the prose of a page without the addresses that are links of themselves."""
    text, end, parts = page.prose.text, 0, []
    for link in links:
        if link.kind == "autolink":
            parts.append(text[end : link.text_start])
            end = link.text_end
    return "".join((*parts, text[end:]))
