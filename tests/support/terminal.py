"""A command on a pseudo-terminal, as a person runs it: answers are typed when a prompt asks for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_PROMPT = re.compile(rb"\] ?(?:\x1b\[[\d;]*m)* \Z|\] (?:\x1b\[[\d;]*m)*\Z")


class Shown(NamedTuple):
    """What a run on a terminal gave: its exit code, and what was shown, echoes of answers included."""

    code: int
    text: str


def on_terminal(
    folder: Path,
    arguments: Sequence[str],
    answers: Sequence[bytes],
    *,
    size: tuple[int, int] = (24, 80),
    environment: Mapping[str, str] | None = None,
) -> Shown:
    """Run `autolink` in a folder on a terminal of so many lines and columns.

    Each answer is typed, byte for byte, once a prompt (`[…] `) is shown; control characters act as on a keyboard.
    """
    import fcntl
    import pty
    import struct
    import termios

    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN_TERMINAL, *arguments],
        cwd=folder,
        env={**inherited, "NO_COLOR": "1", "TERM": "dumb", **(environment or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    pending, shown, asked = list(answers), b"", 0
    try:
        while chunk := _read(ours):
            shown += chunk
            if _PROMPT.search(shown, asked):
                assert pending, f"more is asked than there are answers:\n{shown.decode()}"
                asked = len(shown)
                os.write(ours, pending.pop(0))
        code = process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return Shown(code, shown.decode().replace("\r\n", "\n"))


_OWN_TERMINAL = """\
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C on it is a signal
from autolink.cli.app import main
main(prog_name="autolink")
"""


def _read(descriptor: int) -> bytes:
    """Return what was written; nothing at the end, of which Linux tells by an error, and after a minute."""
    import select

    if not select.select([descriptor], [], [], 60)[0]:
        return b""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
