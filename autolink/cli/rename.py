"""`autolink rename`."""

from __future__ import annotations

import sys

import click

from autolink.cli import summaries
from autolink.cli.changed_pages import Delivery, preview_options
from autolink.cli.common import load, report
from autolink.cli.completion import terms
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options
from autolink.diagnostics.rules import Severity


@click.command(cls=Command, short_help="Rename a term and every link to it.")
@click.argument("old", shell_complete=terms)
@click.argument("new")
@click.option("--heading", is_flag=True, help="NEW is the whole new heading, not one alias.")
@click.option("--mentions", is_flag=True, help="Also rename mentions that are not linked.")
@preview_options
@work_options
@project_options
def rename(
    old: str,
    new: str,
    heading: bool,
    mentions: bool,
    diff: bool,
    check: bool,
    work_options: WorkOptions,
    project_options: ProjectOptions,
) -> None:
    """Rename the alias OLD to NEW in the heading, its anchor, and every link to it.

    Keeps the old anchor next to the new one, so that links from other sites keep working. Keeps the case and
    the plural of mentions. If several terms have the alias, write OLD as PAGE#ALIAS. With --diff or --check,
    exits with 1 if any page would change.

    Examples:
      autolink rename --diff "Instruction tuning" "Instruction fine-tuning"
      autolink rename --heading LLM "大規模言語モデル | Large language model | LLM"
    """
    project = load([], project_options, quiet=work_options.quiet)
    delivery = Delivery(diff, check)
    with at_work(project, "Renaming", work_options.jobs, work_options.quiet or diff or check):
        for page in project.rename(old, new, heading, mentions):
            delivery.take(page, project)
    report(project.diagnostics, err=True)
    if not work_options.quiet:
        delivery.tell([project])
    if not work_options.quiet:
        click.echo(summaries.of_rename(delivery, old, new), err=True)
    if report_failures([project], work_options.verbose):
        sys.exit(2)
    errors = any(item.rule.severity is Severity.ERROR for item in project.diagnostics)
    sys.exit(delivery.exit_code() or int(errors))
