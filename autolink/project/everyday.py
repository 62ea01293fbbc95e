"""Aliases that are everyday words, how a project uses them, and the setting that each may need.

Such a word has other senses than its term's, in which no careful writer would link it. Only a reader can tell
which one is meant; but how the word is spelled, and how often it occurs, can be counted.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from autolink.matcher.verdicts import LINKED, NOT_FIRST
from autolink.page.model import BLOCK, BREAK, MARK
from autolink.page.page import Page
from autolink.text.frequency import Frequency, frequency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.matcher.verdicts import Mention
    from autolink.project.run import Run
    from autolink.project.snapshot import Snapshot

PROPOSALS = ("case-sensitive", "never-link", "first-in-page")
"""The keys of the configuration that may be proposed for a word."""

_FEWEST = 2
"""Mentions that make a setting for a word worthwhile."""
_FEWEST_NAMES = 2
"""Mentions with a capital within sentences that show that a word is a name there."""
_SAMPLES = 3
_REACH = 30
"""Code points of the text that are shown on each side of a mention."""
_SENTENCE_END = re.compile(r"[.!?:;…]\W*\Z|\A\W*\Z")


class Sample(NamedTuple):
    """A mention: path, 1-based line, and the text around it."""

    path: str
    line: int
    text: str


class Usage(NamedTuple):
    """How some pages use a word."""

    mentions: int = 0
    pages: int = 0
    names: int = 0
    """Mentions with a capital, but for those at the start of a sentence."""
    lower: int = 0
    """Mentions without one."""
    samples: tuple[Sample, ...] = ()
    """The first mention of some pages, without a capital where there is such a one."""

    def with_more(self, other: Usage) -> Usage:
        """Return how these and other pages use it."""
        return Usage(
            self.mentions + other.mentions,
            self.pages + other.pages,
            self.names + other.names,
            self.lower + other.lower,
            (*self.samples, *other.samples)[:_SAMPLES],
        )


class EverydayWord(NamedTuple):
    """An alias that is an everyday word, and the key of the configuration that is proposed for it."""

    alias: str
    term: Term
    usage: Usage
    proposal: str


def everyday_words(run: Run) -> list[EverydayWord]:
    """Return the aliases that need a setting, the most frequent first. Raises AutolinkError for no glossary.

    Those for which the configuration or their term says something already are left out.
    """
    run.config.require_glossary()
    terms = {alias: term for alias, term in run.snapshot.matcher.aliases if _is_open(alias, term, run.config)}
    found: dict[str, Usage] = {}
    job = partial(_usages, aliases=frozenset(terms))
    for usages in run.each(job, run.snapshot, run.find([])) if terms else ():
        for alias, usage in usages.items():
            found[alias] = found.get(alias, Usage()).with_more(usage)
    words = [
        EverydayWord(alias, terms[alias], usage, proposed)
        for alias, usage in found.items()
        if (proposed := _proposal(alias, usage, run.config.occurrences))
    ]
    return sorted(words, key=lambda word: (-word.usage.mentions, word.alias))


def _is_open(alias: str, term: Term, config: Config) -> bool:
    """Tell whether an alias is an everyday word of which nothing is said."""
    said = (*config.never_link, *config.case_sensitive, *config.first_in_page)
    attributes = term.attributes
    return (
        frequency(alias) is not Frequency.RARE
        and alias.lower() not in map(str.lower, said)
        and attributes.link != "never"
        and attributes.case is None
        and attributes.occurrences is None
    )


def _proposal(alias: str, usage: Usage, occurrences: str) -> str:
    """Return the key that a word may need; nothing where none would help.

    A word that is written with a capital within sentences is a name there, and without one the everyday word:
    a frequent word where a quarter of its mentions are names, a less frequent one where half are.
    """
    if usage.mentions < _FEWEST:
        return ""
    level = frequency(alias)
    share = 2 if level is Frequency.COMMON else 4
    is_name = alias[:1].isupper() and usage.names >= _FEWEST_NAMES
    if is_name and usage.lower and usage.names * share >= usage.names + usage.lower:
        return "case-sensitive"
    if is_name and not usage.lower:
        return ""  # always a name
    if level is Frequency.FUNCTION:
        return "never-link"
    return "first-in-page" if level is Frequency.FREQUENT and occurrences != "first-in-page" else ""


def _usages(snapshot: Snapshot, path: str, data: bytes, *, aliases: frozenset[str]) -> dict[str, Usage]:
    """Return how a page uses some aliases."""
    page = Page.parse(path, data, snapshot.config.dialect)
    found: dict[str, list[Mention]] = {}
    for item in snapshot.matcher.judged(page):
        if item.alias in aliases and item.verdict in (LINKED, NOT_FIRST):
            found.setdefault(item.alias, []).append(item)
    return {alias: _usage(page, mentions) for alias, mentions in found.items()}


def _usage(page: Page, mentions: list[Mention]) -> Usage:
    text = page.prose.text
    capitals = [text[item.text_start].isupper() for item in mentions]
    lower = [item for item, capital in zip(mentions, capitals, strict=True) if not capital]
    names = sum(
        capital and not _starts_sentence(text, item.text_start)
        for item, capital in zip(mentions, capitals, strict=True)
    )
    first = (lower or mentions)[0]
    sample = Sample(page.path, page.position(first.start)[0], _around(text, first))
    return Usage(len(mentions), 1, names, len(lower), (sample,))


def _starts_sentence(text: str, position: int) -> bool:
    """Tell whether a sentence starts at a position, as far as a full stop or a new block says."""
    before = text[max(0, position - _REACH) : position]
    return _SENTENCE_END.search(before.rpartition(BLOCK)[2].replace(MARK, "")) is not None


def _around(text: str, mention: Mention) -> str:
    """Return the text around a mention, within its block."""
    start, end = mention.text_start, mention.text_end
    before = text[max(0, start - _REACH) : start].rpartition(BLOCK)
    after = text[end : end + _REACH].partition(BLOCK)
    cut_before = "…" if not before[1] and start > _REACH else ""
    cut_after = "…" if not after[1] and end + _REACH < len(text) else ""
    shown = f"{cut_before}{before[2]}{text[start:end]}{after[0]}{cut_after}"
    return " ".join(shown.replace(MARK, "").replace(BREAK, " … ").split())


def by_proposal(words: list[EverydayWord]) -> Iterator[tuple[str, list[EverydayWord]]]:
    """Yield the keys that are proposed, each with its words."""
    for key in PROPOSALS:
        of_key = [word for word in words if word.proposal == key]
        if of_key:
            yield key, of_key
