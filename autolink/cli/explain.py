"""`autolink explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from autolink.cli.common import load, output, shown
from autolink.cli.completion import place_or_rule
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.diagnostics import rules
from autolink.diagnostics.rule_docs import explanation, silencing
from autolink.errors import AutolinkError, printable
from autolink.files import absolute
from autolink.indexer.definition import render_plain
from autolink.matcher.explain import explain as explain_line
from autolink.matcher.matcher import Matcher

if TYPE_CHECKING:
    from autolink.diagnostics.rules import Rule

_RULE = re.compile(r"[A-Za-z]\d*|[A-Za-z]+(?:-[A-Za-z]+)+")
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")
_SHOWN = 10
"""Rivals that are listed; of more the number is given."""


@click.command(cls=Command, short_help="Say why a mention is linked, or what a rule means.")
@click.argument("place", metavar="FILE:LINE[:COLUMN]|RULE", shell_complete=place_or_rule)
@project_options
def explain(place: str, project_options: ProjectOptions) -> None:
    """Say why mentions are linked or not: every candidate on a line, with the rule that decided.

    For the code or name of a rule, say what it reports and why, with an example, and how to silence it.

    Examples:
      autolink explain docs/guide.md:12
      autolink explain L003
    """
    if _RULE.fullmatch(place):
        _explain_rule(rules.find(place))
    else:
        _explain_place(place, project_options)


def _explain_rule(rule: Rule) -> None:
    console = output()
    notes = [rule.severity, *["on demand"] * rule.on_demand, *["fixable"] * rule.fixable]
    console.print(f"{rule.code} {rule.name} ({', '.join(notes)})\n", style="bold", markup=False)
    console.print(render_plain(f"{explanation(rule)}\n\n{silencing(rule)}"), markup=False)


def _explain_place(place: str, project_options: ProjectOptions) -> None:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise AutolinkError(f"`{place}` is no place: write FILE:LINE or FILE:LINE:COLUMN")
    project = load([match["file"]], project_options)
    matcher = Matcher(project.glossary(), project.config)
    page = project.page(absolute(match["file"]))
    if page is None:
        raise AutolinkError(f"{match['file']}: {project.diagnostics[-1].message}")
    column = int(match["column"]) if match["column"] else None
    found = explain_line(matcher, page, int(match["line"]), column)
    if not found:
        click.echo("No term is mentioned there.", err=True)
    console = output()
    for item in found:
        home = project.page(item.term.page)
        line = home.position(item.term.start)[0] if home else 1
        verdict = item.verdict if item.linked else f"not linked: {item.verdict}"
        console.print(
            f"{item.line}:{item.column} {printable(item.text)} → "
            f"{printable(item.term.heading)} ({printable(shown(item.term.page))}:{line})",
            markup=False,
        )
        console.print(f"    {verdict}", style="green" if item.linked else "yellow", markup=False)
        for rival in item.rivals[:_SHOWN]:
            console.print(
                f"    as near: {printable(rival.heading)} ({printable(shown(rival.page))})", markup=False
            )
        if len(item.rivals) > _SHOWN:
            console.print(f"    and {len(item.rivals) - _SHOWN} more", markup=False)
