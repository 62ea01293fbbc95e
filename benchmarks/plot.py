"""Draws a run: `python -m benchmarks.plot benchmarks/results.json > plot.svg`.

The documentation draws its plot with this on every build, from `benchmarks/results.json`.
"""

from __future__ import annotations

import argparse
import json
from html import escape
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.scenarios import CHECKED, FIXED, PEERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Panel(NamedTuple):
    """Bars that may be compared: a row of ours, and the rows that it has a ratio to."""

    title: str
    scenario: str
    row: str
    bases: Mapping[str, str]
    """How each row is called in the plot, by its name."""


_LINKS = f"{CHECKED.pages:,} pages with {CHECKED.pages * CHECKED.links:,} links"
_FLOOR = "parser alone"

PANELS = (
    Panel(
        f"check: {_LINKS}, all of them fine",
        "check",
        "check",
        {"floor": _FLOOR, "rumdl check": "rumdl check"},
    ),
    *(
        Panel(
            f"check: the same, {count} links broken",
            "broken",
            f"check, {count} broken",
            {f"floor, {count} broken": _FLOOR, f"rumdl check, {count} broken": "rumdl check"},
        )
        for count in ("400", "8,000")
    ),
    Panel(
        f"fix: {FIXED.pages:,} pages, nothing to do",
        "fix",
        "fix --check, nothing to do",
        {"floor, linked tree": _FLOOR},
    ),
    Panel(
        f"fix: {FIXED.pages:,} pages, {FIXED.pages * FIXED.mentions:,} mentions to link",
        "fix",
        "fix, all to do",
        {"floor": _FLOOR},
    ),
    Panel(
        f"fix: {PEERS.pages:,} pages, {PEERS.terms} terms",
        "peers",
        "fix",
        {"glossarify-md": "glossarify-md"},
    ),
)


class Bar(NamedTuple):
    """One bar: its name, its time as a multiple of ours, and in seconds where they are known."""

    name: str
    multiple: float
    seconds: float | None

    @property
    def label(self) -> str:
        """What stands behind the bar."""
        times = f"{self.multiple:.0f}×" if self.multiple >= 10 else f"{self.multiple:.2g}×"
        return times if self.seconds is None else f"{times}, {self.seconds:.2g} s"


WIDTH = 420
BAR_LEFT, BAR_WIDTH, BAR_HEIGHT = 96, 220, 13
TITLE_HEIGHT, ROW_HEIGHT, PANEL_GAP = 20, 19, 14


def bars(panel: Panel, report: Mapping[str, Any]) -> list[Bar]:
    """Return ours first, then the others that were measured; nothing where none was."""
    scenario = report["scenarios"].get(panel.scenario, {"rows": {}, "ratios": []})

    def bar(name: str, row: str, multiple: float) -> Bar:
        known = scenario["rows"].get(row)
        return Bar(name, multiple, median(known["seconds"]) if known else None)

    others = [
        bar(panel.bases[ratio["base"]], ratio["base"], 1 / ratio["value"])
        for ratio in scenario["ratios"]
        if ratio["row"] == panel.row and ratio["of"] == "time" and ratio["base"] in panel.bases
    ]
    return [bar("autolink", panel.row, 1), *others] if others else []


def svg(report: Mapping[str, Any]) -> str:
    """Return the plot, without blank lines; its text has the colour of the text around it.

    The bars of a panel have one scale, those of different panels do not.
    """
    drawn: list[str] = []
    top = 0
    for panel in PANELS:
        if found := bars(panel, report):
            drawn += _panel(panel.title, found, top)
            top += TITLE_HEIGHT + ROW_HEIGHT * len(found) + PANEL_GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {max(0, top - PANEL_GAP)}" '
        'role="img" font-family="sans-serif" font-size="12" fill="currentColor" '
        f'style="width: 100%; max-width: {WIDTH * 3 // 2}px">'
    )
    return "\n".join(
        [head, "<title>Times of autolink, its peers and the parser alone</title>", *drawn, "</svg>"]
    )


def _panel(title: str, found: Sequence[Bar], top: int) -> Iterator[str]:
    yield f'<text x="0" y="{top + 13}" font-weight="bold">{escape(title)}</text>'
    longest = max(bar.multiple for bar in found)
    for index, bar in enumerate(found):
        y = top + TITLE_HEIGHT + index * ROW_HEIGHT
        width = max(1, round(BAR_WIDTH * bar.multiple / longest))
        colour = 'fill="#5c6bc0"' if index == 0 else 'fill-opacity="0.4"'
        yield f'<text x="{BAR_LEFT - 8}" y="{y + 11}" text-anchor="end">{escape(bar.name)}</text>'
        yield f'<rect x="{BAR_LEFT}" y="{y}" width="{width}" height="{BAR_HEIGHT}" {colour}/>'
        yield f'<text x="{BAR_LEFT + width + 6}" y="{y + 11}">{escape(bar.label)}</text>'


def main() -> None:
    """Print a plot of the raw results of a run, as SVG."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plot", description=main.__doc__)
    parser.add_argument("results", help="what `python -m benchmarks.run --json` wrote")
    with open(parser.parse_args().results, encoding="utf-8") as stream:
        print(svg(json.load(stream)))


if __name__ == "__main__":
    main()
