"""What the proof costs: its share of `fix --check` on the project in a folder, and how much of it is mistune.

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

from autolink.cli.app import main as autolink
from autolink.rewriter import rewriter
from autolink.rewriter.proof import prove, site

if TYPE_CHECKING:
    from collections.abc import Callable


class Watch:
    """Adds up the time that a function takes, and how often it says yes."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.seconds = 0.0
        self.calls = 0
        self.yes = 0
        self._function = function

    def method(self) -> Callable[..., Any]:
        """Return a method that does what the function does, timed."""

        def timed(*arguments: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                result = self._function(*arguments, **options)
                self.yes += result is True
                return result
            finally:
                self.seconds += time.perf_counter() - start
                self.calls += 1

        return timed


def main() -> None:
    """Print the seconds of the run, of its proof and of its referee."""
    if hasattr(os, "sched_setaffinity"):  # so that no worker process is started, whose time is not seen here
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.chdir(sys.argv[1])
    sys.argv[1:] = ["fix", "--check"]
    referee, proof, argument = (
        Watch(mistune.Markdown.parse),
        Watch(site.prove_on_site),
        Watch(prove.is_evident),
    )
    start = time.perf_counter()
    with (
        patch.object(mistune.Markdown, "parse", referee.method()),
        patch.object(rewriter, "prove_on_site", proof.method()),
        patch.object(prove, "is_evident", argument.method()),
        open(os.devnull, "w", encoding="utf-8") as void,
        contextlib.redirect_stdout(void),
        contextlib.suppress(SystemExit),
    ):
        autolink()
    total = time.perf_counter() - start
    print(
        f"proof, one process: {proof.seconds:.1f} of {total:.1f} s, {proof.seconds / total:.0%}; "
        f"referee (mistune): {referee.seconds:.1f} s, {referee.seconds / total:.0%}, "
        f"{referee.calls:,} readings; "
        f"{argument.yes:,} of {argument.calls:,} blocks proven by argument"
    )


if __name__ == "__main__":
    main()
