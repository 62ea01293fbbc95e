"""The help of the commands. `python -m tests.support.helptexts` writes the snapshots in `tests/data/help` anew."""

from __future__ import annotations

import click

from autolink.cli.app import main
from tests.support.site import REPOSITORY

SNAPSHOTS = REPOSITORY / "tests/data/help"
COMMANDS = tuple(main.list_commands(click.Context(main)))


def context(name: str) -> click.Context:
    """Return a context of a command, or of `autolink` itself for no name, in a terminal of 80 columns."""
    settings = {**main.context_settings, "terminal_width": 78}  # click leaves two columns free
    top = click.Context(main, info_name="autolink", **settings)
    if not name:
        return top
    command = main.get_command(top, name)
    assert command
    return click.Context(command, parent=top, info_name=name)


def help_text(name: str) -> str:
    """Return what `autolink NAME --help` prints in 80 columns."""
    of = context(name)
    return of.command.get_help(of) + "\n"


def options(name: str) -> dict[str, click.Option]:
    """Return the options of a command by the names of their parameters, without `--help`."""
    of = context(name)
    found = {param.name: param for param in of.command.get_params(of) if isinstance(param, click.Option)}
    return {str(key): param for key, param in found.items() if "--help" not in param.opts}


def update() -> None:
    """Write the snapshots anew."""
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    for name in ("", *COMMANDS):
        (SNAPSHOTS / f"{name or 'autolink'}.txt").write_text(help_text(name), "utf-8")


if __name__ == "__main__":
    update()
