"""`autolink check`."""

from __future__ import annotations

import sys

import click

from autolink.cli.common import counted, load, project_options, report
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
@project_options
def check(
    paths: tuple[str, ...],
    since: str | None,
    no_incoming: bool,
    config_file: str | None,
    glossary: tuple[str, ...],
) -> None:
    r"""Report links that dangle and what is wrong with the glossary.

    The whole project is read; PATHS narrow what is reported: what is wrong in them, and the links elsewhere
    that point into them and dangle. Exits with 1 when there are errors.

    \b
    Examples:
      autolink check
      autolink check docs/guide.md
      autolink check --since main
    """
    project = load(paths, config_file, glossary)
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
