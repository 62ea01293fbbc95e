"""The command line: parse options, call the project, choose the exit code.

Exit codes: 0 clean, 1 findings or "would change", 2 could not do the job.
"""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from autolink import __version__
from autolink.cli.check import check
from autolink.cli.explain import explain
from autolink.cli.fix import fix
from autolink.cli.index import index
from autolink.cli.lookup import lookup
from autolink.cli.rename import rename
from autolink.cli.unlink import unlink
from autolink.errors import AutolinkError
from autolink.reporters.text import printable


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except AutolinkError as error:
            click.echo(f"error: {printable(str(error))}", err=True)
            sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="autolink", message="autolink %(version)s")
def main() -> None:
    """Link every mention of a glossary term in Markdown to its definition, and find links that dangle.

    A glossary is a page, or a folder of pages, whose level-2 headings are terms:
    `## 事前学習 | Pre-training` is one term with two aliases.
    """


for command in (fix, check, explain, index, lookup, rename, unlink):
    main.add_command(command)
