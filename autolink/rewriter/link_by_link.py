"""Linking some mentions of a page and nothing else, to decide link by link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.edits import Shift, applied
from autolink.page.page import Page
from autolink.rewriter.ids import missing_ids
from autolink.rewriter.proof.change import Change
from autolink.rewriter.unlink import removals
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.rewriter.rewriter import Rewriter


class LinkByLink:
    """Links mentions one at a time. What is already linked stays byte for byte."""

    def __init__(self, rewriter: Rewriter, matcher: Matcher) -> None:
        self._rewriter = rewriter
        self._matcher = matcher

    def new(self, page: Page) -> list[Mention]:
        """Return the mentions of a page that `fix` would link and that are not linked, in order."""
        managed = self._matcher.managed.on(page)
        linked = Intervals((link.start, link.end, "") for link in managed)
        found = [
            item
            for item in self._matcher.mentions(page, managed)
            if linked.reason(item.start, item.end) is None
        ]
        verdicts = self._rewriter.verdicts(page, found) if found else []
        return [item for item, edits in zip(found, verdicts, strict=True) if not isinstance(edits, str)]

    def linked(self, page: Page, mentions: Sequence[Mention]) -> bytes | None:
        """Return a page with some of its new mentions linked, proven with the links that are there.

        None where the proof does not hold.
        """
        wanted = Intervals((item.start, item.end, "") for item in mentions)
        return self._proven(page, wanted, anchors=False)

    def with_anchors(self, page: Page) -> bytes:
        """Return a page of the glossary with the anchors that its terms lack, and no new links."""
        ids = missing_ids(page, self._rewriter.config)
        with_ids = Page.parse(page.path, applied(page.data, ids), page.dialect) if ids else page
        return self._proven(with_ids, Intervals(()), anchors=True) or with_ids.data

    def _proven(self, page: Page, wanted: Intervals, *, anchors: bool) -> bytes | None:
        managed = self._matcher.managed.on(page)
        taken_out = removals(managed)
        shift = Shift(taken_out)
        plain = Page.parse(page.path, applied(page.data, taken_out), page.dialect) if managed else page
        there = [_change_of(page, link, shift) for link in managed]
        chosen = Intervals((shift.start(start), shift.end(end), "") for start, end, _ in wanted)
        new = [
            change
            for change in self._rewriter.wanted(plain)[0]
            if (
                anchors if change.start == change.end else chosen.reason(change.start, change.end) is not None
            )
        ]
        changes = sorted([*there, *new], key=lambda change: change.start)
        proof = self._rewriter.prove(plain, changes)
        return None if proof.withheld else proof.data


def _change_of(page: Page, link: Link, shift: Shift) -> Change:
    """Return the change that puts a link of a page back into the page without it."""
    tags = page.data[link.start : link.open_end], page.data[link.close_start : link.end]
    return Change.around(shift.start(link.open_end), shift.end(link.close_start), tags)
