"""Running the work on many pages: how many processes, the progress bar, and internal errors."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

import click

from autolink.cli.common import counted, shown
from autolink.cli.options import bundled
from autolink.cli.progress import progress
from autolink.project.pool import usable_cpus
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.project.project import Project

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Use at most N processes.  [default: the number of CPUs]",
)


class WorkOptions(NamedTuple):
    """The options of a run that changes pages."""

    jobs: int | None
    quiet: bool
    verbose: bool


work_options = bundled(
    "work_options",
    WorkOptions,
    (
        jobs_option,
        click.option("-q", "--quiet", is_flag=True, help="Print only findings and errors."),
        click.option("-v", "--verbose", is_flag=True, help="Print tracebacks of internal errors."),
    ),
)
"""Adds the options of the commands that change pages; the command gets `work_options`."""


@contextlib.contextmanager
def at_work(project: Project, label: str, jobs: int | None, quiet: bool) -> Iterator[None]:
    """Let a project use this many processes (None: one for each CPU), with a labelled progress bar."""
    project.jobs = jobs or usable_cpus()
    with progress(label, quiet) as advance:
        project.advance = advance
        yield
    project.advance = None


def report_failures(projects: Sequence[Project], verbose: bool) -> bool:
    """Say on which pages internal errors happened, with tracebacks if asked for; tell whether any did."""
    failures = [failure for project in projects for failure in project.failures]
    for failure in failures:
        what = failure.traceback.strip().splitlines()[-1]
        click.echo(f"error: {printable(shown(failure.path))}: internal error: {printable(what)}", err=True)
        if verbose:
            click.echo("\n".join(map(printable, failure.traceback.splitlines())), err=True)
    if failures:
        told = "" if verbose else "; run again with -v for the traceback"
        pages = counted(len(failures), "page")
        click.echo(f"hint: this is a bug in autolink: {pages} skipped{told}", err=True)
    return bool(failures)
