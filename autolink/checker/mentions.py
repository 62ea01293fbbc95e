"""What is wrong with the mentions of terms: not linked, ambiguous, misspelled, or missing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from autolink.checker.ambiguity import AmbiguousMention
from autolink.checker.verb_forms import VerbForms
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import AVOIDED_WORD, MISSPELLED_MENTION, UNLINKED_MENTION, UNUSED_TERM
from autolink.links.linked_term import linked_term
from autolink.matcher.avoided import FOUND
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
    from autolink.page.model import Link
    from autolink.page.page import Page
    from autolink.rewriter.avoided_words import WordReplacer
    from autolink.rewriter.rewriter import Rewriter

# One typo is nothing for short words: `CPU` and `GPU` are both right.
_WORD = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Za-z]*[A-Z](?:s\b)?(?![A-Za-z0-9_])|[\u30a1-\u30fa\u30fc]{5,}")
_ACRONYM = re.compile(r"[A-Z]{4,}")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{5,}")
_WIDELY = 3
"""An unknown word on this many pages or more is not a typo."""
_MOST_NAMED = 3
"""What may be used instead of an avoided word, if a message names it."""
_LONGEST = 50
"""Characters; longer words are not checked for typos: a word has as many shorter forms as characters."""


class MentionReport(NamedTuple):
    """What the mentions of a page show; some of it is judged only once all pages have been read."""

    diagnostics: list[Diagnostic]
    ambiguous: list[AmbiguousMention]
    """The ambiguous mentions, whether or not a comment hides them."""
    used: frozenset[int]
    """The numbers of the terms that are mentioned or linked."""
    slips: list[tuple[str, Diagnostic]]
    """Words that look like typos."""
    unknown: frozenset[str]
    """Words that may be typos if they are rare."""
    verb_forms: list[tuple[str, Diagnostic]]
    """Verb forms of aliases, by their keys; each is reported once, on the first page."""


class MentionRules:
    """Checks the mentions of the pages of a project, page by page."""

    def __init__(self, matcher: Matcher, rewriter: Rewriter, words: WordReplacer, config: Config) -> None:
        self._matcher = matcher
        self._rewriter = rewriter
        self._words = words
        self._rules = config.rules
        self._once_a_page = config.unlinked_mentions == "first-in-page"
        self._number = {term: number for number, term in enumerate(matcher.glossary.terms)}
        looks_for_slips = MISSPELLED_MENTION in self._rules
        self._near = _Neighbours(matcher) if looks_for_slips else None
        self._verb_forms = VerbForms(matcher, config) if looks_for_slips else None

    def check(self, page: Page) -> MentionReport:
        """Return what the mentions of a page show."""
        managed = self._matcher.managed.on(page)
        linked = Intervals((link.start, link.end, "") for link in managed)
        found: list[Diagnostic] = []
        ambiguous: list[Mention] = []
        unlinked: list[Mention] = []
        avoided: list[Mention] = []
        used: set[Term] = set()
        starts: set[int] = set()
        for item in self._matcher.judged(page, managed):
            if item.verdict in FOUND:
                avoided.append(item)
                starts.add(item.text_start)
            if not item.is_mention:
                continue
            starts.add(item.text_start)
            used.add(item.term)
            if item.verdict == LINKED and linked.reason(item.start, item.end) is None:
                unlinked.append(item)
            if item.rivals and item.verdict in (LINKED, AMBIGUOUS):
                ambiguous.append(item)
        if UNLINKED_MENTION in self._rules and unlinked:
            found += self._unlinked(page, unlinked)
        if AVOIDED_WORD in self._rules and avoided:
            found += self._avoided(page, avoided)
        for link in page.links if UNUSED_TERM in self._rules else ():
            term = self._linked_term(page, link)
            if term:
                used.add(term)
        slips, unknown = self._slips(page, starts) if self._near else ([], frozenset())
        verb_forms = list(self._verb_forms.on(page, managed, starts)) if self._verb_forms else []
        numbers = frozenset(self._number[term] for term in used)
        return MentionReport(found, self._ambiguous(page, ambiguous), numbers, slips, unknown, verb_forms)

    def _unlinked(self, page: Page, items: Sequence[Mention]) -> Iterator[Diagnostic]:
        """Yield the mentions without a link, except those whose link would change more than links.

        Once a page: only the first mention of each term that the page never links.
        """
        linked = {self._linked_term(page, link) for link in page.links} if self._once_a_page else set()
        lacking = [item for item in items if item.term not in linked]
        for item, edits in zip(lacking, self._rewriter.verdicts(page, lacking), strict=True):
            if isinstance(edits, str) or item.term in linked:
                continue
            text = page.data[item.start : item.end].decode()
            message = f"`{text}` is not linked to `{item.term.name}`"
            if self._once_a_page:
                linked.add(item.term)
                message = f"the page mentions `{text}` but never links it to `{item.term.name}`"
            span = item.start, item.end
            yield Diagnostic.at(page, span, UNLINKED_MENTION, message, edits=edits, fixable=True)

    def _avoided(self, page: Page, items: Sequence[Mention]) -> Iterator[Diagnostic]:
        """Yield the avoided words, with their replacements if these change nothing else."""
        for item, edits in zip(items, self._words.edits(page, items), strict=True):
            text = page.prose.text[item.text_start : item.text_end]
            instead = [f"`{new}`" for new in self._words.replacements(item, text)]
            reason = next((of.reason for of in item.term.avoided if of.word == item.alias), "")
            message = f"`{' '.join(text.split())}` is avoided: use {' or '.join(instead[:_MOST_NAMED])}"
            message += f" ({reason})" if reason else ""
            yield Diagnostic.at(page, (item.start, item.end), AVOIDED_WORD, message, edits=edits)

    def _linked_term(self, page: Page, link: Link) -> Term | None:
        return linked_term(link, page.path, self._matcher.glossary, self._matcher.resolver)

    def _ambiguous(self, page: Page, items: Sequence[Mention]) -> list[AmbiguousMention]:
        found, numbers = [], dict[int, tuple[int, ...]]()
        for item in items:
            key = id(item.rivals)  # many mentions share them, and they may be many
            if key not in numbers:
                numbers[key] = tuple(sorted(self._number[term] for term in (item.term, *item.rivals)))
            line = page.position(item.start)[0]
            found.append(AmbiguousMention(page.path, item.start, item.end, line, item.alias, numbers[key]))
        return found

    def _slips(self, page: Page, starts: set[int]) -> tuple[list[tuple[str, Diagnostic]], frozenset[str]]:
        """Return the words of a page that look like typos, and all unknown words."""
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
                message = f"`{word}` looks like a misspelling of `{alias}`"
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
    """Yield what the mentions of some pages show, given those of all.

    Words on many pages are not typos, and a verb form is reported once, on the first page that has it.
    """
    everything = list(everything)
    pages_with = Counter(word for report in everything for word in report.unknown)
    firsts: dict[str, Diagnostic] = {}
    for report in everything:
        for form, diagnostic in report.verb_forms:
            firsts.setdefault(form, diagnostic)
    for report in reports:
        yield from report.diagnostics
        yield from (diagnostic for word, diagnostic in report.slips if pages_with[word] < _WIDELY)
        yield from (diagnostic for form, diagnostic in report.verb_forms if firsts[form] == diagnostic)


class _Neighbours:
    """Finds the acronym or katakana alias that differs from a word by one typo, without trying them all.

    Two words differ by at most one typo if removing one character of each, or of one, makes them equal.
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
        """Return the alias that a word misspells; None for an alias, its plural, or a word like no alias."""
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
    """Return a word, and the word without each of its characters, each once, always in the same order."""
    return dict.fromkeys([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))])
