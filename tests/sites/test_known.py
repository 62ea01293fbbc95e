"""Differences that `python -m tests.fuzz` found on sites, and that are not mended: each by its smallest page."""

from __future__ import annotations

import shutil

import pytest

from tests.sites import test_mdx, test_vitepress
from tests.support.fuzzed_sites import JUDGES
from tests.support.fuzzing import Case

KNOWN = {
    "betterem splits runs of four otherwise": ("mkdocs", "****LLM***$"),
    "HTML that a comment of Critic leaves open": ("mkdocs", "<div {>><<}</div>\n\nLLM"),
    "a formula that begins in a comment": ("hugo", "れ<!--$-->$ LLM$"),
    "what our link makes the definition of an abbreviation": ("kramdown", "*LLM]:"),
    "kramdown pairs backticks otherwise": ("kramdown", "` `LLM`"),
    "code below a footnote that is a table to kramdown": ("kramdown", "[^1]: |\n\n    LLM"),
    "betterem looks at a link beside its marks": ("mkdocs", "NeuralNetwork**、[]()**を"),
    "a tag around a link whose title is a bracket": ("mkdocs", "<LLM`[]('(>"),
    "fenced code that a quote of another width abandons": ("mkdocs", "    \n>```\nLLM\n> ```\n> ```"),
    "code in a footnote that begins with blank lines": ("mkdocs", "[^]:\n\n\n    !!!e\n        LLM"),
    "an empty instruction in HTML": ("mkdocs", "<section markdown=1><?></a>\n\nLLM>"),
    "an empty declaration in a formula": ("mkdocs", "\\(NeuralNetwork\n<!>\\)"),
    "a tab that stands in another column": ("mkdocs", "Neural\nNetwork\t"),
    "code below a field that goes on unindented": ("myst", ": ) ::\n**\n    # LLM"),
    "code below a field in nested lists": ("myst", "1. 1. :M:\n      LLM"),
    "links in an image in a link": ("myst", "[![[]()]()](学習)"),
    "a tag that a quote indented as code divides": ("myst", ">d\n    >\n    b>LLM"),
    "strikethrough beside nested emphasis": ("mdx", "*/*L*`*の<kbd></kbd>*~~***LLM*** M~~"),
    "a code span behind a bracket": ("vitepress", "[`,`LLM`"),
    "indented code with a carriage return": ("kramdown", "\tを\r\nLLM"),
    "a fence in a quote that goes on outside": ("kramdown", ">~~~\nLLM\n~~~"),
    "brackets in a link with a space": ("kramdown", "[LLM[]](x y)"),
    "brackets before a link with a space": ("kramdown", "[[]LLM](x y)"),
    "links in the text of a link": ("kramdown", "[[]()](LLM)"),
    "code below an empty footnote": ("kramdown", "]\n[^1]:\n    \n    LLM"),
    "an element behind a tag that is open": ("kramdown", "<i\n<d>LLM"),
    "a code span that ends within a run": ("kramdown", "`LLM``"),
    "emphasis within marks of strong": ("kramdown", "**[*LLM*"),
    "strikethrough around emphasis": ("kramdown", "~~*= ~~***LLM*** L~~"),
    "code in a cell on two lines": ("kramdown", "|``\n``LLM``|"),
    "a definition with text behind its target": ("kramdown", "[LLM]:d l"),
    "a reference before a term": ("kramdown", "[ref] LLM\n\n[ref]:h"),
}
"""By reason the judge and the page. They are rare, and what would close them is not small."""
_PROGRAMS = {"hugo": "hugo", "kramdown": "ruby"}


@pytest.mark.sites
@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize(("judge", "text"), KNOWN.values(), ids=KNOWN)
def test_known_differences(judge: str, text: str) -> None:
    if reason := _missing(judge):
        pytest.skip(reason)
    found = JUDGES[judge]()
    assert found.judge([Case("markdown", found.glossary, text)]) == [False]


def _missing(judge: str) -> str:
    """Return what a judge lacks here; empty for nothing."""
    if judge == "vitepress":
        return test_vitepress.PROGRAM.is_missing() or ""
    if judge == "mdx" and not test_mdx.is_installed():
        return "the packages of MDX are not installed"
    program = _PROGRAMS.get(judge)
    return f"{judge} is not installed" if program and not shutil.which(program) else ""
