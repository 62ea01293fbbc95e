"""The plot and the table of the documentation say what was measured, and nothing else."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from benchmarks import plot, report
from tests.support.site import REPOSITORY

RESULTS: dict[str, Any] = json.loads((REPOSITORY / "benchmarks/results.json").read_text("utf-8"))


def ratio(row: str, base: str | None, value: float, of: str = "time") -> dict[str, Any]:
    return {"row": row, "base": base, "of": of, "bar": 0.8, "value": value}


def results(rows: dict[str, Any], *ratios: dict[str, Any]) -> dict[str, Any]:
    machine = {"cpus": 2, "python": "3.11.9", "platform": "linux", "memory_gib": 23.5}
    scenarios = {"check": {"rows": rows, "ratios": list(ratios), "notes": ["As noted."]}}
    return {"machine": machine, "versions": {"rumdl": "1.0"}, "scenarios": scenarios}


def labels(drawn: str) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(drawn).findall(".//{*}text")]


def widths(drawn: str) -> list[int]:
    return [int(element.attrib["width"]) for element in ET.fromstring(drawn).findall(".//{*}rect")]


def test_a_peer_that_takes_longer_has_a_longer_bar() -> None:
    drawn = plot.svg(results({}, ratio("check", "rumdl check", 0.5), ratio("check", "floor", 2)))
    assert labels(drawn)[1:] == ["autolink", "1×", "rumdl check", "2×", "parser alone", "0.5×"]
    assert widths(drawn) == [plot.BAR_WIDTH // 2, plot.BAR_WIDTH, plot.BAR_WIDTH // 4]


def test_seconds_are_told_where_they_were_measured() -> None:
    rows = {"check": {"seconds": [1.1, 0.9, 1.0]}, "floor": {"seconds": [0.04]}}
    drawn = plot.svg(results(rows, ratio("check", "floor", 25)))
    assert labels(drawn)[2::2] == ["1×, 1 s", "0.04×, 0.04 s"]


@pytest.mark.parametrize(
    "other",
    [
        ratio("check", "floor", 2, "memory"),
        ratio("check, linked tree", "floor, linked tree", 2),
        ratio("check", "python -c pass", 2),
    ],
)
def test_what_a_panel_does_not_compare_has_no_bar(other: dict[str, Any]) -> None:
    assert widths(plot.svg(results({}, other))) == []


def test_the_plot_is_read_in_light_and_dark() -> None:
    drawn = plot.svg(RESULTS)
    assert 'fill="currentColor"' in drawn
    assert {element.attrib.get("fill", "") for element in ET.fromstring(drawn).findall(".//{*}text")} == {""}
    assert "\n\n" not in drawn, "would end a block of HTML in Markdown"


def test_every_panel_was_measured() -> None:
    assert all(plot.bars(panel, RESULTS) for panel in plot.PANELS)


def test_the_page_tells_every_ratio_and_where_it_comes_from() -> None:
    text = report.page(results({}, ratio("check", "floor", 2), ratio("check", None, 331, "memory")))
    assert "Measured on 2 CPUs, 23.5 GiB, linux, Python 3.11.9. rumdl 1.0." in text
    assert "- As noted." in text
    assert "| check / floor | 2 | 0.8 | missed |\n| check, MiB | 331 | 0.8 | missed |" in text


def test_the_command_prints_the_plot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plot", str(REPOSITORY / "benchmarks/results.json")])
    plot.main()
    assert capsys.readouterr().out == plot.svg(RESULTS) + "\n"


def test_no_number_of_a_run_stands_in_the_text_of_the_page() -> None:
    text = (REPOSITORY / "docs/explanation/performance.md").read_text("utf-8")
    prose = re.sub(r"\]\([^)]*\)", "]", text)
    assert not re.findall(r"\d", prose)
