"""HTML blocks made to hurt: work on them grows no faster than they do."""

from __future__ import annotations

import pytest

from autolink.page.page import Page
from tests.robustness.test_linear import assert_linear, bytecodes
from tests.support.linking import Linker

LINKER = Linker("## LLM\n", html_blocks=True)
UNITS = (
    *("<td>", "<td>LLM", "<div>LLM\n", "<b>LLM</b>", "</div>LLM", "<a href=x>LLM ", "<a href=x>LLM</a>"),
    *("<div>LLM\n\n", "</p>LLM\n\n", "<p>LLM\n\n<li>", "> <div>LLM\n\n", "<svg>LLM", "<h2>LLM"),
    *("&amp;LLM ", "&LLM ", "& ", "<!-- LLM --> LLM", "` $ LLM ", "\n  LLM"),
    *("<table><tr><td>LLM</td></tr></table>", "<p><div>LLM</p>\n\n", "<select><option>LLM\n\n"),
)


def page_of(text: str) -> Page:
    return Page.parse(LINKER.path, text.encode(), LINKER.config.dialect)


@pytest.mark.parametrize("unit", UNITS)
def test_reading_and_matching(unit: str) -> None:
    def work(count: int) -> int:
        return bytecodes(lambda: LINKER.matcher.mentions(page_of(f"<div>{unit * count}")))

    assert_linear(work, 40)


@pytest.mark.parametrize("unit", ["<div>LLM\n\n", "<p>LLM</p>\n", "> <div>LLM\n\n", "<a href=x>LLM</a> LLM "])
def test_linking(unit: str) -> None:
    def work(count: int) -> int:
        return bytecodes(lambda: LINKER.rewriter.rewrite(page_of(f"<div>{unit * count}")))

    assert_linear(work, 20)


@pytest.mark.parametrize(
    "unit", ["<td>", "<td>LLM", "<div>\n", "<b LLM", "<!-- ", "<script>", "</td>", "<a href=x>", "&amp;"]
)
def test_a_megabyte_is_read(unit: str) -> None:
    text = f"<div>{unit * (1_000_000 // len(unit))}\n\n<p>LLM</p>\n"
    assert len(LINKER.matcher.mentions(page_of(text))) <= 1_000_000
