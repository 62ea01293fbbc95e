"""The story of `check`: what is read, what is judged, what is reported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink import files
from autolink.checker.glossary import check_anchors, check_glossary
from autolink.checker.page_check import PageChecker, make_checker
from autolink.checker.unused_suppressions import check_suppressions
from autolink.diagnostics.rules import UNUSED_SUPPRESSION
from autolink.diagnostics.suppressions import SUPPRESSED, Suppressions
from autolink.files import git
from autolink.indexer.build import declared_url
from autolink.links.anchors import anchor_names
from autolink.page.page import Page
from autolink.project.sources import read_page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from autolink.checker.links import Checker, Question
    from autolink.checker.page_check import PageReport
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.indexer.build import Glossary
    from autolink.project.project import Project


class Scope(NamedTuple):
    """What is reported: findings in `pages`, and links elsewhere to files in `targets` or below `folders`."""

    pages: frozenset[str]
    targets: frozenset[str]
    folders: tuple[str, ...]

    def holds(self, item: Diagnostic, incoming: bool) -> bool:
        """Tell whether a diagnostic is reported; without `incoming` only those in the pages themselves."""
        if item.path in self.pages:
            return True
        target = item.target
        return incoming and target is not None and (target in self.targets or target.startswith(self.folders))


def check_project(
    project: Project, paths: Sequence[str], since: str | None, incoming: bool
) -> list[Diagnostic]:
    """Return what is wrong in a project, sorted; see `Project.check`."""
    changes = git.changes_since(project.config.root, since) if since is not None else None
    everything = project.find([])
    scope = _scope(project, paths, changes, frozenset(everything))
    project.reported = len(scope.pages if scope else everything)
    glossary = project.glossary()
    pages = sorted({*everything, *scope.pages}) if scope else everything
    checker = page_checker(project, glossary, frozenset(pages), changes.renamed if changes else {})
    reports = _reports(project, checker, pages)
    declared = {unquote(report.url): report.path for report in reversed(reports) if report.url}
    if declared != checker.urls:  # only now do we know what all absolute links mean
        checker = replace(checker, urls=declared)
        project.failures.clear()
        reports = _reports(project, checker, pages)
    found = _findings(project, checker, reports)
    if scope is not None:
        found = [item for item in found if scope.holds(item, incoming)]
    return sorted(set(found), key=lambda item: item.sort_key)


def page_checker(
    project: Project, glossary: Glossary, pages: Collection[str], moved: Mapping[str, str]
) -> PageChecker:
    """Return what checks single pages, and knows the anchors of the glossary."""
    config = project.config
    style = config.anchor_style
    anchors = {page.path: anchor_names(page, style) for page in project.loaded.values()}
    urls = {unquote(url): path for path, url in reversed(glossary.page_urls.items())}
    repository = partial(git.web_prefixes, config.root)
    return PageChecker(config, glossary, pages, anchors, urls, moved, repository)


def known_checker(project: Project, glossary: Glossary, pages: Mapping[str, Page]) -> Checker:
    """Return the checker of links of a project all of whose pages are parsed."""
    checker = page_checker(project, glossary, pages.keys(), {})
    declared = ((declared_url(page, project.config), path) for path, page in reversed([*pages.items()]))
    urls = {unquote(url[0]): path for url, path in declared if url}
    anchors = {path: anchor_names(page, project.config.anchor_style) for path, page in pages.items()}
    return make_checker(replace(checker, urls=urls), anchors, project.renames(glossary))


def _reports(project: Project, checker: PageChecker, pages: Sequence[str]) -> list[PageReport]:
    """Return the reports on all pages: here on those that are parsed already, in workers on the others."""
    loaded = project.loaded
    here = [path for path in sorted(loaded) if path in checker.pages]
    others = [path for path in pages if path not in loaded]
    reports = [
        *project.each(lambda path: checker.report(loaded[path]), here, jobs=1),
        *project.each(checker, others),
    ]
    return sorted(reports, key=lambda report: report.path)


def _findings(project: Project, checker: PageChecker, reports: Sequence[PageReport]) -> list[Diagnostic]:
    """Return what is wrong, once all pages are known, and is neither off nor suppressed."""
    glossary, config = checker.glossary, checker.config
    found = [*project.diagnostics]
    found += check_glossary(glossary, project.loaded)
    found += check_anchors(glossary, project.loaded, config.keep_old_anchors)
    if checker.looks_at_mentions:
        mentions = [report.mentions for report in reports if report.mentions]
        found += checker.mentions.finish(mentions, project.loaded)
    for report in reports:
        found += report.diagnostics
        if report.mentions:
            found += report.mentions.diagnostics
    found += _dangling(project, checker, reports)
    on = [item for item in found if item.rule in config.rules_in(item.path)]
    unused = _unused_suppressions(project, checker, reports, found)
    return [*_without_suppressed(on, reports), *unused]


def _dangling(project: Project, checker: PageChecker, reports: Sequence[PageReport]) -> Iterator[Diagnostic]:
    """Yield the links to fragments that no page answers to; the pages with such links are read again."""
    anchors = {report.path: report.anchors for report in reports}
    complete = make_checker(checker, anchors, project.renames(checker.glossary))
    for report in reports:
        if not _are_answered(report.questions, anchors, complete):
            page = project.loaded.get(report.path) or read_page(report.path, Page.outline)
            if isinstance(page, Page):
                yield from complete.check_fragments(page)


def _are_answered(
    questions: Sequence[Question], anchors: Mapping[str, frozenset[str]], complete: Checker
) -> bool:
    """Tell whether fragments are there: the anchors of pages are asked first, which is what most are."""
    for path, fragment in questions:
        if fragment not in anchors.get(path, ()) and not complete.is_answered((path, fragment)):
            return False
    return True


def _scope(
    project: Project, paths: Sequence[str], changes: git.Changes | None, everything: frozenset[str]
) -> Scope | None:
    """Return what is reported; None for everything."""
    if not paths and changes is None:
        return None
    pages = set(project.find(paths)) if paths else set()
    targets = set(pages)
    folders = tuple(f"{files.absolute(path).rstrip('/')}/" for path in paths)
    if changes is not None:
        touched = {*changes.changed, *changes.renamed.values()}
        pages |= touched & everything
        targets |= {*touched, *changes.deleted, *changes.renamed}
    return Scope(frozenset(pages), frozenset(targets), folders)


def _unused_suppressions(
    project: Project, checker: PageChecker, reports: Sequence[PageReport], found: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield the comments that switch off nothing; `found` is everything that is wrong, suppressed or not."""
    rules = {report.path: project.config.rules_in(report.path) for report in reports if report.suppressions}
    by_page: dict[str, list[Diagnostic]] = {path: [] for path in rules if UNUSED_SUPPRESSION in rules[path]}
    for item in found:
        if item.path in by_page:
            by_page[item.path].append(item)
    for path, here in by_page.items():
        page = project.loaded.get(path) or read_page(path)
        if isinstance(page, Page):
            judged = checker.matcher.judged(page)
            unlinked = [(item.start, item.end) for item in judged if item.verdict == SUPPRESSED]
            yield from check_suppressions(page, here, unlinked, rules[path])


def _without_suppressed(found: list[Diagnostic], reports: Sequence[PageReport]) -> list[Diagnostic]:
    """Return the diagnostics that no comment in their page switches off."""
    off = {report.path: Suppressions(report.suppressions) for report in reports if report.suppressions}
    return [item for item in found if item.path not in off or not off[item.path].cover(item.rule, item.start)]
