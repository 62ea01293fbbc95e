"""`autolink check`."""

from __future__ import annotations

import sys

import click

from autolink.cli.common import counted, load, load_stdin, report
from autolink.cli.options import FileOptions, ProjectOptions, file_options, project_options
from autolink.rules import Severity


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--since",
    metavar="REVISION",
    help="Report on the pages that changed, were deleted or renamed since this git revision.",
)
@click.option(
    "--no-incoming", is_flag=True, help="Leave out the links from other pages that dangle into PATHS."
)
@click.option(
    "--stdin-filename",
    type=click.Path(),
    default="stdin.md",
    help="Where the page read from stdin stands, when PATHS is `-`.",
)
@file_options
@project_options
def check(
    paths: tuple[str, ...],
    since: str | None,
    no_incoming: bool,
    stdin_filename: str,
    file_options: FileOptions,
    project_options: ProjectOptions,
) -> None:
    r"""Report links that dangle and what is wrong with the glossary.

    The whole project is read; PATHS narrow what is reported: what is wrong in them, and the links elsewhere
    that point into them and dangle. With `-` the page is read from stdin. Exits with 1 when there are errors.

    \b
    Examples:
      autolink check
      autolink check docs/guide.md
      autolink check --since main
      autolink check - --stdin-filename docs/guide.md < draft.md
    """
    if "-" in paths:
        project = load_stdin(paths, stdin_filename, project_options, file_options)
        paths = (stdin_filename,)
    else:
        project = load(paths, project_options, file_options)
    diagnostics = project.check(paths, since, not no_incoming)
    report(diagnostics)
    errors = sum(item.rule.severity is Severity.ERROR for item in diagnostics)
    if diagnostics:
        files = len({item.path for item in diagnostics})
        found = f"{counted(len(diagnostics), 'problem')} ({counted(errors, 'error')})"
        click.echo(f"Found {found} in {counted(files, 'file')}.", err=True)
    else:
        click.echo("All links are fine.", err=True)
    sys.exit(1 if errors else 0)
