"""Compares two runs: `python -m benchmarks.compare BEFORE.json AFTER.json`."""

from __future__ import annotations

import argparse
import json
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the ratios of medians as a Markdown table; below 1 the second run is faster, or smaller."""
    lines = ["| row | before s | after s | ratio | memory |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, part, old, new in _both(before, after, "rows"):
        times = [median(row["seconds"]) for row in (old, new)]
        peaks = old["peak_mib"], new["peak_mib"]
        memory = f"{peaks[1] / peaks[0]:.2f}" if all(peaks) else ""
        ratio = f"{times[1] / times[0]:.2f}"
        lines.append(f"| {part}: {name} | {times[0]:.3f} | {times[1]:.3f} | {ratio} | {memory} |")
    return "\n".join(lines)


def ratios(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return both values of each ratio to a base, such as the floor, as a Markdown table.

    These tell what is left when one machine, or one hour, was slower than the other.
    """
    lines = ["| ratio | before | after | after / before | bar |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, part, old, new in _both(before, after, "ratios"):
        values = old["value"], new["value"]
        if None in values:
            continue
        bar = "" if new["bar"] is None else f"{new['bar']:.3g}"
        lines.append(
            f"| {part}: {name} | {values[0]:.3g} | {values[1]:.3g} | {values[1] / values[0]:.2f} | {bar} |"
        )
    return "\n".join(lines)


def _both(
    before: dict[str, Any], after: dict[str, Any], kind: str
) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Yield what both runs have: name, scenario, and the one before and after."""
    for part, scenario in after["scenarios"].items():
        known = _named(before["scenarios"].get(part, {}).get(kind, {}))
        for name, new in _named(scenario[kind]).items():
            if name in known:
                yield name, part, known[name], new


def _named(results: dict[str, Any] | list[dict[str, Any]]) -> dict[str, Any]:
    if isinstance(results, dict):
        return results
    return {f"{item['row']} / {item['base']}, {item['of']}": item for item in results}


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what else differs between two runs, one line each."""
    found = []
    for part in ("machine", "versions"):
        for key in sorted(before[part].keys() | after[part].keys()):
            old, new = before[part].get(key), after[part].get(key)
            if old != new:
                found.append(f"{part}: {key} was {old}, is {new}")
    found += [
        f"{key} was {before[key]}, is {after[key]}" for key in ("jobs", "scale") if before[key] != after[key]
    ]
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
    print(f"{rows(*runs)}\n\n{ratios(*runs)}")
    for line in differences(*runs):
        print(f"\nNot the same: {line}")


if __name__ == "__main__":
    main()
