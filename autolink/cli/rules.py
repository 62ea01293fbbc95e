"""`autolink rules`."""

from __future__ import annotations

import click

from autolink.cli.common import output
from autolink.cli.help import Command
from autolink.diagnostics.rules import RULES


@click.command(cls=Command, short_help="List the rules.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="The output format.",
)
def rules(form: str) -> None:
    """List the rules. `*` marks rules that are off by default, `[*]` those that `fix` can correct.

    Examples:
      autolink rules
      autolink rules --format json
      autolink explain L003
    """
    if form == "json":
        _print_json()
        return
    console = output()
    for rule in RULES.values():
        code = f"{rule.code}{'*' if rule.on_demand else ' '}"
        mark = "[*]" if rule.fixable else "   "
        console.print(f"{code} {rule.severity:7} {mark} {rule.name:20} {rule.summary}", markup=False)


def _print_json() -> None:
    import json

    rows = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": str(rule.severity),
            "summary": rule.summary,
            "fixable": rule.fixable,
            "on_demand": rule.on_demand,
        }
        for rule in RULES.values()
    ]
    click.echo(json.dumps(rows, indent=2))
