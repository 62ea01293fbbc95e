"""How `check` works: what is read, what is judged, what is reported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from autolink import files
from autolink.checker.ambiguity import Ambiguity, ambiguities
from autolink.checker.unused_suppressions import check_suppressions
from autolink.diagnostics.rules import AMBIGUOUS_MENTION, UNUSED_SUPPRESSION
from autolink.diagnostics.suppressions import Suppressions
from autolink.files import git
from autolink.project import jobs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from autolink.checker.page_check import PageReport
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.project.run import Run
    from autolink.project.snapshot import Snapshot


class Scope(NamedTuple):
    """What is reported: diagnostics on `pages`, and links from elsewhere to `targets` or into `folders`."""

    pages: frozenset[str]
    targets: frozenset[str]
    folders: tuple[str, ...]

    def holds(self, item: Diagnostic, incoming: bool) -> bool:
        """Tell whether a diagnostic is reported; without `incoming` only those in the pages themselves."""
        if item.path in self.pages:
            return True
        target = item.target
        return incoming and target is not None and (target in self.targets or target.startswith(self.folders))


def check_project(run: Run, paths: Sequence[str], since: str | None, incoming: bool) -> list[Diagnostic]:
    """Return what is wrong in a project, sorted; see `Project.check`."""
    changes = git.changes_since(run.config.root, since) if since is not None else None
    everything = run.find([])
    scope = _scope(run, paths, changes, frozenset(everything))
    run.reported = len(scope.pages if scope else everything)
    pages = sorted({*everything, *scope.pages}) if scope else everything
    snapshot = report_on(run, pages, changes.renamed if changes else {})
    reports = (report for path, report in snapshot.reports.items() if not scope or path in scope.pages)
    checks_links = any(rule.code.startswith("L") for rule in run.config.rules)
    run.looked_at_links = checks_links and any(report.has_links for report in reports)
    found = diagnostics_of(run, snapshot, snapshot.reports.values(), run.diagnostics)
    if scope is not None:
        found = [item for item in found if scope.holds(item, incoming)]
    if run.elsewhere:  # their own project says what is wrong there
        found = [item for item in found if item.path not in run.elsewhere or item.path in paths]
    return sorted(set(found), key=lambda item: item.sort_key)


def report_on(run: Run, pages: Sequence[str], moved: Mapping[str, str]) -> Snapshot:
    """Return the snapshot in which all pages are reported on; those that cannot be read are not."""
    snapshot = replace(run.snapshot, pages=frozenset(pages), moved=moved)
    reports = {report.path: report for report in run.each(jobs.check, snapshot, pages)}
    complete = snapshot.with_reports(reports)
    hosts = _new_hosts(snapshot, complete)
    if hosts:  # only now is it known what all absolute links mean
        again = partial(jobs.check_again, hosts=hosts)
        others = run.each(again, replace(complete, reports={}), list(reports))
        complete = complete.with_reports({**reports, **{item.path: item for item in others if item}})
    return complete


def _new_hosts(before: Snapshot, after: Snapshot) -> tuple[bytes, ...]:
    """Return the hosts of the addresses that are known to mean a page now, and were not before."""
    hosts = {urlsplit(url).netloc for url, path in after.urls.items() if before.urls.get(url) != path}
    return tuple(sorted(host.encode() for host in hosts if host))


def diagnostics_of(
    run: Run, snapshot: Snapshot, reports: Collection[PageReport], problems: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """Return what is wrong in the pages of some reports, and is neither off nor suppressed.

    The snapshot holds the reports on all pages. `problems` are what is wrong with pages as such and with the
    glossary. Terms that nothing mentions, and ambiguous ones, are told wherever they are defined.
    """
    config = snapshot.config
    ambiguous = _ambiguities(snapshot)
    found = [*problems, *(item.diagnostic for item in ambiguous)]
    if snapshot.looks_at_mentions:
        from autolink.checker.mentions import mention_diagnostics, unused_terms  # and all that finds mentions

        everything = [report.mentions for report in snapshot.reports.values() if report.mentions]
        here = [report.mentions for report in reports if report.mentions]
        found += unused_terms(everything, snapshot.glossary.terms, config)
        found += mention_diagnostics(here, everything)
    for report in reports:
        found += report.diagnostics
    found += _dangling(run, snapshot, reports)
    on = [item for item in found if item.rule in config.rules_in(item.path)]
    kept = _without_repeated(_without_suppressed(on, snapshot), ambiguous)
    return [*kept, *_unused_suppressions(snapshot, reports, found)]


def _ambiguities(snapshot: Snapshot) -> list[Ambiguity]:
    """Return what is said of ambiguous mentions, those left out that a comment or the configuration hides."""
    config = snapshot.config
    found = [
        mention
        for path, report in snapshot.reports.items()
        if report.mentions and report.mentions.ambiguous and AMBIGUOUS_MENTION in config.rules_in(path)
        for off in (Suppressions(report.suppressions),)
        for mention in report.mentions.ambiguous
        if not off.cover(AMBIGUOUS_MENTION, mention.start)
    ]
    return list(ambiguities(found, snapshot.glossary.terms, config.root))


def _without_repeated(found: list[Diagnostic], ambiguous: Sequence[Ambiguity]) -> list[Diagnostic]:
    """Return diagnostics without those of ambiguous terms of which a rule of the glossary says the same."""
    said = {(item.rule, item.path, item.start) for item in found}
    repeated = {item.diagnostic for item in ambiguous if not said.isdisjoint(item.said_by)}
    return [item for item in found if item not in repeated] if repeated else found


def _dangling(run: Run, snapshot: Snapshot, reports: Iterable[PageReport]) -> Iterator[Diagnostic]:
    """Yield the links to fragments that no page answers to, and what is wrong with those only skimmed.

    Only pages with such links are looked at.
    """
    reports = list(reports)
    told, is_answered = snapshot.reports, snapshot.link_checker.is_answered
    dangling: set[tuple[str, str]] = set()
    for question in set[tuple[str, str]]().union(*(report.questions for report in reports)):
        path, fragment = question  # the anchors of pages are asked first: most are there
        if (path not in told or fragment not in told[path].anchors) and not is_answered(question):
            dangling.add(question)
    pages = [
        report.path for report in reports if report.doubtful or not dangling.isdisjoint(report.questions)
    ]
    if not pages:
        return
    historian = snapshot.with_history(run.history_of(_unasked(snapshot, dangling)))
    fragments = frozenset(fragment for _, fragment in dangling)
    targets = {path: frozenset(snapshot.reports[path].doubtful) for path in pages}
    look = partial(jobs.check_fragments, fragments=fragments, targets=targets)
    for found in run.each(look, historian, pages):
        yield from found


def _unasked(snapshot: Snapshot, questions: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the names (page, name) of dangling anchor ids and slugs that only the history may know."""
    for path, fragment in sorted(questions):
        home = snapshot.resolver.shown_page(path)
        if home in snapshot.glossary.pages:
            unasked = snapshot.successors.unasked(unquote(fragment), home)
            if unasked:
                yield unasked


