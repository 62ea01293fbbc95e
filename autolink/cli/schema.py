"""`autolink schema`."""

from __future__ import annotations

import json

import click

from autolink.config.schema import json_schema


@click.command()
def schema() -> None:
    r"""Print the JSON Schema of the configuration, with which editors complete and check it.

    \b
    Example:
      autolink schema > autolink.schema.json
    """
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
