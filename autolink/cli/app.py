"""The command line: parse options, call the project, choose the exit code.

Exit codes: 0 clean, 1 diagnostics or "would change", 2 could not do the job, 128 + the number of a signal
that ended it.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from autolink import files
from autolink.cli import streams
from autolink.cli.help import Group
from autolink.errors import AutolinkError
from autolink.project import signals
from autolink.text.escaping import printable
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMMANDS = (
    "init",
    "fix",
    "check",
    "explain",
    "review",
    "index",
    "lookup",
    "links",
    "rename",
    "mv",
    "unlink",
    "prove",
    "server",
    "rules",
    "schema",
)


_PLACES = {"init": "init.command", "review": "review.command"}
"""The modules of commands whose names differ from the command."""


class _Group(Group):
    """Imports a command when it is asked for, so that none pays for another's imports."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"autolink.cli.{_PLACES.get(name, name)}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and name[:1] != "-" and not ctx.resilient_parsing:
            exists = files.exists(name)
            guess = f", did you mean `check {name}`?" if exists else did_you_mean(name, _COMMANDS)
            ctx.fail(printable(f"No such command `{name}`{guess}"))
        return super().resolve_command(ctx, args)

    def main(self, *arguments: Any, **values: Any) -> Any:
        if "_AUTOLINK_COMPLETE" in os.environ:
            import_module("autolink.cli.completion")  # which quotes what bash does not
        streams.open_missing()
        try:
            with signals.raised():
                return _flushed(super().main, *arguments, **values)
        except signals.Ended as ended:
            streams.drop(sys.stdout)
            _exit(128 + ended.number, str(ended))
        except AutolinkError as error:
            _exit(2, *streams.error_lines(error))
        except BrokenPipeError:  # the reader wants no more: `| head`
            _exit(1)
        except Exception as error:
            if isinstance(error, OSError) and error.filename is None:  # of a stream, not of a file
                _exit(2, f"error: cannot write the output: {error.strerror}")
            _exit(2, *_confession(error))

    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(200_000, 20, 100)  # pages are not cycles: looking for some costs a tenth of the time
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().invoke(ctx)


def _flushed(run: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
    """Run what exits in the end, and flush stdout before it does. Raises OSError."""
    try:
        return run(*arguments, **values)
    except SystemExit:
        sys.stdout.flush()
        raise


def _exit(code: int, *lines: str) -> NoReturn:
    """Print why, if stderr can be written, and exit."""
    with contextlib.suppress(OSError):
        for line in lines:
            click.echo(line, err=True)
    streams.drop_unwritable()
    sys.exit(code)


def _confession(error: Exception) -> Iterator[str]:
    """Yield the lines about an internal error, with the traceback if the run is verbose."""
    verbose = not {"-v", "--verbose"}.isdisjoint(sys.argv)
    if verbose:
        import traceback

        yield from map(printable, traceback.format_exc().splitlines())
    yield f"error: internal error: {printable(f'{type(error).__name__}: {error}')}"
    told = "" if verbose else "; run `check`, `fix`, `unlink` or `rename` with -v to print the traceback"
    yield f"hint: this is a bug in autolink{told}"


def _print_versions(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from autolink.cli.versions import versions

    click.echo(versions())
    ctx.exit()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_versions,
    help="Show the versions of autolink and its dependencies, and exit.",
)
def main() -> None:
    """Link every mention of a glossary term in Markdown to its definition, and find broken links.

    A glossary is a page, or a folder of pages, whose level-2 headings are terms:
    `## 事前学習 | Pre-training` is one term with two aliases.

    Examples:
      autolink init               # set up a project
      autolink fix --diff docs    # show what would change
      autolink fix docs           # link the mentions
      autolink check              # find broken links
    """
