"""Which term a dangling anchor means: an anchor id decodes to the heading that was, a slug resembles it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.heading_aliases import aliases_of_anchor_id
from autolink.indexer.slug_successors import SlugSuccessors, has_letter
from autolink.text.similar import most_alike, simplified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term

_ALIKE = 80
"""From 0 to 100, how much a heading has to resemble the one that was (rapidfuzz ratio)."""
_MOST = 3


class Successors:
    """Finds the terms that dangling anchor ids may mean, each id once.

    `history` is what git's history was asked before: what a name on a page (path, name) became, None where
    that is not clear; a name that starts with `#` is a slug. `style` is that of slugs where links point to
    them; no slug is followed without it.
    """

    def __init__(
        self,
        glossary: Glossary,
        separator: str,
        history: Mapping[tuple[str, str], str | None],
        style: str = "",
    ) -> None:
        self._glossary = glossary
        self._separator = separator
        self._history = history
        self._slugs = SlugSuccessors(glossary, style) if style else None
        self._known: dict[tuple[str, str], list[Term]] = {}
        self._by_aliases: dict[tuple[tuple[str, ...], str], list[Term]] = {}
        self._spellings = {_loosely(anchor_id): anchor_id for anchor_id in glossary.by_anchor_id}

    def of(self, anchor_id: str, page: str) -> list[Term]:
        """Return the terms that an id or slug dangling on a glossary page may mean, the likeliest first.

        Those that share an alias with its heading, else those whose heading is alike, else the one that the
        history says it became.
        """
        key = anchor_id, page
        if key not in self._known:
            self._known[key] = self._find(anchor_id, page)
        return self._known[key]

    def _find(self, anchor_id: str, page: str) -> list[Term]:
        aliases = aliases_of_anchor_id(anchor_id, self._separator)
        known = tuple(alias for alias in aliases if alias in self._glossary.by_alias)
        if known:
            return self._sharing(known, page)
        heading = decode_anchor_id(anchor_id)
        if heading:
            return self._alike(heading) or self._by_history(heading, page)
        if self._slugs is None:
            return []
        return self._slugs.of(anchor_id, page) or self._by_history(f"#{anchor_id}", page)

    def _sharing(self, aliases: tuple[str, ...], page: str) -> list[Term]:
        """Return the terms that have one of some aliases, on a page if any are there; one list for all."""
        key = aliases, page
        if key not in self._by_aliases:
            sharing = [term for alias in aliases for term in self._glossary.by_alias[alias]]
            here = [term for term in sharing if term.page == page]
            self._by_aliases[key] = list(dict.fromkeys(here or sharing))
        return self._by_aliases[key]

    @cached_property
    def _headings(self) -> list[str]:
        return [simplified(term.name) for term in self._glossary.terms]

    def _alike(self, heading: str) -> list[Term]:
        found = most_alike(heading, self._headings, _MOST, _ALIKE)
        return [self._glossary.terms[index] for index in found]

    def _by_history(self, name: str, page: str) -> list[Term]:
        became = self._history.get((page, name))
        return [term for term in self._glossary.terms if became and term.name == became][:1]

    def unasked(self, anchor_id: str, page: str) -> tuple[str, str] | None:
        """Return the name (page, name) of an id that only the history might know and was not asked about.

        That of a slug is the slug itself after `#`.
        """
        name = decode_anchor_id(anchor_id)
        if name is None and self._slugs and has_letter(anchor_id):
            name = f"#{anchor_id}"
        if name is None or (page, name) in self._history or self.of(anchor_id, page):
            return None
        return page, name

    def misspelled(self, fragment: str) -> str | None:
        """Return the known id that a fragment spells differently: URL-safe, unpadded, in another case."""
        known = self._spellings.get(_loosely(fragment))
        return known if known != fragment else None


def _loosely(anchor_id: str) -> str:
    return anchor_id.rstrip("=").replace("-", "+").replace("_", "/").casefold()
