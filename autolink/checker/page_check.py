"""What is wrong in a page, as far as it can be told without the other pages: `check` in worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.checker.link_diagnostics import Remedies
from autolink.checker.links import Checker
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import AMBIGUOUS_MENTION, MISSPELLED_MENTION, UNLINKED_MENTION, UNUSED_TERM
from autolink.diagnostics.suppressions import suppressions
from autolink.indexer.build import declared_url, is_web_address
from autolink.indexer.successors import Renames
from autolink.links.anchors import AnchorIndex, anchor_names
from autolink.links.resolver import Resolver
from autolink.page.page import Page
from autolink.page.skim import skim
from autolink.page.slugs import FROM_SOURCE, Slugger
from autolink.project.sources import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from autolink.checker.links import Question
    from autolink.checker.mentions import MentionFindings, MentionRules
    from autolink.config import Config
    from autolink.diagnostics.suppressions import Suppression
    from autolink.indexer.build import Glossary
    from autolink.matcher.matcher import Matcher


class PageReport(NamedTuple):
    """What one page shows. Findings are neither selected nor suppressed yet."""

    path: str
    diagnostics: list[Diagnostic]
    anchors: frozenset[str] = frozenset()
    """What fragments it answers to."""
    questions: Sequence[Question] = ()
    """Fragments of other pages that it links to, and that have to be looked for there."""
    suppressions: Sequence[Suppression] = ()
    url: str | None = None
    """The address that it declares."""
    mentions: MentionFindings | None = None


@dataclass(frozen=True)
class PageChecker:
    """Checks one page after the other; a copy of it works in each process."""

    config: Config
    glossary: Glossary
    pages: Collection[str]
    """The paths of all pages."""
    anchors: Mapping[str, frozenset[str]]
    """The anchors of the pages that are known already: those of the glossary."""
    urls: Mapping[str, str]
    """The addresses that pages declare, to their paths."""
    moved: Mapping[str, str]
    """Where files that were renamed went, old path to new."""
    repository: Callable[[], Sequence[tuple[str, str]]]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return dict(self.anchors)

    @cached_property
    def _checker(self) -> Checker:
        return make_checker(self, self._known, Renames(self.glossary, self.config.separator))

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the mentions of the glossary's terms."""
        from autolink.matcher.matcher import (
            Matcher,  # what finds mentions takes a third of the start of a run
        )

        return Matcher(self.glossary, self.config)

    @cached_property
    def mentions(self) -> MentionRules:
        """The rules of mentions."""
        from autolink.checker.mentions import MentionRules
        from autolink.rewriter.rewriter import Rewriter
        from autolink.rewriter.term_targets import Targets

        renames = Renames(self.glossary, self.config.separator)
        targets = Targets(self.glossary, self.config, {})
        rewriter = Rewriter(self.matcher, targets, self.config, renames)
        return MentionRules(self.matcher, rewriter, self.config)

    @cached_property
    def looks_at_mentions(self) -> bool:
        """Whether any rule that is on has to look at mentions."""
        if self.config.rules & {UNLINKED_MENTION, UNUSED_TERM, MISSPELLED_MENTION}:
            return True
        shared = any(len(terms) > 1 for terms in self.glossary.by_alias.values())
        return shared and AMBIGUOUS_MENTION in self.config.rules

    def __call__(self, path: str) -> PageReport:
        """Read and check the page at a path."""
        page = read_page(path, Page.parse if self.looks_at_mentions else self._skim)
        if isinstance(page, PageReport):
            return page
        return PageReport(path, [page]) if isinstance(page, Diagnostic) else self.report(page)

    def _skim(self, path: str, data: bytes) -> PageReport | Page:
        """Return the report on a page that is fine at a glance, or else the page, for a closer look."""
        style = self.config.anchor_style
        unfit = path in self.anchors or style in FROM_SOURCE or self._checker.may_have_bare_urls(data)
        seen = None if unfit else skim(path, data)
        if seen is None or len(set(seen.ids)) < len(seen.ids):
            return Page.outline(path, data)
        names = frozenset({*map(Slugger(style).slug, seen.headings), *seen.ids} - {""})
        questions: list[Question] = []
        self._known[path] = names
        fine = self._checker.skim(path, seen.links, questions)
        del self._known[path]  # as in `report`
        return PageReport(path, [], names, questions) if fine else Page.outline(path, data)

    def report(self, page: Page) -> PageReport:
        """Check a page."""
        names = anchor_names(page, self.config.anchor_style)
        known = self.anchors.get(page.path)
        self._known[page.path] = names
        questions: list[Question] = []
        found = list(self._checker.check(page, questions))
        if known is None:
            del self._known[page.path]  # a copy in each process: only what all of them know counts
        url = declared_url(page, self.config)
        return PageReport(
            page.path,
            found,
            names,
            questions,
            suppressions(page) if page.comments else (),
            url[0] if url and is_web_address(url[0]) else None,
            self.mentions.check(page) if self.looks_at_mentions else None,
        )

    def __reduce__(self) -> tuple[type[PageChecker], tuple[object, ...]]:
        """Pickle what it is made of: the rest is made anew in each process."""
        fields = self.config, self.glossary, self.pages, self.anchors, self.urls, self.moved, self.repository
        return PageChecker, fields


def make_checker(given: PageChecker, anchors: Mapping[str, frozenset[str]], renames: Renames) -> Checker:
    """Return the checker of links, given the anchors of some pages or of all."""
    config = given.config
    resolver = Resolver(config, files.Tree(), given.pages, given.urls, given.repository)
    index = AnchorIndex(given.pages, anchors, config.anchor_style)
    remedies = Remedies(given.glossary, config, resolver, index, renames, given.moved)
    return Checker(given.glossary, config, resolver, index, remedies)
