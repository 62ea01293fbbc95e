"""The index of a whole project: what `check` finds, kept so that a change costs what it touches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autolink.project.check import diagnostics_of, report_on
from autolink.project.run import Run
from autolink.project.snapshot import Snapshot, glossary_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from autolink.checker.page_check import PageReport
    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.page.page import Page
    from autolink.project.sources import Sources


@dataclass(frozen=True)
class Kept:
    """The pages that the snapshot is made of, parsed, by path: the glossary and the shared references."""

    glossary: Mapping[str, Page | Diagnostic]
    shared: Mapping[str, Page | Diagnostic]

    @staticmethod
    def read(config: Config, sources: Sources) -> Kept:
        """Read the pages of a project's glossary and its shared references."""
        return Kept(
            {path: sources.parse(path, config.dialect) for path in glossary_pages(config, sources)},
            {path: sources.parse(path, config.dialect) for path in config.shared_references},
        )

    def snapshot(self, config: Config) -> Snapshot:
        """Return the snapshot that they make."""
        return Snapshot.of(config, self.glossary.values(), self.shared.values())

    def holds(self, path: str) -> bool:
        """Tell whether a page is one of them."""
        return path in self.glossary or path in self.shared

    def with_page(self, path: str, page: Page | Diagnostic) -> Kept:
        """Return them with one page anew."""
        glossary = {**self.glossary, path: page} if path in self.glossary else self.glossary
        shared = {**self.shared, path: page} if path in self.shared else self.shared
        return Kept(glossary, shared)


@dataclass(frozen=True)
class Index:
    """A project as it was at one moment."""

    kept: Kept
    bare: Snapshot
    """What reports are made by: it knows all pages and their addresses, and none of their anchors."""
    reports: Mapping[str, PageReport]
    problems: Mapping[str, list[Diagnostic]]
    """What keeps pages from being read, by path."""
    found: Mapping[str, list[Diagnostic]]
    """What is wrong, by page; without those where nothing is."""
    history: Mapping[tuple[str, str], str | None]
    """What git was asked of names."""
    texts: Mapping[str, bytes]
    """The unsaved texts that were taken for their pages."""


def index(
    config: Config, sources: Sources, jobs: int, advance: Callable[[int, int], None] | None = None
) -> Index:
    """Return the index of a project, made in processes that are started anew: there may be threads here.

    `advance` is called after each page, with how many are done and how many there are.
    """
    kept = Kept.read(config, sources)
    run = Run(config, sources, jobs, advance, method="spawn", given=kept.snapshot(config))
    whole = report_on(run, run.find([]), {})
    problems = [item for item in run.diagnostics if item not in whole.diagnostics]
    found = diagnostics_of(run, whole, whole.reports.values(), run.diagnostics)
    bare = whole.with_reports({})
    bare.page_checker  # noqa: B018 - made here, not where somebody waits
    return Index(
        kept,
        bare,
        _shared(whole),
        by_path(problems),
        by_path(item for item in found if item.path not in run.elsewhere),
        run.history,
        sources.unsaved,
    )


def _shared(whole: Snapshot) -> dict[str, PageReport]:
    """Return the reports with one string for each path: those from other processes have their own."""
    names = {path: path for path in whole.pages}
    return {
        names.get(path, path): report._replace(
            path=names.get(path, path),
            questions=[(names.get(target, target), fragment) for target, fragment in report.questions],
        )
        for path, report in whole.reports.items()
    }


def by_path(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return diagnostics by their pages, sorted, each once."""
    pages: dict[str, list[Diagnostic]] = {}
    for item in sorted(set(found), key=lambda item: item.sort_key):
        pages.setdefault(item.path, []).append(item)
    return pages


def first(config: Config, sources: Sources) -> Index:
    """Return the index of a project of which only the glossary was read, and no page but those to come."""
    kept = Kept.read(config, sources)
    pages = frozenset(Run(config, sources).find([]))
    bare = replace(kept.snapshot(config), pages=pages)
    return Index(kept, bare, {}, {}, {}, {}, sources.unsaved)
