"""Author's links with a broken or outdated anchor, corrected where exactly one term can be meant.

These are the only bytes of an author that `fix` changes: the id in a link's target, and the path before it
when the term is on another page now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink.diagnostics.rules import MISSING_ANCHOR, MISSING_FILE, OUTDATED_ANCHOR, RENAMED_TERM
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.build import terms_on
from autolink.links.page_links import is_embed, outgoing_links
from autolink.links.resolver import State, fragment_of
from autolink.links.signature import is_signed
from autolink.links.target_edits import fragment_edit, target_edit
from autolink.page.edits import Edit
from autolink.page.fragments import is_answered
from autolink.sites.resolving import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config import Config
    from autolink.diagnostics.rules import Rule
    from autolink.indexer.successors import Successors
    from autolink.indexer.term import Term
    from autolink.links.resolver import Resolver
    from autolink.matcher.managed_links import ManagedLinks
    from autolink.page.model import Link
    from autolink.page.outline import Outline
    from autolink.page.page import Page
    from autolink.rewriter.term_targets import Targets


class Correction(NamedTuple):
    """What is wrong with a link, and the edits that correct it: none where its target cannot be replaced."""

    rule: Rule
    edits: tuple[Edit, ...]
    unasked: tuple[str, str] | None = None
    """The name (page, name) of which only the history of the project may know what became."""


class Corrector:
    """Corrects the author's links to terms."""

    def __init__(
        self,
        managed: ManagedLinks,
        targets: Targets,
        config: Config,
        successors: Successors,
        resolver: Resolver,
    ) -> None:
        self._managed = managed
        self._glossary = targets.glossary
        self._targets = targets
        self._config = config
        self._successors = successors
        self._resolver = resolver
        self._fragments: dict[str, bool] = {}
        """Whether a fragment is an anchor id or nearly one; the links of a project share few."""
        self._page_names = {page.rpartition("/")[2] for page in targets.glossary.pages}

    def corrections(self, page: Page) -> Iterator[Correction]:
        """Yield what corrects the author's links of a page; nothing where nothing would be reported."""
        off: Suppressions | None = None
        for link in outgoing_links(page, self._resolver):
            if not self._may_be_corrected(link) or self._is_left(page, link):
                continue
            correction = self.correction(page, link)
            if correction and correction.rule in self._config.rules_in(page.path):
                off = off or Suppressions(suppressions(page))
                if not off.cover(correction.rule, link.start):
                    yield correction

    def _may_be_corrected(self, link: Link) -> bool:
        """Tell, without a look at any file, whether the fragment of a link is an anchor id or nearly one.

        Where links point to slugs it may be any, unless the address is the path of a page that is none of the
        glossary by its name, and the fragment is no term's.
        """
        address, _, fragment = link.target.partition("#")
        if not fragment:
            return False
        if self._config.anchor == "heading":
            fragment = fragment_of(link.target)
            return fragment.lower() != "top" and (
                unquote(fragment) in self._glossary.by_anchor_id or self._may_be_of_glossary(address)
            )
        if fragment not in self._fragments:
            meant = unquote(fragment)
            is_id = decode_anchor_id(meant) is not None or self._successors.misspelled(meant) is not None
            self._fragments[fragment] = is_id
        return self._fragments[fragment]

    def _may_be_of_glossary(self, address: str) -> bool:
        name = address.rpartition("/")[2]
        is_path = name.endswith(".md") and "%" not in name and address[0] != "/" and not SCHEME.match(address)
        return not is_path or name in self._page_names

    def _is_left(self, page: Outline, link: Link) -> bool:
        return self.is_managed(page, link) or self._config.ignores(link.target) or is_embed(page, link)

    def is_managed(self, page: Outline, link: Link) -> bool:
        """Tell whether `autolink` made a link; `fix` makes it again."""
        if is_signed(page.data, link):
            return self._managed.is_signed(link, page.text_of(link))
        anchor_id = link.target.partition("#")[2]
        if decode_anchor_id(anchor_id) is None:
            return False
        text = page.literal_text_of(link)
        if text is not None:  # nearly always: the page need not be parsed whole
            return self._managed.is_alias(anchor_id, text)
        whole = page.whole
        return self._managed.holds(whole.links_by_start.get(link.start, link), whole)

    def correction(self, page: Outline, link: Link) -> Correction | None:
        """Return what corrects an author's link to a term; None when nothing is wrong with it, or unclear."""
        if link.kind == "reference":  # its definition is corrected
            return None
        found = self._resolver.resolve(link.target, page.path)
        anchor_id = unquote(found.fragment)
        if found.state is State.MISSING:
            return self._correct_path(page, link, anchor_id)
        home = self._resolver.shown_page(found.path)
        if found.state is not State.FOUND or home not in self._glossary.pages:
            return None
        if is_answered(found.fragment, self._glossary.anchors.get(home, frozenset())):
            term = self._glossary.by_place.get((home, anchor_id))
            if term is None or anchor_id not in term.old_ids:
                return None
            return Correction(OUTDATED_ANCHOR, fragment_edit(page, link, term.anchor))
        return self._correct_dangling(page, link, anchor_id, home)

    def _correct_path(self, page: Outline, link: Link, anchor_id: str) -> Correction | None:
        """Correct a link to a page that is gone, when its anchor id is that of exactly one term."""
        known = self._glossary.by_anchor_id.get(anchor_id, ())
        return Correction(MISSING_FILE, self._to(page, link, known[0], None)) if len(known) == 1 else None

    def _correct_dangling(self, page: Outline, link: Link, anchor_id: str, home: str) -> Correction | None:
        rule, terms = self.meant(anchor_id, home)
        if not terms:
            unasked = self._successors.unasked(anchor_id, home)
            return Correction(rule, (), unasked) if unasked else None
        if len(terms) != 1 or (terms[0].page == home and terms[0].anchor == anchor_id):
            return None
        return Correction(rule, self._to(page, link, terms[0], home))

    def meant(self, anchor_id: str, home: str) -> tuple[Rule, tuple[Term, ...]]:
        """Return the terms that an id dangling on a page may mean, and the rule that the link breaks.

        Of several with the same id those on the page, be it that they have no anchor yet.
        """
        misspelled = self._successors.misspelled(anchor_id)
        known = self._glossary.by_anchor_id.get(misspelled or anchor_id, ())
        if known:
            here = tuple(term for term in known if term.page == home)
            rule = MISSING_ANCHOR if misspelled or here else RENAMED_TERM
            return rule, here or known
        return RENAMED_TERM, tuple(self._successors.of(anchor_id, home))

    def _to(self, page: Outline, link: Link, term: Term, home: str | None) -> tuple[Edit, ...]:
        """Return the edits that point a link to a term: the fragment, or all when the page is another."""
        if term.page == home:
            return fragment_edit(page, link, term.anchor)
        return target_edit(page, link, self._targets.target(term, page.path))


def anchor_removals(page: Page, config: Config, every: bool = False) -> list[Edit]:
    """Return the edits that take the anchors of former names out of a page's terms, or `every` one."""
    terms = terms_on(page, config)[0]
    anchors = (anchor for term in terms for anchor in (term.anchors if every else term.old_anchors))
    return [Edit(anchor.start, anchor.end, b"") for anchor in anchors]
