"""`autolink server`."""

from __future__ import annotations

import click

from autolink.cli.help import Command
from autolink.errors import AutolinkError


@click.command(cls=Command, short_help="Serve an editor (LSP) on stdin and stdout.")
def server() -> None:
    """Speak the Language Server Protocol with an editor, on stdin and stdout.

    It shows what `check` finds while you write, links mentions, shows and completes terms, and renames terms
    and pages with all links to them. Editors start it by themselves once they are told of it.

    Examples:
      pip install 'autolink[lsp]'
      autolink server
    """
    try:
        from autolink.server.main import serve
    except ModuleNotFoundError as error:
        raise AutolinkError(
            f"{error.name} is missing", "install the extra: pip install 'autolink[lsp]'"
        ) from error
    serve()
