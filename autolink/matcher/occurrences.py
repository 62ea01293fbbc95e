"""How many of the mentions of a page are linked, and none in a term's own definition."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.indexer.build import terms_on
from autolink.page.model import BLOCK
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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

    `linked_term` finds the term that such a link points to, if it does.
    """

    def __init__(
        self,
        page: Page,
        policy: str,
        author_links: Iterable[Link],
        linked_term: Callable[[Link], Term | None],
    ) -> None:
        self._starts: list[int] = []
        if policy == "first-in-section":
            self._starts = sorted(region.text_start for region in page.regions if region.kind == "heading")
        elif policy == "first-in-paragraph":
            self._starts = [at for at, ch in enumerate(page.prose.text) if ch == BLOCK]
        self._all = policy == "all"
        self._seen: set[tuple[Term, int]] = set()
        if not self._all:
            for link in author_links:
                term = linked_term(link)
                if term:
                    self._seen.add((term, self._unit(link.text_start)))

    def is_first(self, term: Term, position: int) -> bool:
        """Tell whether the mention at a text position is to be linked, and count it."""
        if self._all:
            return True
        key = term, self._unit(position)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _unit(self, position: int) -> int:
        return bisect_right(self._starts, position)
