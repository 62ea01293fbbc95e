"""Comments that switch linking and rules off: `<!-- autolink-disable -->` and its kin.

`disable` … `enable`, `disable-line`, `disable-next-line` and `disable-file`, each optionally followed by
rule codes, prefixes of codes or names; without any it means everything. A paired `enable` ends what is off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.page import Page
    from autolink.rules import Rule

_COMMENT = re.compile(
    r"\s*autolink-(disable(?:-file|-line|-next-line)?|enable)(?:[\s:]+(.*?))?\s*", re.DOTALL
)
_SEPARATORS = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Bytes [start, end) in which rules are off; no codes means all rules."""

    start: int
    end: int
    codes: tuple[str, ...]

    def covers(self, rule: Rule, offset: int) -> bool:
        """Tell whether a rule is off at a byte offset."""
        return self.start <= offset < self.end and self.names(rule)

    def names(self, rule: Rule) -> bool:
        """Tell whether it means a rule."""
        return not self.codes or any(rule.code.startswith(code) or rule.name == code for code in self.codes)


def suppressions(page: Page) -> list[Suppression]:
    """Return what the comments of a page switch off, in order of the comments."""
    found: list[Suppression] = []
    running: list[tuple[int, tuple[str, ...]]] = []
    for comment in page.comments:
        match = _COMMENT.fullmatch(comment.text)
        if match is None:
            continue
        codes = tuple(code for code in _SEPARATORS.split(match[2] or "") if code)
        if match[1] == "disable":
            running.append((comment.start, codes))
        elif match[1] == "enable":
            ended = [item for item in running if not codes or item[1] == codes]
            found += (Suppression(start, comment.start, of) for start, of in ended)
            running = [item for item in running if item not in ended]
        else:
            found.append(Suppression(*_span(page, match[1], comment.start, comment.end), codes))
    found += (Suppression(start, len(page.data), codes) for start, codes in running)
    return found


def _span(page: Page, kind: str, start: int, end: int) -> tuple[int, int]:
    if kind == "disable-file":
        return 0, len(page.data)
    if kind == "disable-line":
        return page.line_span(start)
    following = page.line_span(end - 1)[1]
    return page.line_span(following) if following < len(page.data) else (following, following)
