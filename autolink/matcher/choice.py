"""Which term a mention means when several have its alias, and how many mentions are linked."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.page.model import BLOCK
from autolink.page.sections import WHOLE_PAGE
from autolink.text.intervals import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autolink.config import Config
    from autolink.indexer.build import Glossary, Term
    from autolink.page.model import Link
    from autolink.page.page import Page

_PREFER = re.compile(r"\s*autolink-prefer[\s:]+(\S.*?)\s*")


def nearest(terms: Sequence[Term], page: str) -> tuple[Term, bool]:
    """Return the term nearest to a page, and whether another one is as near.

    The one on the same page, else the one on the page that shares the longest folder path, else the first
    by path.
    """
    if len(terms) == 1:
        return terms[0], False
    folders = page.split("/")[:-1]

    def nearness(term: Term) -> tuple[bool, int]:
        shared = 0
        for ours, theirs in zip(folders, term.page.split("/")[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        return term.page == page, shared

    best = max(terms, key=nearness)
    return best, sum(nearness(term) == nearness(best) for term in terms) > 1


class Preferences:
    """The `<!-- autolink-prefer: path/to/page.md -->` comments of a page.

    Each holds in the section it stands in (before any heading: in the whole page). The path is that of a
    glossary page, relative to the page or to the project root.
    """

    def __init__(self, page: Page, config: Config) -> None:
        self._page = page
        self._by_section: dict[int, dict[str, tuple[int, tuple[str, str]]]] = {}
        for comment in page.comments:
            match = _PREFER.fullmatch(comment.text)
            if match:
                bases = posixpath.dirname(page.path), config.root
                near, far = (posixpath.normpath(posixpath.join(base, match[1])) for base in bases)
                preferred = self._by_section.setdefault(next(page.sections.around(comment.start)), {})
                preferred[near] = preferred[far] = comment.start, (near, far)

    def section(self, offset: int) -> int:
        """Return the number of the section whose preferences hold at a byte offset."""
        return next(self._page.sections.around(offset)) if self._by_section else WHOLE_PAGE

    def among(self, terms: Sequence[Term], offset: int) -> Sequence[Term]:
        """Return the preferred ones of some terms at a byte offset, or all when none is preferred.

        The innermost section that prefers one of them decides, in it the last comment that does.
        """
        if len(terms) > 1 and self._by_section:
            for section in self._page.sections.around(offset):
                preferred = self._by_section.get(section, {})
                decisive = max(
                    (preferred[term.page] for term in terms if term.page in preferred), default=None
                )
                if decisive:
                    return [term for term in terms if term.page in decisive[1]]
        return terms


class Definitions:
    """The sections of a page, by the heading that opens them."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _sections(self) -> dict[str, Ranges]:
        found: dict[str, list[tuple[int, int, str]]] = {}
        for number, heading in enumerate(self._page.headings):
            found.setdefault(heading.source, []).append((*self._page.sections.range(number), ""))
        return {source: Ranges(sections) for source, sections in found.items()}

    def hold(self, term: Term, offset: int) -> bool:
        """Tell whether a byte offset lies in the section that a term's own heading opens."""
        if term.page != self._page.path or term.heading not in self._sections:
            return False
        return self._sections[term.heading].reason(offset, offset + 1) is not None


class Occurrences:
    """Counts the mentions of a page by `occurrences`; the author's link to a term counts as its first."""

    def __init__(self, page: Page, policy: str, glossary: Glossary, author_links: Iterable[Link]) -> None:
        self._starts: list[int] = []
        if policy == "first-in-section":
            self._starts = sorted(region.text_start for region in page.regions if region.kind == "heading")
        elif policy == "first-in-paragraph":
            self._starts = [at for at, ch in enumerate(page.prose.text) if ch == BLOCK]
        self._all = policy == "all"
        self._seen: set[tuple[Term, int]] = set()
        if not self._all:
            for link in author_links:
                term = linked_term(link, page.path, glossary)
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


def linked_term(link: Link, page: str, glossary: Glossary) -> Term | None:
    """Return the term that a link of the author points to, by page and fragment or by anchor id alone."""
    address, _, fragment = link.target.partition("#")
    fragment = unquote(fragment)
    home = glossary.page_at(address, page)
    term = glossary.by_place.get((home, fragment)) if home else None
    return term or next(iter(glossary.by_anchor_id.get(fragment, ())), None)
