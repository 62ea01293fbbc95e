"""Whether a candidate is a mention that is to be linked, and by which rule.

Every verdict has a name. A rejected candidate leaves its text to the next one; a mention that is not linked
by choice (`occurrences`, `link: never` …) keeps its text, so that nothing shorter in it is linked instead.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from autolink.config.glossary_source import ENTRIES_IN_PROSE
from autolink.config.keys import CAUTIONS
from autolink.diagnostics.rules import UNLINKED_MENTION
from autolink.diagnostics.suppressions import Suppressions, suppressions, words_never_linked
from autolink.indexer.build import terms_on
from autolink.links.linked_term import linked_term
from autolink.matcher.avoided import FOUND, AvoidedWords
from autolink.matcher.boundaries import reason_against
from autolink.matcher.cautions import Cautions
from autolink.matcher.homonyms import Preferences, nearest
from autolink.matcher.occurrences import Definitions, Occurrences
from autolink.matcher.reach import Reach
from autolink.page.dialects.markup import protected_prose
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.spellings import Spelling
    from autolink.page.model import Link
    from autolink.page.page import Page
    from autolink.text.folding import Folded

LINKED = "linked"
OWN_DEFINITION = "in its own definition"
NOT_FIRST = "not the first mention"
NEVER = "`link: never`"
UNWANTED = "`never-link`"
LEFT_ALONE = "`per-file-ignores`"
UNWANTED_HERE = "`autolink-never-link` on this page"
AMBIGUOUS = "ambiguous"
OTHERWISE = "spelled differently: case, space or hyphen"
"""What `explain` says in detail."""
SHADOWED = "overlaps another mention"
SKIPPED = {name: f"`skip-when`: {name}" for name in CAUTIONS}
CONSUMING = frozenset(
    {LINKED, OWN_DEFINITION, NOT_FIRST, NEVER, UNWANTED, UNWANTED_HERE, AMBIGUOUS, *SKIPPED.values()}
)
TAKING = CONSUMING | FOUND
"""The verdicts on what keeps its text: mentions and avoided words."""
_NO_MENTIONS = frozenset(SKIPPED[name] for name in ("longer-name", "verb", "idiom"))
"""The verdicts on what has the spelling of an alias and does not mean its term."""

_NOTHING = Intervals(())
_NONE: frozenset[str] = frozenset()
_NOWHERE = (-1, -1, -1, -1)

_NOT_PROSE = frozenset({"heading", "autolink", "comment"}) | {
    f"<{name}>"
    for name in (
        *("a", "button", "code", "kbd", "math", "pre", "samp", "svg", "var"),
        *("script", "style", "textarea", "title"),
        *("iframe", "noembed", "noframes", "plaintext", "xmp"),  # raw text (HTML standard, §13.3)
    )
}


class Closed(dict[str, str]):
    """Why there are no mentions in a kind of region, by its name; empty where there are some."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._skipped = {kind for name in config.skip_in for kind in (name, f"<{name}>")}

    def __missing__(self, kind: str) -> str:
        reason = f"`skip-in`: {kind}" if kind in self._skipped else ""
        self[kind] = reason = f"protected: {kind}" if kind in _NOT_PROSE else reason
        return reason


