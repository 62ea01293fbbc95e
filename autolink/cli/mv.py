"""`autolink mv`."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from autolink import files
from autolink.cli.changed_pages import Delivery, preview_options
from autolink.cli.common import counted, load, report, shown
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options
from autolink.errors import AutolinkError
from autolink.page.positions import PageBytes
from autolink.project.move import moves_along
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.files import Moves
    from autolink.project.project import Project
    from autolink.rewriter.fixed_page import FixedPage

_MKDOCS = "mkdocs.yml"
_SETTINGS = ("autolink.toml", "pyproject.toml", ".pre-commit-config.yaml", _MKDOCS)
"""Files that often name pages by their paths."""


@click.command(cls=Command, short_help="Move pages or folders and correct every link.")
@click.argument("old", type=click.Path(), nargs=-1, required=True)
@click.argument("new", type=click.Path())
@click.option("--already", is_flag=True, help="Only correct the links: the files were already moved.")
@preview_options
@work_options
@project_options
def mv(
    old: tuple[str, ...],
    new: str,
    already: bool,
    diff: bool,
    check: bool,
    work_options: WorkOptions,
    project_options: ProjectOptions,
) -> None:
    """Move the page or folder OLD to NEW, and correct every link to it and in it.

    NEW may be an existing folder, and has to be one for several OLD. Files that git tracks are moved with
    git. A corrected link keeps its fragment and title, and stays relative or absolute; nothing else in a page
    changes. Links in other projects of the repository are corrected, too. Lists the links that cannot be
    corrected, and configuration files that name OLD. With --diff or --check, moves nothing.

    Examples:
      autolink mv docs/setup.md docs/guides/install.md
      autolink mv docs/setup.md docs/usage.md docs/guides
      autolink mv --diff docs/old docs/new
      autolink mv --already docs/setup.md docs/guides/install.md
    """
    quiet, previews = work_options.quiet, diff or check
    project = load([os.path.dirname(old[0]) or "."], project_options, existing=False, quiet=quiet)
    delivery, moves = Delivery(diff, check), project.plan_moves(_pairs(old, new), made=already)
    others, unread = project.neighbours()
    along = [other for other in others if moves_along(other.config, moves, already)]
    projects = [project, *(other for other in others if other not in along)]
    changed: list[tuple[Project, FixedPage]] = []
    for one in projects:
        with at_work(one, "Moving", work_options.jobs, quiet or previews):
            changed += ((one, page) for page in one.move(moves, made=already) if _concerns(page))
    if not (already or previews):
        project.carry_out(moves)
    for one, page in changed:
        delivery.take(page._replace(path=page.place), one)
    report(project.diagnostics, err=True)
    for other in projects[1:]:
        unread_pages = [item for item in other.diagnostics if not item.end_line]
        report(unread_pages, err=True)
    is_left = _tell_left([page for _, page in changed])
    if not quiet:
        delivery.tell(projects)
        _tell_rest(projects, moves, unread, along)
        click.echo(printable(_summary(delivery, moves, already)), err=True)
    if report_failures(projects, work_options.verbose):
        sys.exit(2)
    sys.exit(delivery.exit_code() or int(is_left or (previews and not already)))


def _pairs(old: tuple[str, ...], new: str) -> list[tuple[str, str]]:
    """Return where each goes. Raises AutolinkError for several that do not go into a folder."""
    if len(old) == 1:
        return [(old[0], new)]
    if not files.is_folder(new):
        raise AutolinkError(
            f"{new} is not a folder", "several files can only be moved into an existing folder"
        )
    return [(path, f"{new}/{os.path.basename(files.absolute(path))}") for path in old]


def _concerns(page: FixedPage) -> bool:
    return page.changed or bool(page.rewrite.withheld)


def _tell_left(pages: list[FixedPage]) -> bool:
    """Print the links that were not corrected; tell whether there are any."""
    left = [(page, item) for page in pages for item in page.rewrite.withheld]
    for page, item in left:
        line, column = PageBytes(page.place, page.rewrite.data).position(item.start)
        place = f"{shown(page.place)}:{line}:{column}"
        click.echo(printable(f"{place}: cannot correct `{item.text}`: {item.reason}"), err=True)
    return bool(left)


def _tell_rest(
    projects: list[Project], moves: Moves, unread: list[AutolinkError], along: list[Project]
) -> None:
    """Print where configurations name what moved, and in which projects links were not corrected."""
    for project in projects:
        for old in moves.to:
            for place in _named(project, old):
                click.echo(printable(f"note: {place} names {shown(old)}"), err=True)
    for error in unread:
        click.echo(printable(f"warning: {error}: links there were not corrected"), err=True)
    for other in along:
        root = shown(other.config.root)
        click.echo(
            printable(f"warning: {root} is a project of its own: links in it were not corrected"), err=True
        )


def _summary(delivery: Delivery, moves: Moves, already: bool) -> str:
    verb = "would be corrected" if delivery.previews else "corrected"
    links = f"{counted(delivery.updated, 'link')} {verb} in {counted(delivery.changed, 'page')}"
    did = "would move" if delivery.previews else "moved"
    return f"{links}." if already else f"{', '.join(map(shown, moves.to))} {did}; {links}."


def _named(project: Project, path: str) -> Iterator[str]:
    """Yield where the configuration names a path, as `FILE:LINE`."""
    root, baseline = project.config.root, project.config.baseline
    name = os.path.relpath(path, root)
    published = project.config.below_site_root(path) or name  # as the `nav` of MkDocs has it
    for file in (*(f"{root}/{name}" for name in _SETTINGS), *((baseline,) if baseline else ())):
        if files.is_file(file):
            names = {name, published} if file == f"{root}/{_MKDOCS}" else {name}
            whole = re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|\.\w)")
            text = files.read(file, files.MAX_SETTINGS).decode("utf-8", "replace")
            lines = (number for number, line in enumerate(text.splitlines(), 1) if whole.search(line))
            yield from (f"{shown(file)}:{line}" for line in lines)
