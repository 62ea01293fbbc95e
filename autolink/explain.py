"""Why is this linked, and that not? Every candidate on a line, with the rule that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autolink.judge import LINKED

if TYPE_CHECKING:
    from autolink.indexer import Term
    from autolink.matcher import Matcher
    from autolink.page import Page


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


def explain(matcher: Matcher, page: Page, line: int, column: int | None = None) -> list[Explanation]:
    """Return what is known about every occurrence of an alias on a line, or at one column of it."""
    first, last = page.line_range(line)
    managed = {(link.open_end, link.close_start) for link in matcher.managed_links(page)}
    found: list[Explanation] = []
    seen: set[tuple[int, int]] = set()
    for item in matcher.candidates(page):
        if item.end <= first or item.start >= last or item.start < 0:
            continue
        seen.add((item.start, item.end))
        linked = item.verdict == LINKED
        verdict = item.verdict
        if linked and any(start <= item.start and item.end <= end for start, end in managed):
            verdict = "linked already"
        found.append(_explanation(page, item.start, item.end, item.term, item.rivals, linked, verdict))
    for start, end, term in matcher.occurrences(page.data[first:last].decode()):
        start, end = first + start, first + end
        if not any(start < other_end and other_start < end for other_start, other_end in seen):
            found.append(_explanation(page, start, end, term, (), False, f"protected: {_kind(page, start)}"))
    if column is not None:
        at = len(page.data[first:last].decode()[: column - 1].encode()) + first
        found = [item for item in found if item.start <= at < item.start + len(item.text.encode())]
    return sorted(found, key=lambda item: (item.column, -len(item.text)))


def _explanation(
    page: Page, start: int, end: int, term: Term, rivals: tuple[Term, ...], linked: bool, verdict: str
) -> Explanation:
    line, column = page.position(start)
    return Explanation(start, line, column, page.data[start:end].decode(), term, rivals, linked, verdict)


def _kind(page: Page, offset: int) -> str:
    """Return what the bytes at an offset are, when they are no prose."""
    for opaque in page.opaque:
        if opaque.start <= offset < opaque.end:
            return opaque.kind
    return "markup or a link's destination"
