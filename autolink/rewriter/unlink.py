"""The plain form of a page: what its author wrote, without our links and anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.edits import Edit, applied
from autolink.page.page import Page
from autolink.rewriter.corrections import anchor_removals
from autolink.rewriter.fixed_page import FixedPage, Rewrite
from autolink.rewriter.ids import id_removals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.config import Config
    from autolink.matcher.managed_links import ManagedLinks
    from autolink.page.model import Link
    from autolink.rewriter.authors_links import AuthorsLinks

_MAX_UNLINKS = 5


def removals(links: Iterable[Link]) -> list[Edit]:
    """Return the edits that remove links, their text left where it is."""
    parts = (part for link in links for part in ((link.start, link.open_end), (link.close_start, link.end)))
    return [Edit(start, end, b"") for start, end in sorted(parts)]


def unlinked(page: Page, managed: ManagedLinks) -> Page | None:
    """Return a page as if it had never been linked.

    Removing links may leave text that reads as a managed link again (`[[LLM](…)](…)`). That is removed
    too, a few times; None when there is no end to it.
    """
    for _ in range(_MAX_UNLINKS):
        links = managed.on(page)
        if not links:
            return page
        page = Page.parse(page.path, applied(page.data, removals(links)), page.dialect)
    return None


def unlink_page(
    page: Page, managed: ManagedLinks, authors: AuthorsLinks | None, anchors: bool, config: Config
) -> FixedPage:
    """Return a page without its managed links and, if asked, those of authors and its anchors of terms."""
    plain = unlinked(page, managed) or page
    removed = len(managed.on(page)) if plain is not page else 0
    if authors:
        plain, more = authors.without(plain)
        removed += more
    ids = [*anchor_removals(plain, config, every=True), *id_removals(plain, config)] if anchors else []
    rewrite = Rewrite(applied(plain.data, ids), removed=removed, anchors=bool(ids))
    return FixedPage(page.path, page.path, page.data, rewrite)
