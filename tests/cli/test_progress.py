"""The progress bar: on a terminal, on long runs, and gone at the end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from autolink.cli.progress import _Bar, progress

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

RUN = """
import sys
from autolink.cli import progress as module

module._PATIENCE = {patience}
with module.progress("Checking", quiet={quiet}) as advance:
    for done in range(1, 31):
        if advance:
            advance(done, 30)
print("rich" in sys.modules, advance is None)
"""


def on_a_terminal(patience: float, quiet: bool = False, term: str = "xterm") -> tuple[str, str]:
    """Return stdout, and what a terminal at stderr gets."""
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(patience=patience, quiet=quiet)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": term, "COLUMNS": "80"},
        check=True,
        timeout=60,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            part = b""
        if not part:
            break
        seen += part
    os.close(ours)
    return done.stdout.decode().strip(), seen.decode()


def test_a_long_run_shows_a_bar_and_takes_it_away() -> None:
    out, seen = on_a_terminal(patience=0)
    assert out == "True False"
    assert "Checking" in seen
    assert "30/30" in seen
    assert seen.rstrip().endswith(("\x1b[2K", "\x1b[?25h", "\r"))


def test_a_short_run_shows_nothing_and_does_not_import_rich() -> None:
    assert on_a_terminal(patience=3600) == ("False False", "")


@pytest.mark.parametrize(("quiet", "term"), [(True, "xterm"), (False, "dumb")])
def test_nobody_watches(quiet: bool, term: str) -> None:
    assert on_a_terminal(patience=0, quiet=quiet, term=term) == ("False True", "")


def test_no_terminal_no_bar() -> None:
    with progress("Checking") as advance:
        assert advance is None


def test_the_bar_is_due_after_a_while_and_not_at_the_end() -> None:
    now = 0.0
    bar = _Bar("Checking", lambda: now)
    bar.advance(1, 10)
    assert bar._bar is None
    now = 60.0
    bar.advance(10, 10)
    assert bar._bar is None
    bar.close()
