"""From pages to the glossary: the dictionary of all terms."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import EMPTY_ALIAS, NO_TERMS, UNKNOWN_ATTRIBUTE
from autolink.indexer.anchor_ids import decode_anchor_id, encode_anchor_id
from autolink.indexer.attributes import Attributes, comment_below, parse
from autolink.indexer.heading_aliases import split_heading
from autolink.links.anchors import anchor_names, heading_slugs
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autolink.config import Config
    from autolink.page.model import Comment, Heading


_MOST_LIKE = 3
_MOST_ALIASES_LIKE = 10
_LIKE = 70
_SAME = 100


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One glossary entry. `start` and `end` are the byte range of its heading. A term equals only itself."""

    page: str
    """Absolute path of the page that defines it."""
    heading: str
    """The heading as written: what the anchor id encodes."""
    aliases: tuple[str, ...]
    start: int
    end: int
    line: int
    """The line of its heading, 1-based."""
    slug: str
    """The fragment that its heading has without an anchor."""
    attributes: Attributes
    old_ids: tuple[str, ...] = ()
    """Anchor ids that its heading keeps from when it read otherwise."""

    @property
    def anchor_id(self) -> str:
        """Its anchor: base64 of the heading text."""
        return encode_anchor_id(self.heading)


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their pages and headings.

    >>> from autolink import Project
    >>> glossary = Project.load().glossary()
    >>> [term.heading for term in glossary.terms]
    ['事前学習 | Pre-training', 'Large language model (LLM)']
    >>> [term.heading for term in glossary.by_alias["LLM"]]
    ['Large language model (LLM)']
    """

    terms: tuple[Term, ...]
    page_urls: dict[str, str]
    """The public address that a page declares, by page path; without a fragment."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fragments that each glossary page answers to."""

    @cached_property
    def by_alias(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an alias, in order."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for alias in term.aliases:
                found.setdefault(alias, []).append(term)
        return {alias: tuple(terms) for alias, terms in found.items()}

    def lookup(self, query: str) -> list[Term]:
        """Return up to three terms with an alias like a query, the nearest first.

        When an alias is the query, case and punctuation aside, only terms with such an alias.

        >>> from autolink import Project
        >>> [term.heading for term in Project.load().glossary().lookup("pretraning")]
        ['事前学習 | Pre-training']
        """
        from rapidfuzz import fuzz, process, utils

        found = process.extract(
            query,
            list(self.by_alias),
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=_MOST_ALIASES_LIKE,
            score_cutoff=_LIKE,
        )
        near = [(alias, score) for alias, score, _ in found if 2 * len(alias) >= len(query)]
        same = [(alias, score) for alias, score in near if score == _SAME]
        terms = (term for alias, _ in same or near for term in self.by_alias[alias])
        return list(dict.fromkeys(terms))[:_MOST_LIKE]

    @cached_property
    def by_anchor_id(self) -> dict[str, tuple[Term, ...]]:
        """The terms that have an anchor id, in order; an old id counts where it is no term's current one."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.anchor_id, []).append(term)
        current = frozenset(found)
        for term in self.terms:
            for anchor_id in term.old_ids:
                if anchor_id not in current:
                    found.setdefault(anchor_id, []).append(term)
        return {anchor_id: tuple(terms) for anchor_id, terms in found.items()}

    @cached_property
    def by_place(self) -> dict[tuple[str, str], Term]:
        """The terms by page and fragment: anchor id, slug, or `{#id}`."""
        found: dict[tuple[str, str], Term] = {}
        for term in reversed(self.terms):
            found.update(((term.page, anchor_id), term) for anchor_id in term.old_ids)
            found[term.page, term.slug] = term
            found[term.page, term.anchor_id] = term
        return found

    @cached_property
    def pages(self) -> frozenset[str]:
        """The paths of the pages that define terms."""
        return frozenset(term.page for term in self.terms)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The glossary pages by the address that they declare, percent-decoded; the first one's wins."""
        return {unquote(url): page for page, url in reversed(self.page_urls.items())}

    def page_at(self, address: str, page: str) -> str | None:
        """Return the glossary page that an address on some page means (without fragment); None for others."""
        if not address:
            path = page
        elif "://" in address:
            return self.urls.get(unquote(address))
        else:
            relative = unquote(address.partition("?")[0], errors="surrogateescape")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), relative))
        return path if path in self.pages else None


