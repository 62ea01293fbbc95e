"""Times autolink on generated trees, beside a floor and its peers: `python -m benchmarks.run`.

Every row is a whole process. What the scenarios and their rows mean stands in README.md.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import commands, measure
from benchmarks.report import tables
from benchmarks.scenarios import SCENARIOS
from benchmarks.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.scenarios import Ratio, Scenario, Workload


def run(scenario: Scenario, repeat: int) -> dict[str, Any]:
    """Measure all rows in turn, again and again, and return the raw results with the ratios.

    The first round only warms up: its times are thrown away, its memory is kept.
    """
    rows: dict[str, dict[str, Any]] = {
        row.name: {"seconds": [], "megabytes": row.megabytes} for row in scenario.rows
    }
    for turn in range(repeat + 1):
        for row in scenario.rows:
            _tell(f"round {turn} of {repeat}: {row.name}")
            _measure(row, rows[row.name], timed=turn > 0)
    _tell("")
    ratios = [_ratio(ratio, rows) for ratio in scenario.ratios]
    return {"rows": rows, "ratios": ratios, "notes": scenario.notes()}


def _measure(row: Workload, result: dict[str, Any], timed: bool) -> None:
    if row.prepare:
        row.prepare()
    what = row.command, row.folder, row.status, row.environment
    if timed:
        result["seconds"].append(measure.seconds(*what))
    else:
        result["peak_mib"] = measure.peak_memory(*what)


def _ratio(ratio: Ratio, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a ratio with its value; None where memory cannot be measured."""

    def value(row: Mapping[str, Any]) -> float | None:
        if ratio.of == "memory":
            return float(row["peak_mib"]) if row["peak_mib"] else None
        time = float(median(row["seconds"]))
        return time / row["megabytes"] if ratio.of == "time per MB" else time

    found = value(rows[ratio.row])
    if ratio.base is not None and found is not None:
        base = value(rows[ratio.base])
        found = found / base if base else None
    return {"row": ratio.row, "base": ratio.base, "of": ratio.of, "bar": ratio.bar, "value": found}


def _tell(text: str) -> None:
    """Show on a terminal what is going on, in a line that is written over."""
    if sys.stderr.isatty():
        print(f"\r{text:<60}\r", end="", file=sys.stderr, flush=True)


def versions() -> dict[str, str]:
    """Return the versions of what is measured."""
    found = {name: version(name) for name in ("autolink-glossary", "pyromark", "mistune", "ahocorasick_rs")}
    if commands.RUMDL:
        found["rumdl"] = _told(commands.RUMDL, "--version").split()[-1]
    if commands.GLOSSARIFY:
        banner = re.search(r"v(\d[\w.]*)", _told(commands.GLOSSARIFY, "--help"))
        found["glossarify-md"] = banner[1] if banner else "unknown"
    return found


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measured(names: Sequence[str], trees: str, scale: float, repeat: int) -> dict[str, Any]:
    """Return the report of some scenarios, printing the tables of each as soon as it is there."""
    results = {}
    with Trees(trees) as kept:
        for name in names:
            scenario = SCENARIOS[name](kept, scale)
            if not scenario.rows:
                print(f"## {name}\n\nNot measured: its peer is not installed.\n")
                continue
            results[name] = run(scenario, repeat)
            print(f"## {name}\n\n{tables(results[name])}\n", flush=True)
    machine = measure.machine()
    return {
        "machine": machine,
        "versions": versions(),
        "jobs": commands.JOBS,
        "scale": scale,
        "scenarios": results,
    }


def main() -> None:
    """Generate trees, measure autolink on them and print tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=main.__doc__)
    parser.add_argument(
        "--scenario", action="append", choices=SCENARIOS, help="what to measure (default: everything)"
    )
    parser.add_argument("--repeat", type=int, default=5, help="measured rounds (default: 5)")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the pages (default: 1.0)")
    parser.add_argument("--trees", metavar="DIR", help="keep the generated trees there, for the next run")
    parser.add_argument("--json", metavar="FILE", help="write the raw results, for benchmarks.compare")
    options = parser.parse_args()
    names = options.scenario or list(SCENARIOS)
    with tempfile.TemporaryDirectory(prefix="autolink-benchmark-") as folder:
        try:
            report = measured(names, options.trees or folder, options.scale, options.repeat)
        except measure.MeasureError as error:
            sys.exit(f"error: {error}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as stream:
            json.dump(report, stream, indent=1)


if __name__ == "__main__":
    main()
