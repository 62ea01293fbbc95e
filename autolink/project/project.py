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
from autolink.project.move import planned, relocate
from autolink.project.output import places_below
from autolink.project.run import Run
from autolink.project.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from _typeshed import StrPath

    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.project.changes import Change
    from autolink.project.pool import Failure
    from autolink.project.snapshot import Snapshot
    from autolink.rewriter.fixed_page import FixedPage


@dataclass
class Project:
    """A project: its configuration and sources. Each `fix`, `check` and the like is a run of its own.

    A run reads the files as they are then. An error of ours does not end it; the pages on which one happened
    are left out, and in `failures`.

    Examples:
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
    method: str | None = None
    """How these start, see `pool.each`."""
    advance: Callable[[int, int], None] | None = None
    """Called after each page, with how many are done and how many there are."""
    outside: list[str] = field(default_factory=list)
    """The places outside the project that were written."""
    others: set[str] = field(default_factory=set)
    """The folders of other projects that searches for pages came to: no page there is one of this project."""
    hard_links: list[str] = field(default_factory=list)
    """The pages that were written and of which other names, hard links, keep the old text."""
    _last: Run | None = None
    _named: tuple[str, ...] = ()

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
        file that cannot be read, an unknown key, a wrong value, or two texts for one page.

        Examples:
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

    @property
    def looked_at_links(self) -> bool:
        """Whether the last check looked at any link in the pages that it was about."""
        return self._last is not None and self._last.looked_at_links

    @property
    def foreign(self) -> frozenset[str]:
        """The pages of the glossary that the last run read and left alone, as they are out of bounds."""
        return self._last.foreign if self._last else frozenset()

    def run(self) -> Run:
        """Return a new run over the project as it is now."""
        self._last = Run(
            self.config, self.sources, self.jobs, self.advance, others=self.others, method=self.method
        )
        return self._last

    # What can be done with it

    def find(self, paths: Iterable[str]) -> list[str]:
        """Return the pages that paths name; all pages of the project and its glossary for no paths."""
        return Run(self.config, self.sources, others=self.others).find(paths)

    def snapshot(self) -> Snapshot:
        """Index the glossary and return what a run shares. Raises AutolinkError when there is none."""
        self.config.require_glossary()
        return self.run().snapshot

    def glossary(self) -> Glossary:
        """Index the glossary pages. Raises AutolinkError when there are none."""
        return self.snapshot().glossary

    def fix(
        self,
        paths: StrPath | Iterable[StrPath] = (),
        output: StrPath | None = None,
        starts: Sequence[str] = (),
        unsafe_fixes: bool = False,
    ) -> Iterator[FixedPage]:
        """Yield every page named (all for no paths) and what linking does to it. Writes nothing, see `write`.

        Paths are relative to the working folder. With `output` a page's place is below that folder, where it
        keeps its path below the one of `starts` that it is below: without these what is named, or the root.
        With `unsafe_fixes` avoided words are replaced, too.
        What is wrong with the pages is in `diagnostics` afterwards. Raises AutolinkError for a path that does
        not exist, for two pages in one place, and when there is no glossary.

        Examples:
            >>> project = Project.load()
            >>> for page in project.fix():
            ...     if page.changed:
            ...         project.write(page)
            >>> any(page.changed for page in project.fix())
            False
        """
        named = _listed(paths)
        run, found = self._start(named)
        snapshot = run.snapshot
        if output is not None:
            outside = (path for path in self.config.named if not files.is_below(path, self.config.root))
            below = starts or named or [self.config.root, *outside]
            places = places_below(files.absolute(output), found, below, snapshot.glossary.anchors)
            found, snapshot = list(places), replace(snapshot, places=places)
        job = partial(work.fix, unsafe=unsafe_fixes)
        for fixed in run.each(job, snapshot, found):
            if fixed.rewrite.unasked:  # only git knows what a link meant; workers ask it nothing
                known = replace(snapshot, history=run.history_of(fixed.rewrite.unasked))
                fixed = job(known, fixed.path, fixed.before)
            run.diagnostics += fixed.diagnostics
            yield fixed

    def write(self, page: FixedPage) -> None:
        """Put a page in its place, atomically; one that stays as it is where it is, is left alone.

        Mode, owner and symlinks are kept; where it is new it gets the mode that it has elsewhere. Raises
        AutolinkError when the file cannot be written, is read-only, was changed since it was read, or is a
        symlink to something outside the root, which is not copied either.
        """
        try:
            if page.place != page.path:
                if not self.bounds.hold(page.path):
                    raise AutolinkError(f"{page.place}: not copied: {page.path} points outside the project")
                files.create(page.place, page.rewrite.data, files.permissions(page.path))
            elif page.changed:
                if files.write(page.path, page.rewrite.data, page.before, self.bounds):
                    self.hard_links.append(page.path)
            else:
                return
        except OSError as error:
            raise AutolinkError(f"{page.place}: {error.strerror or error}") from error
        if not files.is_below(files.real(page.place), files.real(self.config.root)):
            self.outside.append(page.place)

    def changes(self, page: FixedPage) -> list[Change]:
        """Return what was done to a page in the last run, as people read it."""
        from autolink.project.changes import changes_of

        assert self._last is not None  # it gave the page
        return changes_of(page, self._last.snapshot)

    def new_links(self, paths: StrPath | Iterable[StrPath] = ()) -> tuple[Snapshot, dict[str, int]]:
        """Return what the run shares, and to which pages `fix` would add links: path to how many.

        Raises AutolinkError as `fix` does.
        """
        added = {page.path: page.rewrite.added for page in self.fix(paths) if page.rewrite.added}
        return (self._last or self.run()).snapshot, added

    def unlink(self, paths: Sequence[str], anchors: bool, every: bool = False) -> Iterator[FixedPage]:
        """Yield every page named without its managed links and, if asked, without its terms' anchors.

        With `every` also without the author's links to terms that have an alias as text.
        """
        run, found = self._start(_listed(paths))
        yield from run.each(partial(work.unlink, anchors=anchors, every=every), run.snapshot, found)

    def rename(self, old: str, new: str, heading: bool, mentions: bool) -> Iterator[FixedPage]:
        """Yield every page of the project and what renaming an alias or a heading does to it.

        Raises AutolinkError when that cannot be done.
        """
        from autolink.page.page import Page
        from autolink.rewriter.rename import followed, plan

        run, found = self._start([])
        snapshot = run.snapshot
        renaming = plan(snapshot.glossary, old, new, heading, self.config)
        if renaming.term.page in run.foreign:
            where = f"{renaming.term.page}, outside the project"
            raise AutolinkError(
                f"`{old}` is defined in {where}", "use --glossary PATH to let `rename` write there"
            )
        home = self.sources.parse(renaming.term.page, self.config.dialect)
        if isinstance(home, Page):
            renaming = followed(renaming, home, self.config)
        job = partial(work.rename, renaming=renaming, mentions=mentions)
        yield from run.each(job, snapshot, found)

    def plan_moves(self, pairs: Iterable[tuple[StrPath, StrPath]], *, made: bool = False) -> files.Moves:
        """Return moves of files and folders, each to a new path, or into an existing folder.

        They are made together. With `made`, they were already made. Raises AutolinkError when nothing is at
        an old path, something at a new one, or one of them outside the project, and when what comes of the
        moves would depend on their order.
        """
        paths = [(files.absolute(old), files.absolute(new)) for old, new in pairs]
        return planned(self.config, paths, made)

    def move(self, moves: files.Moves, *, made: bool = False) -> Iterator[FixedPage]:
        """Yield every page of the project and what moves make of it: its links corrected.

        Nothing is moved or written, see `carry_out`. With `made` it was moved already. `withheld` in the
        rewrite of a page are the links that have to be corrected by hand.
        """
        run = self.run()
        found = run.find([])
        snapshot = replace(run.snapshot, pages=frozenset(found), moves=moves, is_made=made)
        yield from run.each(work.move, snapshot, found)

    def neighbours(self) -> tuple[list[Project], list[AutolinkError]]:
        """Return the other projects of the repository, and what keeps configurations from being used.

        Their sources are those of this one. See `neighbours.neighbours`.
        """
        from autolink.project.neighbours import neighbours

        configs, unread = neighbours(self.config)
        return [Project(config, self.sources, self.jobs, self.method) for config in configs], unread

    def carry_out(self, moves: files.Moves) -> None:
        """Move files and folders, with git where git tracks them: all or none. Raises AutolinkError."""
        relocate(moves)

    def check(
        self, paths: StrPath | Iterable[StrPath] = (), since: str | None = None, incoming: bool = True
    ) -> list[Diagnostic]:
        """Return what is wrong in the pages named, and the links elsewhere that dangle into them, sorted.

        The whole project is read, whatever is named; for no paths all of it is reported. With `since` the
        pages are those that changed, were deleted or renamed since a revision; without `incoming` only what
        is wrong in the pages themselves. Paths are relative to the working folder. Without a glossary it is
        the links, anchors and references that are checked.
        Raises AutolinkError for a path that does not exist and for an unknown revision.

        Examples:
            >>> for found in Project.load().check("docs/guide.md"):
            ...     print(found.line, found.column, found.rule.severity, found.rule.code, found.message)
            3 30 error L001 `paper.md` points to a file that does not exist
        """
        named = _listed(paths)
        self._allow(named)
        return check_project(self.run(), named, since, incoming)

    # What may be written

    @property
    def bounds(self) -> files.Bounds:
        """Where files may be written: in the project, and what any call named that lies outside of it."""
        return self._bounds(self._named)

    def _allow(self, named: Iterable[str]) -> None:
        outside = (path for path in named if not files.is_below(path, self.config.root))
        self._named = tuple(dict.fromkeys((*self._named, *outside)))

    def _bounds(self, named: Sequence[str]) -> files.Bounds:
        return files.Bounds(self.config.root, (*self.config.named, *named))

    def _start(self, named: Sequence[str]) -> tuple[Run, list[str]]:
        """Return a new run that changes pages, and these: those named, all for none, out of bounds left out.

        Only pages of the glossary are left out, those of other projects among them unless they are named; any
        other page that is out of bounds is an error when it is written. Raises AutolinkError when there is no
        glossary.
        """
        self.config.require_glossary()
        self._allow(named)
        run = self.run()
        found = run.find(named)
        outside = {*self._bounds(named).outside(run.snapshot.glossary.anchors), *(run.elsewhere - {*named})}
        run.foreign = frozenset(outside - self.sources.unsaved.keys())
        return run, [path for path in found if path not in run.foreign]


def _listed(paths: StrPath | Iterable[StrPath]) -> list[str]:
    """Return the absolute forms of some paths, or of one."""
    return [files.absolute(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
