"""Times autolink on a generated tree, beside a floor and a peer: `python -m benchmarks.run`.

Every row is a whole process. What the rows mean stands in README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import measure
from benchmarks.tree import Shape, add_options, shape_of, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

JOBS = 1
"""Processes that the floor and the peer may use: as many as autolink does, which is one today."""

AUTOLINK = (sys.executable, "-m", "autolink")
FLOOR = (sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "floor.py"))
PEER = ("rumdl", "check", "--no-config", "--no-cache", "--quiet", "--enable", "MD051,MD052,MD057", ".")
PEER_ENVIRONMENT = {"RAYON_NUM_THREADS": str(JOBS)}


@dataclass(frozen=True)
class Workload:
    """One row: a command, and what it is compared with."""

    name: str
    command: Sequence[str]
    folder: str
    base: str | None = None
    """The row that its ratio refers to."""
    status: int = 0
    """The exit status that says it did its work."""
    prepare: Callable[[], None] | None = None
    """Run before each measurement, not measured."""
    environment: Mapping[str, str] = field(default_factory=dict)


def workloads(folder: str, shape: Shape) -> list[Workload]:
    """Make the trees below a folder and return what is to be measured on them."""
    plain, linked, one, scratch = (
        os.path.join(folder, name) for name in ("plain", "linked", "one", "scratch")
    )
    write_tree(plain, shape)
    write_tree(one, Shape(pages=1, megabytes=0.005, terms=1, folders=1, links=1, mentions=1))
    shutil.copytree(plain, linked)
    measure.seconds((*AUTOLINK, "fix"), linked, 0, {})

    def copy() -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(plain, scratch)
        if hasattr(os, "sync"):
            os.sync()

    start, floor, linked_floor = "python -c pass", "floor", "floor, linked tree"
    jobs = ("--jobs", str(JOBS))
    rows = [
        Workload(start, (sys.executable, "-c", "pass"), one),
        Workload("autolink --version", (*AUTOLINK, "--version"), one, start),
        Workload("check, one page", (*AUTOLINK, "check"), one, start),
        Workload(floor, (*FLOOR, plain, *jobs), plain),
        Workload("check", (*AUTOLINK, "check"), plain, floor),
        Workload("fix --check, all to do", (*AUTOLINK, "fix", "--check"), plain, floor, status=1),
        Workload("fix, all to do", (*AUTOLINK, "fix"), scratch, floor, prepare=copy),
        Workload(linked_floor, (*FLOOR, linked, *jobs), linked),
        Workload("check, linked tree", (*AUTOLINK, "check"), linked, linked_floor),
        Workload("fix --check, nothing to do", (*AUTOLINK, "fix", "--check"), linked, linked_floor),
    ]
    if shutil.which(PEER[0]):
        row = Workload("rumdl check", PEER, plain, floor, environment=PEER_ENVIRONMENT)
        rows.insert(5, row)
    return rows


def run(rows: Sequence[Workload], repeat: int) -> dict[str, dict[str, Any]]:
    """Measure all rows in turn, again and again, and return the raw results by name.

    The first round only warms up: its times are thrown away, its memory is kept.
    """
    results: dict[str, dict[str, Any]] = {row.name: {"base": row.base, "seconds": []} for row in rows}
    for turn in range(repeat + 1):
        for row in rows:
            _tell(f"round {turn} of {repeat}: {row.name}")
            if row.prepare:
                row.prepare()
            result = results[row.name]
            if turn == 0:
                result["peak_mib"] = measure.peak_memory(row.command, row.folder, row.environment)
            else:
                result["seconds"].append(
                    measure.seconds(row.command, row.folder, row.status, row.environment)
                )
    _tell("")
    return results


def _tell(text: str) -> None:
    """Show on a terminal what is going on, in a line that is written over."""
    if sys.stderr.isatty():
        print(f"\r{text:<60}\r", end="", file=sys.stderr, flush=True)


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the medians as a Markdown table."""
    lines = [
        "| row | median s | fastest s | peak MiB | ratio | to |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, result in results.items():
        times, base = result["seconds"], result["base"]
        ratio = f"{median(times) / median(results[base]['seconds']):.2f}" if base else ""
        peak = "" if result["peak_mib"] is None else f"{result['peak_mib']:.0f}"
        lines.append(f"| {name} | {median(times):.3f} | {min(times):.3f} | {peak} | {ratio} | {base or ''} |")
    return "\n".join(lines)


def versions() -> dict[str, str]:
    """Return the versions of what is measured."""
    found = {name: version(name) for name in ("autolink", "pyromark", "mistune", "ahocorasick_rs")}
    if shutil.which(PEER[0]):
        told = subprocess.run((PEER[0], "--version"), capture_output=True, text=True, check=True)
        found["rumdl"] = told.stdout.split()[-1]
    return found


def main() -> None:
    """Generate a tree, measure autolink on it and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=main.__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="measured rounds (default: 5)")
    parser.add_argument("--json", metavar="FILE", help="write the raw results, for benchmarks.compare")
    add_options(parser)
    options = parser.parse_args()
    shape = shape_of(options)
    with tempfile.TemporaryDirectory(prefix="autolink-benchmark-") as folder:
        try:
            results = run(workloads(folder, shape), options.repeat)
        except measure.MeasureError as error:
            sys.exit(f"error: {error}")
    print(table(results))
    if options.json:
        report = {
            "machine": measure.machine(),
            "versions": versions(),
            "jobs": JOBS,
            "tree": asdict(shape),
            "results": results,
        }
        with open(options.json, "w", encoding="utf-8") as stream:
            json.dump(report, stream, indent=1)


if __name__ == "__main__":
    main()
