"""A small fixed tree, and the commands that are run on it where work is counted instead of timed."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from benchmarks.tree import Shape, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHAPE = Shape(pages=24, megabytes=0.12, headings=8, links=10, mentions=12, terms=60, folders=6)

COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "fix, all to do": ("fix",),
    "fix --check, nothing to do": ("fix", "--check"),
    "fix one page, nothing to do": ("fix", "{page}"),
    "check, linked tree": ("check",),
    "unlink": ("unlink", "--anchors"),
}
"""Commands by name. Each finds the tree as the one before left it; after the last one it is as generated."""


def write(folder: str) -> str:
    """Write the tree and return its first page."""
    write_tree(folder, SHAPE)
    docs = os.path.join(folder, "docs")
    return min(os.path.join(parent, name) for parent, _, names in os.walk(docs) for name in names)


def run(folder: str, command: Sequence[str], page: str) -> None:
    """Run a command on the tree in this process. Raises AssertionError when it cannot do its job."""
    from autolink.cli.app import main

    arguments = [part.format(page=page) for part in command]
    status: object = 0
    with _silent_in(folder):
        try:
            main(arguments)
        except SystemExit as end:
            status = end.code or 0
    assert status in (0, 1), f"autolink {' '.join(arguments)}: exit status {status}"


def stay_alone() -> None:
    """Keep this process to one CPU, so that no worker process does what is to be counted."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@contextlib.contextmanager
def _silent_in(folder: str) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        with (
            open(os.devnull, "w", encoding="utf-8") as void,
            contextlib.redirect_stdout(void),
            contextlib.redirect_stderr(void),
        ):
            yield
    finally:
        os.chdir(before)
