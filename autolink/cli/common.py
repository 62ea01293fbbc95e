"""What the commands share: options, how a project is loaded, how paths and diagnostics are printed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from autolink import files
from autolink.errors import AutolinkError
from autolink.reporters import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    from autolink.diagnostics import Diagnostic
    from autolink.project import Project


def project_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose the configuration and the glossary."""
    for option in (
        click.option(
            "--config",
            "config_file",
            type=click.Path(),
            help="Read this configuration file, not the nearest one.",
        ),
        click.option(
            "--glossary",
            multiple=True,
            type=click.Path(),
            help="Page, or folder of pages, with the terms. May be repeated.",
        ),
    ):
        command = option(command)
    return command


def load(
    paths: Sequence[str], config_file: str | None, glossary: Sequence[str], existing: bool = True
) -> Project:
    """Load the project that the named paths belong to, or the one of the working folder."""
    for path in paths:
        if existing and not os.path.lexists(path):
            raise AutolinkError(f"{path} does not exist")
    from autolink import config
    from autolink.project import Project

    start = os.path.abspath(paths[0]) if paths else os.getcwd()
    if not os.path.isdir(start):
        start = os.path.dirname(start)
    return Project(config.load(start, config_file, glossary))


def shown(path: str) -> str:
    """Return a path as people want to read it: relative to the working folder."""
    return os.path.relpath(path).replace(os.sep, "/") if path.startswith(files.absolute(".")) else path


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def output(err: bool = False) -> Console:
    """Return the console for stdout or stderr: colours on a terminal only, nothing wrapped or guessed."""
    from rich.console import Console  # 25 ms, which a hook that prints nothing can do without

    return Console(file=sys.stderr if err else sys.stdout, highlight=False, soft_wrap=True, emoji=False)


def report(diagnostics: Iterable[Diagnostic], err: bool = False) -> None:
    """Print diagnostics, one line each, in colour on a terminal."""
    found = list(diagnostics)
    if not found:
        return
    from rich.text import Text

    console = output(err)
    for diagnostic in found:
        console.print(Text.assemble(*text.line(diagnostic, shown(diagnostic.path))))