class Mention(NamedTuple):
    """An occurrence of an alias, judged: bytes [start, end), and its place in `Prose.text`.

    It is a mention when its verdict says so, else a candidate that was rejected.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    alias: str
    term: Term
    verdict: str
    rivals: tuple[Term, ...] = ()
    """The other terms that it may mean as well, when nothing but the order of paths decides."""

    @property
    def is_mention(self) -> bool:
        """Whether it means its term, linked or not."""
        return self.verdict in CONSUMING and self.verdict not in _NO_MENTIONS


# What `Mention` makes of its values, in a third of the time.
_new_mention: Callable[[tuple[int, int, int, int, str, Term, str, tuple[Term, ...]]], Mention]
_new_mention = partial(tuple.__new__, Mention)


class _Meaning(NamedTuple):
    """What a candidate may mean: an alias and its terms, none where it is written differently."""

    alias: str
    terms: Sequence[Term]
    nearest: dict[int, tuple[Term, tuple[Term, ...]]]
    """By section: the term that is meant there, and the others that are as near."""


_NO_MEANING = _Meaning("", (), {})


class Judge:
    """Judges the candidates of one page, from left to right."""

    def __init__(
        self, page: Page, folded: Folded, managed: Iterable[Link], matcher: Matcher, config: Config
    ) -> None:
        self._page = page
        self._prose = page.prose
        self._text = page.prose.text
        self._folded = folded
        self._aliases = matcher.aliases
        self._spellings = matcher.spellings
        self._named = matcher.named
        self._config = config
        self._unwanted = matcher.never
        self._unwanted_here = matcher.spelled(words_never_linked(page)) if page.comments else _NONE
        is_unwanted = bool(matcher.never or self._unwanted_here)
        is_plain = not (config.links_pages or is_unwanted or matcher.occurrences_of)
        self._links_all = config.self_links and config.occurrences == "all" and is_plain
        self._whole_katakana = config.cjk_boundary == "script"
        ours = {link.start for link in managed}
        author_links = [
            link for link in page.links if link.text_end > link.text_start and link.start not in ours
        ]
        protected = [*self._protected(ours)]
        self._closed = Intervals([*self._closed_to_us(author_links, matcher.closed), *protected])
        off = suppressions(page) if page.comments else []
        self._suppressed = Suppressions(off).of(UNLINKED_MENTION) if off else _NOTHING
        if config.is_off_in(page.path, UNLINKED_MENTION):
            self._suppressed = Intervals([(0, len(page.data), LEFT_ALONE)])
        self._definitions = Definitions(page, config)
        self._preferences = Preferences(page, config)
        topics = matcher.topics(page) if "page-topic" in config.skip_when else frozenset()
        self._cautions = Cautions(self._text, config.skip_when, topics, matcher.knows)
        linked = partial(linked_term, page=page.path, glossary=matcher.glossary, resolver=matcher.resolver)
        self._occurrences = Occurrences(
            page, config.occurrences, matcher.occurrences_of, author_links, linked
        )
        is_bounded = config.scopes or any(source.applies_to for source in config.sources)
        self._reach = Reach(page.path, config) if is_bounded else None
        self._avoided: AvoidedWords | None = None
        if matcher.avoidance.words:
            self._avoided = AvoidedWords(page, folded, matcher, config, self._reach, author_links, protected)
        self._meanings: dict[tuple[int, str, str], _Meaning] = {}
        self._only_meanings: dict[int, _Meaning] = {}

    def _closed_to_us(self, author_links: list[Link], reasons: Closed) -> Iterator[tuple[int, int, str]]:
        for link in author_links:
            yield link.text_start, link.text_end, "in your own link"
        for kind, start, end in self._page.regions:
            if reasons[kind]:
                yield start, end, reasons[kind]

    def _protected(self, ours: Set[int]) -> Iterator[tuple[int, int, str]]:
        """Yield what is not prose to a site; `ours` is where the links start that `autolink` made."""
        for start, end, reason in protected_prose(self._page):
            yield start, end, f"protected: {reason}"
        position = self._prose.position
        if self._config.source_of(self._page.path).form in ENTRIES_IN_PROSE:
            for term in terms_on(self._page, self._config)[0]:
                yield position(term.place.start), position(term.place.end), "the name of an entry"
        for start, end, kind in self._page.closed:
            if start not in ours:
                yield position(start), position(end), f"protected: {kind}"

    def reason_against(self, start: int, end: int) -> str | None:
        """Return why a range of the prose (code points) is no place for a mention; None when it is one."""
        reason = reason_against(self._text, start, end, self._whole_katakana)
        return reason or self._closed.reason(start, end)

    def shadowed(self, start: int, end: int, pattern: int) -> Mention:
        """Return the verdict on a candidate (folded positions) whose text another mention has taken."""
        return self._rejected(self._folded.span(start, end), pattern, SHADOWED)

    def judge(self, start: int, end: int, pattern: int) -> Mention:
        """Return the verdict on a candidate at folded positions, which looks like a pattern."""
        span = self._folded.span(start, end)
        if span is None:
            return self._rejected(span, pattern, "part of a character")
        avoided = self._avoided.judge(start, end, span, pattern) if self._avoided else None
        if avoided:
            place = (*(self._prose.byte_range(*span) or _NOWHERE[:2]), *span)
            return Mention(*place, avoided.word, avoided.terms[0], avoided.verdict, avoided.terms[1:])
        reason = self.reason_against(*span)
        if reason:
            return self._rejected(span, pattern, reason)
        meaning = self._meaning(start, end, span, pattern)
        if not meaning.terms:
            return self._rejected(span, pattern, OTHERWISE)
        bytes_of = self._prose.byte_range(*span)
        if bytes_of is None:
            return self._rejected(span, pattern, "part of a character reference")
        reason = self._suppressed.reason(*bytes_of) if self._suppressed else None
        alias, terms = meaning.alias, meaning.terms
        if reason:
            return Mention(*bytes_of, *span, alias, terms[0], reason)
        if self._links_all and len(terms) == 1 and terms[0].attributes.link != "never":
            caution = self._cautions.against(*span, terms[0])
            verdict = SKIPPED[caution] if caution else LINKED
            return _new_mention((*bytes_of, *span, alias, terms[0], verdict, ()))
        return self._mention((*bytes_of, *span), meaning)

    def _meaning(self, start: int, end: int, span: tuple[int, int], pattern: int) -> _Meaning:
        """Return what a candidate may mean; found out once for the same text.

        A thousand terms may have one alias, and a page mention it a thousand times.
        """
        spellings = self._spellings[pattern]
        if len(spellings) == 1:
            if self._reach and not self._reach.rank(self._aliases[spellings[0].alias][1]):
                return _NO_MEANING
            fits = spellings[0].allows(self._folded, start, end, self._text)
            return self._only_meaning(pattern) if fits else _NO_MEANING
        key = pattern, self._folded.cased[max(0, start - 2) : end], self._text[span[0] : span[1]]
        if key not in self._meanings:
            fitting = [item for item in spellings if item.allows(self._folded, start, end, self._text)]
            if self._reach:
                fitting = self._reach.among(fitting, lambda item: self._aliases[item.alias][1])
            terms = self._best(fitting, start) if fitting else ()
            alias = self._aliases[fitting[0].alias][0] if fitting else ""
            self._meanings[key] = _Meaning(alias, terms, {})
        return self._meanings[key]

    def _only_meaning(self, pattern: int) -> _Meaning:
        """Return what a pattern with one spelling means."""
        meaning = self._only_meanings.get(pattern)
        if meaning is None:
            alias, term = self._aliases[self._spellings[pattern][0].alias]
            meaning = self._only_meanings[pattern] = _Meaning(alias, (term,), {})
        return meaning

    def _best(self, spellings: Sequence[Spelling], start: int) -> Sequence[Term]:
        """Return the terms of the spellings that fit best: the exact case before folded, then inflected."""

        def rank(spelling: Spelling) -> tuple[bool, bool]:
            cased = self._folded.cased[start : start + len(spelling.cased)]
            return spelling.ending > 0, cased != spelling.cased

        ranks = [rank(spelling) for spelling in spellings]
        best = min(ranks)
        fitting = [spelling for spelling, of in zip(spellings, ranks, strict=True) if of == best]
        return tuple(dict.fromkeys(self._aliases[spelling.alias][1] for spelling in fitting))

    def _mention(self, place: tuple[int, int, int, int], meaning: _Meaning) -> Mention:
        """Return the verdict on what is certainly a mention."""
        terms = meaning.terms
        term, rivals = (terms[0], ()) if len(terms) == 1 else self._meant(meaning, place[0])
        verdict = LINKED
        if meaning.alias in self._unwanted:
            verdict = UNWANTED
        elif meaning.alias in self._unwanted_here:
            verdict = UNWANTED_HERE
        elif rivals and self._config.ambiguous == "skip":
            verdict = AMBIGUOUS
        elif term.attributes.link == "never":
            verdict = NEVER
        elif self._is_own(term, place[0]):
            verdict = OWN_DEFINITION
        elif caution := self._cautions.against(*place[2:], term):
            verdict = SKIPPED[caution]
        elif not self._occurrences.is_first(term, place[2]):
            verdict = NOT_FIRST
        return Mention(*place, meaning.alias, term, verdict, rivals)

    def _is_own(self, term: Term, start: int) -> bool:
        """Tell whether a byte offset is where a term that is not to be linked there is defined."""
        if not term.anchor:  # its whole page is the term
            return term.page == self._page.path
        return not self._config.self_links and self._definitions.hold(term, start)

    def _meant(self, meaning: _Meaning, start: int) -> tuple[Term, tuple[Term, ...]]:
        """Return the term that is meant at a byte offset, and the others that are as near."""
        section = self._preferences.section(start)
        if section not in meaning.nearest:
            preferred = self._preferences.among(meaning.terms, start, meaning.alias)
            meaning.nearest[section] = nearest(preferred, self._page.path)
        return meaning.nearest[section]

    def _rejected(self, span: tuple[int, int] | None, pattern: int, verdict: str) -> Mention:
        """Return the verdict on a candidate at code points [start, end) that is not a mention."""
        bytes_of = self._page.prose.byte_range(*span) if span else None
        alias, term = self._named(pattern)
        place = (*bytes_of, *span) if span and bytes_of else _NOWHERE
        return Mention(*place, alias, term, verdict)
