"""`autolink mv`."""

from __future__ import annotations

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
from autolink.page.positions import PageBytes
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.project.project import Project

_MKDOCS = "mkdocs.yml"
_SETTINGS = ("autolink.toml", "pyproject.toml", ".pre-commit-config.yaml", _MKDOCS)
"""Files that often name pages by their paths."""


@click.command(cls=Command, short_help="Move a page or folder and correct every link.")
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--already", is_flag=True, help="Only correct the links: the file was already moved.")
@preview_options
@work_options
@project_options
def mv(
    old: str,
    new: str,
    already: bool,
    diff: bool,
    check: bool,
    work_options: WorkOptions,
    project_options: ProjectOptions,
) -> None:
    """Move the page or folder OLD to NEW, and correct every link to it and in it.

    NEW may be an existing folder. Files that git tracks are moved with git. A corrected link keeps its
    fragment and title, and stays relative or absolute; nothing else in a page changes. Lists the links that
    cannot be corrected, and configuration files that name OLD. With --diff or --check, moves nothing.

    Examples:
      autolink mv docs/setup.md docs/guides/install.md
      autolink mv --diff docs/old docs/new
      autolink mv --already docs/setup.md docs/guides/install.md
    """
    project = load([], project_options, quiet=work_options.quiet)
    delivery, move = Delivery(diff, check), project.plan_move(old, new, made=already)
    with at_work(project, "Moving", work_options.jobs, work_options.quiet or diff or check):
        pages = project.move(move, made=already)
        changed = [page for page in pages if page.changed or page.rewrite.withheld]
    if not (already or delivery.previews):
        project.carry_out(move)
    for page in changed:
        delivery.take(page._replace(path=page.place), project)
    report(project.diagnostics, err=True)
    left = [(page, item) for page in changed for item in page.rewrite.withheld]
    for page, item in left:
        line, column = PageBytes(page.place, page.rewrite.data).position(item.start)
        place = f"{shown(page.place)}:{line}:{column}"
        click.echo(printable(f"{place}: cannot correct `{item.text}`: {item.reason}"), err=True)
    if not work_options.quiet:
        delivery.tell([project])
        for place in _named(project, move.old):
            click.echo(printable(f"note: {place} names {shown(move.old)}"), err=True)
        verb = "would be corrected" if delivery.previews else "corrected"
        links = f"{counted(delivery.updated, 'link')} {verb} in {counted(delivery.changed, 'page')}"
        did = "would move" if delivery.previews else "moved"
        moved = "" if already else f"{shown(move.old)} {did}; "
        click.echo(printable(f"{moved}{links}."), err=True)
    if report_failures([project], work_options.verbose):
        sys.exit(2)
    sys.exit(delivery.exit_code() or int(bool(left) or (delivery.previews and not already)))


def _named(project: Project, path: str) -> Iterator[str]:
    """Yield where the configuration names a path, as `FILE:LINE`."""
    root, baseline = project.config.root, project.config.baseline
    name = path.removeprefix(f"{root}/")
    published = project.config.below_site_root(path) or name  # as the `nav` of MkDocs has it
    for file in (*(f"{root}/{name}" for name in _SETTINGS), *((baseline,) if baseline else ())):
        if files.is_file(file):
            names = {name, published} if file == f"{root}/{_MKDOCS}" else {name}
            whole = re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|\.\w)")
            text = files.read(file, files.MAX_SETTINGS).decode("utf-8", "replace")
            lines = (number for number, line in enumerate(text.splitlines(), 1) if whole.search(line))
            yield from (f"{shown(file)}:{line}" for line in lines)