def _scope(
    run: Run, paths: Sequence[str], changes: git.Changes | None, everything: frozenset[str]
) -> Scope | None:
    """Return what is reported; None for everything."""
    if not paths and changes is None:
        return None
    pages = set(run.find(paths)) if paths else set()
    targets = set(pages)
    folders = tuple(f"{files.absolute(path).rstrip('/')}/" for path in paths)
    if changes is not None:
        touched = {*changes.changed, *changes.renamed.values()}
        pages |= touched & everything
        targets |= {*touched, *changes.deleted, *changes.renamed}
    return Scope(frozenset(pages), frozenset(targets), folders)


def _unused_suppressions(
    snapshot: Snapshot, among: Iterable[PageReport], found: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield the comments that suppress nothing; `found` is everything that is wrong, suppressed or not."""
    reports = {report.path: report for report in among if report.suppressions}
    rules = {path: snapshot.config.rules_in(path) for path in reports}
    by_page: dict[str, list[Diagnostic]] = {path: [] for path in rules if UNUSED_SUPPRESSION in rules[path]}
    for item in found:
        if item.path in by_page:
            by_page[item.path].append(item)
    for path, here in by_page.items():
        report = reports[path]
        ambiguous = report.mentions.ambiguous if report.mentions else ()
        mentions = [*report.unlinked, *((item.start, item.end) for item in ambiguous)]
        yield from check_suppressions(path, report.suppressions, here, mentions, rules[path])


def _without_suppressed(found: list[Diagnostic], snapshot: Snapshot) -> list[Diagnostic]:
    """Return the diagnostics that no comment in their page switches off."""
    reports = {item.path: snapshot.reports.get(item.path) for item in found}
    off = {
        path: Suppressions(report.suppressions)
        for path, report in reports.items()
        if report and report.suppressions
    }
    return [item for item in found if item.path not in off or not off[item.path].cover(item.rule, item.start)]
