"""Where a page speaks of terms: links to them, mentions that are not linked, and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from autolink.links.linked_term import linked_term
from autolink.matcher.spellings import is_spelling
from autolink.page.model import MARK
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.page.page import Page


class TermPlace(NamedTuple):
    """Bytes [start, end) of a page that mean a term."""

    start: int
    end: int
    text_start: int
    """Where what is read starts: of a link its text, else the same. Bytes, as is its end."""
    text_end: int
    term: Term
    kind: Literal["link", "mention", "entry"]
    alias: str
    """The alias that it spells; empty where it spells none."""
    mention: Mention | None = None
    """For a mention, what it was judged to be."""


def term_places(page: Page, matcher: Matcher) -> list[TermPlace]:
    """Return where a page speaks of terms, in order."""
    links = list(_links(page, matcher))
    linked = Intervals((place.start, place.end, "") for place in links)
    mentions = [
        TermPlace(item.start, item.end, item.start, item.end, item.term, "mention", item.alias, item)
        for item in matcher.judged(page)
        if item.is_mention and linked.reason(item.start, item.end) is None
    ]
    entries = [
        place for term in matcher.glossary.terms if term.page == page.path for place in _entry(page, term)
    ]
    return sorted((*links, *mentions, *entries), key=lambda place: place[:2])


def _links(page: Page, matcher: Matcher) -> Iterator[TermPlace]:
    for link in page.links:
        if link.kind == "definition":
            continue
        term = linked_term(link, page.path, matcher.glossary, matcher.resolver)
        if term:
            alias = _alias(page, link, term)
            yield TermPlace(link.start, link.end, link.open_end, link.close_start, term, "link", alias)


def _alias(page: Page, link: Link, term: Term) -> str:
    text = page.prose.text[link.text_start : link.text_end].replace(MARK, "")
    return next((alias for alias in term.aliases if is_spelling(text, [alias])), "")


def _entry(page: Page, term: Term) -> Iterator[TermPlace]:
    """Yield where an entry names its term: each alias where it is written as it reads, else the whole."""
    spans = dict(term.spans)
    start, end = term.name_span or (term.place.start, term.place.end)
    at = start
    for alias in term.aliases if not spans else ():
        found = page.data.find(alias.encode(), at, end)
        if found >= 0:
            at = found + len(alias.encode())
            spans[alias] = found, at
    for alias, (first, last) in (spans or {"": (start, end)}).items():
        yield TermPlace(first, last, first, last, term, "entry", alias)


def place_at(places: list[TermPlace], offset: int) -> TermPlace | None:
    """Return the place at a byte offset, its end included where no other one starts there."""
    holding = [place for place in places if place.start <= offset <= place.end]
    return max(holding, key=lambda place: place.start, default=None)
