"""Differences that `python -m tests.fuzz` found on sites, and that are not mended: each by its smallest page."""

from __future__ import annotations

import shutil

import pytest

from tests.sites import test_mdx, test_vitepress
from tests.support.fuzzed_sites import JUDGES
from tests.support.fuzzing import Case

KNOWN = {
    "HTML that a comment of Critic leaves open": ("mkdocs", "<div {>><<}</div>\n\nLLM"),
    "code below a footnote that is a table to kramdown": ("kramdown", "[^1]: |\n\n    LLM"),
    "a tag around a link whose title is a bracket": ("mkdocs", "<LLM`[]('(>"),
    "fenced code that a quote of another width abandons": ("mkdocs", "    \n>```\nLLM\n> ```\n> ```"),
    "an empty declaration in a formula": ("mkdocs", "\\(NeuralNetwork\n<!>\\)"),
    "code below a field that goes on unindented": ("myst", ": ) ::\n**\n    # LLM"),
    "a tag that a quote indented as code divides": ("myst", ">d\n    >\n    b>LLM"),
    "a code span behind a bracket": ("vitepress", "[`,`LLM`"),
    "emphasis within marks of strong": ("kramdown", "**[*LLM*"),
    "code in a cell on two lines": ("kramdown", "|``\n``LLM``|"),
    "a reference to a character that is none": ("vitepress", "&#2;LLM"),
    "code spans behind a bracket without a link": ("vitepress", "[![]()``M``LLM`"),
    "attributes before a tag that fills its line": ("hugo", "{}\n<y z=''>\nLLM"),
    "a term that looks like an item": ("myst", "M\n: (\n\n-\n   : `\n\n    LLM"),
    "a definition in a footnote that goes on lazily": ("myst", "[^1]:\\\n    : $ LLM\n$"),
    "a definition above the line that underlines it": ("myst", "$(LLM\n: $\n="),
    "a footnote in a quote in an item": ("myst", ">  > -\t学\n>>     [^1]:[ 学習"),
    "a fence that never ends within a code span": ("kramdown", "`LLM\n```"),
    "an empty item with text below": ("kramdown", "0.\n   M\n\n    LLM"),
    "a definition whose target is a parenthesis": ("kramdown", "[LLM]:)"),
    "a definition below the end of a block": ("kramdown", "^\n[LLM]:L"),
    "a parenthesis and a title in a destination": ("kramdown", "[](, ( 'LLM')"),
    "formulas on both sides of a cell's border": ("kramdown", "M$$|$$LLM$$"),
    "a code span across the end of strikethrough": ("kramdown", "~~`~~`LLM``"),
    "a reference across the end of strikethrough": ("kramdown", "~~[~~][ref]LLM\n\n[ref]:o"),
    "emphasis across the end of a link": ("kramdown", "[*]LLM*]()"),
    "emphasis across an inner bracket": ("kramdown", "[LLM*[*]()"),
    "strong text behind a full stop": ("kramdown", "***。**LLM**"),
    "an element across the end of a link": ("kramdown", "[<b>]LLM</b>]()"),
    "an image without a target in a link": ("kramdown", "[LLM[![]]()][ref]\n\n[ref]:h"),
    "a formula that opens in a code span": ("kramdown", "$$``$`$$`LLM`"),
    "a tag behind a run that a code span divides": ("kramdown", "`L```<L>`LLM"),
    "an item that code takes in": ("kramdown", "    M\n0. L\n\n    LLM"),
    "a quote within an element with Markdown": ("kramdown", '<div><div markdown="1">></div>\n</div>\n\nLLM'),
    "code behind the end of an element": ("kramdown", "<div>\n\nM</div>    LLM"),
    "a table across a blank line": ("kramdown", "[^1]: |\n    \n    LLM"),
    "a code span in two rows of a table": ("kramdown", "``\n-|``LLM``"),
    "an abbreviation behind a digit": ("kramdown", "1LLM\n\n*[LLM]:"),
    "a comment that an item begins": ("kramdown", "M\n0. {::comment}\nLLM\n\n    {:/comment}"),
    "a fence that goes on outside of an inner quote": ("kramdown", ">>~~~\n>LLM\n>~~~"),
    "a fence that goes on outside of an item": ("kramdown", "- ```\nLLM```"),
    "attributes above indented text": ("kramdown", "{:a}\n    LLM"),
    "an element named by an underscore": ("kramdown", "<_>LLM"),
    "text below code in an item numbered 2)": ("kramdown", "2) >\n\n    M\nLLM"),
    "a tab behind the mark of a quote": ("kramdown", ">\tLLM\n>\n    L"),
    "a note that begins with a quote": ("kramdown", "[^1]\n\n[^1]:>\tLLM"),
    "a formula in code that a formula holds": ("hugo", "$ `$`LLM`"),
    "a formula in a table": ("hugo", ")\n-|-\n$\n$ LLM$"),
    "code spans in two cells": ("hugo", "``|LLM\n-|\n|``\n-|"),
    "a fence in an item in a quote": ("hugo", ">-\t$\n>    ```\n>- LLM"),
    "a comment of Critic over lines of a quote": ("mkdocs", "{>>\n><<}\n>     LLM"),
    "formulas and code across a bracket": ("mkdocs", "[\\(]\\)](学習)"),
    "code spans beside runs of asterisks": ("mkdocs", "***``LLM`***```"),
    "a table with an empty cell in its header": ("mkdocs", "_||\n-||\nNeural\nNetwork"),
    "a bracket in text behind an empty comment": ("mkdocs", "<!---->[\n](学習)"),
    "strong text behind code, with other runs open": ("mkdocs", "* **_**は*$**習**`習`**NeuralNetwork**"),
    "a single run before a full stop and a double one": ("mkdocs", "NeuralNetwork*.**"),
    "strong underscores beside strong asterisks": ("mkdocs", "*$ __学習__***M**習*"),
    "a comment in a tag": ("mkdocs", "***<r<!----> LLM>***"),
    "a quote before a tag in a table": ("kramdown", "<、\n><p>\nLLM"),
    "an item in one in another form": ("kramdown", "    M\n-\t*\n\n    LLM"),
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
