"""What kramdown alone reads in text: code spans, links, notes, quotation marks. What is closed is marked `⟦…⟧`."""

from __future__ import annotations

import time

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked
from tests.support.linking import Linker

DIALECT = dialect_of(profile_of("jekyll"))
LINKER = Linker("## LLM\n\nText.\n", site="jekyll", link_style="markdown")

CLOSED = {
    "a code span that ends within a run": "⟦`LLM`⟧` LLM\n",
    "a code span that ends a run later": "⟦``LLM` LLM``⟧` LLM\n",
    "a code span from the rest of a run": "⟦`LLM`⟧⟦`LLM`⟧ LLM\n",
    "a lone backtick opens nothing": "` ⟦`LLM`⟧ LLM\n",
    "two code spans in items": "- ⟦`LLM`⟧\n- LLM ⟦`x`⟧\n",
    "a link with a space": "LLM ⟦[LLM](LLM x)⟧ LLM\n",
    "brackets in a link with a space": "⟦[LLM[x]](x y)⟧ LLM\n",
    "the outer one of two links": "⟦[[x](x)LLM](LLM)⟧\n",
    "the outer one of a link and a reference": "⟦[[x](x)LLM][x]⟧ LLM\n\n[x]: y\n",
    "a link around an image without a target": "⟦[LLM[![x]](x)][x]⟧ LLM\n\n[x]: y\n",
    "a link whose title follows half a pair of parentheses": "⟦[x](x ( 'LLM')⟧\n",
    "a link that holds an escaped bracket": "⟦[[]()LLM\\[](x)⟧ LLM\n",
    "a link across a formula that is none": "⟦[$x$LLM$](<)⟧$ LLM\n",
    "a link with a lone backtick": "` ⟦[`LLM](x)⟧ LLM\n",
    "a link around a note": "⟦[[^1]LLM]](x)⟧\n",
    "emphasis across the end of a link": "LLM ⟦[*]LLM*](x)⟧\n",
    "emphasis across an inner bracket": "⟦[LLM*[*](x)⟧\n",
    "an element across the end of a link": "⟦[<b>]LLM</b>](x)⟧\n",
    "a definition whose target is a parenthesis": "⟦[LLM]:)⟧\nLLM\n",
    "a definition below the end of a block": "^\n⟦[LLM]:L⟧\nLLM\n",
    "a definition that describes a term": "LLM\n: ⟦[LLM]: x⟧\n",
    "a reference that struck text divides": "~~[~~]⟦[x]⟧ LLM\n\n[x]: y\n",
    "a definition with text": "LLM\n\n⟦[LLM]: the LLM⟧\nLLM\n",
    "a definition in an item": "- ⟦[LLM]: the LLM⟧\n\n  LLM\n",
    "the space in a reference": "⟦[LLM] [x]⟧ LLM\n\n[x]: y\n",
    "a note right below text": "LLM\n[^1]: LLM\n\n⟦    LLM\n⟧\nLLM\n",
    "an item in another form": "1) LLM\n\n⟦    LLM\n⟧\n   LLM\n",
    "an item far from its marker": "⟦-      x⟧\n\n⟦    LLM\n⟧\n- LLM\n\n    LLM\n",
    "an abbreviation in an item": "- ⟦*[LLM]: LLM⟧\n- LLM\n",
    "an abbreviation with a bracket": "⟦*[LLM] x]: LLM⟧\nLLM\n",
    "a comment over a blank line": "LLM ⟦<!-- LLM\n\nLLM -->⟧ LLM\n",
    "a comment behind an element": "⟦<div></div>⟧\n⟦<!--\n\nLLM -->⟧ LLM\n",
    "code with carriage returns": "⟦    LLM\r\nLLM⟧\r\n\r\nLLM\r\n",
    "code in a quote in an item": "⟦-\t>\tLLM\nLLM⟧\n\nLLM\n",
    "a backslash in a code span": "` ⟦`LLM\\`⟧ LLM`\n",
    "a lone backtick in a cell": "|⟦` `LLM`⟧ LLM|\n",
    "a link with a space and a title": "⟦[LLM](x LLM 'LLM')⟧ LLM\n",
    "a title alone in the outer of two links": "⟦[[x](x)LLM]( 'LLM')⟧\n",
    "the space behind an empty reference": "[]⟦ ⟧[LLM] LLM\n\n[x]: y\n",
    "elements of text that hold none": "⟦<u>LLM</u>⟧ LLM ⟦<mark>LLM</mark>⟧ ⟦<b>⟧LLM</b>\n",
    "an element of another alphabet": "LLM ⟦<語> LLM⟧\n\nLLM\n",
    "an element that is named after a term": "an ⟦<LLM名> LLM⟧\n",
    "such an element on its line": "LLM\n\n⟦<語 x>\n\nLLM\n⟧",
    "an element in a note": "LLM\n\n[^1]: ⟦<div>\n\n    LLM\n⟧",
    "an element of text before one that is not": "LLM ⟦<x> LLM⟧\n⟦<p>\n\nLLM\n⟧",
    "an element of text before another one": "LLM ⟦<x> LLM\n<b> LLM\n<b-b> LLM⟧\n\nLLM\n",
    "an element behind no tag": "LLM <x\n⟦<div> LLM\n\nLLM\n⟧",
    "an element behind a lone quotation mark": "LLM <i '⟦<x>LLM⟧\n\nLLM\n",
    "half a tag on its line": "LLM\n⟦<LLM⟧ LLM\n",
    "a fence that goes on outside of its quote": "> LLM\n⟦> ~~~\nLLM⟧\n\nLLM\n",
    "code in a quote that goes on": "⟦>     LLM\n> LLM⟧\n\nLLM\n",
    "a quotation mark behind a link": "LLM (LLM)⟦'⟧ll (LLM)⟦\"⟧は (LLM)⟦'⟧** LLM\n",
    "a formula that ends in code": "LLM ⟦$$ LLM `$$⟧` LLM\n",
    "a formula that a formula divides": "LLM ⟦$$``$`$$⟧⟦`LLM`⟧ LLM\n",
    "a formula behind an escaped dollar": "LLM \\$⟦$$$ $ LLM$$⟧ LLM\n",
    "a formula in the second of two cells": "LLM⟦$$|$$LLM$$⟧\n",
    "a formula behind one that text follows": "⟦$$\n\n$$x\n\nLLM$$⟧\n",
    "a formula in a note": "[^1]: ⟦$$\n    \n    LLM$$⟧\n",
    "a code span in struck text": "~~`~~⟦`LLM`⟧` LLM\n",
    "a code span in the second of two rows": "⟦|``\n``LLM``|⟧\n",
    "a code span across rows and a link": "⟦|[LLM`](x)\n`|⟧\n",
    "a lone backtick in the first cell": "` ⟦<s>`LLM|⟧\n",
    "a code span from a marker on": "``\n-|⟦``LLM``⟧ LLM\n",
    "a code span over a fence that nothing ends": "⟦`LLM\n```⟧",
    "a fence in an item that nothing ends": "- ⟦```\nLLM```⟧\n\nLLM\n",
    "a fence that goes on outside of an inner quote": ">>⟦~~~\n>LLM\n>~~~⟧\n",
    "a fence with two words": "⟦```a b\nx\n```\nLLM\n```⟧\nx\n```\nLLM\n",
    "code spans around an element of another kind": "`[\n⟦<s>`LLM\n⟧",
    "three asterisks beside two": "⟦***。**LLM**⟧\n",
    "half a pair of asterisks beside one": "⟦**[*LLM*⟧\n",
    "asterisks in a pair of as many": "⟦*LLM *LLM* x*⟧\n",
    "code below attributes of a block": "⟦{:a}⟧\n⟦    LLM\n⟧",
    "code below an item without text": "0.\n   LLM\n\n⟦    LLM\n⟧",
    "code below a note that goes on unindented": "[^1]: LLM\nLLM\n\n⟦    LLM\n⟧",
    "code below a note that is a table": "[^1]: LLM|\n\n⟦    LLM\n⟧",
    "text below code that is no item's": "2) LLM\n\n⟦    LLM\n⟧⟦LLM\n⟧\nLLM\n",
    "code below an item that code takes in": "⟦    LLM\n0. LLM⟧\n⟦\n    LLM⟧\n\nLLM\n",
    "code behind the end of an element": "⟦<div>\n\nLLM</div>    LLM⟧\n\nLLM\n",
    "code in the line below the end of an element": "⟦<div>\n\nLLM</div>\n    LLM⟧\n\nLLM\n",
    "asterisks between a bracket and a word": "⟦** **[**LLM**⟧\n",
    "code in a quote in a note": "⟦[^1]:>\tLLM⟧\n",
    "an element named by an underscore": "LLM ⟦<_> LLM⟧\n\nLLM\n",
    "a value without a name": "LLM <i =⟦<y>LLM⟧\n",
    "a comment over a marker": ">LLM ⟦<!-- LLM\n2) -->⟧ LLM\n",
    "a comment that ends in code": "LLM\n0. ⟦{::comment}\nLLM\n\n    {:/comment}⟧\n",
    "an abbreviation of two words": "⟦*[Big LLM]: x⟧\n\n⟦Big LLM⟧ LLM\n",
    "an abbreviation behind a digit": "⟦*[LLM]: x⟧\n\n1⟦LLM⟧ LLM LLMs\n",
    "a quotation mark that closes": 'LLM ⟦"⟧(+ LLM)"\n',
}
OPEN = {
    "a lone backtick": "LLM ` LLM `` LLM\n",
    "an escaped backtick": "\\`LLM\\` LLM\n",
    "backticks in two items": "- LLM ` LLM\n- LLM ` LLM\n",
    "backticks in two paragraphs": "LLM `LLM\n\nLLM` LLM\n",
    "a link": '[LLM](x) LLM [LLM]( x "LLM LLM" ) LLM\n',
    "a comparison in another alphabet": "LLM <。> LLM < 語> LLM\n",
    "a fence in a quote": "> ~~~\n> LLM\n> ~~~\n> LLM\n",
    "code spans that begin items": "- LLM\n    - ⟦`LLM`⟧ LLM\n\n    ⟦`LLM`⟧ LLM\n",
    "quotation marks behind brackets": "(LLM)'s (LLM)\" LLM (LLM)', (LLM)'\n",
    "an image in a link": "[![LLM](x)](y) LLM\n",
    "brackets with a space": "[LLM] (LLM x) LLM](LLM x)\n",
    "a definition": "[LLM]: x\n[x]: y \"LLM\"\n[y]: z 'LLM'\n\nLLM\n",
    "a definition in text": "LLM [LLM]: LLM\n",
    "brackets without a definition": "[LLM] [LLM] LLM\n",
    "a call and a box": "LLM[^1] LLM\n\n- [ ] LLM\n\n[^1]: x\n[x]: y\n",
    "an item": "1. LLM\n\n    LLM\n\n2) LLM\n    LLM\n\n- LLM\n\n    LLM\n",
    "a note": "LLM\n\n[^1]: LLM\n\n    LLM\n",
    "notes in a row": "LLM\n\n[^1]: LLM\n[^2]: LLM\n\n    LLM\n",
    "a comment without an end": "LLM <!-- LLM\n\nLLM\n",
    "no abbreviation": "*LLM]: LLM\n",
    "quotation marks": '"LLM" \'LLM\' "(LLM)" ("LLM") LLM\'s "*LLM*"\n',
    "text below an element": "⟦<div>\n\nLLM</div>⟧\nLLM\n",
    "asterisks beside other brackets": "**「LLM」**は LLM **(LLM)** LLM\n",
    "tidy emphasis": "**LLM *LLM* LLM** *LLM* ***LLM*** LLM * LLM*\n",
    "a title in emphasis": "***LLM:*** *LLM LLM*\n",
    "marks within brackets": "[*LLM*](x) [foo_bar](x) [__LLM__](x) [⟦<br>⟧LLM](x) LLM\n",
    "half a pair in brackets, and no link": "[*] LLM [*] LLM\n",
    "cells": "| LLM | ⟦`a`⟧ |\n|--|--|\n| LLM ⟦`|`⟧ LLM | ⟦$$x$$⟧ |\n",
    "formulas": "⟦$$\nx\n$$⟧\nLLM\n⟦$$\nx\n$$⟧\n",
    "struck text": "~~LLM~~ LLM ~~ LLM ~~~LLM~~~\n",
    "a fence with a word": "```a\nx\n```\nLLM\n",
    "no abbreviation of two words": "⟦*[Big LLM]: x⟧\n\nBig\nLLM\n",
    "a definition of a term": "LLM\n: LLM\n",
    "an item with a bar": "- LLM | LLM\n\n    LLM\n",
    "a reference to a definition": "[LLM], [x](y) LLM\n\n[LLM]: y\n",
    "lines with carriage returns": "LLM\r\nLLM `x\r\ny LLM\r\n",
}
WITHHELD = (
    '"(LLM) x"',
    "- '<LLM",
    "[x] LLM\n\n[x]: y",
    "[x]\nLLM\n\n[x]: y",
    "*LLM]: x",
    "LLM'll x",
    'x "LLM"は x',
    "**x** LLM'**x",
    "LLM-_x_",
    "> *LLM x]: y",
    "- *LLM]: x",
)
LINKED = ('"LLM"', "(LLM) 'LLM'", "[x](y) LLM\n\n[x]: y", "- [x] LLM\n\n[x]: y", "x (*LLM]: y)")


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_what_kramdown_reads_as_markup_is_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, DIALECT.read("a.md", plain.encode()).closed) == text


