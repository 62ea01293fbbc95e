"""Comments that suppress nothing (P002): what they hid was corrected, or they were never right."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from autolink.checker.misspelled_comments import unknown_rule
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import (
    AMBIGUOUS_MENTION,
    RULES,
    UNLINKED_MENTION,
    UNSAFE_LINK,
    UNUSED_SUPPRESSION,
)
from autolink.diagnostics.suppressions import is_meant
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from autolink.diagnostics.rules import Rule
    from autolink.diagnostics.suppressions import Suppression

_NOT_JUDGED = frozenset({UNSAFE_LINK, UNUSED_SUPPRESSION})
"""Only `fix` finds the former; whether the latter is hidden is not known before it is found."""
_OF_MENTIONS = frozenset({UNLINKED_MENTION, AMBIGUOUS_MENTION})
"""What would be reported of a mention if no comment kept it from being linked."""


def check_suppressions(
    path: str,
    comments: Sequence[Suppression],
    found: Iterable[Diagnostic],
    mentions: Iterable[tuple[int, int]],
    rules: Set[Rule],
) -> Iterator[Diagnostic]:
    """Yield which of the comments of a page suppress nothing.

    `found` is everything that is wrong in the page, suppressed or not and of rules that are off too;
    `mentions` the bytes of those that nothing but a comment keeps from being linked, or that are ambiguous;
    `rules` those that are on. A comment that names a rule which is off is not judged, because not all that it
    hides was checked. A comment without rules is used by any finding.
    """
    usage = _Usage(found, mentions)
    hidden = _Hidden(comments)
    for item in comments:
        idle = [code for code in item.codes if usage.is_idle(item, code, rules)]
        if not item.codes and not usage.of(item, RULES.values()):
            idle = [""]
        for code in idle:
            if not hidden.covers(item):
                yield Diagnostic.of(path, item.comment, UNUSED_SUPPRESSION, _message(code))


def _message(code: str) -> str:
    if not code:
        return "the comment suppresses nothing"
    return unknown_rule(code) or f"`{code}` suppresses nothing here"


def _meant(code: str) -> set[Rule]:
    return {rule for rule in RULES.values() if is_meant(rule, code)}


class _Hidden:
    """Which comments are in the range of one that switches off this very rule.

    One without codes counts only for those with codes, because it would hide itself.
    """

    def __init__(self, comments: Iterable[Suppression]) -> None:
        hiding = [item for item in comments if item.names(UNUSED_SUPPRESSION)]
        self._by_any = Intervals((item.start, item.end, "") for item in hiding)
        self._by_code = Intervals((item.start, item.end, "") for item in hiding if item.codes)

    def covers(self, item: Suppression) -> bool:
        """Tell whether a diagnostic about a comment is suppressed."""
        hiding = self._by_any if item.codes else self._by_code
        return hiding.reason(item.comment.start, item.comment.start + 1) is not None


class _Usage:
    """Where there is something to suppress, by rule."""

    def __init__(self, found: Iterable[Diagnostic], mentions: Iterable[tuple[int, int]]) -> None:
        self._starts: dict[Rule, list[int]] = {}
        for start, rule in sorted(((item.start, item.rule) for item in found), key=lambda pair: pair[0]):
            self._starts.setdefault(rule, []).append(start)
        self._mentions = Intervals((start, end, "") for start, end in mentions)

    def is_idle(self, item: Suppression, code: str, rules: Set[Rule]) -> bool:
        """Tell whether one of the codes of a suppression certainly suppresses nothing."""
        meant = _meant(code)
        if meant & _NOT_JUDGED or meant - rules - {UNLINKED_MENTION}:
            return False
        return not self.of(item, meant)

    def of(self, item: Suppression, rules: Iterable[Rule]) -> bool:
        """Tell whether any of some rules has found something in the range of a suppression."""
        for rule in rules:
            if rule in _OF_MENTIONS and self._mentions.reason(item.start, item.end) is not None:
                return True
            starts = self._starts.get(rule, [])
            index = bisect_left(starts, item.start)
            if index < len(starts) and starts[index] < item.end:
                return True
        return False
