"""What is closed is marked `⟦…⟧`; what is content is compared as the Markdown that is read."""

from __future__ import annotations

import time

import pytest

from autolink.page.page import Page
from autolink.page.parts import Dedented
from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked
from tests.support.linking import Linker

DIALECT = dialect_of(profile_of("sphinx"))
LINKER = Linker("## LLM\n\nA model.\n", site="sphinx", link_style="markdown")

CLOSED = {
    "a target": "⟦(LLM)=⟧\n# LLM\n",
    "a target below text": "An LLM\n⟦(a-LLM)=⟧\nAn LLM\n",
    "a comment": "⟦% LLM⟧\n⟦%LLM⟧\nLLM\n",
    "a block break": '⟦+++ {"LLM": 1}⟧\n\n⟦+ + + LLM⟧\n',
    "code below markup": "⟦+++⟧\n    ⟦LLM⟧\nLLM\n",
    "a role": "An ⟦{term}`LLM`⟧ and ⟦{a:b}``an ` LLM``⟧, LLM\n",
    "a role on two lines": "⟦{term}`an\nLLM`⟧ LLM\n",
    "a role without an end": "⟦{term}`LLM and\nLLM⟧\n\nLLM\n",
    "a formula": "⟦$LLM$⟧ LLM ⟦$ a\nLLM $⟧ LLM\n",
    "a formula with a backtick": "⟦$`$⟧ LLM ` LLM\n",
    "a code span": "⟦`LLM`⟧ LLM ``LLM`\n",
    "a formula in a cell": "| ⟦$LLM$⟧ | $LLM |\n|---|---|\n| LLM$ | LLM |\n",
    "a block formula": "⟦$$\nLLM\n\nLLM\n$$⟧\nLLM\n",
    "a labelled formula": "⟦$$ LLM $$ (LLM)⟧\nLLM\n",
    "a formula that never ends": "⟦$$\nLLM\n\nLLM⟧\n",
    "an environment": "⟦\\begin{align*}\nLLM\n\n\\end{align*}⟧\nLLM\n",
    "a substitution": "An ⟦{{ LLM }}⟧ LLM\n\n⟦{{ LLM }}⟧\n",
    "attributes of a block": '⟦{#id .LLM key="LLM"}⟧\nAn LLM\n',
    "attributes of a span": '[LLM]⟦{.LLM}⟧ ⟦`LLM`⟧⟦{.LLM}⟧ [x](y.md)⟦{a="LLM } LLM"}⟧ LLM\n',
    "a field": "⟦:LLM field:⟧ LLM\n",
    "a directive that holds code": "⟦```{code-block} LLM\n:name: LLM\n\nLLM\n```⟧\nLLM\n",
    "an unknown directive": "⟦:::{LLM} LLM\n\nLLM\n:::⟧\nLLM\n",
    "a directive without an end": "- ⟦:::{math}\n  LLM\n\n  LLM\n\n⟧LLM\n",
    "a directive in a quote": "> ⟦```{note}\n> LLM\n> ```⟧\n> LLM\n",
    "a longer fence": "⟦::::{math}\n:::{note}\nLLM\n:::\n::::⟧\nLLM\n",
    "code below a target": "- ⟦(LLM)=⟧\n      ⟦LLM⟧\n      ⟦LLM⟧\n  LLM\n",
    "code below a fence": "⟦:::{math}\n:::⟧\n    ⟦LLM⟧\n",
    "below the definition of a link": "[x]: x.md\n⟦$$LLM$$ (LLM)⟧\nLLM\n",
    "the terms of a glossary": "⟦```{glossary}⟧\n⟦:sorted:\n⟧\n⟦LLM⟧\n⟦LLM : x⟧\n  An LLM\n⟦```⟧\nLLM\n",
    "comments in a glossary": "⟦:::{glossary}⟧\n⟦.. LLM⟧\n⟦   LLM\n⟧⟦LLM⟧\n  LLM\n⟦:::⟧\n",
    "a definition less indented": "⟦```{glossary}⟧\n⟦LLM⟧\n⟦    LLM\n  LLM\n⟧⟦```⟧\n",
    "a glossary in a quote": "> ⟦```{glossary}\n> LLM\n>   LLM\n> ```⟧\n",
    "a definition indented by other tabs": "⟦```{glossary}⟧\n⟦LLM⟧\n⟦\tLLM\n    LLM\n⟧⟦```⟧\n",
    "a definition indented by more tabs": "⟦```{glossary}⟧\n⟦LLM⟧\n⟦\tLLM\n\t\tLLM\n⟧⟦```⟧\n",
    "HTML below markup": '⟦+++⟧\n⟦<b e="">\nLLM\n⟧\nLLM\n',
    "a definition with code behind tabs": "- LLM\n  ⟦~ LLM\n\n\t\tLLM\n⟧- LLM\n",
    "a comment behind a check box": "- [ ] ⟦% LLM⟧\n- LLM\n",
    "a target behind a check box": "- [x] ⟦(LLM)=⟧\n- LLM\n",
    "a directive behind a check box": "- [X] ⟦:::{math}\n  LLM\n⟧- LLM\n",
    "a fence behind a check box": "- [ ] ⟦~~~LLM\n  LLM\n⟧- LLM\n",
    "a reference behind a check box": "- [ ] ⟦[LLM]: LLM⟧\n- LLM\n",
    "raw HTML over lines behind a check box": "- [ ] ⟦<details\n  LLM⟧\n- LLM\n",
    "raw HTML behind a check box": "- [ ] ⟦<!LLM⟧\n- LLM\n",
    "a formula in what is no tag": "<i⟦$ >LLM$⟧ LLM\n\n<i'⟦$ LLM$⟧'>\n",
    "a formula in what is no table": "⟦$ | LLM$⟧ LLM\n|-\n",
    "a formula above dashes": "⟦$\n-:\nLLM$⟧ LLM\n",
    "code below an item with a tab": "   -\t|\n    ⟦>LLM⟧\n",
    "a definition below that of a link": "[n]: x\nLLM\n⟦~ ```LLM\n⟧\nLLM\n",
    "a definition with a fence that text does not continue": "LLM\n⟦~ ```{note}\n  LLM\nLLM\n⟧\nLLM\n",
    "code below a heading over a definition": "LLM\n: LLM\n--\n    LLM\n",
    "a definition in a quote": "> LLM\n>     ⟦~     LLM\n⟧\nLLM\n",
    "below a field in an item": "- ⟦:LLM:⟧ LLM\n  ⟦LLM⟧\n\n  ⟦LLM⟧\n- LLM\n",
    "below a field in two items": "1. 2. ⟦:LLM:⟧\n      ⟦LLM⟧\n\nLLM\n",
    "below an item with a field": "- ⟦:LLM:⟧ LLM\n\nLLM\n⟦% LLM⟧\n\nx\n⟦(LLM)=⟧\n",
    "hyphens beside brackets": "(LLM)⟦--⟧ LLM ⟦--⟧[LLM]\n",
    "in a list": "- ⟦(LLM)=⟧\n  LLM\n\n  ⟦% LLM⟧\n",
}
OPEN = {
    "HTML below text, and a comment below markup": "LLM\n<b>\nLLM\n\n⟦+++⟧\n<!-- LLM -->\nLLM\n",
    "no target": "(LLM) = LLM\n(LLM)\nLLM (LLM)=\n()=\n",
    "no check box": "- [x]LLM (LLM)=\n- [y] % LLM\n[ ] % LLM\n",
    "text behind a check box": "- [x] LLM % LLM\n- [ ] [LLM] LLM\n",
    "no comment": "100 % LLM\n50% LLM\n",
    "no block break": "++ LLM\n\nLLM +++ LLM\n",
    "no role": "{LLM} LLM, \\{LLM} and {an LLM}\n",
    "one dollar": "An LLM for $5\n\nLLM for $6\n",
    "escaped dollars": "\\$LLM\\$ LLM\n",
    "no environment": "\\begin{LLM}\nLLM\n\\end{LLM}\n",
    "half a substitution": "{{ LLM } LLM\n",
    "no attributes": "LLM {.LLM} (LLM) {LLM}\n",
    "hyphens beside text": "(LLM) -- LLM--[LLM] LLM -- [LLM]--\n",
    "an item without a field": "- :LLM LLM\n  LLM\n",
    "no field": "LLM\n: LLM :LLM: LLM\n",
    "code": "```python\n% LLM\n(LLM)=\n$LLM$\n```\n",
    "indented code": "LLM\n\n    (LLM)=\n    % LLM\n",
    "an indented line of a paragraph": "LLM\n    LLM\n        LLM\n",
    "a target within text": "An LLM (LLM)= LLM\n",
    "a target indented as code": "LLM\n\n      (LLM)=\n",
    "a block break of two": "+ + LLM\n",
    "a role without its code": "An {term} LLM, {term}LLM {term}\n",
    "a lone brace": "LLM {{ LLM\n\nLLM }}\n",
    "one backtick and one dollar": "` LLM $ and LLM\n",
    "an environment without an end": "LLM\n\\begin{align} LLM\nLLM\n\\end{gather}\n",
    "an environment within text": "LLM \\begin{align} LLM\n",
    "an unknown attribute list": "{LLM LLM\nLLM\n",
    "front matter in the middle": "LLM\n\n---\nx: LLM\n---\n\nLLM\n",
    "raw HTML": "<div>\n$LLM\n</div>\n\nLLM\n",
    "a dollar in a destination": "[x](a$b.md) LLM [x](<$.md>)\n",
    "a dollar in a tag": '<b title="$">LLM $\n',
    "two colons": ":: LLM\n::{note} LLM\n",
    "a fence within text": "An LLM ``` {note}\n",
    "emphasis": "**LLM** [LLM] *LLM*\n",
}
CONTENT = {
    "a note": ("```{note} LLM\nAn LLM.\n```\nLLM\n", "An LLM.\n"),
    "colons": (":::{tip}\nAn LLM.\n\n    code\n:::\nLLM\n", "An LLM.\n\n    code\n"),
    "tildes": ("~~~{warning}\nAn LLM.\n~~~\n", "An LLM.\n"),
    "options": ("```{figure} LLM.png\n:alt: LLM\n:name: LLM\n\nAn LLM.\n```\n", "\nAn LLM.\n"),
    "options as YAML": ("```{note}\n---\nclass: LLM\n---\nAn LLM.\n```\n", "An LLM.\n"),
    "options without an end": ("```{note}\n---\nclass: LLM\n\nLLM\n```\n", ""),
    "a nested fence": ("::::{note}\n:::{tip}\nLLM\n:::\n::::\n", ":::{tip}\nLLM\n:::\n"),
    "a container": ("::: LLM\nAn LLM.\n:::\n", "An LLM.\n"),
    "in a list": ("- ```{note}\n  An LLM.\n\n      code\n  ```\n  LLM\n", "An LLM.\n\n    code\n"),
    "without an end": ("- ```{note}\n  An LLM.\n\nLLM\n", "An LLM.\n\n"),
    "CRLF": ("```{note}\r\n:class: x\r\nAn LLM.\r\n```\r\n", "An LLM.\r\n"),
    "a definition": ("LLM\n:   An LLM.\n\n    More.\n\nLLM\n", "  An LLM.\n\n  More.\n"),
    "in a glossary": ("```{glossary}\nLLM\n\n    An LLM.\n\n      LLM\n```\n", "An LLM.\n\n  LLM\n"),
    "a definition before an item": ("LLM\n: LLM\n2. (LLM=\n", "LLM\n"),
    "a definition that is no text": ("LLM\n~ {}\nLLM\n", "{}\n"),
    "a definition that is an empty item": ("LLM\n: -\nLLM\n", "-\n"),
    "a lazy definition": ("LLM\n: An LLM\nand more\n\nLLM\n", "An LLM\nand more\n"),
}


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_markup_is_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, DIALECT.read("a.md", plain.encode()).closed) == text


