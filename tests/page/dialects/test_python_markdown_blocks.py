"""What the blocks of Python-Markdown close is marked `⟦…⟧`; what is content is compared as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.page.dialects.dialect import Dialect
from autolink.page.dialects.python_markdown.admonitions import admonitions
from autolink.page.dialects.python_markdown.autodoc import autodoc
from autolink.page.dialects.python_markdown.block_fences import block_fences
from autolink.page.dialects.python_markdown.definition_lists import definition_lists
from autolink.page.dialects.python_markdown.details import details
from autolink.page.dialects.python_markdown.fences import fenced_code, superfences
from autolink.page.dialects.python_markdown.indented_code import indented_code
from autolink.page.dialects.python_markdown.raw_html import raw_html, raw_html_around_markdown
from autolink.page.dialects.python_markdown.snippets import snippets
from autolink.page.dialects.python_markdown.tabs import tabs
from autolink.page.parts import Dedented
from autolink.sites.dialects import dialect_of
from autolink.sites.profile import Facts
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked

if TYPE_CHECKING:
    from autolink.page.dialects.dialect import Syntax

CASES = {
    admonitions: {
        "a title": '⟦!!! note "An LLM"⟧\n    LLM\n\nLLM\n',
        "classes": "⟦!!! note inline end LLM⟧\n    LLM\n",
        "without a body": "⟦!!! LLM⟧\n\nLLM\n",
        "it interrupts a paragraph": "LLM\n⟦!!! note⟧\n    LLM\nLLM\n",
        "in an item": '- LLM\n\n    ⟦!!! note "LLM"⟧\n        LLM\n',
        "an empty title": '⟦!!! note ""⟧\n    LLM\n',
        "two marks": "!! note LLM\n    LLM\n",
        "no class": "!!!\n    LLM\n",
        "text after the title": '!!! note "LLM" LLM\n    LLM\n',
        "a title without an end": '!!! note "LLM\n    LLM\n',
        "within text": "LLM !!! note\n",
        "indented as code": "LLM\n\n    !!! note LLM\n",
        "in a fence": "```\n!!! LLM\n```\n",
        "a dot in its class": "!!! LLM.x\n    LLM\n",
    },
    details: {
        "a title": '⟦??? note "An LLM"⟧\n    LLM\n\nLLM\n',
        "open": "⟦???+ LLM⟧\n    LLM\n",
        "a title alone": '⟦??? "LLM"⟧\n    LLM\n',
        "it interrupts a paragraph": "LLM\n⟦??? note⟧\n    LLM\n",
        "four marks": "???? LLM\n    LLM\n",
        "no class and no title": "???\n    LLM\n",
        "a space before the plus": '??? + "LLM"\n    LLM\n',
        "text after the title": '??? note "LLM" LLM\n    LLM\n',
        "questions": "LLM ??? LLM\n",
    },
    tabs: {
        "a title": '⟦=== "An LLM"⟧\n    LLM\n\nLLM\n',
        "a new set": '⟦===! "LLM"⟧\n    LLM\n',
        "selected": '⟦===+ "LLM"⟧\n\n    LLM\n',
        "both": '⟦===+! "LLM"⟧\n    LLM\n',
        "quotation marks in it": '⟦=== "an "LLM" b"⟧\n    LLM\n',
        "no quotation marks": "=== LLM\n    LLM\n",
        "no space": '==="LLM"\n    LLM\n',
        "a heading": "LLM\n===\n\nLLM\n",
        "two marks": '== "LLM"\n',
        "text after the title": '=== "LLM" LLM\n',
    },
    block_fences: {
        "a block": "⟦/// note | LLM⟧\nLLM\n⟦///⟧\nLLM\n",
        "options": "⟦/// details | LLM\n    open: LLM⟧\n\nLLM\n⟦///⟧\n",
        "one in another": "⟦//// note⟧\n⟦/// tab | LLM⟧\nLLM\n⟦///⟧\nLLM\n⟦////⟧\n",
        "raw content": "⟦/// html | pre.LLM\nLLM\n\nLLM⟧\n⟦///⟧\nLLM\n",
        "raw by an option": "⟦/// html | div\n    markdown: raw\n\nLLM⟧\n⟦///⟧\nLLM\n",
        "a block without an end": "⟦/// note⟧\nLLM\n",
        "a caption": "LLM\n⟦/// caption | < LLM⟧\nLLM\n⟦///⟧\n",
        "another length closes nothing": "⟦/// note⟧\nLLM\n////\nLLM\n⟦///⟧\n",
        "slashes that close nothing": "LLM\n\n///\n\nLLM\n",
        "two slashes": "// note | LLM\nLLM\n//\n",
        "within text": "an LLM /// note | LLM\n",
        "a name with a dot": "/// LLM.x\nLLM\n",
        "indented as code": "LLM\n\n    /// note | LLM\n",
        "a path": "/usr/LLM ///LLM/x LLM\n",
    },
    definition_lists: {
        "one paragraph is text anyway": "LLM\n:   LLM\n\nLLM\n",
        "what follows the first paragraph": "LLM\n:   LLM\n\n    LLM\n\nLLM\n",
        "terms on two lines": "LLM⟦\n⟧LLM\n:   LLM\nLLM\n",
        "terms above a blank line": "LLM⟦\n⟧LLM\n\n:   LLM\nLLM\n",
        "a paragraph on two lines": "LLM\nLLM\n\nLLM\n:   LLM\n",
        "no term": ":   LLM\n\n    LLM\n",
        "no space": "LLM\n:LLM\n\n    LLM\n",
        "a colon within text": "LLM : LLM\n\n    LLM\n",
        "four spaces": "LLM\n:    LLM\n",
    },
    autodoc: {
        "a directive": "⟦::: LLM.module⟧\n\nLLM\n",
        "options": "⟦::: a.LLM\n    options:\n      LLM: x\n⟧\nLLM\n",
        "options below a blank line": "⟦::: a\n\n    handler: LLM\n⟧\nLLM\n",
        "in a heading": "⟦## ::: LLM⟧\n\nLLM\n",
        "it interrupts a paragraph": "LLM\n⟦::: LLM⟧\nLLM\n",
        "other indented text below": "⟦::: a⟧\n\n    LLM\n",
        "two colons": ":: LLM\n",
        "nothing to document": ":::\nLLM\n",
        "within text": "LLM ::: LLM\n",
        "indented": " ::: LLM\n",
        "in a fence": "```\n::: LLM\n```\n",
    },
    snippets: {
        "a file": '⟦--8<-- "LLM.md"⟧\nLLM\n',
        "indented": "- LLM\n    ⟦--8<-- 'LLM.md'⟧\n",
        "a block of files": "⟦--8<--\nLLM.md\nLLM.md\n--8<--⟧\nLLM\n",
        "a block without an end": "LLM\n⟦--8<--\nLLM\n\nLLM\n⟧",
        "escaped": '⟦;--8<-- "LLM"⟧\nLLM\n',
        "a section": "⟦-8<- [start:LLM]⟧\nLLM\n",
        "the end of one in a comment": "⟦<!-- --8<-- [end:LLM] -->⟧\n",
        "within text": 'LLM --8<-- "LLM"\n',
        "no quotation marks": "--8<-- LLM\n",
        "a quotation mark without an end": '--8<-- "LLM\n',
        "text behind it": '--8<-- "a" LLM\n',
        "scissors": "LLM 8< LLM -8<\n",
        "other words in brackets": "-8<- [LLM]\n",
    },
    fenced_code: {
        "a fence": "⟦```\nLLM\n```\n⟧LLM\n",
        "a language": "⟦``` py\nLLM\n```\n⟧",
        "tildes": "⟦~~~ {.py #LLM}\nLLM\n~~~\n⟧",
        "lines to highlight": '⟦```py hl_lines="1"\nLLM\n```\n⟧',
        "no closing fence": "```\nLLM\n\nLLM\n",
        "another length": "````\nLLM\n```\nLLM\n",
        "a word too many": "```py LLM\nLLM\n```\n",
        "indented": "  ```\n  LLM\n  ```\n",
    },
    superfences: {
        "in an item": "- LLM\n\n    ⟦```py\n    LLM\n    ```\n⟧",
        "in a quote": "> ⟦```\n> LLM\n> ```\n⟧> LLM\n",
        "a title": '⟦```py title="LLM" linenums="1"\nLLM\n```\n⟧',
        "blank lines": "⟦```\nLLM\n\n\nLLM\n```\n⟧",
        "no closing fence": "```\nLLM\n",
        "another length": "```\nLLM\n````\nLLM\n",
        "an unknown option": '```py LLM="x"\nLLM\n```\n',
        "less indented content": "    ```\nLLM\n    ```\n",
        "a quote that ends": "> ```\n> LLM\nLLM\n> ```\n",
        "within text": "LLM ```\nLLM\n",
    },
    indented_code: {
        "below an interrupting list": "LLM\n- LLM\n\n⟦        LLM\n⟧",
        "code": "LLM\n\n⟦    LLM\n⟧",
        "below a rule": "1.\n   ---\n⟦    LLM\n⟧",
        "below an empty quote behind a tab": "-\t>\n⟦    LLM\n⟧",
        "below two blank lines in a footnote": "[^1]: LLM\n\n    LLM\n\n\n⟦    LLM\n⟧",
        "below an empty footnote": "[^1]:\n\n\n⟦    LLM\n⟧",
        "below no rule": "LLM\n- -\n    LLM\n",
        "in a footnote": "[^1]: LLM\n\n    - LLM\n\n    LLM\n",
        "below two blank lines in an item": "- LLM\n\n\n    LLM\n",
        "tabs": "LLM\n\n⟦\tLLM\n⟧",
        "a numbered item with a parenthesis": "1) LLM\n\n⟦    LLM\n⟧",
        "below two columns": "- LLM\n\n      LLM\n",
        "a lazy line": "LLM\n    LLM\n",
        "in an item": "- LLM\n\n    LLM\n",
        "three columns": "LLM\n\n   LLM\n",
        "a nested item": "- LLM\n    - LLM\n\n        LLM\n",
    },
    raw_html: {
        "a block": "⟦<div>\n\nLLM\n\n</div>⟧\n\nLLM\n",
        "an attribute for Markdown is of no use": "⟦<div markdown>\n\nLLM\n\n</div>⟧\n",
        "without an end": "LLM\n\n⟦<section>\n\nLLM\n\nLLM\n⟧",
        "a comment": "⟦<!-- LLM\n\nLLM -->⟧\n\nLLM\n",
        "an instruction without an end": "<? <div> LLM\n\nLLM ⟦<b>⟧LLM⟦</b>⟧\n",
        "an instruction that is empty": "⟦LLM\n<?>\n\nLLM ?>\n\nLLM\n⟧",
        "an empty instruction behind a tag": "⟦LLM </b><?></M\n</p>\n⟧",
        "an empty instruction within text": "LLM <?> LLM\n",
        "an empty instruction in a fence": "```\n<?>\n```\n\nLLM\n",
        "an instruction within text": "LLM <? ⟦<div>⟧ LLM\n\nLLM\n",
        "a rule": "⟦<hr class='LLM'>⟧\n\nLLM\n",
        "a script": "⟦<script>\n'</div>' LLM\n\n</script>⟧\n\nLLM\n",
        "tags of text": "an LLM ⟦<b title='LLM'>⟧LLM⟦</b>⟧ LLM\n",
        "unknown elements": "⟦<LLM>⟧\n\nLLM\n\n⟦</LLM>⟧\n",
        "indented four columns": "LLM\n    ⟦<div>⟧LLM\n",
        "within text": "LLM ⟦<div>⟧LLM⟦</div>⟧\n",
        "a comparison": "a < LLM, LLM > b\n",
        "a comment without an end": "LLM\n\n<!-- LLM\n\nLLM\n",
        "in a fence": "```\n<div>\n```\n\nLLM\n",
    },
    raw_html_around_markdown: {
        "Markdown in an element": "⟦<div markdown>⟧\n\nLLM\n\n⟦</div>⟧\n\nLLM\n",
        "elements in elements": '⟦<div markdown="1">⟧\n⟦<p markdown="1">LLM</p>⟧\n\nLLM\n⟦</div>⟧\n',
        "off again": "⟦<div markdown>⟧\n⟦<div markdown='0'>\n\nLLM\n\n</div>⟧\n\nLLM\n⟦</div>⟧\n",
        "a span": "⟦<div markdown='span'>\n\nLLM\n\n</div>⟧\n\nLLM\n",
        "no attribute": "⟦<div>\n\nLLM\n\n</div>⟧\n",
        "another value": "⟦<div markdown='LLM'>\n\nLLM\n\n</div>⟧\n",
        "without an end": "⟦<div markdown>⟧\n\nLLM\n",
        "within text": "LLM ⟦<div markdown>⟧LLM⟦</div>⟧\n",
        "a script": "⟦<script markdown>\n\nLLM\n\n</script>⟧\n\nLLM\n",
        "tags of text": "an LLM ⟦<b markdown>⟧LLM⟦</b>⟧\n",
    },
}
"""By piece of syntax: what is closed first, then what stays open."""

EACH = [(syntax, text) for syntax, cases in CASES.items() for text in cases.values()]
IDS = [f"{syntax.__name__}-{name}" for syntax, cases in CASES.items() for name in cases]


@pytest.mark.parametrize(("syntax", "text"), EACH, ids=IDS)
def test_markup_is_closed(syntax: Syntax, text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, Dialect((syntax,)).read("a.md", plain.encode()).closed) == text


CONTENT = {
    "an admonition": ("!!! note\n    An LLM.\n\n        code\n\nLLM\n", ["An LLM.\n\n    code\n"]),
    "tabs for spaces": ("!!! note\n\tAn LLM.\n", ["An LLM.\n"]),
    "a collapsible block": ("??? note\n\n    An LLM.\nLLM\n", ["\nAn LLM.\n"]),
    "two tabs": ('=== "a"\n    LLM\n=== "b"\n    an LLM\n', ["LLM\n", "an LLM\n"]),
    "one in another": ("!!! a\n    !!! b\n        LLM\n", ["!!! b\n    LLM\n"]),
    "in an item": ("- a\n\n    !!! b\n        LLM\n    LLM\n", ["LLM\n"]),
    "fenced code": ("!!! a\n    ```\n    LLM\n\n    LLM\n    ```\n", ["```\nLLM\n\nLLM\n```\n"]),
    "a definition": ("LLM\n:   LLM\n\n    an LLM\n", ["\nan LLM\n"]),
    "CRLF": ("!!! note\r\n    An LLM.\r\n\r\n    LLM\r\n", ["An LLM.\r\n\r\nLLM\r\n"]),
    "no body": ("!!! note\n\nLLM\n", []),
    "a body of two columns": ("!!! note\n  LLM\n", []),
    "the body of what is none": ("!! note\n\n    LLM\n", []),
    "the body of a block that is not indented": ("/// note\nLLM\n///\n", []),
    "a body below text": ("!!! note\nLLM\n\n    LLM\n", []),
    "in raw HTML": ("<div>\n\n!!! note\n    LLM\n\n</div>\n", []),
    "in a comment": ("<!--\n\n!!! note\n    LLM\n\n-->\n", []),
    "in code": ("    !!! note\n        LLM\n", []),
}
ALL = dialect_of(profile_of("mkdocs"))


@pytest.mark.parametrize(("text", "content"), CONTENT.values(), ids=CONTENT)
def test_content_is_dedented(text: str, content: list[str]) -> None:
    data = text.encode()
    assert [Dedented(data, part).data.decode() for part in ALL.read("a.md", data).parts] == content


def test_front_matter_is_left_out() -> None:
    assert not ALL.read("a.md", b"---\n!!! LLM\n    x\n/// note\n---\n\nLLM\n").closed


@pytest.mark.parametrize(
    ("extensions", "text"),
    [
        ({"admonition"}, '⟦!!! LLM⟧\n\n??? LLM\n\n=== "LLM"\n'),
        ({"pymdownx.details"}, '!!! LLM\n\n⟦??? LLM⟧\n\n=== "LLM"\n'),
        ({"pymdownx.tabbed"}, '!!! LLM\n\n??? LLM\n\n⟦=== "LLM"⟧\n'),
        ({"pymdownx.blocks.tab"}, "⟦/// tab | LLM⟧\nLLM\n⟦///⟧\n!!! LLM\n"),
        ({"abbr"}, "/// tab | LLM\nLLM\n\n⟦*[LLM]: LLM⟧\n"),
        ({"extra"}, "⟦<div markdown>⟧\n\nLLM\n\n⟦</div>⟧\n\n++LLM++ {--LLM--}\n"),
        ({"admonition"}, "⟦<div markdown>\n\nLLM\n\n</div>⟧\n\n++LLM++ {--LLM--}\n"),
        ({"pymdownx.keys"}, "LLM ⟦++LLM++⟧ {--LLM--}\n"),
        ({"toc", "meta"}, "LLM ++LLM++ :LLM: \\(LLM\\)\n\n[TOC]\n".replace("[TOC]", "⟦[TOC]⟧")),
    ],
)
def test_only_the_syntax_of_extensions_that_are_on_is_read(extensions: set[str], text: str) -> None:
    plain = unmarked(text)
    dialect = dialect_of(profile_of("mkdocs").with_facts(Facts(extensions=frozenset(extensions))))
    assert marked(plain, dialect.read("docs/a.md", plain.encode()).closed) == text
