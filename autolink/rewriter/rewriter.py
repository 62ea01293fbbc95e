"""From mentions to edits to bytes.

The linked page is a function of the plain one: managed links are removed, the links that the page should
have are put in. Where that gives the bytes that are there already, nothing is to be done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from autolink.indexer.build import terms_on
from autolink.page.edits import Edit, Shift, applied
from autolink.page.page import Page
from autolink.rewriter.corrections import anchor_removals
from autolink.rewriter.fixed_page import Rewrite, Withheld
from autolink.rewriter.ids import missing_ids
from autolink.rewriter.line_breaks import is_line_break
from autolink.rewriter.link_form import CLOSING, form_of, stand_in, without_links
from autolink.rewriter.placement import Placement
from autolink.rewriter.proof.change import Change, changed, insertions
from autolink.rewriter.proof.site import prove_on_site, read_by_site
from autolink.rewriter.unlink import removals, unlinked
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.config import Config
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.rewriter.corrections import Correction, Corrector
    from autolink.rewriter.proof.prove import Proof
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
        form = form_of(config)
        self._forms = ("html", form) if config.dialect.html_blocks and form != "html" else (form,)
        """The forms that links of ours may have."""

    def kept(self, path: str, data: bytes) -> Rewrite | None:
        """Return what linking does to a page that has its links, and no others; None where that is not sure.

        Nearly all pages are of this kind. Such a page is what linking makes of the page without its links, so
        only the latter has to be parsed. Raises UnicodeDecodeError.
        """
        bare = without_links(data, *self._forms)
        if len(bare) == len(data):
            return None
        page = Page.parse(path, bare, self.config.dialect)
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
        return bool(outdated) or any(term.addition for term in terms_on(page, self.config)[0])

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
        if page.path in self._glossary.pages:
            edits += missing_ids(page, self.config)
            edits += [] if self.config.keep_old_anchors else anchor_removals(page, self.config)
        anchors = len(edits) > updated
        if edits:
            page = Page.parse(page.path, applied(data, edits), page.dialect)
        managed = self._matcher.managed.on(page)
        taken_out = removals(managed)
        plain, shift = applied(page.data, taken_out), Shift(taken_out)
        mentions = self._matcher.mentions(page, managed)
        wanted, doubtful = self._changes(page, plain, shift, mentions)
        is_template = self.config.link_style == "template"
        is_kept = (
            changed(plain, wanted) == page.data if managed and not is_template else not (managed or wanted)
        )
        if is_kept and not _may_hide_links(page, managed):
            located = _located(plain, doubtful, wanted)
            return Rewrite(page.data, updated=updated, anchors=anchors, withheld=located, unasked=unasked)
        plain_page = unlinked(page, self._matcher.managed)
        if plain_page is None:
            return Rewrite(data, unasked=unasked)
        if plain_page is not page:  # without links it is the same page, with the same changes
            wanted, doubtful = self.wanted(plain_page)
        proof = self.prove(plain_page, wanted)
        withheld = _located(plain_page.data, [*doubtful, *proof.withheld], proof.changes)
        if proof.data == page.data:
            return Rewrite(page.data, updated=updated, anchors=anchors, withheld=withheld, unasked=unasked)
        before = {
            (shift.start(link.open_end), shift.end(link.close_start)): _markup_of(page, link)
            for link in managed
        }
        rewrite = _counted(proof.data, proof.changes, before)
        return rewrite._replace(
            updated=rewrite.updated + updated,
            anchors=rewrite.anchors or anchors,
            withheld=withheld,
            unasked=unasked,
        )

    def wanted(
        self, plain: Page, mentions: Sequence[Mention] | None = None
    ) -> tuple[list[Change], list[Doubtful]]:
        """Return the changes that link a page without links, in order, and mentions that cannot be linked.

        Nothing is proven yet. `mentions` are those of the page, where they are known.
        """
        if mentions is None:
            mentions = self._matcher.mentions(plain, ())
        return self._changes(plain, plain.data, _UNMOVED, mentions)

    def verdicts(self, page: Page, mentions: Sequence[Mention]) -> list[tuple[Edit, ...] | str]:
        """Return for each mention of a page the edits that link it, or why its link is withheld.

        Those of mentions that are already linked put around them what is there.
        """
        managed = self._matcher.managed.on(page)
        taken_out = removals(managed)
        shift = Shift(taken_out)
        plain = Page.parse(page.path, applied(page.data, taken_out), page.dialect) if managed else page
        wanted, doubtful = self.wanted(plain)
        proof = self.prove(plain, wanted)
        reasons = Intervals((*doubtful, *proof.withheld))
        starts = [change.start for change in proof.changes]
        back = Shift(_put_back(page, managed, shift))
        found: list[tuple[Edit, ...] | str] = []
        for mention in mentions:
            start, end = shift.start(mention.start), shift.end(mention.end)
            number = bisect_right(starts, start) - 1
            if number >= 0 and proof.changes[number].end >= end:
                found.append(tuple(_moved(proof.changes[number], back)))
            else:
                found.append(reasons.reason(start, end) or "it is not linked in the plain page")
        return found

    def prove(self, plain: Page, wanted: Sequence[Change]) -> Proof:
        """Return those changes of a plain page that are proven to alter nothing but links."""
        if self.config.link_style != "template":
            return prove_on_site(plain, wanted)
        links = {(change.start, change.end): change for change in wanted if change.start < change.end}
        stand_ins = [stand_in(change) if change.start < change.end else change for change in wanted]
        proof = prove_on_site(plain, stand_ins)
        meant = [links.get((change.start, change.end), change) for change in proof.changes]
        return read_by_site(plain, meant, proof.withheld)

    def _changes(
        self, page: Page, plain: bytes, shift: Shift, mentions: Sequence[Mention]
    ) -> tuple[list[Change], list[Doubtful]]:
        """Return the changes that link a page, in order, and the mentions that cannot be linked.

        Both have the offsets of its plain form, to which `shift` leads from the page.
        """
        changes: list[Change] = []
        doubtful: list[Doubtful] = []
        joins_lines = self._placement.joins_lines
        for mention in mentions:
            start, end = shift.start(mention.start), shift.end(mention.end)
            change = self._placement.change(mention, page, plain, start, end)
            if isinstance(change, str):
                doubtful.append((start, end, change))
            elif joins_lines and changes and is_line_break(plain, changes[-1].end, change.start):
                doubtful.append((start, end, "the site would remove the line break before it"))
            else:
                changes.append(change)
        if page.path in self._glossary.pages:
            changes += self._anchor_changes(page, shift)
        return sorted(changes, key=lambda change: change.start), doubtful

    def _anchor_changes(self, page: Page, shift: Shift) -> list[Change]:
        """Return the changes that give terms the anchors they lack."""
        changes = []
        for term in terms_on(page, self.config)[0]:
            addition = term.addition
            if (
                addition
                and addition.form == "element"
                and (term.page, term.anchor) in self._glossary.by_place
            ):
                at, tag = shift.end(addition.at), addition.text.removesuffix(CLOSING)
                changes.append(Change.around(at, at, (tag, CLOSING)))
        return changes


def _put_back(page: Page, links: Sequence[Link], shift: Shift) -> list[Edit]:
    """Return the edits that put links back into the plain page, to which `shift` leads."""
    sides = ((link.start, link.open_end, link.close_start, link.end) for link in links)
    return [
        Edit(at, at, page.data[start:end])
        for first, opened, closing, last in sides
        for at, start, end in ((shift.start(opened), first, opened), (shift.end(closing), closing, last))
    ]


def _moved(change: Change, shift: Shift) -> Iterator[Edit]:
    """Yield the two insertions of a change where they are once other edits are made."""
    opening, closing = change.insertions
    start, end = shift.start(opening.start), shift.end(closing.start)
    yield opening._replace(start=start, end=start)
    yield closing._replace(start=end, end=end)


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
        anchors=any(change.start == change.end for change in changes),
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
    """Tell whether the plain page may read differently, so that it has to be looked at.

    A link inside brackets keeps these from being a link (CommonMark §6.3: links do not nest); one after `<`
    keeps this from being a tag.
    """
    if any(link.kind == "inline" for link in managed) and "]" in page.prose.text:
        return True
    return any(page.data[link.start - 1 : link.start] in _TAG_OPENINGS for link in managed if link.start)
