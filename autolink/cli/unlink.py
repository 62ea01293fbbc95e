"""`autolink unlink`."""

from __future__ import annotations

import sys

import click

from autolink.cli.changed_pages import Delivery, preview_options
from autolink.cli.common import counted, load, report
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options


@click.command(cls=Command, short_help="Take the links out again.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--anchors", is_flag=True, help="Also take out the anchors of term headings.")
@click.option(
    "--all", "every", is_flag=True, help="Also take out your own links to terms whose text is an alias."
)
@preview_options
@work_options
@project_options
def unlink(
    paths: tuple[str, ...],
    anchors: bool,
    every: bool,
    diff: bool,
    check: bool,
    work_options: WorkOptions,
    project_options: ProjectOptions,
) -> None:
    """Take the links that `fix` made out of PATHS (default: the whole project) again.

    Your own links stay. After `fix` and `unlink --anchors` a page is byte for byte what it was. With --all,
    your links to terms go too where their text is an alias, so that `fix` can put its own in their place.
    With --diff or --check exits with 1 if any page would change.

    Examples:
      autolink unlink docs
      autolink unlink --anchors
      autolink unlink --all --diff
    """
    project = load(paths, project_options, quiet=work_options.quiet)
    delivery = Delivery(project, diff, check)
    with at_work(project, "Unlinking", work_options.jobs, work_options.quiet or diff or check):
        for page in project.unlink(paths, anchors, every):
            delivery.take(page)
    report(sorted(project.diagnostics, key=lambda item: item.sort_key), err=True)
    if not work_options.quiet:
        delivery.tell()
    verb = "would change" if delivery.previews else "changed"
    pages = f"{counted(delivery.pages, 'page')}: {counted(delivery.changed, 'page')} {verb}"
    if not work_options.quiet:
        click.echo(f"{pages}, {counted(delivery.removed, 'link')} removed.", err=True)
    if report_failures(project, work_options.verbose):
        sys.exit(2)
    sys.exit(delivery.exit_code())
