"""Which term a mention means when several have its alias."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from autolink.page.sections import WHOLE_PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
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
