"""Counts the machine instructions of commands on a small fixed tree: hardly any noise, whatever else runs.

`python -m benchmarks.instructions --json before.json`, then, with another version of the code,
`--against before.json`: fails when a command takes more than a tenth more than before. Numbers of one machine
and one Python are not those of another. `perf stat` counts them where the processor lets it, else
`valgrind --tool=callgrind`, which takes a minute or two.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from benchmarks import workload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLERANCE = 1.10

_PERF = ("perf", "stat", "-x,", "-e", "instructions:u")
_VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--trace-children=no")
_COUNTED = {
    _PERF: re.compile(r"^(\d+),,instructions", re.MULTILINE),
    _VALGRIND: re.compile(r"Collected : (\d+)"),
}


class NoCounterError(Exception):
    """Nothing on this machine counts instructions."""


def counter() -> tuple[str, ...]:
    """Return the command that counts instructions here. Raises NoCounterError when there is none."""
    for command in (_PERF, _VALGRIND):
        if shutil.which(command[0]) and _counted(command, ("true",), os.getcwd(), (0,)):
            return command
    raise NoCounterError("neither perf nor valgrind counts instructions on this machine")


def _counted(
    counting: tuple[str, ...], command: Sequence[str], folder: str, statuses: Sequence[int]
) -> int | None:
    """Return how many instructions a command takes; None where they cannot be counted."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.getcwd(), "LC_ALL": "C"}
    done = subprocess.run(
        (*counting, *command), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in statuses:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr[-2000:]}")
    found = _COUNTED[counting].search(done.stderr)
    return int(found[1]) if found else None


def measure() -> dict[str, int]:
    """Return the instructions of each command, in a process of its own each, start-up included."""
    workload.stay_alone()
    counting = counter()
    found: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="autolink-instructions-") as parent:
        folder = os.path.join(parent, "tree")
        page = workload.write(folder)
        for name, parts in {"--version": ("--version",), **workload.COMMANDS}.items():
            arguments = [part.format(page=page) for part in parts]
            count = _counted(counting, (sys.executable, "-m", "autolink", *arguments), folder, (0, 1))
            assert count is not None, f"{counting[0]} tells no count for {name}"
            found[name] = count
    return found


def table(found: Mapping[str, int], before: Mapping[str, int]) -> str:
    """Return the counts, in millions, as a Markdown table."""
    lines = ["| command | million instructions | before | ratio |", "| --- | ---: | ---: | ---: |"]
    for name, count in found.items():
        known = before.get(name)
        old = f"{known / 1e6:,.1f} | {count / known:.3f}" if known else " | "
        lines.append(f"| {name} | {count / 1e6:,.1f} | {old} |")
    return "\n".join(lines)


def main() -> None:
    """Count the instructions of each command and compare them with those of another run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=main.__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the counts")
    parser.add_argument("--against", metavar="FILE", help="compare with the counts in a file")
    options = parser.parse_args()
    before: dict[str, int] = {}
    if options.against:
        with open(options.against, encoding="utf-8") as stream:
            before = json.load(stream)
    try:
        found = measure()
    except NoCounterError as error:
        sys.exit(f"error: {error}")
    print(table(found, before))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as stream:
            json.dump(found, stream, indent=1)
    worse = [name for name, count in found.items() if count > before.get(name, count) * TOLERANCE]
    if worse:
        sys.exit(f"More than a tenth above: {', '.join(worse)}")


if __name__ == "__main__":
    main()
