"""Which term a mention means if several terms have its alias."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from autolink.page.sections import WHOLE_PAGE
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.page.page import Page


_PREFER = re.compile(r"\s*autolink-prefer[\s:]+(\S.*?)\s*")


def nearest(terms: Sequence[Term], page: str) -> tuple[Term, tuple[Term, ...]]:
    """Return the term nearest to a page, and the others that are equally near.

    The one on the same page, else the one on the page that shares the longest folder path, else the first
    by path. Of terms that are as near, one that is never linked leaves its mentions to the others.
    """
    if len(terms) == 1:
        return terms[0], ()
    folders = page.split("/")[:-1]

    def nearness(term: Term) -> tuple[bool, int]:
        shared = 0
        for ours, theirs in zip(folders, term.page.split("/")[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        return term.page == page, shared

    how_near = [nearness(term) for term in terms]
    most = max(how_near)
    tied = [term for term, near in zip(terms, how_near, strict=True) if near == most]
    best, *rivals = [term for term in tied if term.attributes.link != "never"] or tied[:1]
    return best, tuple(rivals)


class Preferences:
    """The `<!-- autolink-prefer: path/to/page.md#term -->` comments of a page, and the key `prefer`.

    Each comment holds in the section it is in (before any heading: in the whole page). The path is that
    of a glossary page, relative to the page or to the project root; after `#` may be the name of a term
    on it, or its anchor. The key says what a word means where no comment does.
    """

    def __init__(self, page: Page, config: Config) -> None:
        self._page = page
        self._by_section: dict[int, dict[str, tuple[int, tuple[str, str], str]]] = {}
        self._by_word = {
            fold(word).text: (_joined(config.root, path), name)
            for word, target in config.prefer
            for path, _, name in (target.partition("#"),)
        }
        for comment in page.comments:
            match = _PREFER.fullmatch(comment.text)
            if match:
                path, _, name = match[1].partition("#")
                near, far = _joined(posixpath.dirname(page.path), path), _joined(config.root, path)
                preferred = self._by_section.setdefault(next(page.sections.around(comment.start)), {})
                preferred[near] = preferred[far] = comment.start, (near, far), name

    def section(self, offset: int) -> int:
        """Return the number of the section whose preferences hold at a byte offset."""
        return next(self._page.sections.around(offset)) if self._by_section else WHOLE_PAGE

    def among(self, terms: Sequence[Term], offset: int, alias: str) -> Sequence[Term]:
        """Return the preferred ones of some terms of an alias at a byte offset, or all when none is.

        The innermost section that prefers one of them decides, in it the last comment that does.
        """
        return self._chosen(terms, offset, alias)[0]

    def reason(self, terms: Sequence[Term], offset: int, alias: str) -> str:
        """Return what says which of some terms of an alias is meant at a byte offset; empty for nothing."""
        return self._chosen(terms, offset, alias)[1]

    def _chosen(self, terms: Sequence[Term], offset: int, alias: str) -> tuple[Sequence[Term], str]:
        if len(terms) > 1 and self._by_section:
            for section in self._page.sections.around(offset):
                preferred = self._by_section.get(section, {})
                named = [preferred[term.page] for term in terms if term.page in preferred]
                for start, pages, name in sorted(named, reverse=True):
                    if found := _named(terms, pages, name):
                        return found, f"`autolink-prefer` on line {self._page.position(start)[0]}"
        if len(terms) > 1 and self._by_word:
            page, name = self._by_word.get(fold(alias).text, ("", ""))
            if found := _named(terms, (page,), name):
                return found, "`prefer`"
        return terms, ""


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def _named(terms: Sequence[Term], pages: Sequence[str], name: str) -> list[Term]:
    """Return the terms on some pages, or those there that have a name or anchor."""
    return [
        term
        for term in terms
        if term.page in pages and (not name or name in (term.name, term.anchor, term.slug, *term.aliases))
    ]
