"""Whether a candidate is a mention that is to be linked, and by which rule.

Every verdict has a name. A rejected candidate leaves its text to the next one; a mention that is not linked
by choice (`occurrences`, `link: never` …) keeps its text, so that nothing shorter in it is linked instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autolink.boundaries import reason_against
from autolink.choice import Definitions, Occurrences, Preferences, nearest
from autolink.protected import protected_text
from autolink.ranges import Ranges
from autolink.rules import UNLINKED_MENTION
from autolink.suppressions import Suppressions, suppressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.config import Config
    from autolink.folding import Folded
    from autolink.indexer import Term
    from autolink.lexicon import Spelling
    from autolink.matcher import Matcher
    from autolink.page import Page

LINKED = "linked"
OWN_DEFINITION = "in its own definition"
NOT_FIRST = "not the first one"
NEVER = "`link: never`"
AMBIGUOUS = "ambiguous"
_UNLINKED_BY_CHOICE = frozenset({OWN_DEFINITION, NOT_FIRST, NEVER, AMBIGUOUS})

_NOWHERE = (-1, -1, -1, -1)

_NOT_PROSE = frozenset({"heading", "autolink"}) | {
    f"<{name}>"
    for name in (
        *("a", "button", "code", "kbd", "math", "pre", "samp"),
        *("script", "style", "svg", "textarea", "title", "var"),
    )
}


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
        return self.verdict == LINKED or self.verdict in _UNLINKED_BY_CHOICE


class Judge:
    """Judges the candidates of one page, from left to right."""

    def __init__(self, page: Page, folded: Folded, matcher: Matcher, config: Config) -> None:
        self._page = page
        self._text = page.prose.text
        self._folded = folded
        self._aliases = matcher.aliases
        self._config = config
        managed = set(map(id, matcher.managed_links(page)))
        author_links = [
            link for link in page.links if link.text_end > link.text_start and id(link) not in managed
        ]
        closed = [(link.text_start, link.text_end, "in a link of the author") for link in author_links]
        self._closed = Ranges([*closed, *self._closed_regions()])
        self._suppressed = Suppressions(suppressions(page)).of(UNLINKED_MENTION)
        self._definitions = Definitions(page)
        self._preferences = Preferences(page, config)
        self._occurrences = Occurrences(page, config.occurrences, matcher.glossary, author_links)
        self._fits: dict[tuple[int, str, str], tuple[list[Spelling], list[Term]]] = {}
        self._nearest: dict[tuple[int, int], tuple[Term, bool, tuple[Term, ...]]] = {}

    def _closed_regions(self) -> Iterator[tuple[int, int, str]]:
        skipped = {kind for name in self._config.skip_in for kind in (name, f"<{name}>")}
        for region in self._page.regions:
            if region.kind in _NOT_PROSE:
                yield region.text_start, region.text_end, f"protected: {region.kind}"
            elif region.kind in skipped:
                yield region.text_start, region.text_end, f"`skip-in`: {region.kind}"
        mdx = self._page.path.lower().endswith(".mdx")
        for start, end, reason in protected_text(self._text, mdx):
            yield start, end, f"protected: {reason}"

    def reason_against(self, start: int, end: int) -> str | None:
        """Return why a range of the prose (code points) is no place for a mention; None when it is one."""
        whole = self._config.cjk_boundary == "script"
        return reason_against(self._text, start, end, whole) or self._closed.reason(start, end)

    def shadowed(self, start: int, end: int, spellings: Sequence[Spelling]) -> Mention:
        """Return the verdict on a candidate (folded positions) whose text another mention has taken."""
        place = self._place(self._folded.start(start), self._folded.end(end))
        return self._rejected(place, spellings, "shadowed by another mention")

    def judge(self, start: int, end: int, spellings: Sequence[Spelling]) -> Mention:
        """Return the verdict on a candidate at folded positions."""
        text_start, text_end = self._folded.start(start), self._folded.end(end)
        place = self._place(text_start, text_end)
        if text_start is None or text_end is None:
            return self._rejected(place, spellings, "part of a character")
        reason = self.reason_against(text_start, text_end)
        if reason:
            return self._rejected(place, spellings, reason)
        fitting, terms = self._fitting(start, end, self._text[text_start:text_end], spellings)
        if not fitting:
            return self._rejected(place, spellings, "written otherwise: case, space or hyphen")
        if place is _NOWHERE:
            return self._rejected(place, fitting, "part of a character reference")
        reason = self._suppressed.reason(place[0], place[1])
        if reason:
            return self._rejected(place, fitting, reason)
        return self._mention(place, fitting[0], terms)

    def _place(self, text_start: int | None, text_end: int | None) -> tuple[int, int, int, int]:
        """Return where a range of the prose starts and ends, in bytes and code points."""
        if text_start is None or text_end is None:
            return _NOWHERE
        prose = self._page.prose
        start, end = prose.byte_start(text_start), prose.byte_end(text_end)
        return _NOWHERE if start is None or end is None else (start, end, text_start, text_end)

    def _fitting(
        self, start: int, end: int, source: str, spellings: Sequence[Spelling]
    ) -> tuple[Sequence[Spelling], Sequence[Term]]:
        """Return the spellings that fit a candidate and the terms meant; found out once for the same text.

        A thousand terms may have one alias, and a page mention it a thousand times.
        """
        if len(spellings) == 1:
            if spellings[0].allows(self._folded, start, end, self._text):
                return spellings, [self._aliases[spellings[0].alias][1]]
            return (), ()
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

    def _mention(
        self, place: tuple[int, int, int, int], spelling: Spelling, terms: Sequence[Term]
    ) -> Mention:
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
        return Mention(*place, self._aliases[spelling.alias][0], term, verdict, rivals)

    def _meant(self, terms: Sequence[Term], start: int) -> tuple[Term, bool, tuple[Term, ...]]:
        """Return the term that is meant at a byte offset, whether others are as near, and which."""
        key = id(terms), self._preferences.section(start)
        if key not in self._nearest:
            term, tied = nearest(self._preferences.among(terms, start), self._page.path)
            rivals = tuple(other for other in terms if other is not term) if tied else ()
            self._nearest[key] = term, tied, rivals
        return self._nearest[key]

    def _rejected(
        self, place: tuple[int, int, int, int], spellings: Sequence[Spelling], verdict: str
    ) -> Mention:
        alias, term = self._aliases[spellings[0].alias]
        return Mention(*place, alias, term, verdict)
