"""Tells as Markdown what was measured: the raw results are those that `benchmarks.run --json` writes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def tables(result: Mapping[str, Any]) -> str:
    """Return the medians of a scenario, and its ratios, as Markdown tables."""
    lines = ["| row | median s | fastest s | peak MiB |", "| --- | ---: | ---: | ---: |"]
    for name, row in result["rows"].items():
        times, peak = row["seconds"], row["peak_mib"]
        memory = "" if peak is None else f"{peak:.0f}"
        lines.append(f"| {name} | {median(times):.3f} | {min(times):.3f} | {memory} |")
    return "\n".join([*lines, "", ratio_table(result["ratios"]), *(f"\n{note}" for note in result["notes"])])


def ratio_table(ratios: Iterable[Mapping[str, Any]]) -> str:
    """Return ratios with their bars as a Markdown table."""
    lines = ["| ratio | value | bar | |", "| --- | ---: | ---: | --- |"]
    for ratio in ratios:
        value, bar = ratio["value"], ratio["bar"]
        name = f"{ratio['row']} / {ratio['base']}" if ratio["base"] else f"{ratio['row']}, MiB"
        of = "" if ratio["of"] == "time" or not ratio["base"] else f", {ratio['of']}"
        verdict = "" if bar is None or value is None else "met" if value <= bar else "missed"
        told = "" if value is None else f"{value:.3g}"
        lines.append(f"| {name}{of} | {told} | {'' if bar is None else f'{bar:.3g}'} | {verdict} |")
    return "\n".join(lines)


def page(report: Mapping[str, Any]) -> str:
    """Return all ratios of a report with where they come from, for the documentation."""
    scenarios = report["scenarios"].values()
    notes = [f"- {note}" for scenario in scenarios for note in scenario["notes"]]
    ratios = ratio_table(ratio for scenario in scenarios for ratio in scenario["ratios"])
    return "\n\n".join(filter(None, [". ".join(_origin(report)) + ".", "\n".join(notes), ratios]))


def _origin(report: Mapping[str, Any]) -> Iterator[str]:
    machine = report["machine"]
    memory = f", {machine['memory_gib']:g} GiB" if "memory_gib" in machine else ""
    yield f"Measured on {machine['cpus']} CPUs{memory}, {machine['platform']}, Python {machine['python']}"
    yield ", ".join(f"{name} {version}" for name, version in report["versions"].items())
