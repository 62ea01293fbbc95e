"""The proof that added comments change nothing but comments, and cover what they are for.

Two parsers render the page as before, comments aside, its headings and term attributes stay what they were,
and no other comment covers less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.indexer.attributes import comment_below
from autolink.page.edits import Shift, applied
from autolink.page.page import Page
from autolink.page.readings import html
from autolink.page.syntax import body_start
from autolink.rewriter.proof.objections import MAX_REFEREED_BLOCK
from autolink.rewriter.proof.referee import rendering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.rules import Rule
    from autolink.page.edits import Edit

_ADDED = re.compile(
    r" ?<!-- autolink-disable-(?:line [A-Z0-9, ]+ -->|next-line [A-Z0-9, ]+ -->\n*)"
    r"|<!-- autolink-(?:enable [A-Z0-9, ]+ -->|(?:disable [A-Z0-9, ]+|never-link: [^<>]*)-->\n*)"
)


@dataclass(frozen=True, slots=True)
class Addition:
    """A comment to insert, with what it switches off."""

    edit: Edit
    rules: tuple[Rule, ...] = ()
    offsets: tuple[int, ...] = ()
    """Where the diagnostics of these rules are."""


def takes_comments(page: Page) -> bool:
    """Tell whether comments can be added to a page: MDX has none, and large pages are not compared."""
    return not page.path.lower().endswith(".mdx") and len(page.data) <= MAX_REFEREED_BLOCK


class CommentProof:
    """Compares a page with comments added to what it was."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._renderings = _renderings(page.data)
        self._structure = _structure(page)

    def holds(self, additions: Sequence[Addition]) -> bool:
        """Tell whether comments change nothing but comments, and cover what they are for."""
        data = applied(self._page.data, [item.edit for item in additions])
        page = Page.parse(self._page.path, data, self._page.dialect)
        return (
            _structure(page) == self._structure
            and self._covers(page, additions)
            and _renderings(data) == self._renderings
        )

    def _covers(self, page: Page, additions: Sequence[Addition]) -> bool:
        """Tell whether the diagnostics are covered now, and all else that was covered before still is."""
        shift = Shift([item.edit for item in additions])
        off = Suppressions(suppressions(page))
        for item in additions:
            starts = [shift.start(offset) for offset in item.offsets]
            if any(off.of(rule).reason(at, at + 1) is None for rule in item.rules for at in starts):
                return False
        now = {item.comment.start: item for item in suppressions(page)}
        for was in suppressions(self._page):
            is_now = now.get(shift.start(was.comment.start))
            if not is_now or is_now.start > shift.start(was.start) or is_now.end < shift.end(was.end):
                return False
        return True


def _structure(page: Page) -> tuple[list[object], list[str], int]:
    """Return what the glossary is made of, and in how many parts the site reads the page.

    The glossary is made of headings, and the comments right below them, ours left out.
    """
    headings: list[object] = []
    below: list[str] = []
    for heading in page.headings:
        headings.append((heading.level, heading.source, heading.attribute_id, heading.nested))
        comment = comment_below(page, heading)
        if comment and not comment.text.strip().startswith("autolink-disable"):
            below.append(comment.text)
    return headings, below, len(page.insets)


def _renderings(data: bytes) -> list[str]:
    """Return a page as two parsers render it, without our comments."""
    markdown = data[body_start(data) :].decode()
    return [_ADDED.sub("", rendered) for rendered in (html(data), rendering(markdown))]
