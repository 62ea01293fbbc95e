"""Differences that `python -m tests.fuzz` found on sites, and that are not mended: each by its smallest page."""

from __future__ import annotations

import shutil

import pytest

from tests.sites import test_mdx, test_vitepress
from tests.support.fuzzed_sites import JUDGES
from tests.support.fuzzing import Case

KNOWN = {
    "HTML that a comment of Critic leaves open": ("mkdocs", "<div {>><<}</div>\n\nLLM"),
    "a tag around a link whose title is a bracket": ("mkdocs", "<LLM`[]('(>"),
    "fenced code that a quote of another width abandons": ("mkdocs", "    \n>```\nLLM\n> ```\n> ```"),
    "an empty declaration in a formula": ("mkdocs", "\\(NeuralNetwork\n<!>\\)"),
    "code below a field that goes on unindented": ("myst", ": ) ::\n**\n    # LLM"),
    "a tag that a quote indented as code divides": ("myst", ">d\n    >\n    b>LLM"),
    "a code span behind a bracket": ("vitepress", "[`,`LLM`"),
    "a reference to a character that is none": ("vitepress", "&#2;LLM"),
    "code spans behind a bracket without a link": ("vitepress", "[![]()``M``LLM`"),
    "a term that looks like an item": ("myst", "M\n: (\n\n-\n   : `\n\n    LLM"),
    "a definition in a footnote that goes on lazily": ("myst", "[^1]:\\\n    : $ LLM\n$"),
    "a footnote in a quote in an item": ("myst", ">  > -\t学\n>>     [^1]:[ 学習"),
    "a quote within an element with Markdown": ("kramdown", '<div><div markdown="1">></div>\n</div>\n\nLLM'),
    "code spans in two cells": ("hugo", "``|LLM\n-|\n|``\n-|"),
    "a fence in an item in a quote": ("hugo", ">-\t$\n>    ```\n>- LLM"),
    "code spans behind shortcodes": ("hugo", "{{<body>}}{{<body>}}{{</body>}}{{</body>}}`\n-|-\n`LLM`"),
    "a fence behind a check box and a tab": ("myst", "- [ ] \t```\n\t```\n  ```{note}\n  LLM"),
    "a definition in an item in one": ("myst", "x\n: }\n- }\n   ~ s\n\n    a NeuralNetwork"),
    "an empty code span in a cell": ("kramdown", "|```L`` ``LLM``"),
    "a tag in an item in a quote": ("kramdown", "(<x\n>-\t<v>\n>\n>     LLM"),
    "a rule below a number that is text": ("kramdown", "2)\n   * **\n    LLM"),
    "a field in a definition that is indented": ("myst", ")\n    ~ :M:\n      LLM"),
    "a parenthesis and a sign below a field": ("myst", ":M:\n: (LLM="),
    "code in a quote that a number begins": ("kramdown", ">2) T\n>\n>     LLM"),
    "an empty quote below a number that is text": ("kramdown", "2)\n   >\n    LLM"),
    "code below a table in an item": ("myst", "2) ||!\n-|-|-\n\n    LLM"),
    "a formula across a bracket and a line": ("myst", "[$]\n$`LLM]()"),
    "code behind a bracket, with a bracket": ("vitepress", "[LLM`_`[`"),
    "a formula across two brackets": ("myst", "[$ ]$ LLM[]]()"),
    "a field that a comment follows": ("myst", ":c:%LLM"),
    "a field below a definition": ("myst", "}\n:     M\nM\n   : n\n    :n:LLM"),
    "an item below an empty quote": ("kramdown", ">>\n>0. L\n>\n>     LLM"),
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
    "a container behind a tab in a quote": ("vitepress", ">\t:::info\n>\t  LLM"),
    "code spans of two sizes behind a bracket": ("vitepress", "[LLM``M``M`"),
    "links in a footnote's label and its target": ("hugo", "[^1]:[[^1]](LLM)"),
    "a body of Markdown in a row of a table": ("hugo", "'|\n\n[f]:d\n{{%body%}}LLM{{%/body%}}"),
    "an element that an item within a definition opens": ("hugo", "M\n: 0. <details>LLM"),
    "a run beside a bracket in one of tildes": ("mkdocs", "~NeuralNetwork[e****e*~"),
    "a footnote's bracket as text": ("mkdocs", "[^>](Neural Network)"),
    "formulas across marks of subscript": ("mkdocs", "_~$`$ ~学習~ e_"),
    "strong emphasis in text struck twice": ("mkdocs", "~~; ~~L ***NeuralNetwork***[~~~*~~"),
    "code between empty comments": ("mkdocs", "<!---->`<!---->\nLLM`"),
    "runs beside a code span of one": ("mkdocs", "学習*)`*`***k***"),
    "a tab before a tag that never ends": ("mkdocs", "Neural\nNetwork\t<"),
    "an element that ends in an item": ("kramdown", "1. <div>\n\n   </div>\n- LLM"),
    "a fence below text in an item numbered 2)": ("kramdown", "2)\n   }\n   ```\n\nLLM\n```"),
    "an item behind an empty quote": ("kramdown", ">\n- ]\n\n    LLM"),
    "a definition in an open bracket": ("kramdown", "[[LLM]:L"),
    "a code span across a tag that never ends": ("kramdown", "[`\n<ab LLM``"),
    "a paragraph element in an item below another tag": ("kramdown", "(<y>\n- <p>\n\n  LLM"),
    "code in a quote in an item numbered 2)": ("kramdown", "2) >]\n   >     LLM"),
    "a container below an item behind a check box": ("myst", "- [x]  - h\n\n      :::\n      LLM"),
    "a directive in an item behind a check box": (
        "myst",
        "- [x]  +\n  2. ```{glossary}\n     M\n\n      LLM",
    ),
    "a target in a field that is named by a bar": ("myst", ":|:(LLM="),
    "a fence below a table in an item": ("myst", "- |習\r-|-\n  ~~~\nNeuralNetwork"),
    "a definition behind a check box": ("myst", "[]LLM\n- [ ] [LLM]:."),
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
