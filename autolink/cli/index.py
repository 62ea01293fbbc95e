"""`autolink index`."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import click

from autolink.cli.common import load, output, report, shown
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, format_option, project_options
from autolink.cli.proposals import as_rows, as_toml
from autolink.cli.run import at_work
from autolink.errors import AutolinkError
from autolink.project.everyday import everyday_words
from autolink.project.tables import term_table
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from autolink.project.project import Project

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$]")


@click.command(cls=Command, short_help="List the terms of the glossary.")
@format_option(("table", "json", "csv", "markdown"), "The output format.")
@click.option(
    "--common",
    is_flag=True,
    help="List the aliases that are everyday words, with settings for the configuration.",
)
@project_options
def index(form: str, common: bool, project_options: ProjectOptions) -> None:
    """List the terms of the glossary: aliases, location, anchor id and number of mentions in the project.

    Also lists the words that terms avoid. With --common, lists the aliases that are frequent English or
    Chinese words, with samples of their mentions and the configuration key that each may need. Paste the
    settings you agree with into your configuration.

    Examples:
      autolink index
      autolink index --format csv > terms.csv
      autolink index --common
    """
    project = load([], project_options)
    if common:
        _list_common(project, form)
        return
    rows = _rows(project)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["aliases", "path", "line", "anchor_id", "mentions", "avoided"])
        writer.writerows(
            [" | ".join(row["aliases"]), *list(row.values())[1:-1], _avoided(row)] for row in rows
        )
        click.echo(text.getvalue(), nl=False)
    elif form == "markdown":
        _print_markdown(rows)
    else:
        _print_table(rows)
    report(project.diagnostics, err=True)


def _list_common(project: Project, form: str) -> None:
    """Print the everyday words among the aliases."""
    if form not in ("table", "json"):
        raise AutolinkError(
            f"--common does not support the format `{form}`", "it prints TOML, or JSON with --format json"
        )
    with at_work(project, "Reading", None, quiet=False):
        words = everyday_words(project.run())
    if form == "json":
        click.echo(json.dumps(as_rows(words), ensure_ascii=False, indent=2))
    elif words:
        click.echo(as_toml(words, project.config), nl=False)
    else:
        click.echo("No alias is an everyday word that needs a setting.", err=True)


def _rows(project: Project) -> list[dict[str, Any]]:
    """Return one row per term: its aliases, place, anchor id, and how often the project mentions it."""
    with at_work(project, "Reading", None, quiet=True):
        table = term_table(project.run())
    return [
        {
            "aliases": list(term.aliases),
            "path": shown(term.page),
            "line": term.line,
            "anchor_id": term.anchor,
            "mentions": mentions,
            "avoided": [{"word": item.word, "reason": item.reason} for item in term.avoided],
        }
        for term, mentions in table
    ]


def _avoided(row: dict[str, Any]) -> str:
    return " | ".join(item["word"] for item in row["avoided"])


def _print_markdown(rows: list[dict[str, Any]]) -> None:
    avoids = any(row["avoided"] for row in rows)
    click.echo("| aliases | place | mentions |" + " avoided |" * avoids)
    click.echo("|---|---|---:|" + "---|" * avoids)
    for row in rows:
        aliases = _escaped(" · ".join(row["aliases"]))
        cells = [aliases, f"{printable(row['path'])}:{row['line']}", str(row["mentions"])]
        if avoids:
            cells.append(_escaped(" · ".join(item["word"] for item in row["avoided"])))
        click.echo(f"| {' | '.join(cells)} |")


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", printable(text))


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    console = output()
    table = Table("aliases", "place", "mentions", "anchor id", box=None, pad_edge=False)
    table.columns[2].justify = "right"
    table.columns[3].overflow = "ellipsis"
    table.columns[3].no_wrap = True
    avoids = any(row["avoided"] for row in rows)
    if avoids:
        table.add_column("avoided")
    if console.is_terminal:
        table.columns[3].max_width = 24
    else:  # a file or a pipe has no width
        console.width = 10_000
    for row in rows:
        place = f"{printable(row['path'])}:{row['line']}"
        cells = [printable(" | ".join(row["aliases"])), place, str(row["mentions"]), row["anchor_id"]]
        table.add_row(*cells, *[printable(_avoided(row))] * avoids)
    console.soft_wrap = False
    console.print(table, markup=False)
