"""What the commands share: options, how a project is loaded, how paths and diagnostics are printed."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from autolink import __version__, files
from autolink.errors import AutolinkError
from autolink.page.positions import PageBytes
from autolink.project.sources import Sources
from autolink.reporters import reporter
from autolink.reporters.context import Context
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from autolink.cli.options import FileOptions, ProjectOptions
    from autolink.config import Settings
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.project.project import Project


def load(
    paths: Sequence[str],
    project_options: ProjectOptions,
    file_options: FileOptions | None = None,
    existing: bool = True,
    quiet: bool = False,
) -> Project:
    """Load the project that the first of some paths belongs to, or the one of the working folder.

    Where the options ask to show files or settings, shows them and exits. Unless `quiet`, says so if `site`
    is not set although the configuration of a site is there.
    """
    if existing:
        refuse_missing(paths)
    start = folder_at(paths[0] if paths else ".")
    if file_options and file_options.show_settings:
        show_settings(project_options.settings(start, file_options.overrides()))
        sys.exit(0)
    project = load_at(start, project_options, file_options, quiet)
    if file_options and file_options.show_files:
        show_files(project.find(paths) if existing else map(files.absolute, paths))
        sys.exit(0)
    return project


def load_at(
    start: str, project_options: ProjectOptions, file_options: FileOptions | None, quiet: bool = False
) -> Project:
    """Load the project that a folder belongs to, and warn if its site's configuration is unclear.

    Unless `quiet`, says so if `site` is not set although the configuration of a site is there.
    """
    project = project_options.project(start, file_options.overrides() if file_options else {})
    if project.config.unread:
        unread = printable(shown(project.config.unread))
        click.echo(
            f"warning: cannot tell from {unread} which extensions are enabled; assuming that all are",
            err=True,
        )
    overlooked = project.config.overlooked
    if overlooked and not quiet:
        path = printable(shown(f"{project.config.root}/{overlooked.path}"))
        click.echo(
            f'note: found {path}, but `site` is not set: set `site = "{overlooked.site}"` if it publishes '
            'the pages, otherwise `site = "github"`',
            err=True,
        )
    return project


def refuse_missing(paths: Sequence[str]) -> None:
    """Raise AutolinkError for a path that does not exist."""
    for path in paths:
        if not files.is_there(path):
            raise AutolinkError(f"{path} does not exist{_files_like(path)}")


def folder_at(path: str) -> str:
    """Return the absolute path of a folder, or of the nearest folder above anything else."""
    folder = os.path.abspath(path)
    while not files.is_folder(folder):
        folder = os.path.dirname(folder)
    return folder


def show_files(paths: Iterable[str]) -> None:
    """Print paths, one to a line."""
    for path in paths:
        click.echo(printable(shown(path)))


def _files_like(path: str) -> str:
    """Return `, did you mean …?` with files that are named like one that does not exist, or nothing."""
    from autolink.text.similar import Names, or_list

    folder, name = os.path.split(path.rstrip("/"))
    found = Names(files.Tree().listing(folder or ".")).files_like(name)
    return or_list([os.path.join(folder, other) for other in found])


def show_settings(settings: Settings) -> None:
    """Print the settings as TOML, each with what set it."""
    from autolink.config import KEYS
    from autolink.config.settings import to_toml

    click.echo(f"# root: {printable(shown(settings.root))}")
    for key in KEYS:
        setting = settings.by_key.get(key)
        if setting is None:
            click.echo(f"# {key} is not set")
        else:
            place = printable(shown(setting.source.place(key)))
            click.echo(f"{key} = {to_toml(setting.value)}  # {place}")


def load_stdin(
    paths: Sequence[str],
    filename: str,
    project_options: ProjectOptions,
    file_options: FileOptions,
    quiet: bool,
) -> Project:
    """Load a project with the page on stdin, which is at a path, whatever is there.

    Raises AutolinkError for other paths besides `-`, for a page that is not UTF-8 or too large, and when
    stdin is closed.
    """
    if len(paths) > 1:
        raise AutolinkError("`-` cannot be combined with other paths")
    project = load([filename], project_options, file_options, existing=False, quiet=quiet)
    try:
        data = sys.stdin.buffer.read(files.MAX_BYTES + 1)
        if len(data) > files.MAX_BYTES:
            raise AutolinkError(f"stdin is larger than {files.MAX_BYTES // 2**20} MiB")
        data.decode()
    except UnicodeDecodeError as error:
        raise AutolinkError(f"stdin is not valid UTF-8: {error.reason}") from error
    except OSError as error:
        raise AutolinkError(f"cannot read stdin: {error.strerror}") from error
    project.sources = Sources.of([(filename, data)])
    return project


def shown(path: str) -> str:
    """Return a path as people want to read it: relative to the working folder."""
    here = files.absolute(".")
    return files.relative(path, here) if path.startswith(here) else path


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def some(paths: Sequence[str]) -> str:
    """Return the first of some paths as people want to read it, and how many more there are."""
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{printable(shown(paths[0]))}{more}"


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
    """Return what the reporters need to know; `root` is the root of the project."""
    import shutil  # loads the compression libraries

    return Context(
        root=files.repository_above(root) or root,
        shown=shown,
        page=lru_cache(maxsize=8)(_bytes_of),
        version=__version__,
        color=color,
        width=max(40, shutil.get_terminal_size((100, 24)).columns),
    )


def _bytes_of(path: str) -> PageBytes:
    """Return the bytes of a page with their positions; an empty page for a file that cannot be read."""
    try:
        return PageBytes(path, files.read(path))
    except OSError:
        return PageBytes(path, b"")


def report(diagnostics: Sequence[Diagnostic], err: bool = False) -> None:
    """Print diagnostics, one line each, in colour on a terminal."""
    color = wants_color("auto", err)
    text = reporter("concise")(diagnostics, context("", color))
    click.echo(text, nl=False, err=err, color=color)
