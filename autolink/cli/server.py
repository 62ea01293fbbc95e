"""`autolink server`."""

from __future__ import annotations

import click

from autolink.cli.help import Command
from autolink.errors import AutolinkError


@click.command(cls=Command, short_help="Serve an editor (LSP) on stdin and stdout.")
def server() -> None:
    """Speak the Language Server Protocol with an editor, on stdin and stdout.

    The editor shows what `check` finds while you write, and what a term means; it links and completes terms,
    and renames terms and moves pages with all links to them. Needs the extra `lsp` of the package.

    Examples:
      autolink server  # your editor starts it, once it is told of this command
    """
    try:
        from autolink.server.main import serve
    except ModuleNotFoundError as error:
        raise AutolinkError(
            f"{error.name} is missing", "install the extra: pip install 'autolink-glossary[lsp]'"
        ) from error
    serve()
