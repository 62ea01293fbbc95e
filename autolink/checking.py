"""The story of `check`: what is read, what is judged, what is reported."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autolink import files, git
from autolink.checker import Checker
from autolink.glossary_rules import check_anchors, check_glossary
from autolink.matcher import Matcher
from autolink.mention_rules import MentionRules
from autolink.rules import UNUSED_SUPPRESSION
from autolink.suppression_rules import check_suppressions
from autolink.suppressions import SUPPRESSED, Suppressions, suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.diagnostics import Diagnostic
    from autolink.indexer import Glossary
    from autolink.page import Page
    from autolink.project import Project
    from autolink.rules import Rule


@dataclass(frozen=True)
class Scope:
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
    scope = _scope(project, paths, changes)
    glossary = project.glossary()
    pages = read_all(project, scope.pages if scope else ())
    checker = make_checker(project, glossary, pages, changes.renamed if changes else {})
    matcher = Matcher(glossary, project.config)
    mentions = MentionRules(matcher, project.rewriter(matcher, {}), project.config)
    found = [*project.diagnostics, *check_glossary(glossary, pages)]
    found += check_anchors(glossary, pages, project.config.keep_old_anchors)
    for page in pages.values():
        found += checker.check(page)
        if mentions.needed:
            found += mentions.check(page)
    found += mentions.finish(pages)
    reported = _without_suppressed([item for item in found if _is_on(item, project.config)], pages)
    reported += _unused_suppressions(found, pages, matcher, project.config)
    if scope is not None:
        reported = [item for item in reported if scope.holds(item, incoming)]
    return sorted(set(reported), key=lambda item: item.sort_key)


def read_all(project: Project, named: Iterable[str]) -> dict[str, Page]:
    """Return all pages of a project and those named, by path, in order."""
    return {page.path: page for page in project.pages(sorted({*project.find([]), *named}))}


def make_checker(
    project: Project, glossary: Glossary, pages: Mapping[str, Page], moved: Mapping[str, str]
) -> Checker:
    """Return the checker of a project's links."""
    config = project.config
    return Checker(
        pages,
        glossary,
        config,
        files.Tree(),
        project.renames(glossary),
        lambda: git.web_prefixes(config.root),
        moved,
    )


def _scope(project: Project, paths: Sequence[str], changes: git.Changes | None) -> Scope | None:
    """Return what is reported; None for everything."""
    if not paths and changes is None:
        return None
    pages = set(project.find(paths)) if paths else set()
    targets = set(pages)
    folders = tuple(f"{files.absolute(path).rstrip('/')}/" for path in paths)
    if changes is not None:
        touched = {*changes.changed, *changes.renamed.values()}
        known = set(project.find([]))
        pages |= touched & known
        targets |= {*touched, *changes.deleted, *changes.renamed}
    return Scope(frozenset(pages), frozenset(targets), folders)


def _is_on(item: Diagnostic, config: Config) -> bool:
    """Tell whether a diagnostic's rule is selected, and not off in its file."""
    return item.rule in _rules_in(item.path, config)


def _rules_in(path: str, config: Config) -> frozenset[Rule]:
    """Return the rules that are on in a file."""
    rules, path = config.rules, path.removeprefix(config.root + "/")
    for glob, off in config.per_file_ignores:
        if fnmatch.fnmatch(path, glob):
            rules -= off
    return rules


def _unused_suppressions(
    found: list[Diagnostic], pages: Mapping[str, Page], matcher: Matcher, config: Config
) -> Iterator[Diagnostic]:
    """Yield the comments that switch off nothing; `found` is everything that is wrong, suppressed or not."""
    if UNUSED_SUPPRESSION not in config.rules:
        return
    by_page: dict[str, list[Diagnostic]] = {}
    for item in found:
        by_page.setdefault(item.path, []).append(item)
    for path, page in pages.items():
        rules = _rules_in(path, config)
        if UNUSED_SUPPRESSION in rules and suppressions(page):
            unlinked = [(item.start, item.end) for item in matcher.judged(page) if item.verdict == SUPPRESSED]
            yield from check_suppressions(page, by_page.get(path, ()), unlinked, rules)


def _without_suppressed(found: list[Diagnostic], pages: Mapping[str, Page]) -> list[Diagnostic]:
    """Return the diagnostics that no comment in their page switches off."""
    off = {path: Suppressions(pages[path]) for path in {item.path for item in found} if path in pages}

    def is_off(item: Diagnostic) -> bool:
        return item.path in off and off[item.path].cover(item.rule, item.start)

    return [item for item in found if not is_off(item)]
