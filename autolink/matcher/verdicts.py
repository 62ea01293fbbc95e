"""Whether a candidate is a mention that is to be linked, and by which rule.

Every verdict has a name. A rejected candidate leaves its text to the next one; a mention that is not linked
by choice (`occurrences`, `link: never` …) keeps its text, so that nothing shorter in it is linked instead.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from autolink.diagnostics.rules import UNLINKED_MENTION
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.matcher.boundaries import reason_against
from autolink.matcher.choice import Definitions, Occurrences, Preferences, nearest
from autolink.page.dialects.markup import protected_prose
from autolink.text.intervals import Ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer.build import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.spellings import Spelling
    from autolink.page.model import Link
    from autolink.page.page import Page
    from autolink.text.folding import Folded

LINKED = "linked"
OWN_DEFINITION = "in its own definition"
NOT_FIRST = "not the first one"
NEVER = "`link: never`"
AMBIGUOUS = "ambiguous"
CONSUMING = frozenset({LINKED, OWN_DEFINITION, NOT_FIRST, NEVER, AMBIGUOUS})

_NOTHING = Ranges(())
_NOWHERE = (-1, -1, -1, -1)

_NOT_PROSE = frozenset({"heading", "autolink"}) | {
    f"<{name}>"
    for name in (
        *("a", "button", "code", "kbd", "math", "pre", "samp"),
        *("script", "style", "svg", "textarea", "title", "var"),
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
    def consumes(self) -> bool:
        """Whether its text is taken, linked or not."""
        return self.verdict in CONSUMING


# What `Mention` makes of its values, in a third of the time.
_new_mention: Callable[[tuple[int, int, int, int, str, Term, str, tuple[Term, ...]]], Mention]
_new_mention = partial(tuple.__new__, Mention)


class Judge:
    """Judges the candidates of one page, from left to right."""

    def __init__(self, page: Page, folded: Folded, matcher: Matcher, config: Config) -> None:
        self._page = page
        self._prose = page.prose
        self._text = page.prose.text
        self._folded = folded
        self._aliases = matcher.aliases
        self._config = config
        self._links_all = config.self_links and config.occurrences == "all"
        self._whole_katakana = config.cjk_boundary == "script"
        managed = set(map(id, matcher.managed_links(page)))
        author_links = [
            link for link in page.links if link.text_end > link.text_start and id(link) not in managed
        ]
        self._closed = Ranges([*self._closed_to_us(author_links, matcher.closed), *self._protected()])
        off = suppressions(page) if page.comments else []
        self._suppressed = Suppressions(off).of(UNLINKED_MENTION) if off else _NOTHING
        self._definitions = Definitions(page)
        self._preferences = Preferences(page, config)
        self._occurrences = Occurrences(page, config.occurrences, matcher.glossary, author_links)
        self._fits: dict[tuple[int, str, str], tuple[list[Spelling], list[Term]]] = {}
        self._nearest: dict[tuple[int, int], tuple[Term, bool, tuple[Term, ...]]] = {}

    def _closed_to_us(self, author_links: list[Link], reasons: Closed) -> Iterator[tuple[int, int, str]]:
        for link in author_links:
            yield link.text_start, link.text_end, "in a link of the author"
        for kind, start, end in self._page.regions:
            if reasons[kind]:
                yield start, end, reasons[kind]

    def _protected(self) -> Iterator[tuple[int, int, str]]:
        for start, end, reason in protected_prose(self._page):
            yield start, end, f"protected: {reason}"

    def reason_against(self, start: int, end: int) -> str | None:
        """Return why a range of the prose (code points) is no place for a mention; None when it is one."""
        reason = reason_against(self._text, start, end, self._whole_katakana)
        return reason or self._closed.reason(start, end)

    def shadowed(self, start: int, end: int, spellings: Sequence[Spelling]) -> Mention:
        """Return the verdict on a candidate (folded positions) whose text another mention has taken."""
        return self._rejected(self._folded.span(start, end), spellings, "shadowed by another mention")

    def judge(self, start: int, end: int, spellings: Sequence[Spelling]) -> Mention:
        """Return the verdict on a candidate at folded positions."""
        span = self._folded.span(start, end)
        if span is None:
            return self._rejected(span, spellings, "part of a character")
        reason = self.reason_against(*span)
        if reason:
            return self._rejected(span, spellings, reason)
        fitting, terms = self._fitting(start, end, span, spellings)
        if not fitting:
            return self._rejected(span, spellings, "written otherwise: case, space or hyphen")
        bytes_of = self._prose.byte_range(*span)
        if bytes_of is None:
            return self._rejected(span, fitting, "part of a character reference")
        reason = self._suppressed.reason(*bytes_of) if self._suppressed else None
        if reason:
            return self._rejected(span, fitting, reason)
        alias, term = self._aliases[fitting[0].alias][0], terms[0]
        if self._links_all and len(terms) == 1 and term.attributes.link != "never":
            return _new_mention((*bytes_of, *span, alias, term, LINKED, ()))
        return self._mention((*bytes_of, *span), alias, terms)

    def _fitting(
        self, start: int, end: int, span: tuple[int, int], spellings: Sequence[Spelling]
    ) -> tuple[Sequence[Spelling], Sequence[Term]]:
        """Return the spellings that fit a candidate and the terms meant; found out once for the same text.

        A thousand terms may have one alias, and a page mention it a thousand times.
        """
        if len(spellings) == 1:
            spelling = spellings[0]
            if spelling.allows(self._folded, start, end, self._text):
                return spellings, self._aliases[spelling.alias][1:]
            return (), ()
        source = self._text[span[0] : span[1]]
        key = id(spellings), self._folded.cased[max(0, start - 2) : end], source
        if key not in self._fits:
            fitting = [item for item in spellings if item.allows(self._folded, start, end, self._text)]
            self._fits[key] = fitting, self._best(fitting, start) if fitting else []
        return self._fits[key]

    def _best(self, spellings: Sequence[Spelling], start: int) -> list[Term]:
        """Return the terms of the spellings that fit best: the exact case before folded, then inflected."""

        def rank(spelling: Spelling) -> tuple[bool, bool]:
            cased = self._folded.cased[start : start + len(spelling.cased)]
            return spelling.ending > 0, cased != spelling.cased

        ranks = [rank(spelling) for spelling in spellings]
        best = min(ranks)
        fitting = [spelling for spelling, of in zip(spellings, ranks, strict=True) if of == best]
        return list(dict.fromkeys(self._aliases[spelling.alias][1] for spelling in fitting))

    def _mention(self, place: tuple[int, int, int, int], alias: str, terms: Sequence[Term]) -> Mention:
        """Return the verdict on what is certainly a mention of one of some terms, those of `_fitting`."""
        term, tied, rivals = (terms[0], False, ()) if len(terms) == 1 else self._meant(terms, place[0])
        verdict = LINKED
        if tied and self._config.ambiguous == "skip":
            verdict = AMBIGUOUS
        elif term.attributes.link == "never":
            verdict = NEVER
        elif not self._config.self_links and self._definitions.hold(term, place[0]):
            verdict = OWN_DEFINITION
        elif not self._occurrences.is_first(term, place[2]):
            verdict = NOT_FIRST
        return Mention(*place, alias, term, verdict, rivals)

    def _meant(self, terms: Sequence[Term], start: int) -> tuple[Term, bool, tuple[Term, ...]]:
        """Return the term that is meant at a byte offset, whether others are as near, and which."""
        key = id(terms), self._preferences.section(start)
        if key not in self._nearest:
            term, tied = nearest(self._preferences.among(terms, start), self._page.path)
            rivals = tuple(other for other in terms if other is not term) if tied else ()
            self._nearest[key] = term, tied, rivals
        return self._nearest[key]

    def _rejected(self, span: tuple[int, int] | None, spellings: Sequence[Spelling], verdict: str) -> Mention:
        """Return the verdict on a candidate at code points [start, end) that is no mention."""
        bytes_of = self._page.prose.byte_range(*span) if span else None
        alias, term = self._aliases[spellings[0].alias]
        place = (*bytes_of, *span) if span and bytes_of else _NOWHERE
        return Mention(*place, alias, term, verdict)
