"""What the referee costs: the share of `fix --check` that is spent in mistune, on the project in a folder.

`python -m benchmarks.proof FOLDER` prints one line. It runs on one CPU, in one process; nothing is written.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import mistune

from autolink.cli import main as autolink

if TYPE_CHECKING:
    from collections.abc import Callable


class Watch:
    """Adds up the time that a function takes."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.seconds = 0.0
        self.calls = 0
        self._function = function

    def method(self) -> Callable[..., Any]:
        """Return a method that does what the function does, timed."""

        def timed(*arguments: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return self._function(*arguments, **options)
            finally:
                self.seconds += time.perf_counter() - start
                self.calls += 1

        return timed


def main() -> None:
    """Print the seconds of the run and of its referee."""
    if hasattr(os, "sched_setaffinity"):  # so that no worker process is started, whose time is not seen here
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.chdir(sys.argv[1])
    sys.argv[1:] = ["fix", "--check"]
    watch = Watch(mistune.Markdown.parse)
    start = time.perf_counter()
    with (
        patch.object(mistune.Markdown, "parse", watch.method()),
        open(os.devnull, "w", encoding="utf-8") as void,
        contextlib.redirect_stdout(void),
        contextlib.suppress(SystemExit),
    ):
        autolink()
    total = time.perf_counter() - start
    print(
        f"referee (mistune), one process: {watch.seconds:.1f} of {total:.1f} s, "
        f"{watch.seconds / total:.0%}, {watch.calls:,} readings"
    )


if __name__ == "__main__":
    main()
