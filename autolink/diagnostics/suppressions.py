"""Comments that switch off linking and rules: `<!-- autolink-disable -->` and similar ones.

`disable` … `enable`, `disable-line`, `disable-next-line` and `disable-file`, each optionally followed by
rule codes, prefixes of codes or names; without any it means everything. An `enable` ends what a `disable`
with the same codes began; without any, all that is off. `<!-- autolink-never-link: word, other word -->`
names words that are not linked on its page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.rules import Rule
    from autolink.page.model import Comment
    from autolink.page.outline import Outline
    from autolink.page.positions import Place

SUPPRESSED = "suppressed by a comment"
"""The verdict on a mention that only a comment keeps from being linked."""

NAMES = (
    "autolink-disable",
    "autolink-disable-file",
    "autolink-disable-line",
    "autolink-disable-next-line",
    "autolink-enable",
)
"""The prefix of the comments."""

_COMMENT = re.compile(rf"\s*({'|'.join(NAMES)})(?:[\s:]+(.*?))?\s*", re.DOTALL)
_NEVER_LINK = re.compile(r"\s*+autolink-never-link[\s:]++(.*+)", re.DOTALL)
_SEPARATORS = re.compile(r"[\s,]+")


class Suppression(NamedTuple):
    """Bytes [start, end) in which rules are off; no codes means all rules."""

    start: int
    end: int
    codes: tuple[str, ...]
    comment: Place
    """Where the comment stands."""

    def names(self, rule: Rule) -> bool:
        """Tell whether it means a rule."""
        return not self.codes or any(is_meant(rule, code) for code in self.codes)


def is_meant(rule: Rule, code: str) -> bool:
    """Tell whether a code in a comment means a rule: its code, the start of it, or its name."""
    return rule.code.startswith(code) or rule.name == code


def read(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the name and the codes of a comment that switches something off or on; None for any other."""
    match = _COMMENT.fullmatch(text)
    return match and (match[1], tuple(code for code in _SEPARATORS.split(match[2] or "") if code))


def suppressions(page: Outline) -> list[Suppression]:
    """Return what the comments of a page switch off, by where it starts."""
    found: list[Suppression] = []
    running: dict[tuple[str, ...], list[Comment]] = {}
    for comment in page.comments:
        known = read(comment.text)
        if known is None:
            continue
        name, codes = known
        if name == "autolink-disable":
            running.setdefault(codes, []).append(comment)
        elif name == "autolink-enable":
            for of in [codes] if codes else list(running):
                begun = running.pop(of, ())
                found += (_suppression(page, first, first.start, comment.start, of) for first in begun)
        else:
            span = _span(page, name, comment.start, comment.end)
            found.append(_suppression(page, comment, *span, codes))
    for codes, open_ones in running.items():
        found += (_suppression(page, first, first.start, len(page.data), codes) for first in open_ones)
    return sorted(found, key=lambda item: item.start)


def words_never_linked(page: Outline) -> list[str]:
    """Return the words that the comments of a page keep from being linked on it."""
    listed = (_NEVER_LINK.fullmatch(comment.text) for comment in page.comments)
    words = (word.strip() for found in listed if found for word in found[1].split(","))
    return [word for word in words if word]


class Suppressions:
    """What the comments of a page switch off; lookups take logarithmic time."""

    def __init__(self, items: Sequence[Suppression]) -> None:
        self._all = items
        self._by_rule: dict[Rule, Intervals] = {}

    def cover(self, rule: Rule, offset: int) -> bool:
        """Tell whether a rule is off at a byte offset."""
        return self.of(rule).reason(offset, offset + 1) is not None

    def of(self, rule: Rule) -> Intervals:
        """Return the byte ranges in which a rule is off."""
        if rule not in self._by_rule:
            named = (item for item in self._all if item.names(rule))
            self._by_rule[rule] = Intervals((item.start, item.end, SUPPRESSED) for item in named)
        return self._by_rule[rule]


def _suppression(
    page: Outline, comment: Comment, start: int, end: int, codes: tuple[str, ...]
) -> Suppression:
    return Suppression(start, end, codes, page.place(comment.start, comment.end))


def _span(page: Outline, name: str, start: int, end: int) -> tuple[int, int]:
    if name == "autolink-disable-file":
        return 0, len(page.data)
    if name == "autolink-disable-line":
        return page.line_span(start)
    following = page.line_span(end - 1)[1]
    return page.line_span(following) if following < len(page.data) else (following, following)
