"""The projects that a command works on: each path belongs to the configuration nearest to it."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import click

from autolink import files
from autolink.cli.common import folder_at, load_at, refuse_missing, show_files, show_settings, some
from autolink.cli.streams import error_lines
from autolink.config import NoGlossaryError, Roots, root_without_file
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autolink.cli.options import FileOptions, ProjectOptions
    from autolink.project.project import Project


class Share(NamedTuple):
    """What a command works on in one project: some paths, or the whole project for none."""

    paths: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    """The folders below which pages that are written elsewhere keep their paths; none: where PATHS start."""


class Done(NamedTuple):
    """The result of a command: the projects that it worked on, and whether it failed in others."""

    projects: tuple[Project, ...]
    failed: bool = False

    @staticmethod
    def of(project: Project, share: Share, work: Callable[[Project, Share], None]) -> Done:
        """Do work on one project."""
        work(project, share)
        return Done((project,))


def for_each_project(
    paths: Sequence[str],
    project_options: ProjectOptions,
    file_options: FileOptions | None,
    work: Callable[[Project, Share], None],
    everywhere: bool = False,
    quiet: bool = False,
) -> Done:
    """Do work on each project that some paths belong to, and on those below: one after the other, by root.

    Without paths, and with `everywhere` also with them, on the project of the working folder and those below.
    What is wrong with one of several projects is printed, and the others are done. Where the options ask to
    show files or settings, these are shown and nothing else is done. Raises AutolinkError for a path that
    does not exist, and for what is wrong with the only project.
    """
    refuse_missing(paths)
    run = _Projects(project_options, file_options, everywhere, quiet)
    shares = _by_root(paths, project_options.mean_one_project, everywhere)
    for root, named in shares.items():
        run.add(root, Share(tuple(named)))
    if file_options and file_options.show_settings:
        for start in sorted(shares):
            show_settings(project_options.settings(start, file_options.overrides()))
        raise SystemExit(0)
    if file_options and file_options.show_files:
        run.through(lambda project, share: show_files(project.find(share.paths)))
        raise SystemExit(2 * run.tell_errors())
    run.through(work)
    return Done(tuple(run.projects), run.tell_errors())


def _by_root(paths: Sequence[str], is_one: bool, everywhere: bool) -> dict[str, list[str]]:
    """Return paths by the folder at which their project is found: its root, if there are several.

    Among others, a path that no configuration is near belongs to the project of the working folder.
    """
    starts = [folder_at(path) for path in paths]
    if everywhere or not paths:
        starts.append(folder_at("."))
    if is_one or len(set(starts)) == 1:
        return {starts[0]: list(paths)}
    roots, found = Roots(), dict[str, list[str]]()
    for number, start in enumerate(starts):
        root = roots[files.absolute(start)] or roots[files.absolute(".")] or root_without_file(start)
        found.setdefault(root, []).extend(paths[number : number + 1])
    return found


class _Projects:
    """The projects that are done, and those still to do: more are found along the way."""

    def __init__(
        self,
        project_options: ProjectOptions,
        file_options: FileOptions | None,
        everywhere: bool,
        quiet: bool,
    ) -> None:
        self._project_options = project_options
        self._file_options = file_options
        self._everywhere = everywhere
        self._quiet = quiet
        self._pending: list[str] = []
        self._shares: dict[str, Share] = {}
        self.projects: list[Project] = []
        self._tried = 0
        self._errors: list[AutolinkError] = []

    def add(self, start: str, share: Share) -> None:
        """Add the project at a folder, or replace what the command works on there."""
        if start not in self._shares:
            heappush(self._pending, start)
        self._shares[start] = share

    def through(self, work: Callable[[Project, Share], None]) -> None:
        """Do work on each project, those further up first."""
        while self._pending:
            start = heappop(self._pending)
            self._tried += 1
            try:
                self._do(start, self._shares[start], work)
            except AutolinkError as error:
                self._errors.append(error)

    def tell_errors(self) -> bool:
        """Print the errors of projects; return whether there were any. Raises the error of the only one."""
        if self._errors and self._tried == 1:
            raise self._errors[0]
        for line in dict.fromkeys(line for error in self._errors for line in error_lines(error)):
            click.echo(line, err=True)
        return bool(self._errors)

    def _do(self, start: str, share: Share, work: Callable[[Project, Share], None]) -> None:
        project = load_at(start, self._project_options, self._file_options, self._quiet)
        try:
            work(project, share)
            self.projects.append(project)
        except NoGlossaryError:
            if not self._pass_over(start, share):
                raise
        finally:
            self._add_below(project.others, share, project.config.root)

    def _pass_over(self, start: str, share: Share) -> bool:
        """Continue to the projects below a folder without a glossary; tell whether there are any."""
        overrides = self._file_options.overrides() if self._file_options else {}
        config = self._project_options.settings(start, overrides).config()
        others = set[str]()
        files.find_pages([config.root], config.selection, others)
        alone = [path for path in share.paths if not files.is_folder(path)]
        if others and alone:
            click.echo(f"warning: no glossary found for {some([*map(files.absolute, alone)])}", err=True)
        self._add_below(others, share, config.root)
        return bool(others)

    def _add_below(self, others: Iterable[str], share: Share, root: str) -> None:
        """Add the projects that were found, as far as the command works on them."""
        named = [files.absolute(path) for path in share.paths]
        for other in others:
            above = tuple(path for path in named if files.is_below(other, path))
            if above:
                self.add(other, Share((other,), share.starts or above))
            elif (self._everywhere or not named) and files.is_below(other, root):
                self.add(other, self._shares.get(other, Share((), share.starts or (root,))))
