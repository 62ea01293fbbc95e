"""`autolink schema`."""

from __future__ import annotations

import json

import click

from autolink.cli.help import Command
from autolink.config.schema import json_schema


@click.command(cls=Command, short_help="Print the JSON Schema of the configuration.")
def schema() -> None:
    """Print the JSON Schema of the configuration, which editors use to complete and check it.

    Examples:
      autolink schema > autolink.schema.json
    """
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
