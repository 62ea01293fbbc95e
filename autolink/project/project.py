"""The story: root, configuration and pages; indexer, matcher, rewriter and checker."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from autolink import config as configuration
from autolink import files
from autolink.errors import AutolinkError
from autolink.project import jobs as work
from autolink.project.check import check_project
from autolink.project.run import Run
from autolink.project.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from _typeshed import StrPath

    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.project.pool import Failure
    from autolink.project.snapshot import Snapshot
    from autolink.rewriter.fixed_page import FixedPage


@dataclass
class Project:
    """A project: its configuration and sources. Each `fix`, `check` and the like is a run of its own.

    A run reads the files as they are then. An error of ours does not end it; the pages on which one happened
    are left out, and in `failures`.

    >>> project = Project.load()
    >>> [found.message for found in project.check()]
    ['`paper.md` points to a file that does not exist']
    >>> [(page.changed, page.rewrite.added) for page in project.fix("docs/guide.md")]
    [(True, 2)]
    """

    config: Config
    sources: Sources = field(default_factory=Sources)
    """Where the texts of pages come from."""
    jobs: int = 1
    """How many processes may work on the pages."""
    advance: Callable[[int, int], None] | None = None
    """Called after each page, with how many are done and how many there are."""
    _last: Run | None = None

    @staticmethod
    def load(
        path: StrPath = ".",
        config_file: StrPath | None = None,
        glossary: Iterable[StrPath] = (),
        *,
        isolated: bool = False,
        overrides: Mapping[str, object] | None = None,
        unsaved: Iterable[tuple[StrPath, bytes]] = (),
    ) -> Project:
        """Load the project that a file or folder belongs to: find its root and its configuration.

        `config_file` is read instead of the nearest one; `isolated` reads none. `overrides` are values by
        configuration key, as in TOML; they win, and so do the pages and folders in `glossary`. `unsaved` are
        texts that stand for what is on disk, by path. Raises AutolinkError for a path that does not exist, a
        file that cannot be read, an unknown key, a wrong value, two texts for one page, or when there is no
        glossary.

        >>> Project.load("docs/guide.md", overrides={"link-style": "markdown"}).config.link_style
        'markdown'
        """
        if not files.exists(path):
            raise AutolinkError(f"{os.fspath(path)} does not exist")
        start = files.folder_of(files.absolute(path))
        config = configuration.load(start, config_file, glossary, isolated=isolated, overrides=overrides)
        return Project(config, Sources.of(unsaved))

    # The last run

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the pages that the last run read, unsorted, whether or not its rule is on."""
        return self._last.diagnostics if self._last else []

    @property
    def failures(self) -> list[Failure]:
        """Errors of ours in the last run, by the pages on which they happened."""
        return self._last.failures if self._last else []

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the glossary that the last run read."""
        return self._last.snapshot.glossary.terms if self._last else ()

    @property
    def reported(self) -> int:
        """How many pages the last check was about."""
        return self._last.reported if self._last else 0

    def run(self) -> Run:
        """Return a new run over the project as it is now."""
        self._last = Run(self.config, self.sources, self.jobs, self.advance)
        return self._last

    # What can be done with it

    def find(self, paths: Iterable[str]) -> list[str]:
        """Return the pages that paths name; all pages of the project and its glossary for no paths."""
        return Run(self.config, self.sources).find(paths)

    def snapshot(self) -> Snapshot:
        """Index the glossary and return what a run shares."""
        return self.run().snapshot

    def glossary(self) -> Glossary:
        """Index the glossary pages."""
        return self.snapshot().glossary

    def fix(
        self, paths: StrPath | Iterable[StrPath] = (), output: StrPath | None = None
    ) -> Iterator[FixedPage]:
        """Yield every page named (all for no paths) and what linking does to it. Writes nothing, see `write`.

        Paths are relative to the working folder. With `output` a page's place is below that folder. What is
        wrong with the pages is in `diagnostics` afterwards. Raises AutolinkError for a path that does not
        exist and for two pages in one place.

        >>> project = Project.load()
        >>> for page in project.fix():
        ...     if page.changed:
        ...         project.write(page)
        >>> any(page.changed for page in project.fix())
        False
        """
        run, named = self.run(), _listed(paths)
        found, snapshot = run.find(named), run.snapshot
        if output is not None:
            places = self._places(named, found, output)
            found, snapshot = list(places), replace(snapshot, places=places)
        for fixed in run.each(work.fix, snapshot, found):
            if fixed.rewrite.unasked:  # only git knows what a link meant; workers ask it nothing
                known = replace(snapshot, history=run.history_of(fixed.rewrite.unasked))
                fixed = work.fix(known, fixed.path, fixed.before)
            run.diagnostics += fixed.diagnostics
            yield fixed

    def write(self, page: FixedPage) -> None:
        """Put a page in its place, atomically; one that stays as it is where it is, is left alone.

        Mode, ownership and symlinks are kept. Raises AutolinkError when the file cannot be written, is
        read-only, was changed since it was read, or is a symlink to something outside the root.
        """
        try:
            if page.place != page.path:
                files.create(page.place, page.rewrite.data)
            elif page.changed:
                files.write(page.path, page.rewrite.data, page.before, self.config.root)
        except OSError as error:
            raise AutolinkError(f"{page.place}: {error.strerror or error}") from error

    def unlink(self, paths: Sequence[str], anchors: bool) -> Iterator[FixedPage]:
        """Yield every page named without its managed links and, if asked, without its terms' anchors."""
        run = self.run()
        yield from run.each(partial(work.unlink, anchors=anchors), run.snapshot, run.find(paths))

    def rename(self, old: str, new: str, heading: bool, mentions: bool) -> Iterator[FixedPage]:
        """Yield every page of the project and what renaming an alias or a heading does to it.

        Raises AutolinkError when that cannot be done.
        """
        from autolink.rewriter.rename import check_result, plan

        run = self.run()
        snapshot = run.snapshot
        renaming = plan(snapshot.glossary, old, new, heading, self.config)
        job = partial(work.rename, renaming=renaming, mentions=mentions)
        home = self.sources.read(renaming.term.page)
        if isinstance(home, bytes):
            check_result(job(snapshot, renaming.term.page, home).rewrite.data, renaming, self.config)
        yield from run.each(job, snapshot, run.find([]))

    def check(
        self, paths: StrPath | Iterable[StrPath] = (), since: str | None = None, incoming: bool = True
    ) -> list[Diagnostic]:
        """Return what is wrong in the pages named, and the links elsewhere that dangle into them, sorted.

        The whole project is read, whatever is named; for no paths all of it is reported. With `since` the
        pages are those that changed, were deleted or renamed since a revision; without `incoming` only what
        is wrong in the pages themselves. Paths are relative to the working folder.
        Raises AutolinkError for a path that does not exist and for an unknown revision.

        >>> for found in Project.load().check("docs/guide.md"):
        ...     print(found.line, found.column, found.rule.severity, found.rule.code, found.message)
        3 30 error L001 `paper.md` points to a file that does not exist
        """
        return check_project(self.run(), _listed(paths), since, incoming)

    def _places(self, named: Sequence[str], found: Sequence[str], output: StrPath) -> dict[str, str]:
        """Return where pages go below the output folder: each keeps its path below the folder that was named.

        What lies in the output folder already is not a source. Raises AutolinkError when two pages would have
        one place, or one the place of a source.
        """
        output = files.absolute(output)
        bases = sorted(
            (files.folder_of(files.absolute(path)) for path in named or [self.config.root]),
            key=len,
            reverse=True,
        )
        if not any(f"{base}/".startswith(f"{output}/") for base in bases):
            found = [path for path in found if not path.startswith(f"{output}/")]
        sources = {*found, *(term.page for term in self.terms)}
        places: dict[str, str] = {}
        taken: dict[str, str] = {}
        for path in found:
            base = next(base for base in bases if path.startswith(f"{base.rstrip('/')}/"))
            place = f"{output}/{path.removeprefix(base).lstrip('/')}"
            if place in taken:
                raise AutolinkError(f"{taken[place]} and {path} would both be written to {place}")
            if place in sources:
                raise AutolinkError(f"{path} would be written over {place}; choose another --output")
            places[path], taken[place] = place, path
        return places


def _listed(paths: StrPath | Iterable[StrPath]) -> list[str]:
    """Return the absolute forms of some paths, or of one."""
    return [files.absolute(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
