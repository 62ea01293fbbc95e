"""Why one mention is linked and another is not: every candidate on a line, with the rule that decided."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from autolink.matcher.avoided import FOUND
from autolink.matcher.verdicts import LINKED, OTHERWISE, SHADOWED
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.page import Page

    Verdicts = Callable[[Page, Sequence[Mention]], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A candidate on a line: line and column (1-based, code points), its text, what it may mean, and why."""

    start: int
    """Byte offset in the page."""
    line: int
    column: int
    text: str
    term: Term
    rivals: tuple[Term, ...]
    linked: bool
    verdict: str

    @property
    def end(self) -> int:
        """Byte offset after it."""
        return self.start + len(self.text.encode())


def explain(
    matcher: Matcher, verdicts: Verdicts, page: Page, line: int, column: int | None = None
) -> list[Explanation]:
    """Return what is known about every occurrence of an alias on a line, or at one column of it.

    `verdicts` tells which links of mentions are withheld, and why: it returns text for these.
    """
    first, last = page.line_range(line)
    managed = Intervals((link.open_end, link.close_start, "") for link in matcher.managed.on(page))
    here = [item for item in matcher.candidates(page) if item.end > first and 0 <= item.start < last]
    is_new = [item.verdict == LINKED and not managed.hold(item.start, item.end) for item in here]
    new = iter(verdicts(page, list(compress(here, is_new))) if any(is_new) else ())
    found: list[Explanation] = []
    for item, unlinked in zip(here, is_new, strict=True):
        linked, verdict = item.verdict == LINKED, item.verdict
        if unlinked and isinstance(reason := next(new), str):
            linked, verdict = False, f"withheld: {reason}"
        elif linked and not unlinked:
            verdict = "already linked"
        elif verdict == OTHERWISE:
            text = page.prose.text[item.text_start : item.text_end]
            verdict = matcher.refusal(text) or "in a glossary that is not for this page"
        if verdict in FOUND:
            text = page.data[item.start : item.end].decode()
            verdict += f"; use `{matcher.avoidance.replacement(text, item.alias, item.term).text}`"
        elif reason := matcher.preference(page, item):
            verdict = f"{verdict}; {reason} selects the term"
        found.append(_explanation(page, item.start, item.end, item.term, item.rivals, linked, verdict))
    made = Intervals((link.start, link.end, "") for link in matcher.managed.on(page))
    in_prose = Intervals((item.start, item.start + len(item.text.encode()), "") for item in found)
    hidden = Intervals((item.start, item.end, item.kind) for item in page.opaque)
    for start, end, term in matcher.occurrences(page.data[first:last].decode()):
        start, end = first + start, first + end
        if in_prose.reason(start, end) is None and not made.hold(start, end):  # nobody asks about our targets
            kind = hidden.reason(start, start + 1) or "markup or a link's destination"
            found.append(_explanation(page, start, end, term, (), False, f"protected: {kind}"))
    if column is not None:
        at = len(page.data[first:last].decode()[: column - 1].encode()) + first
        found = [item for item in found if item.start <= at < item.start + len(item.text.encode())]
    return sorted(found, key=lambda item: (item.column, -len(item.text)))


def without_inner(found: Sequence[Explanation]) -> list[Explanation]:
    """Return explanations, in their order, without those that a longer one around them makes plain.

    Their text is taken by the longer one, or they are rejected as it is.
    """
    plain: set[int] = set()
    around: list[Explanation] = []
    for number, item in sorted(enumerate(found), key=lambda pair: (pair[1].start, -pair[1].end)):
        around = [other for other in around if other.end >= item.end]
        if any(item.verdict in (SHADOWED, other.verdict) for other in around):
            plain.add(number)
        else:
            around.append(item)
    return [item for number, item in enumerate(found) if number not in plain]


def _explanation(
    page: Page, start: int, end: int, term: Term, rivals: tuple[Term, ...], linked: bool, verdict: str
) -> Explanation:
    line, column = page.position(start)
    return Explanation(start, line, column, page.data[start:end].decode(), term, rivals, linked, verdict)
