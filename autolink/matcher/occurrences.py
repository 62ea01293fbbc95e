"""How many mentions on a page are linked; none in a term's own definition."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.indexer.build import terms_on
from autolink.page.model import BLOCK
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.page.model import Link
    from autolink.page.page import Page


class Definitions:
    """Where the terms of a page are defined, by their names."""

    def __init__(self, page: Page, config: Config) -> None:
        self._page = page
        self._config = config

    @cached_property
    def _entries(self) -> dict[str, Intervals]:
        found: dict[str, list[tuple[int, int, str]]] = {}
        for term in terms_on(self._page, self._config)[0]:
            found.setdefault(term.name, []).append((term.start, term.definition[1], ""))
        return {name: Intervals(entries) for name, entries in found.items()}

    def hold(self, term: Term, offset: int) -> bool:
        """Tell whether a byte offset lies in a term's own entry."""
        if term.page != self._page.path or term.name not in self._entries:
            return False
        return self._entries[term.name].reason(offset, offset + 1) is not None


class Occurrences:
    """Counts the mentions of a page by `occurrences`; the author's link to a term counts as its first.

    `own` are the policies of the terms that have one of their own, `policy` is that of all others.
    `linked_term` finds the term that an author's link points to, if it does.
    """

    def __init__(
        self,
        page: Page,
        policy: str,
        own: Mapping[Term, str],
        author_links: Iterable[Link],
        linked_term: Callable[[Link], Term | None],
    ) -> None:
        self._policy = policy
        self._own = own
        self._starts = {of: _starts(page, of) for of in {policy, *own.values()} - {"all"}}
        self._seen: set[tuple[Term, int]] = set()
        if self._starts:
            for link in author_links:
                term = linked_term(link)
                if term:
                    self.is_first(term, link.text_start)

    def is_first(self, term: Term, position: int) -> bool:
        """Tell whether the mention at a text position is to be linked, and count it."""
        policy = self._own.get(term, self._policy)
        if policy == "all":
            return True
        key = term, bisect_right(self._starts[policy], position)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _starts(page: Page, policy: str) -> list[int]:
    """Return where the parts of a page start (code points of its prose) of which each may have a link."""
    if policy == "first-in-section":
        return sorted(region.text_start for region in page.regions if region.kind == "heading")
    if policy == "first-in-paragraph":
        return [at for at, ch in enumerate(page.prose.text) if ch == BLOCK]
    return []