def build(pages: Iterable[Page], config: Config) -> tuple[Glossary, list[Diagnostic]]:
    """Index the term headings of the glossary pages."""
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    page_urls: dict[str, str] = {}
    anchors: dict[str, frozenset[str]] = {}
    for page in sorted(pages, key=lambda page: page.path):
        url = declared_url(page, config)
        if url and is_web_address(url[0]):
            page_urls[page.path] = url[0]
        anchors[page.path] = anchor_names(page, config.anchor_style)
        for heading, slug in term_headings(page, config):
            term, problems = _term(page, heading, slug, config)
            diagnostics += problems
            if term:
                terms.append(term)
    if not terms:
        levels = " or ".join(map(str, config.term_levels))
        message = f"no term headings of level {levels} here (see `term-levels`)"
        diagnostics.append(Diagnostic(config.glossary[0], 1, 1, NO_TERMS, message))
    return Glossary(tuple(terms), page_urls, anchors), diagnostics


def term_headings(page: Page, config: Config) -> list[tuple[Heading, str]]:
    """Return the headings of a glossary page that define terms, each with its slug.

    A heading inside a list, a quote or a footnote quotes a term, it does not define one.
    """
    headings = zip(page.headings, heading_slugs(page, config.anchor_style), strict=True)
    return [
        (heading, heading.attribute_id or slug)
        for heading, slug in headings
        if heading.level in config.term_levels and not heading.nested
    ]


def _term(page: Page, heading: Heading, slug: str, config: Config) -> tuple[Term | None, list[Diagnostic]]:
    """Return the term that a heading defines, if any, and what is wrong with it."""
    diagnostics: list[Diagnostic] = []
    aliases, empty = split_heading(heading, config.separator)
    attributes = Attributes()
    comment = comment_below(page, heading)
    if comment:
        attributes, problems = parse(comment, frozenset(config.page_url_keys))
        diagnostics += (
            Diagnostic.at(page, (comment.start, comment.end), UNKNOWN_ATTRIBUTE, text) for text in problems
        )
    if empty:
        problem = "has a part without text" if aliases else "has no text, so it is no term"
        diagnostics.append(
            Diagnostic.at(page, (heading.start, heading.end), EMPTY_ALIAS, f"term heading {problem}")
        )
    usable = tuple(alias for alias in (*aliases, *attributes.aliases) if _has_letter(alias))
    for alias in (*aliases, *attributes.aliases):
        if alias not in usable:
            message = f"alias `{alias}` has no letter or digit, so it is never linked"
            diagnostics.append(Diagnostic.at(page, (heading.start, heading.end), EMPTY_ALIAS, message))
    if not usable:
        return None, diagnostics
    if decode_anchor_id(encode_anchor_id(heading.source)) is None or _ends_in_escape(heading.source):
        message = "term heading has a control character or ends in a backslash, so it can have no anchor"
        diagnostics.append(Diagnostic.at(page, (heading.start, heading.end), EMPTY_ALIAS, message))
        return None, diagnostics
    unique = tuple(dict.fromkeys(usable))
    ids = (anchor.id for anchor in heading.anchors if decode_anchor_id(anchor.id) is not None)
    old_ids = tuple(anchor_id for anchor_id in ids if anchor_id != encode_anchor_id(heading.source))
    line = page.position(heading.start)[0]
    place = heading.start, heading.end, line, slug
    term = Term(page.path, heading.source, unique, *place, attributes, old_ids)
    return term, diagnostics


def _ends_in_escape(source: str) -> bool:
    return (len(source) - len(source.rstrip("\\"))) % 2 == 1


def is_web_address(url: str) -> bool:
    """Tell whether a URL is relative or one of the web: not `javascript:`, and nothing that hides it."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    return url.isprintable() and (scheme is None or scheme[1].lower() in ("http", "https"))


def _has_letter(alias: str) -> bool:
    """Tell whether an alias holds a letter or digit, a squared one (`㎏`) counted."""
    return any(map(str.isalnum, unicodedata.normalize("NFKC", alias)))


@lru_cache(maxsize=65_536)
def aliases_of_anchor_id(anchor_id: str, separator: str) -> tuple[str, ...]:
    """Return the aliases of the heading that an anchor id decodes to; none for what is no anchor id."""
    source = decode_anchor_id(anchor_id)
    if source is None:
        return ()
    one_line = re.sub(r"\s*[\r\n]\s*", " ", source)
    headings = Page.parse("", f"## {one_line} ##".encode()).headings
    return split_heading(headings[0], separator)[0] if headings else ()


def declared_url(page: Page, config: Config) -> tuple[str, Comment] | None:
    """Return the public address that a page declares in a comment, and that comment.

    The comment is `<!-- key: URL -->` with one of the configured keys; the URL's fragment is dropped.
    """
    for comment in page.comments:
        match = config.page_url_pattern.fullmatch(comment.text)
        if match:
            return match[1].split("#", 1)[0], comment
    return None
