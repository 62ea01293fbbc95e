"""Processes of ours from outside: which there are, and waiting for what they do."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until a condition holds; fail when it does not come to pass in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that are not yet reaped."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with (
                contextlib.suppress(FileNotFoundError),
                open(f"/proc/{pid}/task/{thread}/children") as stream,
            ):
                found += map(int, stream.read().split())
    except OSError:
        pytest.skip("needs /proc")
    return found


def session(pid: int) -> list[int]:
    """Return the processes of a session that are still there, zombies left out."""
    if not os.path.isdir("/proc/self"):
        pytest.skip("needs /proc")
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stream:
                fields = stream.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == pid and fields[0] != "Z":
            found.append(int(name))
    return found
