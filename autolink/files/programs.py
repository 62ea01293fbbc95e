"""Running a program of the user, such as a site generator: without a shell, for a bounded time."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from subprocess import Popen
    from typing import IO

_TAIL = 4_000
"""Bytes at the end of the output to keep."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*+m")
_PATIENCE = 5.0
"""Seconds after which the output of killed processes must have ended."""


class Ran(NamedTuple):
    """How a program ended, and the last lines of its output."""

    code: int | None
    """Its exit code, negative for a signal; None where it took too long and was killed."""
    output: tuple[str, ...]


def found_program(name: str, folders: Sequence[str]) -> str | None:
    """Return the path of a program in some folders or on the path of the user; None where there is none."""
    import shutil

    return shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)]))


def run_program(command: Sequence[str], folder: str, folders: Sequence[str], seconds: float) -> Ran:
    """Run a program in a folder, with some folders before all others on its path, and without input.

    It is killed with all the processes that it started when it takes longer, and whatever ends the call.
    What it leaves running is killed too. Raises OSError where it cannot be started.
    """
    import subprocess  # here, not above: most commands run no program
    from threading import Thread

    path = os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)])
    tail = bytearray()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "PWD": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        assert process.stdout
        reader = Thread(target=_keep_tail, args=(process.stdout, tail), daemon=True)
        reader.start()
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
    finally:
        _kill(process)
    reader.join(_PATIENCE)
    return Ran(code, _last_lines(bytes(tail)))


def _keep_tail(stream: IO[bytes], tail: bytearray) -> None:
    with stream:
        while chunk := stream.read1(65_536):  # type: ignore[attr-defined]  # a pipe is buffered
            tail += chunk
            del tail[:-_TAIL]


def _kill(process: Popen[bytes]) -> None:
    """Kill a process and what it started: all have its session, unless they left it."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait()


def _last_lines(tail: bytes) -> tuple[str, ...]:
    text = _COLOUR.sub("", tail.decode("utf-8", "replace"))
    return tuple(line.rstrip() for line in text.splitlines() if line.strip())[-12:]
