"""Author's links whose anchor id dangles or is outdated, mended where exactly one term can be meant.

These are the only bytes of an author that `fix` changes: the id in a link's target, and the path before it
when the term is on another page now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink.diagnostics.diagnostic import Edit
from autolink.diagnostics.rules import MISSING_ANCHOR, MISSING_FILE, OUTDATED_ANCHOR, RENAMED_TERM
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.indexer.anchor_ids import decode_anchor_id, encode_anchor_id
from autolink.indexer.build import term_headings
from autolink.links.anchors import is_answered
from autolink.links.page_links import is_embed, outgoing_links
from autolink.links.resolver import State
from autolink.links.target_edits import fragment_edit, target_edit
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.config import Config
    from autolink.diagnostics.rules import Rule
    from autolink.indexer.build import Term
    from autolink.indexer.successors import Renames
    from autolink.links.resolver import Resolver
    from autolink.matcher.matcher import Matcher
    from autolink.page.model import Link
    from autolink.rewriter.term_targets import Targets


Replacement = tuple[int, int, bytes]
"""An edit that replaces bytes [start, end) by others."""


def replaced(data: bytes, edits: Iterable[Replacement]) -> bytes:
    """Return bytes with some ranges replaced; the ranges do not overlap."""
    pieces: list[bytes] = []
    position = 0
    for start, end, new in sorted(edits):
        pieces += (data[position:start], new)
        position = end
    return b"".join([*pieces, data[position:]])


class Mended(NamedTuple):
    """What is wrong with a link, and the edits that mend it: none where its target cannot be replaced."""

    rule: Rule
    edits: tuple[Edit, ...]


class Mender:
    """Mends the author's links to terms."""

    def __init__(
        self, matcher: Matcher, targets: Targets, config: Config, renames: Renames, resolver: Resolver
    ) -> None:
        self._matcher = matcher
        self._glossary = matcher.glossary
        self._targets = targets
        self._config = config
        self._renames = renames
        self._resolver = resolver
        self._fragments: dict[str, bool] = {}
        """Whether a fragment is an anchor id or nearly one; the links of a project share few."""

    def edits(self, page: Page) -> Iterator[Edit]:
        """Yield the edits that mend the author's links of a page; not where nothing would be reported."""
        off: Suppressions | None = None
        for link in outgoing_links(page, self._resolver):
            if not self._may_be_mended(link) or self._is_left(page, link):
                continue
            mended = self.mend(page, link)
            if mended and mended.rule in self._config.rules_in(page.path):
                off = off or Suppressions(suppressions(page))
                if not off.cover(mended.rule, link.start):
                    yield from mended.edits

    def _may_be_mended(self, link: Link) -> bool:
        """Tell, without a look at any file, whether the fragment of a link is an anchor id or nearly one."""
        if "#" not in link.target:
            return False
        fragment = link.target.partition("#")[2]
        if fragment not in self._fragments:
            meant = unquote(fragment)
            is_id = decode_anchor_id(meant) is not None or self._renames.misspelled(meant) is not None
            self._fragments[fragment] = is_id
        return self._fragments[fragment]

    def _is_left(self, page: Page, link: Link) -> bool:
        return self.is_managed(page, link) or self._config.ignores(link.target) or is_embed(page, link)

    def is_managed(self, page: Page, link: Link) -> bool:
        """Tell whether `autolink` made a link; `fix` makes it anew."""
        if decode_anchor_id(link.target.partition("#")[2]) is None:
            return False
        return self._matcher.is_managed(page.whole.links_by_start.get(link.start, link), page.whole)

    def mend(self, page: Page, link: Link) -> Mended | None:
        """Return what mends an author's link to a term; None when nothing is wrong with it, or unclear."""
        if link.kind == "reference":  # its definition is mended
            return None
        found = self._resolver.resolve(link.target, page.path)
        anchor_id = unquote(found.fragment)
        if found.state is State.MISSING:
            return self._mend_path(page, link, anchor_id)
        home = self._resolver.shown_page(found.path)
        if found.state is not State.FOUND or home not in self._glossary.pages:
            return None
        if is_answered(found.fragment, self._glossary.anchors.get(home, frozenset())):
            term = self._glossary.by_place.get((home, anchor_id))
            if term is None or anchor_id not in term.old_ids:
                return None
            return Mended(OUTDATED_ANCHOR, fragment_edit(page, link, term.anchor_id))
        return self._mend_dangling(page, link, anchor_id, home)

    def _mend_path(self, page: Page, link: Link, anchor_id: str) -> Mended | None:
        """Mend a link to a page that is gone, when its anchor id is that of exactly one term."""
        known = self._glossary.by_anchor_id.get(anchor_id, ())
        return Mended(MISSING_FILE, self._to(page, link, known[0], None)) if len(known) == 1 else None

    def _mend_dangling(self, page: Page, link: Link, anchor_id: str, home: str) -> Mended | None:
        rule, terms = self.meant(anchor_id, home)
        if len(terms) != 1 or (terms[0].page == home and terms[0].anchor_id == anchor_id):
            return None
        return Mended(rule, self._to(page, link, terms[0], home))

    def meant(self, anchor_id: str, home: str) -> tuple[Rule, tuple[Term, ...]]:
        """Return the terms that an id dangling on a page may mean, and the rule that the link breaks.

        Of several with the same id those on the page, be it that they have no anchor yet.
        """
        misspelled = self._renames.misspelled(anchor_id)
        known = self._glossary.by_anchor_id.get(misspelled or anchor_id, ())
        if known:
            here = tuple(term for term in known if term.page == home)
            rule = MISSING_ANCHOR if misspelled or here else RENAMED_TERM
            return rule, here or known
        return RENAMED_TERM, tuple(self._renames.meant(anchor_id, home))

    def _to(self, page: Page, link: Link, term: Term, home: str | None) -> tuple[Edit, ...]:
        """Return the edits that point a link to a term: the fragment, or all when the page is another."""
        if term.page == home:
            return fragment_edit(page, link, term.anchor_id)
        return target_edit(page, link, self._targets.target(term, page.path))


def outdated_anchors(page: Page, config: Config, every: bool = False) -> Iterator[Edit]:
    """Yield the edits that take out the outdated anchors of term headings, or `every` one of them."""
    for heading, _ in term_headings(page, config):
        current = encode_anchor_id(heading.source)
        for anchor in heading.anchors:
            if decode_anchor_id(anchor.id) is not None and (every or anchor.id != current):
                yield Edit(anchor.start, anchor.end, b"")


def without_anchors(page: Page, config: Config) -> Page:
    """Return a page without the anchors of its term headings."""
    edits = list(outdated_anchors(page, config, every=True))
    return Page.parse(page.path, replaced(page.data, edits)) if edits else page
