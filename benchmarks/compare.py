"""Compares two runs: `python benchmarks/compare.py BEFORE.json AFTER.json`."""

from __future__ import annotations

import argparse
import json
from statistics import median
from typing import Any


def table(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the ratios of medians as a Markdown table; below 1 the second run is faster, or smaller.

    "To base" compares the ratios to the row's base, such as the floor: what is left when one machine, or one
    hour, was slower than the other.
    """
    lines = [
        "| row | before s | after s | ratio | to base | memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, new in after["results"].items():
        old = before["results"].get(name)
        if old is None:
            continue
        times = [median(result["seconds"]) for result in (old, new)]
        relative = memory = ""
        if new["base"]:
            bases = [median(run["results"][new["base"]]["seconds"]) for run in (before, after)]
            relative = f"{times[1] / bases[1] / (times[0] / bases[0]):.2f}"
        if old["peak_mib"] and new["peak_mib"]:
            memory = f"{new['peak_mib'] / old['peak_mib']:.2f}"
        ratio = f"{times[1] / times[0]:.2f}"
        lines.append(f"| {name} | {times[0]:.3f} | {times[1]:.3f} | {ratio} | {relative} | {memory} |")
    return "\n".join(lines)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what else differs between two runs, one line each."""
    found = []
    for part in ("machine", "versions", "tree"):
        for key in sorted(before[part].keys() | after[part].keys()):
            old, new = before[part].get(key), after[part].get(key)
            if old != new:
                found.append(f"{part}: {key} was {old}, is {new}")
    if before["jobs"] != after["jobs"]:
        found.append(f"jobs was {before['jobs']}, is {after['jobs']}")
    return found


def main() -> None:
    """Print what a second run changed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("before")
    parser.add_argument("after")
    options = parser.parse_args()
    runs = []
    for path in (options.before, options.after):
        with open(path, encoding="utf-8") as stream:
            runs.append(json.load(stream))
    print(table(*runs))
    for line in differences(*runs):
        print(f"Not the same: {line}")


if __name__ == "__main__":
    main()
