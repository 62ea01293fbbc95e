"""The versions of a file in git's history."""

from __future__ import annotations

import contextlib
import os
import subprocess
from itertools import groupby
from threading import Timer
from typing import TYPE_CHECKING

from autolink.errors import AutolinkError
from autolink.files.content import read
from autolink.files.git.changes import changes_since
from autolink.files.git.program import DIFF_OPTIONS, ask, command, environment, toplevel

if TYPE_CHECKING:
    from collections.abc import Generator

MAX_COMMITS = 200
"""How far back a file's history is read: this many commits that touch it."""
MAX_BYTES = 50_000_000
"""The maximum number of bytes that are read, all versions together."""


def versions_of(path: str, seconds: float) -> Generator[bytes, None, None]:
    """Yield the bytes of a file, from now back through its history and renamings. Raises OSError.

    git is given this many seconds for each question, and to read all that it found.
    """
    data = read(path)
    left = MAX_BYTES - len(data)
    yield data
    real = os.path.realpath(path).replace(os.sep, "/")
    top = toplevel(os.path.dirname(real), seconds)
    if top is None:
        return
    blobs = _blobs(top, real, seconds) or _blobs(top, _renamed_from(top, real, seconds), seconds)
    with subprocess.Popen(
        command(top, "cat-file", "--batch"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin
        assert process.stdout
        patience = Timer(seconds, process.kill)
        patience.start()
        try:
            for blob in blobs:
                process.stdin.write(f"{blob}\n".encode())
                process.stdin.flush()
                header = process.stdout.readline().split()  # name, type, size; or name, `missing`
                if len(header) != 3 or int(header[2]) > left:
                    return
                left -= int(header[2])
                version = process.stdout.read(int(header[2]))
                if not process.stdout.read(1):  # killed in between
                    return
                yield version
        finally:
            patience.cancel()
            process.kill()


def _blobs(top: str, path: str | None, seconds: float) -> list[str]:
    """Return the object names of a file's committed versions, newest first, through its renamings."""
    if path is None:
        return []
    walk = ("--first-parent", "--diff-merges=first-parent", "--follow", f"-{MAX_COMMITS}")
    form = ("--raw", "--no-abbrev", "--format=", "--no-show-signature", *DIFF_OPTIONS)
    log = ask(top, "log", *walk, *form, "HEAD", "--", os.path.relpath(path, top), seconds=seconds)
    fields = iter(log.fields)
    names: list[str] = []
    for entry in fields:
        _, _, old, new, status = entry.split()
        names += (new, old)
        next(fields, None)
        if status.startswith("R"):
            next(fields, None)
        elif status.startswith("C"):  # what was before is another page
            names.pop()
            break
    return [name for name, _ in groupby(name for name in names if name.strip("0"))]


def _renamed_from(top: str, path: str, seconds: float) -> str | None:
    """Return what a file is called in the last commit, when its renaming is not committed yet."""
    with contextlib.suppress(AutolinkError):
        renamed = changes_since(top, "HEAD", seconds).renamed
        return next((old for old, new in renamed.items() if new == path), None)
    return None
