"""A progress bar on stderr for runs that take a while."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    Advance = Callable[[int, int], None]
    """Called with the number of pages done and the total."""

_PATIENCE = 0.7
"""Seconds before a bar is shown: most runs have ended by then."""


@contextlib.contextmanager
def progress(label: str, quiet: bool = False) -> Iterator[Advance | None]:
    """Give what to call after each page; None if nobody watches: stderr is not a terminal, or `quiet`.

    The bar is removed at the end, also when the run is interrupted.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    bar = _Bar(label, time.monotonic)
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    """A bar that appears after some time; before that it only costs a look at the clock."""

    def __init__(self, label: str, clock: Callable[[], float]) -> None:
        self._label = label
        self._clock = clock
        self._due = clock() + _PATIENCE
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, done: int, total: int) -> None:
        """Show that `done` of `total` pages are done."""
        if self._bar is None:
            if self._clock() < self._due or done >= total:
                return
            self._bar = _bar()
            self._task = self._bar.add_task(self._label, completed=done, total=total)
            self._bar.start()
        assert self._task is not None
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("pages")
    return Progress(*columns, console=Console(stderr=True), transient=True)
