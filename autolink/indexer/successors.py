"""Which term a dangling anchor id means: it decodes to the heading that was."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.build import aliases_of_anchor_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from autolink.indexer.build import Glossary, Term

_ALIKE = 80
"""From 0 to 100, how much a heading has to resemble the one that was (rapidfuzz ratio)."""
_MOST = 3
_MOST_HISTORIES = 50
"""Headings to ask the history for; a project with more dangling ids has been turned upside down."""


class Renames:
    """Finds the terms that dangling anchor ids may mean, each id once.

    `history` tells what a heading of a page (path, old text) became; None where that is not known. Without it
    `unsure` is set once it would have been asked.
    """

    def __init__(
        self, glossary: Glossary, separator: str, history: Callable[[str, str], str | None] | None = None
    ) -> None:
        self._glossary = glossary
        self._separator = separator
        self._history = history
        self.unsure = False
        self._asked = 0
        self._known: dict[tuple[str, str], list[Term]] = {}
        self._by_aliases: dict[tuple[tuple[str, ...], str], list[Term]] = {}
        self._spellings = {_loosely(anchor_id): anchor_id for anchor_id in glossary.by_anchor_id}

    def meant(self, anchor_id: str, page: str) -> list[Term]:
        """Return the terms that an id dangling on a glossary page may mean, the likeliest first.

        Those that share an alias with its heading, else those whose heading is alike, else the one that the
        history says it became.
        """
        key = anchor_id, page
        if key not in self._known:
            found = self._find(anchor_id, page)
            if self.unsure:
                return found
            self._known[key] = found
        return self._known[key]

    def _find(self, anchor_id: str, page: str) -> list[Term]:
        aliases = aliases_of_anchor_id(anchor_id, self._separator)
        known = tuple(alias for alias in aliases if alias in self._glossary.by_alias)
        if known:
            return self._sharing(known, page)
        heading = decode_anchor_id(anchor_id)
        return (self._alike(heading) or self._by_history(heading, page)) if heading else []

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
        from rapidfuzz import utils

        return [utils.default_process(term.heading) for term in self._glossary.terms]

    def _alike(self, heading: str) -> list[Term]:
        from rapidfuzz import fuzz, process, utils

        wanted = utils.default_process(heading)
        found = process.extract(wanted, self._headings, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_ALIKE)
        return [self._glossary.terms[index] for _, _, index in found]

    def _by_history(self, heading: str, page: str) -> list[Term]:
        if self._history is None:
            self.unsure = True
            return []
        self._asked += 1
        if self._asked > _MOST_HISTORIES:
            return []
        became = self._history(page, heading)
        return [term for term in self._glossary.terms if became and term.heading == became][:1]

    def misspelled(self, fragment: str) -> str | None:
        """Return the known id that a fragment spells otherwise: URL-safe, unpadded, in another case."""
        known = self._spellings.get(_loosely(fragment))
        return known if known != fragment else None


def _loosely(anchor_id: str) -> str:
    return anchor_id.rstrip("=").replace("-", "+").replace("_", "/").casefold()