@pytest.mark.parametrize(("text", "content"), CONTENT.values(), ids=CONTENT)
def test_content_is_dedented(text: str, content: str) -> None:
    data = text.encode()
    (part,) = DIALECT.read("a.md", data).parts
    assert Dedented(data, part).data.decode() == content


@pytest.mark.parametrize(
    "text",
    [
        "LLM one\nLLM\n: LLM\n",
        "LLM\n:LLM\n",
        "LLM\n\n\n: LLM\n",
        "    LLM\n    : LLM\n",
        "```note\nLLM\n```\n",
        "```{note\nLLM\n```\n",
        "> LLM\n> : LLM\n",
        "0.\n\n    ```{note}\n    LLM\n",
    ],
)
def test_other_text_is_no_content(text: str) -> None:
    assert not DIALECT.read("a.md", text.encode()).parts


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("```{note}\nAn LLM.\n```\n", "```{note}\nAn [LLM](glossary.md#TExN).\n```\n"),
        (
            "::::{tab-set}\n:::{tab-item} LLM\n```{tip}\nAn LLM.\n```\n:::\n::::\n",
            "::::{tab-set}\n:::{tab-item} LLM\n```{tip}\nAn [LLM](glossary.md#TExN).\n```\n:::\n::::\n",
        ),
        (
            "```{glossary}\nAn LLM\n  An LLM, an LLM.\n```\n",
            "```{glossary}\nAn LLM\n  An [LLM](glossary.md#TExN), an [LLM](glossary.md#TExN).\n```\n",
        ),
        (":::{tip}\n    LLM\n:::\n", ":::{tip}\n    LLM\n:::\n"),
        ("LLM{.x}\n", "LLM{.x}\n"),
        (":::{tip}\nLLM{.x}\n:::\n", ":::{tip}\nLLM{.x}\n:::\n"),
    ],
)
def test_what_is_linked(text: str, linked: str) -> None:
    assert LINKER.link(text) == linked


