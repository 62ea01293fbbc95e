"""The documentation is built without a warning, and its pages are of the tables and programs they describe."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from autolink.config import KEYS
from autolink.diagnostics.rules import RULES
from benchmarks import plot
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

MISSING = [name for name in ("mkdocs", "material", "mkdocstrings_handlers") if find_spec(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the extra `docs` is not installed: {MISSING}")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built documentation."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return folder


def test_each_rule_has_its_section(built: Path) -> None:
    page = (built / "reference/rules/index.html").read_text("utf-8")
    assert set(re.findall(r'<h2 id="([a-z-]+)"', page)) == {rule.name for rule in RULES.values()}


def test_no_markup_is_left_in_the_text_of_a_page(built: Path) -> None:
    for path in built.rglob("index.html"):
        article = path.read_text("utf-8").partition("<article")[2].partition("</article")[0]
        prose = re.sub(r"<(pre|code|h\d)\b.*?</\1>|<[^>]*>", "", article, flags=re.DOTALL)
        found = re.findall(r"```.*|\*\*.*|\]\(.*|\{\{.*|^ *\d+\. .*|^=== .*|^:::.*", prose, re.MULTILINE)
        assert not found, f"{path.relative_to(built)}: {found[0]}"


def test_each_key_has_its_row(built: Path) -> None:
    page = (built / "reference/configuration/index.html").read_text("utf-8")
    assert set(re.findall(r"<tr>\s*<td><code>([a-z-]+)</code>", page)) == set(KEYS)


def test_each_page_of_the_glossary_is_part_of_it(built: Path) -> None:
    pages = [page.relative_to(REPOSITORY).with_suffix("") for page in REPOSITORY.glob("glossary/**/*.md")]
    assert pages
    for page in pages:
        assert (built / str(page).removesuffix("README") / "index.html").exists()


def test_the_plot_and_the_ratios_are_those_of_the_kept_run(built: Path) -> None:
    page = (built / "explanation/performance/index.html").read_text("utf-8")
    results = json.loads((REPOSITORY / "benchmarks/results.json").read_text("utf-8"))
    assert plot.svg(results) in page
    told = re.findall(r"<td[^>]*>(?:<code>)?([^<]+)", page)
    for scenario in results["scenarios"].values():
        for ratio in scenario["ratios"]:
            assert f"{ratio['value']:.3g}" in told
