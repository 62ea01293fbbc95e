"""What is wrong with a document: data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.page import Page
    from autolink.rules import Rule


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A rule, a place and a message. `path` is absolute; line and column are 1-based (code points)."""

    path: str
    line: int
    column: int
    rule: Rule
    message: str
    start: int = 0
    """Byte offset in the page."""
    target: str | None = None
    """For a link: the absolute path of the file that it points to."""

    @staticmethod
    def at(page: Page, offset: int, rule: Rule, message: str, target: str | None = None) -> Diagnostic:
        """Make a diagnostic for a byte offset of a page."""
        line, column = page.position(offset)
        return Diagnostic(page.path, line, column, rule, message, offset, target)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of reports: path, place, code, message."""
        return self.path, self.line, self.column, self.rule.code, self.message