@pytest.mark.parametrize("text", WITHHELD)
def test_a_link_that_kramdown_reads_as_more_is_withheld(text: str) -> None:
    assert LINKER.link(text) == text


@pytest.mark.parametrize("text", LINKED)
def test_a_link_beside_markup_is_made(text: str) -> None:
    assert LINKER.link(text) != text


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "](a (b) ",
            '](a "b',
            "<a ",
            "<x>\na\n<b>\n",
            "a <x>\n<p></p> ",
            "a <kbd></kbd> ",
            "<語 ",
            "> <a\n",
            "(LLM)'",
            "-_",
            "`",
            "`a ",
            "``a`",
            "](",
            "[",
            "[a](b ",
            "[a](b (",
            "[a]",
            "[a] ",
            "[a]: b\n",
            "[a]: b c\n",
            "[*]",
            "[*](",
            "[^a]",
            "<b>](",
            "*a **b ",
            "~~a ",
            "~~`~~",
            "$$`",
            "|`",
            "<code>|",
            "<a b='",
            "<kbd>",
        ),
        *(
            "[^1]:\n\n    a\n",
            "a\n[^1]: b\n",
            '"(',
            ' "(',
            "<!--",
            "a <!--\n\n-->",
            "*[",
            "*[a]\n",
            "1) a\n\n    b\n",
            "-      ",
            "- ",
            "1. ",
            ">\t",
            "\r\n",
            "```a b\n",
            "```a b\n```\n",
            "- ```\na\n\n",
            "- ```\n",
            "$$\n\n",
            "*[a b]: c\n\na b ",
            "1a *[a]:\n",
            "-\n",
            "{:a}\n    b\n",
        ),
    ],
)
def test_time_is_linear(piece: str) -> None:
    data = (piece * (100_000 // len(piece))).encode()
    start = time.process_time()
    DIALECT.read("a.md", data)
    assert time.process_time() - start < 2  # a tenth of it, as a rule


def test_runs_of_every_length_take_linear_time() -> None:
    data = b" ".join(b"`" * size for size in range(600, 0, -1))
    start = time.process_time()
    DIALECT.read("a.md", data)
    assert time.process_time() - start < 2
