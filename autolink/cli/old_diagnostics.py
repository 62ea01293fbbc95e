"""Old diagnostics, so that a project can start to use `check`: a baseline, or comments that hide them."""

from __future__ import annotations

import posixpath
import sys
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import click

from autolink import files
from autolink.checker import baseline
from autolink.cli.common import counted, shown
from autolink.cli.options import bundled
from autolink.errors import AutolinkError
from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.files import Bounds
    from autolink.project.project import Project


class AdoptOptions(NamedTuple):
    """What to do with existing diagnostics."""

    write_baseline: str | None
    prune_baseline: bool
    add_suppressions: bool

    @property
    def are_about_a_baseline(self) -> bool:
        """Whether a baseline is written: only that of the project of the working folder."""
        return self.write_baseline is not None or self.prune_baseline

    def refuse(self, paths: Sequence[str], since: str | None) -> None:
        """Raise AutolinkError for options that cannot be used with the paths of a run."""
        if self.are_about_a_baseline and (paths or since is not None):
            raise AutolinkError("a baseline covers the whole project: do not use it with paths or --since")
        if self.add_suppressions and "-" in paths:
            raise AutolinkError("--add-suppressions cannot write to stdin: name the page")


adopt_options = bundled(
    "adopt_options",
    AdoptOptions,
    (
        click.option(
            "--write-baseline",
            type=click.Path(),
            metavar="FILE",
            help="Write the findings to a file, for the configuration key `baseline`.",
        ),
        click.option(
            "--prune-baseline", is_flag=True, help="Remove findings that no longer occur from the baseline."
        ),
        click.option(
            "--add-suppressions",
            is_flag=True,
            help="Add a comment to the page for each finding, which suppresses it.",
        ),
    ),
)
"""Adds the options of adopting; the command gets `adopt_options`."""


def adopt(
    found: list[Diagnostic],
    again: Callable[[], list[Diagnostic]],
    project: Project,
    options: AdoptOptions,
    whole: bool,
    quiet: bool,
) -> tuple[list[Diagnostic], int]:
    """Return the diagnostics to report, which are not known and got no comment, and how many are known.

    `whole` is whether everything was looked at, `again` looks once more. Raises AutolinkError for a baseline
    that is missing, or cannot be read or written; exits when one was written.
    """
    config = project.config
    if options.write_baseline is not None:
        _write_baseline(found, config, files.absolute(options.write_baseline))
        sys.exit(0)
    if config.baseline is None:
        if options.prune_baseline:
            raise AutolinkError("there is no baseline: set the configuration key `baseline`")
        known = baseline.Baseline()
    else:
        known = _read_baseline(config.baseline)
        _, gone = baseline.compare(found, known, config.root)
        gone = baseline.judged(gone, config.rules)
        if options.prune_baseline:
            _prune(known, gone, config.baseline, project.bounds)
        elif whole and not quiet:
            _say_gone(gone, config.baseline)
    new, _ = baseline.compare(found, known, config.root)
    if options.add_suppressions:
        _add_comments(new, project)
        found = again()  # on other lines now
        new, _ = baseline.compare(found, known, config.root)
    return new, len(found) - len(new)


# The baseline


def _read_baseline(path: str) -> baseline.Baseline:
    try:
        return baseline.parse(files.read(path), shown(path))
    except FileNotFoundError as error:
        hint = f"create it with `autolink check --write-baseline {shown(path)}`"
        raise AutolinkError(f"the baseline {shown(path)} does not exist: {hint}") from error
    except OSError as error:
        raise AutolinkError(f"{shown(path)}: {error.strerror}") from error


def _write(path: str, known: baseline.Baseline) -> None:
    try:
        files.create(path, baseline.render(known))
    except OSError as error:
        raise AutolinkError(f"{shown(path)}: {error.strerror}") from error


def _write_baseline(found: Sequence[Diagnostic], config: Config, path: str) -> None:
    if files.is_there(path):
        _read_baseline(path)  # what is written over has to be one
    _write(path, baseline.baseline_of(found, config.root))
    click.echo(f"Wrote {counted(len(found), 'known finding')} to {printable(shown(path))}.", err=True)
    if path != config.baseline:
        name = printable(posixpath.relpath(path, config.root))
        click.echo(f'Set `baseline = "{name}"` in the configuration to stop reporting them.', err=True)


def _prune(known: baseline.Baseline, gone: baseline.Baseline, path: str, bounds: Bounds) -> None:
    if gone:
        if not bounds.hold(path):
            hint = f"name it: `autolink check --write-baseline {shown(path)}`"
            raise AutolinkError(f"the baseline {shown(path)} is outside the project", hint)
        _write(path, known - gone)
    click.echo(f"Removed {counted(gone.total(), 'finding')} from {printable(shown(path))}.", err=True)


def _say_gone(gone: baseline.Baseline, path: str) -> None:
    """Warn of entries that no longer occur, the first of them by name."""
    if not gone:
        return
    entries = counted(gone.total(), "finding")
    click.echo(f"warning: {printable(shown(path))} contains {entries} that no longer occur:", err=True)
    for (page, code, subject), count in sorted(gone.items())[:10]:
        times = f" ({count} times)" if count > 1 else ""
        click.echo(f"  {printable(page)}: {code} {printable(subject)}{times}", err=True)
    if len(gone) > 10:
        click.echo(f"  and {len(gone) - 10} more", err=True)
    click.echo("Remove them with `autolink check --prune-baseline`.", err=True)


# Comments


def _add_comments(found: Sequence[Diagnostic], project: Project) -> None:
    """Write comments for diagnostics, given by page, and say for how many there is no place."""
    changed = left = 0
    for path, items in groupby(found, key=lambda item: item.path):
        of_page = list(items)
        without = _comment(path, of_page, project)
        changed += without < len(of_page)
        left += without
    done = counted(len(found) - left, "finding")
    click.echo(f"Added comments for {done} in {counted(changed, 'file')}.", err=True)
    if left:
        click.echo(f"No comment can be added for {counted(left, 'finding')}.", err=True)


def _comment(path: str, items: Sequence[Diagnostic], project: Project) -> int:
    """Write comments for the diagnostics of a page, and return for how many there is no place."""
    from autolink.rewriter.suppression_comments import suppressing_edits

    try:
        data = files.read(path)
        edits, left = suppressing_edits(Page.parse(path, data, project.config.dialect), items)
        if edits:
            files.write(path, applied(data, edits), data, project.bounds)
    except UnicodeDecodeError:
        return len(items)
    except OSError as error:
        click.echo(f"error: {printable(shown(path))}: {error.strerror or error}", err=True)
        return len(items)
    return len(left)
