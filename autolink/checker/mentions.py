"""What is wrong with the mentions of terms: not linked, ambiguous, misspelled, or none at all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import AMBIGUOUS_MENTION, MISSPELLED_MENTION, UNLINKED_MENTION, UNUSED_TERM
from autolink.links.linked_term import linked_term
from autolink.matcher.verdicts import AMBIGUOUS, LINKED
from autolink.text.folding import fold
from autolink.text.intervals import Intervals
from autolink.text.similar import is_one_slip_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.page import Page
    from autolink.rewriter.rewriter import Rewriter

# One slip away is next door for short words: `CPU` and `GPU` are both right.
_WORD = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Za-z]*[A-Z](?:s\b)?(?![A-Za-z0-9_])|[\u30a1-\u30fa\u30fc]{5,}")
_ACRONYM = re.compile(r"[A-Z]{4,}")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{5,}")
_WIDELY = 3
"""On that many pages or more, an unknown word is no slip."""
_LONGEST = 50
"""Characters; no slip is looked for in longer words: a word has as many shorter forms as characters."""


class MentionReport(NamedTuple):
    """What the mentions of a page show; what is known only once all pages are seen has not a place yet."""

    diagnostics: list[Diagnostic]
    used: frozenset[int]
    """The numbers of the terms that are mentioned or linked."""
    slips: list[tuple[str, Diagnostic]]
    """Words that look like slips."""
    unknown: frozenset[str]
    """Words that might be slips, if they were rare."""


class MentionRules:
    """Looks at the mentions of the pages of a project, one page after the other."""

    def __init__(self, matcher: Matcher, rewriter: Rewriter, config: Config) -> None:
        self._matcher = matcher
        self._rewriter = rewriter
        self._rules = config.rules
        self._root = config.root + "/"
        self._number = {term: number for number, term in enumerate(matcher.glossary.terms)}
        self._near = _Neighbours(matcher) if MISSPELLED_MENTION in self._rules else None

    def check(self, page: Page) -> MentionReport:
        """Return what the mentions of a page show."""
        managed = self._matcher.managed.on(page)
        linked = Intervals((link.start, link.end, "") for link in managed)
        found: list[Diagnostic] = []
        unlinked: list[Mention] = []
        used: set[Term] = set()
        starts: set[int] = set()
        for item in self._matcher.judged(page, managed):
            if not item.consumes:
                continue
            starts.add(item.text_start)
            used.add(item.term)
            if item.verdict == LINKED and linked.reason(item.start, item.end) is None:
                unlinked.append(item)
            if item.rivals and item.verdict in (LINKED, AMBIGUOUS):
                found.append(self._ambiguous(page, item))
        if UNLINKED_MENTION in self._rules and unlinked:
            found += self._unlinked(page, unlinked)
        for link in page.links if UNUSED_TERM in self._rules else ():
            term = linked_term(link, page.path, self._matcher.glossary, self._matcher.resolver)
            if term:
                used.add(term)
        slips, unknown = self._slips(page, starts) if self._near else ([], frozenset())
        return MentionReport(found, frozenset(self._number[term] for term in used), slips, unknown)

    def _unlinked(self, page: Page, items: Sequence[Mention]) -> Iterator[Diagnostic]:
        """Yield the mentions that lack their link; one that would change more than links lacks none."""
        for item, edits in zip(items, self._rewriter.verdicts(page, items), strict=True):
            if not isinstance(edits, str):
                text = page.data[item.start : item.end].decode()
                message = f"`{text}` is not linked to `{item.term.name}`"
                span = item.start, item.end
                yield Diagnostic.at(page, span, UNLINKED_MENTION, message, edits=edits, fixable=True)

    def _ambiguous(self, page: Page, item: Mention) -> Diagnostic:
        text = page.data[item.start : item.end].decode()
        meant = " or ".join(self._named(term) for term in (item.term, *item.rivals[:3]))
        return Diagnostic.at(page, (item.start, item.end), AMBIGUOUS_MENTION, f"`{text}` may mean {meant}")

    def _named(self, term: Term) -> str:
        return f"`{term.name}` in {term.page.removeprefix(self._root)}"

    def _slips(self, page: Page, starts: set[int]) -> tuple[list[tuple[str, Diagnostic]], frozenset[str]]:
        """Return the words of a page that look like slips, and all that are unknown."""
        assert self._near is not None
        judge = self._matcher.judge(page)
        unknown: dict[str, int] = {}
        for match in _WORD.finditer(page.prose.text):
            if match.start() not in starts and not judge.reason_against(*match.span()):
                unknown.setdefault(match[0], match.start())
        slips: list[tuple[str, Diagnostic]] = []
        for word, position in unknown.items():
            alias = self._near.find(word)
            offset = page.prose.byte_start(position)
            if alias and offset is not None:
                message = f"`{word}` looks like a slip for `{alias}`"
                span = offset, offset + len(word.encode())
                slips.append((word, Diagnostic.at(page, span, MISSPELLED_MENTION, message)))
        return slips, frozenset(unknown)


def unused_terms(
    everything: Iterable[MentionReport], terms: Sequence[Term], config: Config
) -> Iterator[Diagnostic]:
    """Yield the terms that no page mentions, given what the mentions of all pages show."""
    if UNUSED_TERM in config.rules:
        used = frozenset().union(*(report.used for report in everything))
        for number, term in enumerate(terms):
            if number not in used:
                yield Diagnostic.of(term.page, term.place, UNUSED_TERM, f"no page mentions `{term.name}`")


def mention_diagnostics(
    reports: Iterable[MentionReport], everything: Iterable[MentionReport]
) -> Iterator[Diagnostic]:
    """Yield what the mentions of some pages show, given those of all: words on many pages are no slips."""
    pages_with = Counter(word for report in everything for word in report.unknown)
    for report in reports:
        yield from report.diagnostics
        yield from (diagnostic for word, diagnostic in report.slips if pages_with[word] < _WIDELY)


class _Neighbours:
    """Finds the acronym or katakana alias that is one slip away from a word, without trying them all.

    Two words are at most one slip apart when they meet after taking out one character of each or of one.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._known: set[str] = set()
        self._by_reduced: dict[str, list[str]] = {}
        for alias in dict.fromkeys(alias for alias, _ in matcher.aliases):
            self._known.add(fold(alias).text)
            if len(alias) <= _LONGEST and (_ACRONYM.fullmatch(alias) or _KATAKANA.fullmatch(alias)):
                for reduced in _reductions(alias):
                    self._by_reduced.setdefault(reduced, []).append(alias)

    def find(self, word: str) -> str | None:
        """Return the alias that a word is a slip of; None for an alias, its plural, or a word like none."""
        if len(word) > _LONGEST:
            return None
        folded = fold(word).text
        if (
            folded in self._known
            or folded.removesuffix("s") in self._known
            or folded.rstrip("ー") in self._known
        ):
            return None
        for reduced in _reductions(word):
            for alias in self._by_reduced.get(reduced, ()):
                if is_one_slip_apart(word, alias):
                    return alias
        return None


def _reductions(word: str) -> Iterable[str]:
    """Return a word and what is left of it without one character, each once, always in the same order."""
    return dict.fromkeys([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))])
