"""Which terms a page is linked to: those of its scope, and of glossaries that apply to it."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from autolink.config import Config
    from autolink.indexer.term import Term

    Item = TypeVar("Item")


class Reach:
    """Tells which terms reach a page."""

    def __init__(self, page: str, config: Config) -> None:
        self._config = config
        self._name = page.removeprefix(f"{config.root}/")
        self._scope = config.scope_of(page)
        fallback = config.scope_fallback
        self._fallback = fallback.strip("/") if fallback and self._scope else None
        self._ranks: dict[str, int] = {}

    def rank(self, term: Term) -> int:
        """Return 2 for a term of the page's own scope, 1 for one that stands in, 0 for one of elsewhere."""
        if term.page not in self._ranks:
            self._ranks[term.page] = self._rank(term.page)
        return self._ranks[term.page]

    def _rank(self, page: str) -> int:
        globs = self._config.source_of(page).applies_to
        if globs and not any(fnmatch.fnmatch(self._name, glob) for glob in globs):
            return 0
        scope = self._config.scope_of(page)
        if scope == self._scope:
            return 2
        return int(scope == self._fallback)

    def among(self, items: Sequence[Item], term_of: Callable[[Item], Term]) -> list[Item]:
        """Return the items whose terms reach the page; those that stand in only where it has none itself."""
        ranks = [self.rank(term_of(item)) for item in items]
        best = max(ranks, default=0)
        return [item for item, rank in zip(items, ranks, strict=True) if rank == best and rank]
