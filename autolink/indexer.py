"""From pages to the glossary: the dictionary of all terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from autolink.anchors import decode_anchor_id, encode_anchor_id
from autolink.diagnostics import Diagnostic
from autolink.page import Page
from autolink.rules import EMPTY_ALIAS, NO_TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.config import Config
    from autolink.page.model import Heading


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry. `start` and `end` are the byte range of its heading."""

    page: str
    """Absolute path of the page that defines it."""
    heading: str
    """The heading as written: what the anchor id encodes."""
    aliases: tuple[str, ...]
    start: int
    end: int

    @property
    def anchor_id(self) -> str:
        """Its anchor: base64 of the heading text."""
        return encode_anchor_id(self.heading)


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their pages and headings."""

    terms: tuple[Term, ...]
    page_urls: dict[str, str]
    """The public address that a page declares, by page path; without a fragment."""
    separator: str = "|"

    @cached_property
    def by_alias(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an alias, in order."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for alias in term.aliases:
                found.setdefault(alias, []).append(term)
        return {alias: tuple(terms) for alias, terms in found.items()}

    @cached_property
    def by_anchor_id(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an anchor id, in order."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.anchor_id, []).append(term)
        return {anchor_id: tuple(terms) for anchor_id, terms in found.items()}

    def aliases_of(self, anchor_id: str) -> frozenset[str]:
        """Return what a managed link with this anchor id may have as its text; empty for no anchor id."""
        heading = decode_anchor_id(anchor_id)
        if heading is None:
            return frozenset()
        now = (alias for term in self.by_anchor_id.get(anchor_id, ()) for alias in term.aliases)
        return frozenset(now) | _aliases_of_source(heading, self.separator)


def build(pages: Iterable[Page], config: Config) -> tuple[Glossary, list[Diagnostic]]:
    """Index the term headings of the glossary pages."""
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    page_urls: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: page.path):
        url = declared_url(page, config)
        if url:
            page_urls[page.path] = url[0]
        for heading in term_headings(page, config):
            aliases, empty = split_aliases(heading, config.separator)
            if empty:
                problem = "has a part without text" if aliases else "has no text, so it is no term"
                diagnostics.append(Diagnostic.at(page, heading.start, EMPTY_ALIAS, f"term heading {problem}"))
            if aliases:
                terms.append(Term(page.path, heading.source, aliases, heading.start, heading.end))
    if not terms:
        levels = " or ".join(map(str, config.term_levels))
        diagnostics.append(
            Diagnostic(config.glossary[0], 1, 1, NO_TERMS, f"no term headings of level {levels} here")
        )
    return Glossary(tuple(terms), page_urls, config.separator), diagnostics


def term_headings(page: Page, config: Config) -> list[Heading]:
    """Return the headings of a glossary page that define terms.

    A heading inside a list, a quote or a footnote quotes a term, it does not define one.
    """
    return [
        heading for heading in page.headings if heading.level in config.term_levels and not heading.nested
    ]


def split_aliases(heading: Heading, separator: str) -> tuple[tuple[str, ...], bool]:
    r"""Return the aliases of a heading, each once, and whether a part is empty.

    A separator that is escaped (`\|`), written as an entity or inside a code span does not split.
    """
    parts, start = [], 0
    for match in re.finditer(re.escape(separator), heading.text):
        if heading.fixed.isdisjoint(range(match.start(), match.end())):
            parts.append(heading.text[start : match.start()].strip())
            start = match.end()
    parts.append(heading.text[start:].strip())
    return tuple(dict.fromkeys(filter(None, parts))), not all(parts)


@lru_cache(maxsize=65_536)
def _aliases_of_source(source: str, separator: str) -> frozenset[str]:
    """Return the aliases of a heading known only by what its anchor id decodes to."""
    one_line = re.sub(r"\s*[\r\n]\s*", " ", source)
    headings = Page.parse("", f"## {one_line} ##".encode()).headings
    return frozenset(split_aliases(headings[0], separator)[0]) if headings else frozenset()


def declared_url(page: Page, config: Config) -> tuple[str, int] | None:
    """Return the public address that a page declares in a comment, and the comment's byte offset.

    The comment is `<!-- key: URL -->` with one of the configured keys; the URL's fragment is dropped.
    """
    for comment in page.comments:
        match = config.page_url_pattern.fullmatch(comment.text)
        if match:
            return match[1].split("#", 1)[0], comment.start
    return None
