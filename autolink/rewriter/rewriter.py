"""From mentions to edits to bytes.

The linked page is a function of the plain one: managed links are taken out, the links that the page should
have are put in. Where that gives the bytes that are there already, nothing is to be done.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from autolink.indexer.build import terms_on
from autolink.page.edits import Shift, applied
from autolink.page.page import Page
from autolink.rewriter.corrections import anchor_removals
from autolink.rewriter.fixed_page import Rewrite, Withheld
from autolink.rewriter.link_form import anchor_tags, without_links
from autolink.rewriter.placement import Placement
from autolink.rewriter.proof.change import Change, changed, insertions
from autolink.rewriter.proof.prove import prove
from autolink.rewriter.unlink import removals, unlinked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.rewriter.corrections import Correction, Corrector
    from autolink.rewriter.term_targets import Targets

_DECLARATION = re.compile(rb"<![A-Za-z]")
_TAG_OPENINGS = (b"<", b"!", b"?", b"/")
_UNMOVED = Shift(())

Doubtful = tuple[int, int, str]
"""A mention that cannot be linked where it stands: start, end and reason."""


class Rewriter:
    """Links the pages of a project. Built once per run."""

    def __init__(self, matcher: Matcher, targets: Targets, config: Config, corrector: Corrector) -> None:
        self.config = config
        self._corrector = corrector
        self._matcher = matcher
        self._placement = Placement(targets, config)
        self._glossary = matcher.glossary

    def kept(self, path: str, data: bytes) -> Rewrite | None:
        """Return what linking does to a page that has its links, and no others; None where that is not sure.

        Nearly all pages are of this kind. Such a page is what linking makes of the page without its links, so
        only the latter has to be parsed. Raises UnicodeDecodeError.
        """
        bare = without_links(data, self.config.link_style)
        if len(bare) == len(data):
            return None
        page = Page.parse(path, bare)
        if self._matcher.managed.on(page) or self._may_read_otherwise(page) or self._lacks_anchors(page):
            return None
        corrections = list(self._corrector.corrections(page))
        if any(correction.edits for correction in corrections):
            return None
        unasked = _unasked(corrections)
        mentions = self._matcher.mentions(page, ())
        if self._placement.linked(page, mentions) == data:
            return Rewrite(data, unasked=unasked)
        wanted, doubtful = self.wanted(page, mentions)
        if doubtful and changed(bare, wanted) == data:
            return Rewrite(data, withheld=_located(bare, doubtful, wanted), unasked=unasked)
        return None

    def _lacks_anchors(self, page: Page) -> bool:
        """Tell whether a page defines terms whose anchors are to be changed."""
        if page.path not in self._glossary.pages:
            return False
        outdated = not self.config.keep_old_anchors and anchor_removals(page, self.config)
        return bool(outdated) or bool(self._anchor_changes(page, _UNMOVED))

    def _may_read_otherwise(self, page: Page) -> bool:
        """Tell whether a plain page holds what links might complete: half a declaration or formula."""
        text = page.prose.text
        if "$" in text or (self.config.link_style == "markdown" and "]" in text):
            return True
        return b"<!" in page.data and _DECLARATION.search(page.data) is not None

    def rewrite(self, page: Page) -> Rewrite:
        """Return the linked page, proven to differ from the plain one in nothing but links."""
        data = page.data
        corrections = list(self._corrector.corrections(page))
        edits = [edit for correction in corrections for edit in correction.edits]
        updated, unasked = len(edits), _unasked(corrections)
        if not self.config.keep_old_anchors and page.path in self._glossary.pages:
            edits += anchor_removals(page, self.config)
        if edits:
            page = Page.parse(page.path, applied(data, edits))
        managed = self._matcher.managed.on(page)
        taken_out = removals(managed)
        plain, shift = applied(page.data, taken_out), Shift(taken_out)
        mentions = self._matcher.mentions(page, managed)
        wanted, doubtful = self._changes(page, plain, shift, mentions)
        is_kept = changed(plain, wanted) == page.data if managed else not wanted
        if is_kept and not _may_hide_links(page, managed):
            located = _located(plain, doubtful, wanted)
            return Rewrite(page.data, updated=updated, withheld=located, unasked=unasked)
        plain_page = unlinked(page, self._matcher.managed)
        if plain_page is None:
            return Rewrite(data, unasked=unasked)
        if plain_page is not page:  # without links it is the same page, with the same changes
            wanted, doubtful = self.wanted(plain_page)
        proof = prove(plain_page, wanted)
        withheld = _located(plain_page.data, [*doubtful, *proof.withheld], proof.changes)
        if proof.data == page.data:
            return Rewrite(page.data, updated=updated, withheld=withheld, unasked=unasked)
        before = {
            (shift.start(link.open_end), shift.end(link.close_start)): _markup_of(page, link)
            for link in managed
        }
        rewrite = _counted(proof.data, proof.changes, before)
        return replace(rewrite, updated=rewrite.updated + updated, withheld=withheld, unasked=unasked)

    def wanted(
        self, plain: Page, mentions: Sequence[Mention] | None = None
    ) -> tuple[list[Change], list[Doubtful]]:
        """Return the changes that link a page without links, in order, and mentions that cannot be linked.

        Nothing is proven yet. `mentions` are those of the page, where they are known.
        """
        if mentions is None:
            mentions = self._matcher.mentions(plain, ())
        return self._changes(plain, plain.data, _UNMOVED, mentions)

    def unlinkable(self, page: Page, managed: Sequence[Link]) -> set[int]:
        """Return where the mentions of a page start (bytes) that no link can be put around."""
        taken_out = removals(managed)
        shift, mentions = Shift(taken_out), self._matcher.mentions(page, managed)
        _, doubtful = self._changes(page, applied(page.data, taken_out), shift, mentions)
        starts = {start for start, _, _ in doubtful}
        return {item.start for item in mentions if shift.start(item.start) in starts}

    def _changes(
        self, page: Page, plain: bytes, shift: Shift, mentions: Sequence[Mention]
    ) -> tuple[list[Change], list[Doubtful]]:
        """Return the changes that link a page, in order, and the mentions that cannot be linked.

        Both have the offsets of its plain form, to which `shift` leads from the page.
        """
        changes: list[Change] = []
        doubtful: list[Doubtful] = []
        for mention in mentions:
            start, end = shift.start(mention.start), shift.end(mention.end)
            change = self._placement.change(mention.term, page.path, plain, start, end)
            if isinstance(change, str):
                doubtful.append((start, end, change))
            else:
                changes.append(change)
        if page.path in self._glossary.pages:
            changes += self._anchor_changes(page, shift)
        return sorted(changes, key=lambda change: change.start), doubtful

    def _anchor_changes(self, page: Page, shift: Shift) -> list[Change]:
        """Return the changes that give terms the anchors they lack."""
        changes = []
        for term in terms_on(page, self.config)[0]:
            if not term.has_anchor and term.anchor_id in self._glossary.by_anchor_id:
                at = shift.end(term.anchor_offset)
                changes.append(Change.around(at, at, anchor_tags(term.anchor_id)))
        return changes


def _unasked(corrections: Sequence[Correction]) -> tuple[tuple[str, str], ...]:
    return tuple(correction.unasked for correction in corrections if correction.unasked)


def _counted(data: bytes, changes: Sequence[Change], before: dict[tuple[int, int], bytes]) -> Rewrite:
    """Return a rewrite with its counts; `before` is the markup of the links that were there, by span."""
    after = {
        (change.start, change.end): change.insertions[0].new + change.insertions[-1].new
        for change in changes
        if change.start < change.end
    }
    return Rewrite(
        data,
        added=len(after.keys() - before.keys()),
        updated=sum(before[key] != after[key] for key in before.keys() & after.keys()),
        removed=len(before.keys() - after.keys()),
    )


def _markup_of(page: Page, link: Link) -> bytes:
    return page.data[link.start : link.open_end] + page.data[link.close_start : link.end]


def _located(data: bytes, withheld: Sequence[Doubtful], changes: Sequence[Change]) -> tuple[Withheld, ...]:
    """Return withheld links with their offsets in the page after the changes."""
    if not withheld:
        return ()
    shift = Shift(insertions(changes))
    return tuple(
        Withheld(shift.start(start), data[start:end].decode(), reason)
        for start, end, reason in sorted(withheld)
    )


def _may_hide_links(page: Page, managed: Sequence[Link]) -> bool:
    """Tell whether the plain page may read otherwise, so that it has to be looked at.

    A link inside brackets keeps these from being a link (CommonMark §6.3: links do not nest); one behind `<`
    keeps this from being a tag.
    """
    if any(link.kind == "inline" for link in managed) and "]" in page.prose.text:
        return True
    return any(page.data[link.start - 1 : link.start] in _TAG_OPENINGS for link in managed if link.start)
