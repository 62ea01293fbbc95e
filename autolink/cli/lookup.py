"""`autolink lookup`."""

from __future__ import annotations

import sys

import click

from autolink.cli.command import Command
from autolink.cli.common import load, output, shown
from autolink.cli.complete import terms as terms_like
from autolink.cli.options import ProjectOptions, project_options
from autolink.definition import definition_of, render_plain
from autolink.errors import printable

_MOST = 3
_SCORE = 70


@click.command(cls=Command, short_help="Find a term and show its definition.")
@click.argument("query", shell_complete=terms_like)
@project_options
def lookup(query: str, project_options: ProjectOptions) -> None:
    """Find terms by any alias, spelled roughly, and show their definitions.

    Examples:
      autolink lookup "pretraning"

    """
    from rapidfuzz import fuzz, process, utils

    project = load([], project_options)
    by_alias = project.glossary().by_alias
    matches = process.extract(
        query,
        list(by_alias),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=10,
        score_cutoff=_SCORE,
    )
    matches = [match for match in matches if 2 * len(match[0]) >= len(query)]
    terms = list(dict.fromkeys(term for alias, _, _ in matches for term in by_alias[alias]))[:_MOST]
    if not terms:
        click.echo(f"No term is like `{query}`.", err=True)
        sys.exit(1)
    best = matches[0][1]
    if best == 100:
        terms = [
            term for term in terms if any(alias in term.aliases for alias, of, _ in matches if of == 100)
        ]
    console = output()
    for number, term in enumerate(terms):
        page = project.page(term.page)
        assert page is not None
        place = f"{shown(term.page)}:{page.position(term.start)[0]}"
        if number:
            console.print()
        console.print(printable(" | ".join(term.aliases)), style="bold", markup=False)
        console.print(printable(place), style="dim", markup=False)
        for line in render_plain(definition_of(term, page)).splitlines():
            console.print(printable(line), markup=False)
