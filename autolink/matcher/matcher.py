"""From the glossary and a page to its mentions.

All spellings of all aliases are one Aho-Corasick automaton that runs over the folded prose of a page once.
Of the candidates that stand by themselves the leftmost wins, then the longest; a rejected candidate
consumes no text.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, Implementation

from autolink.indexer.heading_aliases import split_parenthesis
from autolink.matcher.avoidance import Avoidance
from autolink.matcher.homonyms import Preferences
from autolink.matcher.managed_links import ManagedLinks
from autolink.matcher.refusals import refusal
from autolink.matcher.spellings import spellings
from autolink.matcher.verdicts import LINKED, TAKING, Closed, Judge
from autolink.page.model import Prose
from autolink.page.titles import titles
from autolink.text.folding import fold
from autolink.text.scripts import KIND, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.links.resolver import Resolver
    from autolink.matcher.spellings import Spelling
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.page.page import Page
    from autolink.text.folding import Folded

_WORD = Kind.WORD
_FEW_PATTERNS = 2_000
_CYCLE = 16
_STRETCH = 8_000
"""Code points that are searched at once, at least; most pages are shorter."""


class Matcher:
    """Finds the mentions of a glossary's terms. One per run; its automaton is built when first needed."""

    def __init__(self, glossary: Glossary, config: Config, resolver: Resolver) -> None:
        self.glossary = glossary
        self.resolver = resolver
        self.managed = ManagedLinks(glossary, config)
        self._config = config
        self._last: tuple[Page, list[Mention]] | None = None

    @cached_property
    def closed(self) -> Closed:
        """Why there are no mentions in some regions, by their kind."""
        return Closed(self._config)

    @cached_property
    def aliases(self) -> list[tuple[str, Term]]:
        """The aliases that are looked for, by the number that spellings know them by."""
        shortest = self._config.min_length
        terms = self.glossary.terms
        return [(alias, term) for term in terms for alias in term.aliases if len(alias) >= shortest]

    @cached_property
    def never(self) -> frozenset[str]:
        """The aliases that the configuration keeps from being linked."""
        return self.spelled(self._config.never_link)

    @cached_property
    def occurrences_of(self) -> dict[Term, str]:
        """Which mentions of a term may be linked, for those for which `occurrences` does not decide."""
        own = {term: term.attributes.occurrences or "" for term in self.glossary.terms}
        words = self.spelled(self._config.first_in_page)
        once = {term: "first-in-page" for alias, term in self.aliases if alias in words}
        return {term: policy for term, policy in (own | once).items() if policy}

    def spelled(self, words: Iterable[str]) -> frozenset[str]:
        """Return the aliases that are one of some words, case and width aside."""
        return frozenset(alias for word in words for alias in self._by_folded.get(fold(word).text, ()))

    @cached_property
    def _by_folded(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for alias, _ in self.aliases:
            found.setdefault(fold(alias).text, []).append(alias)
        return found

    def knows(self, word: str) -> bool:
        """Tell whether a word is an alias, in whatever case, or the plural of one."""
        return fold(word).text in self._patterns

    def topics(self, page: Page) -> frozenset[Term]:
        """Return the terms that a page is about: its title is one of their aliases, or the plural of one.

        A parenthesis in the title counts where what is before it is not an alias: `CD` may be several terms.
        """
        found: set[Term] = set()
        for title in titles(page):
            named = (self._patterns.get(fold(name).text, ()) for name in split_parenthesis(title))
            found.update(self.aliases[item.alias][1] for item in next(filter(None, named), ()))
        return frozenset(found)

    def preference(self, page: Page, mention: Mention) -> str:
        """Return what says that a mention means its term, where others have the alias; empty for nothing."""
        terms = self.glossary.by_alias.get(mention.alias, ())
        return Preferences(page, self._config).reason(terms, mention.start, mention.alias)

    @cached_property
    def _patterns(self) -> dict[str, list[Spelling]]:
        """All spellings of all aliases, by the folded text that they look like."""
        found: dict[str, list[Spelling]] = {}
        for number, (alias, term) in enumerate(self.aliases):
            case = "sensitive" if alias in self._config.case_sensitive else term.attributes.case
            case = case or self._config.case
            for pattern, spelling in spellings(number, alias, case, term.attributes.inflect):
                if pattern:
                    found.setdefault(pattern, []).append(spelling)
        for pattern in self.avoidance.by_pattern:
            found.setdefault(pattern, [])
        return found

    @cached_property
    def spellings(self) -> list[list[Spelling]]:
        """The spellings of aliases that each pattern stands for, by its number."""
        return [*([] for _ in self._padding), *self._patterns.values()]

    @cached_property
    def avoidance(self) -> Avoidance:
        """The words that the glossary avoids."""
        return Avoidance(self.glossary, self._config)

    @cached_property
    def avoided_spellings(self) -> dict[int, list[Spelling]]:
        """The spellings of avoided words that patterns stand for, by their numbers."""
        found = self.avoidance.by_pattern
        numbered = enumerate(self._patterns, len(self._padding)) if found else ()
        return {number: found[pattern] for number, pattern in numbered if pattern in found}

    @cached_property
    def covering(self) -> frozenset[int]:
        """The patterns of aliases that hold an avoided word and more than it, by their numbers."""
        avoided = self.avoidance.by_pattern
        kind = Implementation.ContiguousNFA
        automaton = AhoCorasick([*avoided], implementation=kind, store_patterns=False)
        numbered = enumerate(self._patterns, len(self._padding))
        others = ((number, pattern) for number, pattern in numbered if pattern not in avoided)
        return frozenset(number for number, pattern in others if automaton.find_matches_as_indexes(pattern))

    def named(self, pattern: int) -> tuple[str, Term]:
        """Return an alias or avoided word that a pattern stands for, and its term."""
        if self.spellings[pattern]:
            return self.aliases[self.spellings[pattern][0].alias]
        return self.avoidance.words[self.avoided_spellings[pattern][0].alias]

    @cached_property
    def _padding(self) -> list[str]:
        """A pattern that no folded text holds, to go before the others where these are many.

        The automaton is laid out with the states that match first, by swapping; the library then follows the
        cycles of this permutation from each of their states. After as many states that do not match, no
        cycle is longer than `_CYCLE`; after the one state of the `a` in `a1`, `a2` … it is as long as these
        are many.
        """
        count = len(self._patterns)
        return ["A" * (count // _CYCLE)] if count > _FEW_PATTERNS else []

    @cached_property
    def _automaton(self) -> AhoCorasick | None:
        if not self._patterns:
            return None
        # Not the DFA that it would make of a few patterns: that is quadratic in the length of `ababab…`.
        kind = Implementation.ContiguousNFA
        return AhoCorasick([*self._padding, *self._patterns], implementation=kind, store_patterns=False)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._patterns))

    def mentions(self, page: Page, managed: Sequence[Link] | None = None) -> list[Mention]:
        """Return the mentions of a page that are to be linked, in order, never overlapping.

        Here and below `managed` are the links of the page that `autolink` made, where they are known.
        """
        return [candidate for candidate in self.judged(page, managed) if candidate.verdict == LINKED]

    def judged(self, page: Page, managed: Sequence[Link] | None = None) -> list[Mention]:
        """Return the candidates of a page, judged, but for those inside words and other mentions."""
        if self._last is None or self._last[0] is not page:  # several ask for those of one page in a row
            self._last = page, self._candidates(page, managed, every=False)
        return self._last[1]

    def candidates(self, page: Page) -> list[Mention]:
        """Return every occurrence of an alias in the prose of a page, with the rule that decided."""
        return self._candidates(page, None, every=True)

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield the occurrences of aliases in any text, unjudged; offsets count bytes of its UTF-8 form."""
        if self._automaton is None:
            return
        folded, prose = fold(text), Prose(text, [0], [0], {})
        for pattern, start, end in chain.from_iterable(self._found(folded.text)):
            source = folded.start(start), folded.end(end)
            if source[0] is not None and source[1] is not None and not _inside_word(folded, start, end):
                first, last = prose.byte_start(source[0]), prose.byte_end(source[1])
                assert first is not None and last is not None  # a text has no entities
                yield first, last, self.named(pattern)[1]

    def refusal(self, text: str) -> str | None:
        """Return why a text that looks like an alias is none; None when it is one."""
        like = fold(text).text
        spellings = self._patterns.get(like) or self._patterns.get(like.removesuffix("ー"), [])
        named = [(self.aliases[spelling.alias][0], spelling) for spelling in spellings]
        return refusal(text, named, self._config.case_sensitive)

    def judge(self, page: Page, folded: Folded | None = None, managed: Sequence[Link] | None = None) -> Judge:
        """Return the judge of a page's candidates."""
        managed = self.managed.on(page) if managed is None else managed
        return Judge(page, folded or fold(page.prose.text), managed, self, self._config)

    def _candidates(self, page: Page, managed: Sequence[Link] | None, every: bool) -> list[Mention]:
        """Return candidates, judged, from left to right.

        Those inside words, and those whose text another mention has taken, only when `every` one is wanted.
        """
        if self._automaton is None:
            return []
        folded = fold(page.prose.text)
        judge: Judge | None = None
        judged: list[Mention] = []
        consumed = 0
        for found in self._found(folded.text):
            if not every:
                found = [item for item in found if not _inside_word(folded, item[1], item[2])]
            if not found:
                continue
            judge = judge or self.judge(page, folded, managed)
            for start, minus_end, pattern in _in_order(found, folded.text):
                if start >= consumed:
                    candidate = judge.judge(start, -minus_end, pattern)
                    judged.append(candidate)
                    if candidate.verdict in TAKING:
                        consumed = -minus_end
                elif every:
                    judged.append(judge.shadowed(start, -minus_end, pattern))
        return judged

    def _found(self, text: str) -> Iterator[list[tuple[int, int, int]]]:
        """Yield the candidates (pattern, start, end) of a folded text, stretch by stretch, by their start.

        Nested aliases such as `a | aa | aaa` may all be found at every place: what is in memory at once is
        bounded by the glossary, not by its product with the text.
        """
        assert self._automaton is not None
        stretch = max(_STRETCH, self._longest)  # so that what is searched twice is no more than the text
        for first in range(0, len(text), stretch):
            if len(text) <= stretch:
                yield self._automaton.find_matches_as_indexes(text, overlapping=True)
                return
            piece = text[first : first + stretch + self._longest]
            found = self._automaton.find_matches_as_indexes(piece, overlapping=True)
            yield [(pattern, first + start, first + end) for pattern, start, end in found if start < stretch]


def _inside_word(folded: Folded, start: int, end: int) -> bool:
    """Tell, fast and without a miss, whether most of the candidates that are inside a word are so."""
    text, seams = folded.text, folded.seams
    if start and KIND[text[start]] is _WORD is KIND[text[start - 1]] and start not in seams:
        return not text[start - 1].isdigit()
    return end < len(text) and KIND[text[end - 1]] is _WORD is KIND[text[end]] and end not in seams


def _in_order(found: list[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    """Return candidates as start, minus end (so that the longest sorts first) and pattern, sorted.

    One that ends before a long-vowel mark includes it: it is never cut off.
    """
    if "ー" not in text:
        return sorted([(start, -end, pattern) for pattern, start, end in found])
    return sorted([(start, -end - _is_cut_off(text, end), pattern) for pattern, start, end in found])


def _is_cut_off(text: str, end: int) -> bool:
    return text.startswith("ー", end) and KIND[text[end - 1]] is Kind.KATAKANA
