"""`autolink links`."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import click

from autolink.cli.common import load, output, shown
from autolink.cli.completion import page_or_term
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, format_option, project_options
from autolink.cli.projects import Done, Share, for_each_project
from autolink.cli.run import at_work
from autolink.project.tables import LinkRow, link_table
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.project.project import Project

_LONGEST = 30
"""The width of a link's text in the table."""


@click.command(cls=Command, short_help="List links and their targets.")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option(("table", "json", "csv"), "The output format.")
@click.option(
    "--incoming",
    metavar="PAGE|TERM",
    help="List only links to this page or term.",
    shell_complete=page_or_term,
)
@project_options
def links(
    paths: tuple[str, ...],
    form: str,
    incoming: str | None,
    project_options: ProjectOptions,
) -> None:
    """List the links in PATHS (default: the whole project) and their targets.

    Shows the location, state, text and target of each link. The state is `ok`, `elsewhere` (another host or
    scheme, which is not checked), or the code of the rule that the link breaks.

    Examples:
      autolink links docs/guide.md
      autolink links --incoming glossary/llm.md --format csv
      autolink links --incoming "Pre-training"
    """
    table: list[LinkRow] = []

    def look(project: Project, share: Share) -> None:
        with at_work(project, "Checking", None, quiet=True):
            table.extend(link_table(project.run(), share.paths, incoming))

    if incoming is None:
        done = for_each_project(paths, project_options, None, look)
    else:  # a page or a term is one of a project
        done = Done.of(load(paths, project_options), Share(paths), look)
    table.sort(key=lambda row: row.path)
    rows = [{**row._asdict(), "path": shown(row.path)} for row in table]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, LinkRow._fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        click.echo(text.getvalue(), nl=False)
    else:
        _print_table(table)
    sys.exit(2 * done.failed)


def _print_table(table: Sequence[LinkRow]) -> None:
    """Print the links in columns: place, state, text, target; a text is cut where it is long."""
    from rich.cells import cell_len

    rows = [
        (
            f"{printable(shown(row.path))}:{row.line}:{row.column}",
            row.state,
            _cut(printable(row.text)),
            printable(row.target),
        )
        for row in table
    ]
    widths = [max((cell_len(row[column]) for row in rows), default=0) for column in range(3)]
    console = output()
    for row in rows:
        cells = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=False)]
        style = "" if row[1] in ("ok", "elsewhere") else "red"
        console.print("  ".join([*cells, row[3]]), style=style, markup=False)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
