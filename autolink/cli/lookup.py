"""`autolink lookup`."""

from __future__ import annotations

import sys

import click

from autolink.cli.common import load, output, shown
from autolink.cli.completion import terms as terms_like
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.indexer.definition import definition_of
from autolink.reporters.plain_text import render_plain
from autolink.text.escaping import printable


@click.command(cls=Command, short_help="Find a term and show its definition.")
@click.argument("query", shell_complete=terms_like)
@project_options
def lookup(query: str, project_options: ProjectOptions) -> None:
    """Find terms by any alias, even if it is misspelled, and show how their definitions start.

    Examples:
      autolink lookup "pretraning"
    """
    project = load([], project_options)
    snapshot = project.snapshot()
    avoided = snapshot.glossary.avoiding(query)
    terms = list(dict.fromkeys(term for _, term in avoided)) or snapshot.glossary.lookup(query)
    if not terms:
        click.echo(f"No term is similar to `{printable(query)}`.", err=True)
        sys.exit(1)
    console = output()
    for item, term in avoided:
        instead = snapshot.matcher.avoidance.replacement(item.word, item.word, term).text
        reason = f" ({item.reason})" if item.reason else ""
        console.print(printable(f"avoid: use {instead}{reason}"), style="yellow", markup=False)
    for number, term in enumerate(terms):
        data = project.sources.read(term.page)
        definition = definition_of(term, data) if isinstance(data, bytes) else ""
        place = f"{shown(term.page)}:{term.line}"
        if number:
            console.print()
        console.print(printable(" | ".join(term.aliases)), style="bold", markup=False)
        console.print(printable(place), style="dim", markup=False)
        first, _, _ = render_plain(definition).partition("\n\n")
        for line in first.splitlines():
            console.print(printable(line), markup=False)
