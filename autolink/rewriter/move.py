"""What moves of files and folders make of a page: every link in it that they would break, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.links.page_links import is_embed, outgoing_links
from autolink.links.respelling import LostError
from autolink.links.target_edits import path_edit
from autolink.page.edits import Edit, applied
from autolink.page.page import Page
from autolink.rewriter.fixed_page import FixedPage, Rewrite, Withheld

if TYPE_CHECKING:
    from autolink.files import Moves
    from autolink.links.markup_paths import MarkupPaths
    from autolink.links.resolver import Resolver
    from autolink.links.respelling import Respeller
    from autolink.page.dialects.dialect import Dialect
    from autolink.page.model import Link

_LOST = "its new address is not known"
_UNCLEAR = "its target contains escapes or references"
_OTHERWISE = "the page would change in more than links"
_MARKUP = "it is markup of the site"


class PageMover:
    """Corrects the links of pages, which are given as they are before the moves."""

    def __init__(
        self,
        moves: Moves,
        respeller: Respeller,
        markup: MarkupPaths,
        before: Resolver,
        dialect: Dialect,
    ) -> None:
        self._moves = moves
        self._respeller = respeller
        self._markup = markup
        self._before = before
        self._dialect = dialect

    def page(self, path: str, data: bytes) -> FixedPage:
        """Return what becomes of a page; `withheld` is what has to be corrected by hand."""
        page = Page.parse(path, data, self._dialect)
        links = self._links(page)
        edits, left = self._corrected(page, links)
        after, place = applied(data, edits), self._moves.moved(path)
        if edits and not self._is_the_same(page, links, Page.parse(place, after, self._dialect), len(left)):
            after, edits, left = data, [], [Withheld(0, path, _OTHERWISE)]
        left += (Withheld(start, named, _MARKUP) for start, named in self._markup.broken(page))
        left = [item._replace(start=_shifted(item.start, edits)) for item in left]
        left.sort(key=lambda item: item.start)
        return FixedPage(path, place, data, Rewrite(after, updated=len(edits), withheld=tuple(left)))

    def _corrected(self, page: Page, links: list[Link]) -> tuple[list[Edit], list[Withheld]]:
        """Return the edits that correct the links of a page, and the links for which there are none."""
        edits: list[Edit] = []
        left: list[Withheld] = []
        templates = (link for link in page.links if link.kind == "template")
        for link in sorted((*links, *templates), key=lambda link: link.start):
            path = link.target if link.kind != "template" else _path_in(page, link)
            try:
                new = self._respeller.respelled(path, page.path)
            except LostError:
                left.append(Withheld(link.start, path, _LOST))
                continue
            if new is not None:
                edit = path_edit(page, link, new) if link.kind != "template" else _edit_in(page, link, new)
                edits += edit
                left += () if edit else (Withheld(link.start, path, _UNCLEAR),)
        return edits, left

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


def _path_in(page: Page, link: Link) -> str:
    """Return the path that a link in the form of a template writes; nothing where it writes none."""
    for template in page.dialect.templates:
        span = template.spans(page.data, link).get("path")
        if span:
            return page.data[slice(*span)].decode()
    return ""


def _edit_in(page: Page, link: Link, path: str) -> tuple[Edit, ...]:
    """Return the edit that replaces the path in a link in the form of a template; nothing where none can."""
    for template in page.dialect.templates:
        span = template.spans(page.data, link).get("path")
        if span:
            return (Edit(*span, path.encode()),) if template.holds(path, "path") else ()
    return ()


def _shifted(start: int, edits: list[Edit]) -> int:
    """Return where a byte stands once edits were made."""
    return start + sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.end <= start)


def _shown(page: Page, link: Link) -> tuple[str, bytes]:
    """Return what a link shows; an address that is its own text shows itself."""
    return link.kind, b"" if link.kind == "autolink" else page.data[link.open_end : link.close_start]


def _text(page: Page, links: list[Link]) -> str:
    """Return the prose of a page without the addresses that are links of themselves, and without macros."""
    text, end, parts = page.prose.text, 0, []
    addresses = [(link.text_start, link.text_end) for link in links if link.kind == "autolink"]
    position = page.prose.position
    macros = [(position(link.start), position(link.end)) for link in page.links if link.kind == "template"]
    for start, stop in sorted((*addresses, *macros)):
        parts.append(text[end:start])
        end = stop
    return "".join((*parts, text[end:]))
