"""The author's links to terms, removed so that `fix` can put its own in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autolink.links.linked_term import term_at
from autolink.links.page_links import is_embed
from autolink.matcher.spellings import is_spelling
from autolink.page.edits import Shift, applied
from autolink.page.model import MARK
from autolink.page.page import Page
from autolink.rewriter.emphasis import keeps_delimiters
from autolink.rewriter.unlink import removals

if TYPE_CHECKING:
    from autolink.indexer.glossary import Glossary
    from autolink.links.resolver import Resolver
    from autolink.page.model import Link


class AuthorsLinks(NamedTuple):
    """Knows which links of authors say no more than those of `fix`.

    They arrive at a term, an alias of it is their text, and they have no title and no further attribute.
    A link such as `[see there](glossary.md#llm)` is more than a mention, and nothing could put it back.
    """

    glossary: Glossary
    resolver: Resolver

    def on(self, page: Page) -> list[Link]:
        """Return such links of a page that has no managed ones, in order."""
        hidden = page.hidden.reason
        return [
            link for link in page.links if not hidden(link.start, link.start + 1) and self._holds(link, page)
        ]

    def _holds(self, link: Link, page: Page) -> bool:
        if not (link.plain or link.kind == "reference") or is_embed(page, link):
            return False
        term = term_at(link, page.path, self.glossary, self.resolver)
        if term is None:
            return False
        return is_spelling(page.rendered_text_of(link), term.aliases, term.attributes.inflect)

    def without(self, page: Page) -> tuple[Page, int]:
        """Return a page without them, and how many were removed.

        Those stay whose text would read differently without them; all of a page where others would.
        """
        links = self.on(page)
        edits = removals(links)
        plain, shift = applied(page.data, edits), Shift(edits)
        links = [
            link
            for link in links
            if keeps_delimiters(plain, shift.start(link.open_end), shift.end(link.close_start))
        ]
        if not links:
            return page, 0
        after = Page.parse(page.path, applied(page.data, removals(links)), page.dialect)
        taken = frozenset(links)
        kept = [link.target for link in page.links if link not in taken]
        is_same = _text(after) == _text(page) and [link.target for link in after.links] == kept
        return (after, len(links)) if is_same else (page, 0)


def _text(page: Page) -> str:
    return page.prose.text.replace(MARK, "")
