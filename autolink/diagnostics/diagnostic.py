"""What is wrong with a document: data, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from autolink.diagnostics.rules import Rule
    from autolink.page.page import Page


class Edit(NamedTuple):
    """Replace bytes [start, end) of a page by other bytes.

    The edits of a diagnostic do not overlap. Applied last to first, none shifts another:

    >>> data = b"See [LLM](llm.md) and [LLM](lm.md)."
    >>> for edit in sorted([Edit(10, 16, b"lm.md"), Edit(0, 3, b"Read")], reverse=True):
    ...     data = data[: edit.start] + edit.new + data[edit.end :]
    >>> data
    b'Read [LLM](lm.md) and [LLM](lm.md).'
    """

    start: int
    end: int
    new: bytes


class Diagnostic(NamedTuple):
    """A rule, a place and a message. `path` is absolute.

    Lines and columns are 1-based, columns in code points; the end is exclusive, as in LSP.

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
    """0 where no part of the page is meant: the page cannot be read, or has nothing to point at."""
    end_column: int = 0
    start: int = 0
    """Byte offset in the page."""
    end: int = 0
    target: str | None = None
    """For a link: the absolute path of the file that it points to."""
    edits: tuple[Edit, ...] = ()
    """What would mend it, when there is exactly one way."""
    fixable: bool = False
    """Whether `autolink fix` mends it."""

    @staticmethod
    def at(
        page: Page,
        span: tuple[int, int],
        rule: Rule,
        message: str,
        target: str | None = None,
        edits: tuple[Edit, ...] = (),
        fixable: bool = False,
    ) -> Diagnostic:
        """Make a diagnostic for bytes [start, end) of a page, white space at the end left out."""
        start, end = span
        end = start + len(page.data[start:end].rstrip())
        line, column = page.position(start)
        end_line, end_column = page.position(end)
        return Diagnostic(
            page.path, line, column, rule, message, end_line, end_column, start, end, target, edits, fixable
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of reports: path, place, code, message."""
        return self.path, self.line, self.column, self.rule.code, self.message
