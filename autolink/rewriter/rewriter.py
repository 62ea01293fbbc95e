"""From mentions to edits to bytes.

The linked page is a function of the plain one: managed links are taken out, the links that the page should
have are put in. Where that gives the bytes that are there already, nothing is to be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autolink.files import Tree
from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.indexer.build import term_headings
from autolink.links.resolver import Resolver
from autolink.page.page import Page
from autolink.rewriter.corrections import Mender, outdated_anchors, replaced
from autolink.rewriter.link_form import LinkMarkup
from autolink.rewriter.plain import Plain, unlinked, without_links
from autolink.rewriter.proof.proof import Change, Insertion, apply, provable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.config import Config
    from autolink.indexer.successors import Renames
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention
    from autolink.page.model import Link
    from autolink.rewriter.term_targets import Targets

_DECLARATION = re.compile(rb"<![A-Za-z]")
_TAG_OPENINGS = (b"<", b"!", b"?", b"/")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A link that would have changed more than links: byte offset in the rewritten page, and who says so."""

    start: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What linking does to a page. Counts are of links."""

    data: bytes
    added: int = 0
    updated: int = 0
    removed: int = 0
    withheld: tuple[Withheld, ...] = field(default=())


class Rewriter:
    """Links the pages of a project. Built once per run."""

    def __init__(
        self,
        matcher: Matcher,
        targets: Targets,
        config: Config,
        renames: Renames,
        repository: Callable[[], Sequence[tuple[str, str]]] = tuple,
    ) -> None:
        glossary = matcher.glossary
        resolver = Resolver(config, Tree(), glossary.anchors.keys(), glossary.urls, repository)
        self._mender = Mender(matcher, targets, config, renames, resolver)
        self._matcher = matcher
        self._targets = targets
        self._config = config
        self._markup = LinkMarkup(targets, config)
        self._glossary_pages = glossary.pages

    def kept(self, path: str, data: bytes) -> Rewrite | None:
        """Return what linking does to a page that has its links, and no others; None where that is not sure.

        Nearly all pages are of this kind. Such a page is what linking makes of the page without its links, so
        only the latter has to be parsed. Raises UnicodeDecodeError.
        """
        bare = without_links(data, self._config.link_style)
        if len(bare) == len(data):
            return None
        page = Page.parse(path, bare)
        if self._matcher.managed_links(page) or self._may_read_otherwise(page) or self._has_other_edits(page):
            return None
        mentions = self._matcher.mentions(page)
        if self._markup.linked(page, mentions) == data:
            return Rewrite(data)
        wanted, doubtful = self._changes(page, Plain(bare, ()), mentions)
        if doubtful and apply(bare, wanted) == data:
            return Rewrite(data, withheld=_located(bare, doubtful, wanted))
        return None

    def _has_other_edits(self, page: Page) -> bool:
        """Tell whether anything but mentions is to be changed in a page."""
        if next(self._mender.edits(page), None):
            return True
        if page.path not in self._glossary_pages:
            return False
        outdated = not self._config.keep_old_anchors and any(outdated_anchors(page, self._config))
        return outdated or bool(self._anchor_changes(page, Plain(page.data, ())))

    def _may_read_otherwise(self, page: Page) -> bool:
        """Tell whether a plain page holds what links might complete: half a declaration or formula."""
        text = page.prose.text
        if "$" in text or (self._config.link_style == "markdown" and "]" in text):
            return True
        return b"<!" in page.data and _DECLARATION.search(page.data) is not None

    def rewrite(self, page: Page) -> Rewrite:
        """Return the linked page, proven to differ from the plain one in nothing but links."""
        data = page.data
        mended = list(self._mender.edits(page))
        edits = list(mended)
        if not self._config.keep_old_anchors and page.path in self._glossary_pages:
            edits += outdated_anchors(page, self._config)
        if edits:
            page = Page.parse(page.path, replaced(data, edits))
        managed = self._matcher.managed_links(page)
        plain = Plain(page.data, managed)
        wanted, doubtful = self._changes(page, plain)
        is_kept = apply(plain.data, wanted) == page.data if managed else not wanted
        if is_kept and not _may_hide_links(page, managed):
            return Rewrite(page.data, updated=len(mended), withheld=_located(plain.data, doubtful, wanted))
        plain_page = unlinked(page, self._matcher.managed_links)
        if plain_page is None:
            return Rewrite(data)
        if plain_page is not page:  # without links it is the same page, with the same changes
            wanted, doubtful = self._changes(plain_page, Plain(plain_page.data, ()))
        proof = provable(plain_page, wanted)
        withheld = _located(plain_page.data, [*doubtful, *proof.withheld], proof.changes)
        if proof.data == page.data:
            return Rewrite(page.data, updated=len(mended), withheld=withheld)
        before = {
            (plain.offset(link.open_end), plain.end_offset(link.close_start)): _markup_of(page, link)
            for link in managed
        }
        after = {
            (change.start, change.end): change.insertions[0].text + change.insertions[-1].text
            for change in proof.changes
            if change.start < change.end
        }
        return Rewrite(
            proof.data,
            added=len(after.keys() - before.keys()),
            updated=sum(before[key] != after[key] for key in before.keys() & after.keys()) + len(mended),
            removed=len(before.keys() - after.keys()),
            withheld=withheld,
        )

    def unlinkable(self, page: Page) -> set[int]:
        """Return where the mentions of a page start (bytes) that no link can be put around."""
        managed = self._matcher.managed_links(page)
        plain = Plain(page.data, managed)
        starts = {start for start, _, _ in self._changes(page, plain)[1]}
        return {item.start for item in self._matcher.mentions(page) if plain.offset(item.start) in starts}

    def _changes(
        self, page: Page, plain: Plain, mentions: list[Mention] | None = None
    ) -> tuple[list[Change], list[tuple[int, int, str]]]:
        """Return the changes that link a page, with the offsets of its plain form, in order.

        And the mentions that cannot be linked where they stand: start, end and reason.
        """
        changes: list[Change] = []
        doubtful: list[tuple[int, int, str]] = []
        for mention in self._matcher.mentions(page) if mentions is None else mentions:
            start, end = plain.offset(mention.start), plain.end_offset(mention.end)
            change = self._markup.change(mention.term, page.path, plain.data, start, end)
            if isinstance(change, str):
                doubtful.append((start, end, change))
            else:
                changes.append(change)
        if page.path in self._glossary_pages:
            changes += self._anchor_changes(page, plain)
        return sorted(changes, key=lambda change: change.start), doubtful

    def _anchor_changes(self, page: Page, plain: Plain) -> list[Change]:
        """Return the changes that give term headings the anchors they lack."""
        changes = []
        for heading, _ in term_headings(page, self._config):
            anchor_id = encode_anchor_id(heading.source)
            known = anchor_id in self._targets.glossary.by_anchor_id
            if known and all(anchor.id != anchor_id for anchor in heading.anchors):
                at = plain.end_offset(heading.content_end)
                opening = Insertion(at, f'<a id="{anchor_id}">'.encode())
                changes.append(Change(at, at, (opening, Insertion(at, b"</a>"))))
        return changes


def _markup_of(page: Page, link: Link) -> bytes:
    return page.data[link.start : link.open_end] + page.data[link.close_start : link.end]


def _located(
    data: bytes, withheld: list[tuple[int, int, str]], changes: list[Change]
) -> tuple[Withheld, ...]:
    """Return withheld links with their offsets in the page after the changes."""
    insertions = sorted((item.start, len(item.text)) for change in changes for item in change.insertions)
    located: list[Withheld] = []
    shift = index = 0
    for start, end, reason in sorted(withheld):
        while index < len(insertions) and insertions[index][0] <= start:
            shift += insertions[index][1]
            index += 1
        located.append(Withheld(start + shift, data[start:end].decode(), reason))
    return tuple(located)


def _may_hide_links(page: Page, managed: list[Link]) -> bool:
    """Tell whether the plain page may read otherwise, so that it has to be looked at.

    A link inside brackets keeps these from being a link (CommonMark §6.3: links do not nest); one behind `<`
    keeps this from being a tag.
    """
    if any(link.kind == "inline" for link in managed) and "]" in page.prose.text:
        return True
    return any(page.data[link.start - 1 : link.start] in _TAG_OPENINGS for link in managed if link.start)
