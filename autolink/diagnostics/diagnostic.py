"""A problem in a document: data, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from autolink.diagnostics.rules import Rule
    from autolink.page.edits import Edit
    from autolink.page.positions import PageBytes, Place


class Diagnostic(NamedTuple):
    """A rule, a place and a message. `path` is absolute.

    Lines and columns are 1-based, columns in code points; the end is exclusive, as in LSP.

    Examples:
        >>> from autolink import Project
        >>> found = Project.load().check()[0]
        >>> found.line, found.column, found.rule.code, found.message
        (3, 30, 'L001', '`paper.md` points to a file that does not exist')
    """

    path: str
    line: int
    column: int
    rule: Rule
    message: str
    end_line: int = 0
    """0 if it concerns no part of the page: the page cannot be read, or has nothing to point at."""
    end_column: int = 0
    start: int = 0
    """Byte offset in the page."""
    end: int = 0
    target: str | None = None
    """For a link: the absolute path of the file that it points to."""
    edits: tuple[Edit, ...] = ()
    """The edits that correct it, if there is exactly one way."""
    fixable: bool = False
    """Whether `autolink fix` corrects it."""

    @staticmethod
    def at(
        page: PageBytes,
        span: tuple[int, int],
        rule: Rule,
        message: str,
        target: str | None = None,
        edits: tuple[Edit, ...] = (),
        fixable: bool = False,
    ) -> Diagnostic:
        """Make a diagnostic for bytes [start, end) of a page, without white space at the end."""
        return Diagnostic.of(page.path, page.place(*span), rule, message, target, edits, fixable)

    @staticmethod
    def of(
        path: str,
        place: Place,
        rule: Rule,
        message: str,
        target: str | None = None,
        edits: tuple[Edit, ...] = (),
        fixable: bool = False,
    ) -> Diagnostic:
        """Make a diagnostic for a place of a page."""
        start, end, line, column, end_line, end_column = place
        return Diagnostic(
            path, line, column, rule, message, end_line, end_column, start, end, target, edits, fixable
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of reports: path, place, code, message."""
        return self.path, self.line, self.column, self.rule.code, self.message
