"""What the commands share: options, how a project is loaded, how paths and diagnostics are printed."""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import click

from autolink import __version__, files
from autolink.errors import AutolinkError
from autolink.page import Page
from autolink.reporters import reporter
from autolink.reporters.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def wants_color(choice: str, err: bool = False) -> bool:
    """Tell whether stdout or stderr gets colours: `always`, `never`, or `auto` by environment and terminal.

    https://no-color.org and https://force-color.org; the former wins.
    """
    if choice != "auto" or os.environ.get("NO_COLOR"):
        return choice == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    return (sys.stderr if err else sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


def context(root: str, color: bool = False) -> Context:
    """Return what the reporters have to know; `root` is the root of the project."""
    return Context(
        root=_repository(root),
        shown=shown,
        page=lru_cache(maxsize=8)(_bytes_of),
        version=__version__,
        color=color,
        width=max(40, shutil.get_terminal_size((100, 24)).columns),
    )


def _bytes_of(path: str) -> Page:
    """Return a page of which the bytes are known; an empty one for a file that cannot be read."""
    try:
        return Page.empty(path, files.read(path))
    except OSError:
        return Page.empty(path, b"")


def _repository(root: str) -> str:
    """Return the nearest folder with a `.git` at or above a root, else the root."""
    folder = root
    while not os.path.exists(f"{folder}/.git"):
        folder, _, name = folder.rpartition("/")
        if not name:
            return root
    return folder


def report(diagnostics: Sequence[Diagnostic], err: bool = False) -> None:
    """Print diagnostics, one line each, in colour on a terminal."""
    color = wants_color("auto", err)
    text = reporter("concise")(diagnostics, context("", color))
    click.echo(text, nl=False, err=err, color=color)
