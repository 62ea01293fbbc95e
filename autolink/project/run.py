"""One run over the pages of a project: its snapshot, its sources, and the problems so far."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname as folder
from typing import TYPE_CHECKING, TypeVar

from autolink.config import Roots
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.project import pool
from autolink.project.jobs import Job
from autolink.project.pool import Failure
from autolink.project.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.project.sources import Sources

Result = TypeVar("Result")

_MOST_HISTORIES = 50
"""Names to look up in the history; a project with more dangling ids has been turned upside down."""
_MOST_SECONDS = 60.0
"""Seconds that all questions about the history may take, so that a git that hangs does not stop a run."""


@dataclass
class Run:
    """A run over a project as it is now. An internal error does not end it, see `failures`."""

    config: Config
    sources: Sources
    jobs: int = 1
    """How many processes may work on the pages."""
    advance: Callable[[int, int], None] | None = None
    """Called after each page, with how many are done and how many there are."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What is wrong with pages as such and with the glossary, unsorted, whether or not its rule is on."""
    failures: list[Failure] = field(default_factory=list)
    """Internal errors, by the pages on which they happened."""
    foreign: frozenset[str] = frozenset()
    """The pages of the glossary that are left alone, as they are out of bounds."""
    others: set[str] = field(default_factory=set)
    """The folders of other projects that were found while searching for pages."""
    reported: int = 0
    """How many pages the check was about."""
    looked_at_links: bool = False
    """Whether the check looked at any link in them."""
    method: str | None = None
    """How processes start, see `pool.each`."""
    given: Snapshot | None = None
    """What the run shares, where that was built already."""
    history: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """What names (page, name) became, as far as git was asked."""
    asks_history: bool = True
    """Whether git may be asked; where not, `unasked` are the names that it was not asked for."""
    unasked: set[tuple[str, str]] = field(default_factory=set)
    _history_took: float = 0.0

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the run shares, built when it is first asked for."""
        snapshot = self.given or Snapshot.take(self.config, self.sources)
        self.diagnostics += snapshot.diagnostics
        return snapshot

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """The pages of the glossary that belong to another project: each to the nearest configuration."""
        return of_other_projects(self.snapshot.glossary.anchors, self.config)

    def find(self, paths: Iterable[str]) -> list[str]:
        """Return the pages that paths name; all pages of the project and its glossary for no paths."""
        named = list(paths) or [self.config.root, *self.config.glossary]
        return self.sources.find(named, self.config.selection, self.others)

    def each(
        self, work: Callable[[Snapshot, str, bytes], Result], snapshot: Snapshot, paths: Sequence[str]
    ) -> Iterator[Result]:
        """Yield what work on each page gives, in order; in several processes when that pays.

        Pages that cannot be read go to `diagnostics`, those on which we fail to `failures`.
        """
        known = {item.path for item in snapshot.diagnostics if not item.end_line}
        job = Job(work, snapshot, self.sources)
        for done, result in enumerate(pool.each(job, paths, self.jobs, self.method), 1):
            if self.advance:
                self.advance(done, len(paths))
            if isinstance(result, Failure):
                self.failures.append(result)
            elif not isinstance(result, Diagnostic):
                yield result
            elif result.path not in known:  # else the glossary has said so
                self.diagnostics.append(result)

    def history_of(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
        """Return what git's history says became of names (page, name), with all that it was asked before.

        A name that starts with `#` is a slug where links point to slugs.
        """
        from autolink.indexer import history  # few runs ask what a term was called

        for page, name in names:
            if not self.asks_history and (page, name) not in self.history:
                self.unasked.add((page, name))
            elif (page, name) not in self.history:
                few = len(self.history) < _MOST_HISTORIES and self._history_took < _MOST_SECONDS
                started = time.monotonic()
                if not few:
                    self.history[page, name] = None
                elif name.startswith("#") and self.config.anchor == "heading":
                    self.history[page, name] = history.heading_of_slug(page, name[1:], self.config.naming)
                else:
                    self.history[page, name] = history.former_headings(page, [name]).get(name)
                self._history_took += time.monotonic() - started
        return dict(self.history)


def of_other_projects(pages: Iterable[str], config: Config) -> frozenset[str]:
    """Return which pages belong to another project: each belongs to the nearest configuration."""
    if config.is_only:
        return frozenset()
    roots = Roots({config.root: config.root})
    return frozenset(path for path in pages if roots[folder(path)] not in (config.root, None))
