"""`autolink unlink`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from autolink.cli import summaries
from autolink.cli.changed_pages import Delivery, preview_options
from autolink.cli.common import report
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.projects import for_each_project
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options

if TYPE_CHECKING:
    from autolink.cli.projects import Share
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.project.project import Project


@click.command(cls=Command, short_help="Remove the links that fix added.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--anchors", is_flag=True, help="Also remove the anchors of term headings.")
@click.option(
    "--all", "every", is_flag=True, help="Also remove your own links to terms if their text is an alias."
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
    """Remove the links that `fix` added to PATHS (default: the whole project).

    Keeps your own links. After `fix` and `unlink --anchors`, a page is byte for byte what it was before. With
    --all, also removes your own links to terms if their text is an alias, so that `fix` can replace them.
    With --diff or --check, exits with 1 if any page would change.

    Examples:
      autolink unlink docs
      autolink unlink --anchors
      autolink unlink --all --diff
    """
    delivery = Delivery(diff, check)
    found: list[Diagnostic] = []

    def unlink_pages(project: Project, share: Share) -> None:
        with at_work(project, "Unlinking", work_options.jobs, work_options.quiet or diff or check):
            for page in project.unlink(share.paths, anchors, every):
                delivery.take(page, project)
        found.extend(project.diagnostics)

    done = for_each_project(paths, project_options, None, unlink_pages, quiet=work_options.quiet)
    report(sorted(found, key=lambda item: item.sort_key), err=True)
    if not work_options.quiet:
        delivery.tell(done.projects)
    if not work_options.quiet:
        click.echo(summaries.of_unlink(delivery), err=True)
    if report_failures(done.projects, work_options.verbose) or done.failed:
        sys.exit(2)
    sys.exit(delivery.exit_code())
