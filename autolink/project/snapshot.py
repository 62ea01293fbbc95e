"""The snapshot: all that a run shares, built once from the sources as they are.

Nothing else builds a matcher, a resolver, a rewriter or a checker.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.diagnostics.rules import (
    AMBIGUOUS_MENTION,
    AVOIDED_WORD,
    MISSPELLED_MENTION,
    UNLINKED_MENTION,
    UNUSED_TERM,
)
from autolink.errors import AutolinkError
from autolink.files import Tree, find_pages, git
from autolink.indexer.build import build
from autolink.indexer.successors import Successors
from autolink.links.resolver import Resolver
from autolink.links.undefined_references import defined_labels, normal_label
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any

    from autolink.checker.glossary import GlossaryRules
    from autolink.checker.links import LinkChecker
    from autolink.checker.mentions import MentionRules
    from autolink.checker.page_check import PageChecker, PageReport
    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.files import Moves
    from autolink.indexer.glossary import Glossary
    from autolink.links.suggestions import PathSuggester
    from autolink.matcher.matcher import Matcher
    from autolink.project.sources import Sources
    from autolink.rewriter.avoided_words import WordReplacer
    from autolink.rewriter.corrections import Corrector
    from autolink.rewriter.link_by_link import LinkByLink
    from autolink.rewriter.move import PageMover
    from autolink.rewriter.rewriter import Rewriter
    from autolink.rewriter.term_targets import Targets


_BUT_HISTORY = frozenset({"resolver", "path_suggester", "matcher", "targets", "glossary_rules"})
"""What is the same whatever git says."""
_OF_GLOSSARY = _BUT_HISTORY | {"successors", "corrector", "rewriter", "mention_rules", "unlinked_mentions"}
"""What is the same as long as the glossary, the set of pages and the addresses that they declare are."""

_PREPARED = ("resolver", "matcher", "rewriter", "path_suggester")
"""What needs the rest of these; none of them does its work before it is asked."""


def glossary_pages(config: Config, sources: Sources) -> list[str]:
    """Return the paths of the pages that the glossary is kept on."""
    return sources.find(config.glossary, config.selection)


@dataclass(frozen=True)
class Snapshot:
    """A project as it was at one moment: its configuration and glossary, and what is known of its pages.

    It holds no pages and no bytes. What works on pages is made when it is first asked for, once in each
    process: only the fields travel.
    """

    config: Config
    glossary: Glossary
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the pages of the glossary and their entries."""
    shared_labels: frozenset[str] = frozenset()
    """The labels that are defined on every page, as `normal_label` makes them."""
    pages: Collection[str] = frozenset()
    """The paths of all pages, where all of them were looked for."""
    reports: Mapping[str, PageReport] = field(default_factory=dict)
    """What each page shows, by path, once they were checked."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """The addresses that pages declare, percent-decoded, to their paths."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where files that were renamed went, old path to new."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where pages belong that are written elsewhere, by path."""
    moves: Moves | None = None
    """The moves of files and folders that links are corrected for."""
    is_made: bool = False
    """Whether these moves were made already."""
    history: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """What names on pages (path, name) became, as far as git was asked."""

    @staticmethod
    def take(config: Config, sources: Sources) -> Snapshot:
        """Index the glossary of a project."""
        return Snapshot.of(
            config,
            [sources.parse(path, config.dialect) for path in glossary_pages(config, sources)],
            [sources.parse(path, config.dialect) for path in config.shared_references],
        )

    @staticmethod
    def of(
        config: Config, glossary: Iterable[Page | Diagnostic], shared: Iterable[Page | Diagnostic]
    ) -> Snapshot:
        """Index the pages of a glossary and those of the `shared_references`, or what keeps them unread."""
        pages: list[Page] = []
        diagnostics: list[Diagnostic] = []
        for page in glossary:
            if isinstance(page, Page):
                pages.append(page)
            else:
                diagnostics.append(page)
        indexed, problems = build(pages, config)
        labels: set[str] = set()
        for page in shared:
            if isinstance(page, Page):
                labels.update(map(normal_label, defined_labels(page)))
            else:
                diagnostics.append(page)
        return Snapshot(config, indexed, (*diagnostics, *problems), frozenset(labels), urls=indexed.urls)

    def with_reports(self, reports: Mapping[str, PageReport]) -> Snapshot:
        """Return the snapshot in which these reports on all pages are known, and the URLs they declare."""
        declared = ((report.url, path) for path, report in reversed([*reports.items()]) if report.url)
        urls = {**self.urls, **{unquote(url): path for url, path in declared}}
        return replace(self, reports=reports, urls=urls) if urls != self.urls else self.knowing(reports)

    def knowing(self, reports: Mapping[str, PageReport]) -> Snapshot:
        """Return the snapshot in which these reports are known, where they declare the addresses that are."""
        return self._kept_in(replace(self, reports=reports), _OF_GLOSSARY)

    def prepare(self) -> None:
        """Make what the snapshots that follow this one share, as far as it is not made yet."""
        for name in _PREPARED:
            getattr(self, name)

    def with_history(self, history: Mapping[tuple[str, str], str | None]) -> Snapshot:
        """Return the snapshot in which git was asked what names became."""
        if history == self.history:
            return self
        return self._kept_in(replace(self, history=history), _BUT_HISTORY)

    def with_tree(self) -> Snapshot:
        """Return the snapshot that looks anew at which files are there, pages aside."""
        return self._kept_in(replace(self), _OF_GLOSSARY - {"resolver", "path_suggester"})

    def _kept_in(self, following: Snapshot, names: Iterable[str]) -> Snapshot:
        """Return the snapshot that follows this one, with what was made already and is the same in it."""
        following.__dict__.update((name, self.__dict__[name]) for name in names if name in self.__dict__)
        return following

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields alone: the rest is made anew in each process."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def resolver(self) -> Resolver:
        """Finds the files that links point to."""
        pages = self.pages or self.glossary.anchors.keys()
        return Resolver(self.config, Tree(), pages, self.urls, partial(git.web_prefixes, self.config.root))

    @cached_property
    def successors(self) -> Successors:
        """Finds the terms that dangling anchor ids and slugs mean."""
        style = self.config.anchor_style if self.config.anchor == "heading" else ""
        return Successors(self.glossary, self.config.separator, self.history, style)

    # What finds mentions and changes pages is imported where it is needed: a third of the start of a run.

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the mentions of the glossary's terms."""
        from autolink.matcher.matcher import Matcher

        return Matcher(self.glossary, self.config, self.resolver)

    @cached_property
    def targets(self) -> Targets:
        """Makes the targets of links to terms."""
        from autolink.rewriter.term_targets import Targets

        return Targets(self.glossary, self.config, self.places)

    @cached_property
    def corrector(self) -> Corrector:
        """Corrects the author's links to terms."""
        from autolink.rewriter.corrections import Corrector

        return Corrector(self.matcher.managed, self.targets, self.config, self.successors, self.resolver)

    @cached_property
    def rewriter(self) -> Rewriter:
        """Links pages."""
        from autolink.rewriter.rewriter import Rewriter

        return Rewriter(self.matcher, self.targets, self.config, self.corrector)

    @cached_property
    def word_replacer(self) -> WordReplacer:
        """Replaces avoided words."""
        from autolink.rewriter.avoided_words import WordReplacer

        return WordReplacer(self.matcher, self.config)

    @cached_property
    def link_by_link(self) -> LinkByLink:
        """Links single mentions."""
        from autolink.rewriter.link_by_link import LinkByLink

        return LinkByLink(self.rewriter, self.matcher)

    @cached_property
    def page_mover(self) -> PageMover:
        """Corrects the links that the moves would break."""
        from autolink.files import MovedTree
        from autolink.links.markup_paths import MarkupPaths
        from autolink.links.respelling import Respeller
        from autolink.rewriter.move import PageMover

        assert self.moves
        moves = self.moves.undone() if self.is_made else self.moves
        prefixes = partial(git.web_prefixes, self.config.root)
        pages = frozenset(map(moves.moved, self.pages))
        urls = {url: moves.moved(path) for url, path in self.urls.items()}
        there = Resolver(self.config, MovedTree(moves), pages, urls, prefixes)
        before, after = (there, self.resolver) if self.is_made else (self.resolver, there)
        respeller = Respeller(self.config, self.moves, before, after)
        markup = MarkupPaths(self.config, self.moves, before.tree)
        return PageMover(self.moves, respeller, markup, before, self.config.dialect)

    @cached_property
    def link_checker(self) -> LinkChecker:
        """Checks links; it knows the anchors of the pages that were reported on, and of the glossary's."""
        from autolink.checker.link_diagnostics import LinkDiagnostics
        from autolink.checker.links import LinkChecker
        from autolink.checker.page_check import ReportedAnchors
        from autolink.links.anchors import AnchorIndex
        from autolink.project.readings import Readings

        told = ReportedAnchors(self.reports) if self.reports else self.glossary.anchors
        anchors = AnchorIndex(self.resolver.pages, told, Readings(self.config).of)
        diagnostics = LinkDiagnostics(
            self.glossary,
            self.config,
            self.resolver,
            anchors,
            self.successors,
            lambda: self.corrector,
            self.moved,
            lambda: self.path_suggester,
        )
        return LinkChecker(
            self.glossary, self.config, self.resolver, anchors, diagnostics, self.shared_labels
        )

    @cached_property
    def path_suggester(self) -> PathSuggester:
        """Suggests files for those that are missing."""
        from autolink.links.suggestions import PathSuggester

        return PathSuggester(self.resolver.pages, self.resolver.tree.listing, self._every_file)

    def _every_file(self) -> list[str]:
        """Return all files of the project, for one of them may have been meant."""
        try:
            return find_pages([self.config.root], self.config.selection._replace(include=("*",)))
        except AutolinkError:
            return []

    @property
    def looks_at_mentions(self) -> bool:
        """Whether any rule that is on has to look at mentions."""
        if self.config.rules & {UNLINKED_MENTION, UNUSED_TERM, MISSPELLED_MENTION}:
            return True
        if AVOIDED_WORD in self.config.rules and any(term.avoided for term in self.glossary.terms):
            return True
        shared = any(len(terms) > 1 for terms in self.glossary.by_alias.values())
        return shared and AMBIGUOUS_MENTION in self.config.rules

    @cached_property
    def page_checker(self) -> PageChecker:
        """Checks pages one by one."""
        from autolink.checker.page_check import PageChecker

        return PageChecker(
            self.config,
            self.glossary,
            self.link_checker,
            self.mention_rules if self.looks_at_mentions else None,
            lambda: self.glossary_rules,
            lambda: self.matcher,
        )

    @cached_property
    def glossary_rules(self) -> GlossaryRules:
        """Checks the entries of the glossary."""
        from autolink.checker.glossary import GlossaryRules

        return GlossaryRules(self.glossary, self.config, lambda: self.matcher.avoidance)

    @cached_property
    def mention_rules(self) -> MentionRules:
        """Checks the mentions of terms."""
        from autolink.checker.mentions import MentionRules

        return MentionRules(self.matcher, self.rewriter, self.word_replacer, self.config)

    @cached_property
    def unlinked_mentions(self) -> MentionRules:
        """Finds the mentions that are not linked, whether or not the rule is on."""
        from autolink.checker.mentions import MentionRules

        config = replace(self.config, rules=frozenset({UNLINKED_MENTION}))
        return MentionRules(self.matcher, self.rewriter, self.word_replacer, config)
