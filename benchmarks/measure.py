"""Measures whole processes: how long one takes, and how much memory it and its children take at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

POLL_SECONDS = 0.002


class MeasureError(Exception):
    """A command did not do what it was to do, so that its time means nothing."""


def seconds(command: Sequence[str], folder: str, status: int, environment: Mapping[str, str]) -> float:
    """Run a command in a folder and return the wall-clock seconds from its start to its end.

    Raises MeasureError when it exits with another status than the one given.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = _start(command, folder, environment, errors.fileno())
        actual = process.wait()
        elapsed = time.perf_counter() - start
        _expect(command, actual, status, errors)
    return elapsed


def peak_memory(
    command: Sequence[str], folder: str, status: int, environment: Mapping[str, str]
) -> float | None:
    """Run a command in a folder and return the most memory that its process tree took, in MiB.

    The proportional set sizes of the process and all its descendants are added up every 2 ms, or less often
    where that takes long: memory that processes share is counted once. Not to be run together with timing,
    which polling disturbs. None where there is no `/proc` (anywhere but on Linux). Raises MeasureError as
    `seconds` does.
    """
    with tempfile.TemporaryFile() as errors:
        process = _start(command, folder, environment, errors.fileno())
        peak = 0
        while process.poll() is None:
            start = time.perf_counter()
            peak = max(peak, sum(map(memory, descendants(process.pid))))
            time.sleep(max(POLL_SECONDS, 4 * (time.perf_counter() - start)))
        _expect(command, process.returncode, status, errors)
    return peak / 1024 if peak else None


def _expect(command: Sequence[str], actual: int, status: int, errors: IO[bytes]) -> None:
    if actual != status:
        errors.seek(0)
        told = errors.read().decode(errors="replace")[-2000:]
        raise MeasureError(f"{' '.join(command)}: exit status {actual}, not {status}\n{told}")


def _start(
    command: Sequence[str], folder: str, environment: Mapping[str, str], errors: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**_environment(), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )


def descendants(pid: int) -> list[int]:
    """Return a process and all processes below it."""
    found = [pid]
    for parent in found:  # which grows on the way
        try:
            for thread in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{thread}/children") as stream:
                    found += map(int, stream.read().split())
        except OSError:  # it has ended
            continue
    return found


def memory(pid: int) -> int:
    """Return the proportional set size of a process, in KiB; 0 when it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as stream:
            for line in stream:
                if line.startswith("Pss:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def machine() -> dict[str, str | int | float]:
    """Describe the machine as far as times depend on it."""
    described: dict[str, str | int | float] = {
        "cpus": cpus(),
        "python": sys.version.split()[0],
        "platform": sys.platform,
    }
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        described["memory_gib"] = round(memory / 2**30, 1)
    return described


def cpus() -> int:
    """Return how many CPUs this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _environment() -> dict[str, str]:
    """Return the variables that processes run with: compiled modules are kept, as where it is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