@pytest.mark.parametrize(("text", "is_linked"), [("学習-- x", False), ("学習 -- x", True), ("学習--x", True)])
def test_a_link_that_makes_a_dash_is_withheld(text: str, is_linked: bool) -> None:
    linker = Linker("## 学習\n\nText.\n", site="sphinx", link_style="markdown")
    assert (linker.link(text) != text) is is_linked


def test_front_matter_is_left_out() -> None:
    assert not DIALECT.read("a.md", b"---\n(LLM)=\nx: $LLM$\n---\n\nLLM\n").closed


HOSTILE = (
    *("{x}`", "{x}``` `", "$", "$a", "{{ a ", ']{a="', '<a b="', '](a "', "`a ``b ", "\\", "[^", "> ", "- "),
    *(
        "```{note}\n",
        "`" * 3 + "{note}\nLLM\n```\n",
        ":::{note}\n",
        "\\begin{align}\n",
        "$$ a\n",
        "a\n: b\n\n",
    ),
    *(
        "> a\n",
        "- a\n\n  b\n",
        "<div>\n\n",
        "<!--\n",
        ":a: b\n",
        "(a\n",
        "{a\n\n",
        "|a|\n|-|\n",
        "\n",
        " ",
        "\t",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    data = (piece * (20_000 // len(piece))).encode()
    start = time.process_time()
    DIALECT.read("a.md", data)
    assert time.process_time() - start < 2  # about 0.1; minutes where each mark searches all that follows


@pytest.mark.parametrize("mark", ["`", ":"])
def test_fifty_fences_in_each_other(mark: str) -> None:
    text = "LLM\n"
    for size in range(3, 53):
        text = f"{mark * size}{{note}}\n{text}{mark * size}\n"
    assert Page.parse("/a.md", text.encode(), DIALECT).data == text.encode()
