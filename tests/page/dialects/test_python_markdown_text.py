"""What Python-Markdown reads as markup within text is marked `⟦…⟧`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.page.dialects.dialect import Dialect
from autolink.page.dialects.python_markdown.abbreviations import abbreviated, abbreviations
from autolink.page.dialects.python_markdown.attributes import attributes
from autolink.page.dialects.python_markdown.critic import critic
from autolink.page.dialects.python_markdown.emoji import emoji
from autolink.page.dialects.python_markdown.formulas import formulas
from autolink.page.dialects.python_markdown.inline import closed_code_spans
from autolink.page.dialects.python_markdown.inline_html import inline_html
from autolink.page.dialects.python_markdown.keys import keys
from autolink.page.dialects.python_markdown.magiclink import magiclink
from autolink.page.dialects.python_markdown.references import references
from autolink.page.dialects.python_markdown.superscript import subscript, superscript
from tests.support.closed import marked, unmarked

if TYPE_CHECKING:
    from autolink.page.dialects.dialect import Syntax

CASES = {
    keys: {
        "a key": "⟦++LLM++⟧ LLM\n",
        "keys": "⟦++ctrl+LLM++⟧ LLM\n",
        "text": '⟦++ctrl+"LLM LLM"++⟧ LLM\n',
        "single quotes": "⟦++'an LLM'++⟧\n",
        "one plus": "+LLM+ LLM\n",
        "spaces": "++ LLM ++ LLM\n",
        "an increment": "LLM++ LLM\n",
        "C++ twice": "C++ and LLM and C++\n",
        "a text without an end": '++"LLM++ LLM\n',
        "in code": "`++LLM++` LLM\n",
        "escaped": "\\++LLM++ LLM\n",
        "across blocks": "++LLM\n\nLLM++\n",
    },
    critic: {
        "an addition": "an ⟦{++⟧LLM⟦++}⟧ LLM\n",
        "a deletion": "an ⟦{--⟧LLM⟦--}⟧ LLM\n",
        "a substitution": "⟦{~~⟧LLM⟦~>⟧LLM⟦~~}⟧ LLM\n",
        "a mark": "⟦{==⟧LLM⟦==}⟧ LLM\n",
        "a comment": "⟦{>>LLM\nLLM<<} LLM⟧\nLLM\n",
        "a comment on a line": "LLM ⟦{>>LLM<<}⟧ LLM\n",
        "across blocks": "⟦{++⟧LLM\n\nLLM⟦++}⟧ LLM\n",
        "in code": "`⟦{++⟧LLM⟦++}⟧` LLM\n",
        "without an end": "an {++LLM LLM\n\nLLM {>>LLM\n",
        "another end": "{++LLM--} LLM\n",
        "a substitution without an arrow": "{~~LLM~~} LLM\n",
        "spaces": "{ ++LLM++ } LLM\n",
        "braces": "{LLM} {+LLM+} LLM\n",
        "an end alone": "LLM++} LLM --}\n",
        "an arrow alone": "LLM ~> LLM\n",
    },
    formulas: {
        "dollars": "an ⟦$LLM$⟧ LLM\n",
        "two dollars in text": "an $⟦$LLM$⟧$ LLM\n",
        "a block": "⟦$$\nLLM\n$$⟧\n\nLLM\n",
        "parentheses": "⟦\\(LLM\\)⟧ LLM\n",
        "brackets": "LLM ⟦\\[LLM\\]⟧ LLM\n",
        "an environment": "⟦\\begin{align*}\nLLM\n\\end{align*}⟧\n\nLLM\n",
        "over lines": "an ⟦$a\nLLM$⟧ LLM\n",
        "a block of brackets": "⟦\\[\nLLM\n\\]⟧\n\nLLM\n",
        "a price": "$5 for an LLM, LLM for $6\n",
        "spaces inside": "$ LLM $ LLM\n",
        "across blocks": "$LLM\n\nLLM$\n",
        "escaped": "\\$LLM\\$ LLM\n",
        "a parenthesis without an end": "\\(LLM LLM\n\nLLM\\)\n",
        "a block with text behind it": "$$\nLLM\n\nLLM\n$$\n",
        "another environment ends": "\\begin{a}\nLLM\n\\end{b}\n",
        "in code": "`$` LLM `$`\n",
        "an escaped backslash": "\\\\(LLM\\\\) LLM\n",
    },
    attributes: {
        "of a heading": "# LLM ⟦{#LLM}⟧\n\nLLM\n",
        "of a block": "LLM\n⟦{: .LLM}⟧\n\nLLM\n",
        "of emphasis": "*LLM⟦*{.LLM}⟧ LLM\n",
        "of code": "`LLM⟦`{.LLM}⟧ LLM\n",
        "of a cell": "| LLM ⟦{.LLM} ⟧| LLM |\n|---|---|\n| LLM | LLM |\n",
        "behind a word": "LL⟦M{.LLM}⟧ LLM\n",
        "of a link": "[LLM](a.md⟦){target=LLM}⟧ LLM\n",
        "a character of several bytes": "⟦学{.LLM}⟧ LLM\n",
        "with a colon": "# LLM ⟦{: #LLM}⟧\n",
        "in the middle of a block": "⟦LLM\n{LLM} LLM\nLLM⟧\n",
        "in the middle of a heading": "⟦# LLM {LLM} LLM⟧\n",
        "braces in text": "an {LLM} LLM\n",
        "no closing brace": "LLM {LLM\nLLM\n",
        "an end alone": "LLM} LLM\n",
        "in code": "`{.LLM}` LLM\n",
        "in a fence": "```\nLLM {.LLM}\n```\n",
        "without braces": "LLM .LLM #LLM\n",
    },
    abbreviations: {
        "one": "⟦*[LLM]: an LLM⟧\n\nLLM\n",
        "on two lines": "⟦*[LLM]:\nan LLM⟧\nLLM\n",
        "in a quote in an item": "- > ⟦*[LLM]: LLM⟧\n",
        "a space before the colon": "⟦*[LLM] : LLM⟧\n",
        "in an item": "- LLM\n\n    ⟦*[LLM]: LLM⟧\n",
        "in a quote": "> ⟦*[LLM]: LLM⟧\n> LLM\n",
        "no star": "[LLM] LLM\n",
        "no colon": "*[LLM] LLM*\n",
        "within text": "LLM *[LLM]: LLM\n",
        "no bracket": "*LLM]: LLM*\n",
        "a backslash": "*[L\\LM]: LLM\n",
        "over lines": "*[LLM\nLLM]: LLM\n",
        "a space between": "* [LLM]: LLM\n",
    },
    abbreviated: {
        "followed by a word": "*[LLM]: x\n\n⟦LLM学⟧習 LLM\n",
        "behind a word": "*[LLM]: x\n\n学⟦習LLM⟧ LLM\n",
        "behind a digit": "⟦1LLM⟧ LLM\n\n*[LLM]: x\n",
        "words": "*[⟦an LLM⟧]: x\n\n⟦an LLM⟧ LLM\n",
        "no word to ASCII": "*[⟦学習⟧]: x\n\n⟦学習⟧ LLM\n",
        "a word": "*[LLM]: x\n\nLLM, (LLM) **LLM**学習\n",
        "no abbreviation": "*[AI]: x\n\nLLM学習 1LLM\n",
        "no definition": "[LLM]: x\n\nLLM学習\n",
        "no label": "*[]: x\n\nLLM学習\n",
    },
    emoji: {
        "one": "⟦:LLM:⟧ LLM\n",
        "an icon": "⟦:material-LLM:⟧ LLM\n",
        "two": "⟦:LLM:⟧⟦:LLM:⟧ LLM\n",
        "within a word": "a⟦:LLM:⟧b LLM\n",
        "one colon": "LLM: LLM\n",
        "spaces": ": LLM : LLM\n",
        "a time": "12:30 LLM, 1:2 LLM\n",
        "in code": "`:LLM:` LLM\n",
        "across lines": ":LLM\nLLM:\n",
        "nothing between": ":: LLM ::\n",
    },
    magiclink: {
        "a user": "⟦@LLM⟧ LLM\n",
        "an issue": "⟦LLM/LLM#1⟧ LLM\n",
        "an issue of ours": "LLM ⟦#1⟧ LLM\n",
        "behind a word": "LL⟦M⟧https://a.b LLM\n",
        "www": "LL⟦M⟧www.a.b LLM\n",
        "a commit": "⟦LLM@abcdef⟧ LLM\n",
        "an address before a word": "⟦a@b.g学⟧習 LLM\n",
        "an issue before a word": "⟦#1学⟧習 LLM\n",
        "no number": "LLM# LLM #LLM\n",
        "an at sign alone": "LLM @ LLM\n",
        "a URL behind a space": "LLM https://a.b LLM\n",
        "in code": "`LLM#1` LLM\n",
        "an exclamation": "LLM! LLM? LLM\n",
        "another scheme": "xyz://a LLM\n",
        "in a destination": "[LLM](a#1) LLM\n",
    },
    superscript: {
        "spaces": "a^an⟦ ⟧LLM^ LLM\n",
        "in a link": "a^LLM⟦ ⟧b^\n",
        "one word": "a^LLM^ LLM\n",
        "no end": "a^an LLM b\n",
        "a space first": "a^ LLM b^ LLM\n",
        "across blocks": "a^b LLM\n\nb^ LLM\n",
        "two marks before it": "^^an⟦ ⟧LLM^ LLM\n",
        "inserted text": "^^an LLM^^ LLM\n",
        "in code": "`^a LLM^` LLM\n",
    },
    subscript: {
        "spaces": "a~an⟦ ⟧LLM~ LLM\n",
        "one word": "a~LLM~ LLM\n",
        "no end": "a~an LLM b\n",
        "two marks before it": "~~an⟦ ⟧LLM~ LLM\n",
        "two marks behind it": "~an⟦ ⟧LLM~~ LLM\n",
        "two marks, one escaped": "~~an⟦ ⟧LLM\\~~ LLM\n",
        "deleted text": "~~an LLM~~ LLM\n",
        "a space first": "a~ LLM b~ LLM\n",
        "in code": "`~a LLM~` LLM\n",
    },
    references: {
        "a label": "⟦[LLM][LLM] L⟧LM\n",
        "a space before it": "⟦[LLM] [LLM] L⟧LM\n",
        "a pair of brackets": "⟦[LLM] L⟧LM\n",
        "a definition": "⟦[LLM]: LLM 'LLM'⟧\n\nLLM\n",
        "in the middle of a paragraph": "LLM\n⟦[LLM]: LLM⟧\n",
        "a footnote": "LLM⟦[^LLM]⟧ LLM\n",
        "a label behind a footnote": "LLM⟦[^1][LLM] L⟧LM\n\n⟦[LLM]: x⟧\n",
        "a footnote before a pair of brackets": "LLM⟦[^1]⟧⟦[LLM] L⟧LM\n",
        "a destination with spaces": "⟦[LLM](LLM LLM) LLM⟧\n",
        "brackets in a link": "⟦[a [LLM] b](LLM)⟧ LLM\n",
        "a destination behind nested links": "⟦[[]()](x 'LLM')⟧ LLM\n",
        "a bracket before a destination with spaces": "LLM ⟦[LLM [](LLM ](x y) LLM⟧\n",
        "a bracket in a comment": "LLM <!--⟦[-->](LLM)⟧ LLM\n",
        "a bracket in a tag": "LLM <b title='⟦['>](LLM)⟧ LLM\n",
        "brackets in an image": "LLM ⟦[LLM![]([]()]() LLM⟧\n",
        "no definition but by a link": "⟦[]:LLM⟧ LLM\n",
        "no definition but by its title": "⟦[]:x(LLM LLM⟧\nLLM\n",
        "no definition in a footnote": "[^1]: ⟦[]: LLM⟧ LLM\n",
        "a definition without a target": "⟦[LLM]:⟧\n\nLLM\n",
        "a link": "[LLM](a.md) LLM\n",
        "a link over lines of a quote": "> [LLM\n> LLM](a.md) LLM\n",
        "a tag in a link": "[<b>LLM</b>](a.md) LLM\n",
        "an image": "![LLM](a.png) LLM\n",
        "a task": "- [x] LLM\n- [ ] LLM\n",
        "a bracket without an end": "[LLM LLM\n",
        "an end alone": "LLM] LLM\n",
        "escaped": "\\[LLM\\] LLM\n",
        "in code": "`[LLM]` LLM\n",
        "across blocks": "[LLM\n\nLLM] LLM\n",
    },
    closed_code_spans: {
        "one": "⟦`LLM`⟧ LLM\n",
        "closed by fewer": "⟦``LLM`⟧ LLM\n",
        "over lines": "⟦`LLM\nLLM`⟧ LLM\n",
        "a backtick alone": "`LLM LLM\n",
        "escaped": "\\`LLM` LLM\n",
        "across blocks": "`LLM\n\nLLM` LLM\n",
        "closed by more": "`LLM`` LLM\n",
    },
    inline_html: {
        "a tag": "an ⟦<b title='LLM'>⟧ LLM\n",
        "a comment": "an ⟦<!-- LLM -->⟧ LLM\n",
        "an autolink": "⟦<https://LLM.org>⟧ LLM\n",
        "an address": "⟦<a@LLM.org>⟧ LLM\n",
        "an instruction": "an ⟦<?LLM?>⟧ LLM\n",
        "a comparison": "a < LLM > b\n",
        "no end": "an <b LLM\n",
        "a value without an end": "<b c='LLM> LLM\n",
        "in code": "`<b LLM>` LLM\n",
        "a number": "<1LLM> LLM\n",
    },
}
"""By piece of syntax: what is closed first, then what stays open."""

EACH = [(syntax, text) for syntax, cases in CASES.items() for text in cases.values()]
IDS = [f"{syntax.__name__}-{name}" for syntax, cases in CASES.items() for name in cases]


@pytest.mark.parametrize(("syntax", "text"), EACH, ids=IDS)
def test_markup_is_closed(syntax: Syntax, text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, Dialect((syntax,)).read("a.md", plain.encode()).closed) == text
