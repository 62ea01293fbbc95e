"""Error messages on stderr, and standard streams that are closed, full, or not read."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from autolink.files import absolute
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from typing import TextIO

    from autolink.errors import AutolinkError


def error_lines(error: AutolinkError) -> list[str]:
    """Return the lines about an error: the message, and a hint what to do about it.

    Paths below the working folder are shown as relative to it.
    """
    lines = [f"error: {relative(str(error))}"]
    return [*lines, f"hint: {relative(error.hint)}"] if error.hint else lines


def relative(text: str) -> str:
    """Return a message with the paths below the working folder as relative to it, fit for a terminal."""
    folder = absolute(".").rstrip("/")
    return printable(re.sub(rf"(?<![^\s`'\"(:]){re.escape(folder)}/", "", text) if folder else text)


def open_missing() -> None:
    """Open a null device for each closed standard stream, so that no page is opened under its number.

    Reading from stdin and writing to stdout fail then; what goes to stderr is lost, as whoever closed it
    wants.
    """
    for name, mode, access in (
        ("stdin", "r", os.O_WRONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, access)
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="backslashreplace"))  # noqa: SIM115


def drop(stream: TextIO) -> None:
    """Drop the buffer of a stream, which Python would write before it ends, however long that takes."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def drop_unwritable() -> None:
    """Drop the buffers of stdout and stderr if they cannot be written: Python would complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            drop(stream)
