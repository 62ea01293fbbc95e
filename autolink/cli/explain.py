"""`autolink explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from autolink.cli.common import counted, load, output, shown
from autolink.cli.completion import place_or_rule
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.diagnostics import rules
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rule_docs import explanation, silencing
from autolink.errors import AutolinkError
from autolink.files import absolute
from autolink.matcher.explain import explain as explain_line
from autolink.matcher.explain import without_inner
from autolink.reporters.plain_text import render_plain
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from autolink.diagnostics.rules import Rule

_RULE = re.compile(r"[A-Za-z]\d*|[A-Za-z]+(?:-[A-Za-z]+)+")
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")
_SHOWN = 10
"""Rivals that are listed; of the others, only the number is given."""


@click.command(cls=Command, short_help="Explain why a mention is linked, or what a rule means.")
@click.argument("place", metavar="FILE:LINE[:COLUMN]|RULE", shell_complete=place_or_rule)
@click.option("-v", "--verbose", is_flag=True, help="Also list candidates inside longer ones.")
@project_options
def explain(place: str, verbose: bool, project_options: ProjectOptions) -> None:
    """Explain why mentions are linked or not: list every candidate on a line, with the reason.

    Omits a candidate inside a longer one if the longer one wins. Given the code or name of a rule, explains
    what the rule reports and why, shows an example, and tells you how to silence it.

    Examples:
      autolink explain docs/guide.md:12
      autolink explain L003
    """
    if _RULE.fullmatch(place):
        _explain_rule(rules.find(place))
    else:
        _explain_place(place, verbose, project_options)


def _explain_rule(rule: Rule) -> None:
    console = output()
    notes = [rule.severity, *["on demand"] * rule.on_demand, *["fixable"] * rule.fixable]
    console.print(f"{rule.code} {rule.name} ({', '.join(notes)})\n", style="bold", markup=False)
    console.print(render_plain(f"{explanation(rule)}\n\n{silencing(rule)}"), markup=False)


def _explain_place(place: str, verbose: bool, project_options: ProjectOptions) -> None:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise AutolinkError(f"`{place}` is not a location: write FILE:LINE or FILE:LINE:COLUMN")
    project = load([match["file"]], project_options)
    page = project.sources.parse(absolute(match["file"]), project.config.dialect)
    if isinstance(page, Diagnostic):
        raise AutolinkError(f"{match['file']}: {page.message}")
    line, column = int(match["line"]), int(match["column"]) if match["column"] else None
    if not 0 < line <= page.line_count:
        raise AutolinkError(f"{match['file']} has no line {line}: it has {counted(page.line_count, 'line')}")
    snapshot = project.snapshot()
    found = explain_line(snapshot.matcher, snapshot.rewriter.verdicts, page, line, column)
    if not verbose:
        found = without_inner(found)
    if not found:
        click.echo("No term is mentioned there.", err=True)
    console = output()
    for item in found:
        verdict = printable(item.verdict) if item.linked else f"not linked: {printable(item.verdict)}"
        console.print(
            f"{item.line}:{item.column} {printable(item.text)} → "
            f"{printable(item.term.name)} ({printable(shown(item.term.page))}:{item.term.line})",
            markup=False,
        )
        console.print(f"    {verdict}", style="green" if item.linked else "yellow", markup=False)
        for rival in item.rivals[:_SHOWN]:
            console.print(
                f"    equally near: {printable(rival.name)} ({printable(shown(rival.page))})", markup=False
            )
        if len(item.rivals) > _SHOWN:
            console.print(f"    and {len(item.rivals) - _SHOWN} more", markup=False)
