"""Avoided words on a page: words that it uses although the entry of a term says not to.

They are found with the aliases, in the same pass. An alias that covers one comes first: a live alias of
another term, or a longer one such as `whitelist plugin`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from autolink.config.glossary_source import ENTRIES_IN_PROSE
from autolink.indexer.build import terms_on
from autolink.matcher.avoidance import plain
from autolink.matcher.boundaries import reason_against
from autolink.text.inflection import in_plural
from autolink.text.intervals import NO_INTERVALS, Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.reach import Reach
    from autolink.matcher.spellings import Spelling
    from autolink.page.model import Link
    from autolink.page.page import Page
    from autolink.text.folding import Folded

AVOIDED = "an avoided word"
IN_HEADING = "an avoided word, in a heading"
IN_LINK = "an avoided word, in your own link"
FOUND = frozenset({AVOIDED, IN_HEADING, IN_LINK})
"""The verdicts on avoided words; those in headings and links of the author are left to the author."""

MOST_TERMS = 4
"""Terms that avoid the same word, as far as they are told apart."""

_OPEN = frozenset({"heading", "<a>"})
_HUMP = re.compile(r"[a-z][A-Z]")


class Verdict(NamedTuple):
    """The verdict on a candidate that is not an alias, the word that it may be, and who avoids that."""

    verdict: str
    word: str
    terms: tuple[Term, ...]
    """The first `MOST_TERMS` of them, and one more where there are more."""
    entries: Intervals = NO_INTERVALS
    """Where the entries of those are that the page defines, in bytes."""


class AvoidedWords:
    """Judges those candidates of one page that may be avoided words, from left to right."""

    def __init__(
        self,
        page: Page,
        folded: Folded,
        matcher: Matcher,
        config: Config,
        reach: Reach | None,
        author_links: Sequence[Link],
        protected: Sequence[tuple[int, int, str]],
    ) -> None:
        self._page, self._text, self._folded = page, page.prose.text, folded
        self._matcher, self._config, self._reach = matcher, config, reach
        self._links, self._protected = author_links, protected
        self._covered = 0
        self._meanings: dict[tuple[int, str, str], Verdict | None] = {}

    def judge(self, start: int, end: int, span: tuple[int, int], pattern: int) -> Verdict | None:
        """Return the verdict on a candidate at folded positions; None where it may be an alias."""
        if pattern not in self._matcher.avoided_spellings:
            if pattern in self._matcher.covering and self._is_alias(start, end, span, pattern):
                self._covered = max(self._covered, end)
            return None
        found = self._meaning(start, end, span, pattern)
        if found is None:
            return None
        verdict = "part of a longer alias" if start < self._covered else found.verdict
        verdict = verdict or self._verdict(span, found.entries)
        if verdict not in FOUND and self._matcher.spellings[pattern]:
            return None
        return found._replace(verdict=verdict)

    def _is_alias(self, start: int, end: int, span: tuple[int, int], pattern: int) -> bool:
        """Tell whether a candidate is an alias, be it one that is not linked here."""
        if not self._terms(self._matcher.aliases, self._matcher.spellings[pattern], start, end):
            return False
        return not reason_against(self._text, *span, self._config.cjk_boundary == "script")

    def _meaning(self, start: int, end: int, span: tuple[int, int], pattern: int) -> Verdict | None:
        """Return which avoided word a candidate is, without a verdict; found once for the same text."""
        text = self._text[span[0] : span[1]]
        key = pattern, self._folded.cased[max(0, start - 2) : end], text
        if key not in self._meanings:
            aliases = self._terms(self._matcher.aliases, self._matcher.spellings[pattern], start, end)
            words = self._terms(
                self._matcher.avoidance.words, self._matcher.avoided_spellings[pattern], start, end
            )
            self._meanings[key] = self._meant(text, pattern, words, [term for _, term in aliases])
        return self._meanings[key]

    def _terms(
        self, entries: Sequence[tuple[str, Term]], spellings: Sequence[Spelling], start: int, end: int
    ) -> list[tuple[str, Term]]:
        """Return the entries whose spellings fit a candidate, and whose terms reach the page."""
        fitting = (item for item in spellings if item.allows(self._folded, start, end, self._text))
        found = [entries[item.alias] for item in fitting]
        return self._reach.among(found, lambda item: item[1]) if self._reach else found

    def _meant(
        self, text: str, pattern: int, words: Sequence[tuple[str, Term]], aliases: Sequence[Term]
    ) -> Verdict | None:
        words = [
            (word, term)
            for word, term in words
            if _is_written(text, word) and bool(_HUMP.search(text)) <= bool(_HUMP.search(word))
        ]
        avoiding = dict.fromkeys(term for _, term in words)
        is_alias = any(term not in avoiding or _is_alias_of(term, text) for term in aliases)
        replacement = self._matcher.avoidance.replacement
        if words and not is_alias and any(replacement(text, *item).text != text for item in words):
            word = min(words, key=lambda item: plain(item[0]) != plain(text))[0]
            return Verdict("", word, tuple(avoiding)[: MOST_TERMS + 1], self._entries_of(avoiding))
        if self._matcher.spellings[pattern]:
            return None
        word, term = self._matcher.named(pattern)
        return Verdict("spelled differently: case, space, hyphen or long vowel", word, (term,))

    @cached_property
    def _here(self) -> Sequence[Term]:
        """The terms that the page defines, with their places in it."""
        is_glossary = self._page.path in self._matcher.glossary.pages
        return terms_on(self._page, self._config)[0] if is_glossary else ()

    def _entries_of(self, terms: Iterable[Term]) -> Intervals:
        names = {term.name for term in terms if term.page == self._page.path}
        here = (term for term in self._here if term.name in names)
        return Intervals((term.start, term.definition[1], "") for term in here)

    def _verdict(self, span: tuple[int, int], entries: Intervals) -> str:
        """Return the verdict on what is an avoided word, if it stands by itself in open prose."""
        reason = reason_against(self._text, *span, True) or self._closed.reason(*span)
        place = self._page.prose.byte_range(*span)
        if reason or place is None:
            return reason or "part of a character reference"
        if entries.reason(place[0], place[0] + 1) is not None:
            return "in the entry of the term that avoids it"
        return self._authors.reason(*span) or AVOIDED

    @cached_property
    def _closed(self) -> Intervals:
        """The ranges of the prose in which nothing is looked for."""
        kinds = self._matcher.closed
        regions = (item for item in self._page.regions if item.kind not in _OPEN and kinds[item.kind])
        found = [(start, end, kinds[kind]) for kind, start, end in regions]
        return Intervals([*found, *self._protected, *self._names()])

    def _names(self) -> Iterator[tuple[int, int, str]]:
        if self._here and self._config.source_of(self._page.path).form not in ENTRIES_IN_PROSE:
            position = self._page.prose.position
            for term in self._here:
                yield position(term.place.start), position(term.place.end), "the name of an entry"

    @cached_property
    def _authors(self) -> Intervals:
        """The ranges of the prose in which words are found, and left to the author."""
        links = [(link.text_start, link.text_end, IN_LINK) for link in self._links]
        verdicts: Mapping[str, str] = {"heading": IN_HEADING, "<a>": IN_LINK}
        regions = [(start, end, verdicts.get(kind, "")) for kind, start, end in self._page.regions]
        return Intervals([*links, *(item for item in regions if item[2])])


def _is_written(text: str, word: str) -> bool:
    """Tell whether a text spelled like an avoided word is it, and neither a name nor other words.

    `サーバー` is not the avoided `サーバ`, `set up` is no `set-up`, and `whiteList` a name in some program.
    """
    text, word = plain(text), plain(word)
    return text.count("ー") == word.count("ー") and text.count(" ") <= word.count(" ")


def _is_alias_of(term: Term, text: str) -> bool:
    """Tell whether a text is an alias of a term as it is written there, or its plural."""
    seen = plain(text)
    return any(seen == plain(form) for alias in term.aliases for form in (alias, *in_plural(alias)))
