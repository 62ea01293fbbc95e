"""Reading glossaries and templates takes work that grows no faster than they do, whatever stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.page.dialects.dialect import Dialect
from autolink.page.page import Page
from autolink.page.templates import Template
from tests.robustness.test_linear import TWICE_AND_A_HALF, bytecodes
from tests.support.entries import read

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS = {
    "definition-list": (
        "Term\n: X\n\n",
        "Term\n",
        "Term\n: X\n",
        ": X\n",
        "Term | ",
        "a\\",
        "Term\n\n: X\n\n",
        "[a]: b\n",
        "```\nTerm\n: X\n",
        "# Term\n\nTerm\n: X\n\n",
    ),
    "bold": (
        "**Term**: X\n",
        "**Term",
        "__a",
        "- **Term** — X\n",
        "**Term**: X\n_Avoid_: a, b (c)\n",
        "_Avoid_: a (",
        "# Term\n\n**Term**: X\n",
    ),
    "glossary": (
        "Term\n  X\n",
        "Term\n",
        "Term\n\n",
        "  X\n",
        "Term\n \n\n",
        ".. X\n",
        " : ",
        "Term\n   X\n  X\n",
    ),
    "front-matter": ("---\n", "+++\n", "title: Pod\n"),
}
TEMPLATES = (
    '{{< tip text="{text}" id="{id}" >}}',
    "[{text}](g)",
    "[[ {id} | {text} ]]",
    "{term}`{text}`",
    "|{text}|{id}|",
)
PIECES = (
    '{{< tip text="',
    "{{< ",
    "[",
    "[ ",
    "[a](g)",
    "[[ a | ",
    "{term}`",
    "|a",
    "| ",
    "\\",
    '{{< tip text="a" id="b" >}}',
)


def assert_no_square(work: Callable[[int], int]) -> None:
    """Check that the work on twice the input is at most about twice the work: a library may do all of it."""
    work(2)  # what is found out once is found out here
    assert work(120) <= TWICE_AND_A_HALF * work(60)


@pytest.mark.parametrize("anchor", ["base64", "heading"])
@pytest.mark.parametrize(("form", "unit"), [(form, unit) for form, units in UNITS.items() for unit in units])
def test_reading_a_glossary(form: str, unit: str, anchor: str) -> None:
    start, end = {"definition-list": ("", "\n: X\n"), "glossary": ("```{glossary}\n", "```\n")}.get(
        form, ("", "**: X\n")
    )
    site, form = ("sphinx", "definition-list") if form == "glossary" else ("github", form)

    def work(count: int) -> int:
        text = start + unit * count + end
        return bytecodes(lambda: read(text, form=form, anchor=anchor, site=site))

    assert_no_square(work)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("piece", PIECES)
def test_finding_templates(template: str, piece: str) -> None:
    parsed = Template.parse(template)
    assert parsed is not None
    dialect = Dialect(templates=(parsed,))

    def work(count: int) -> int:
        return bytecodes(lambda: Page.parse("/page.md", f"{piece * count} LLM\n".encode(), dialect))

    assert_no_square(work)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("piece", [*PIECES, "[" + " " * 40, "a" * 600 + "["])
def test_a_megabyte_that_never_closes_is_searched_at_once(template: str, piece: str) -> None:
    """The search is a library's, whose work is not counted: a square would not end."""
    parsed = Template.parse(template)
    assert parsed is not None
    data = (piece * (1_000_000 // len(piece))).encode()
    found = sum(1 for _ in parsed.expression.finditer(data))
    assert found <= len(data)
