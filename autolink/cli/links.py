"""`autolink links`."""

from __future__ import annotations

import csv
import io
import json
import os
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from autolink.cli.common import load, output, shown
from autolink.cli.completion import page_or_term
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, format_option, project_options
from autolink.errors import AutolinkError, printable
from autolink.files import absolute
from autolink.links.page_links import outgoing_links
from autolink.links.resolver import State
from autolink.project.check import known_checker

if TYPE_CHECKING:
    from autolink.indexer.build import Term
    from autolink.project.project import Project

_COLUMNS = ("path", "line", "column", "kind", "target", "state")


@click.command(cls=Command, short_help="List links and where they go.")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option(("table", "json", "csv"), "How links are listed.")
@click.option(
    "--incoming",
    metavar="PAGE|TERM",
    help="Only links to this page, or to this term.",
    shell_complete=page_or_term,
)
@project_options
def links(
    paths: tuple[str, ...],
    form: str,
    incoming: str | None,
    project_options: ProjectOptions,
) -> None:
    """List the links in PATHS (default: the whole project) with their targets and states.

    A state is `ok`, `elsewhere` (another host or scheme, not looked at), or the code of the rule it breaks.

    Examples:
      autolink links docs/guide.md
      autolink links --incoming glossary/llm.md --format csv
      autolink links --incoming "Pre-training"
    """
    project = load(paths, project_options)
    rows = _rows(project, paths, incoming)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        click.echo(text.getvalue(), nl=False)
    else:
        console = output()
        for row in rows:
            place = f"{printable(row['path'])}:{row['line']}:{row['column']}"
            style = "" if row["state"] in ("ok", "elsewhere") else "red"
            console.print(f"{place}: {row['state']} {printable(row['target'])}", style=style, markup=False)


def _rows(project: Project, paths: tuple[str, ...], incoming: str | None) -> list[dict[str, Any]]:
    named = set(project.find(paths))
    index = project.glossary()
    pages = {page.path: page for page in project.pages(sorted({*project.find([]), *named}))}
    checker = known_checker(project, index, pages)
    wanted = _wanted(incoming, index.by_alias)
    rows = []
    for page in pages.values():
        for link in outgoing_links(page) if page.path in named else ():
            if link.kind == "reference":
                continue
            found = checker.destination(page, link)
            if wanted and not _arrives(found.path, found.fragment, wanted):
                continue
            problems = chain(checker.check_link(page, link, []), checker.check_fragment(page, link))
            problem = next(problems, None)
            state = problem.rule.code if problem else "elsewhere" if found.state is State.ELSEWHERE else "ok"
            line, column = page.position(link.start)
            values = (shown(page.path), line, column, link.kind, link.target, state)
            rows.append(dict(zip(_COLUMNS, values, strict=True)))
    return rows


def _wanted(incoming: str | None, by_alias: dict[str, tuple[Term, ...]]) -> set[tuple[str, str]]:
    """Return the places (page and fragment) that links are wanted to; an empty fragment means any."""
    if incoming is None:
        return set()
    if incoming in by_alias:
        terms = by_alias[incoming]
        return {(term.page, name) for term in terms for name in (term.anchor_id, term.slug, *term.old_ids)}
    if os.path.exists(incoming):
        return {(absolute(incoming), "")}
    raise AutolinkError(f"`{incoming}` is no page and no alias of a term")


def _arrives(path: str, fragment: str, wanted: set[tuple[str, str]]) -> bool:
    return (path, "") in wanted or (path, fragment) in wanted
