"""What is closed is marked `⟦…⟧`; all else may be linked. Half of what looks like markup is none."""

from __future__ import annotations

import pytest

from autolink.page.dialects.mdx import mdx, unwrapped_in_code
from tests.support.closed import marked, unmarked

MODULES = {
    "an import": "⟦import LLM from 'b'⟧\n\nLLM\n",
    "imports over lines": "⟦import {\n  LLM,\n} from 'b';\nimport 'c'⟧\n\nLLM\n",
    "until a blank line": "⟦import a from 'b'\nLLM⟧\n\nLLM\n",
    "a blank line in braces": "⟦export const a = {\n\n  b: 'LLM',\n\n}⟧\n\nLLM\n",
    "a blank line in a template": "⟦export const a = `\n\n${b ? `\n\n}` : '`'}\n\n`⟧\n\nLLM\n",
    "a blank line in a comment": "⟦export const a = 1 /*\n\nLLM's */⟧\n\nLLM\n",
    "a blank line before the source": "⟦import LLM\n\nfrom 'b'⟧\n\nLLM\n",
    "a blank line after an operator": "⟦export const a =\n\n1 +\n\n2⟧\n\n+ LLM\n",
    "a blank line before the body": "⟦export function a(b)\n\n{\n\n}⟧\n\nLLM\n",
    "JSX": "⟦export const A = () => <p>\n\n  It's {b}\n\n</p>⟧\n\nLLM\n",
    "a class": "⟦export default class A extends B {\n\n  c = /[}]/;\n\n}⟧\n\nLLM\n",
    "a list without its source": "⟦export {LLM}\n\n from 'b'⟧\n\nLLM\n",
    "a list": "⟦export {LLM}⟧\n\nLLM from b\n",
    "a dynamic import": "⟦export const a = import('b')⟧\n\nLLM\n",
    "after a heading": "# LLM\n⟦import LLM from 'b'⟧\n",
    "in a container of colons": "⟦:::note⟧\n⟦import LLM from 'b'⟧\n\nLLM\n\n⟦:::⟧\n",
    "a regular expression": "⟦export const a = b.c(/['`{]/)⟧\n\nLLM\n",
    "a semicolon": "⟦export {a} from 'b';⟧\n\nLLM\n",
}
NO_MODULES = {
    "within a paragraph": "We\nimport an LLM\nexport LLM\n",
    "another word": "importing an LLM, imports, exported\n\nimported LLM\n",
    "without a space": "import, export and LLM\n\nexport: LLM\n",
    "indented": "  import an LLM\n",
    "in an item": "- import an LLM\n",
    "in a quote": "> export an LLM\n",
    "a heading": "# import LLM\n",
    "in code": "⟦```\nimport LLM\n```\n⟧LLM\n",
    "capitals": "Import an LLM\n",
}
TAGS = {
    "in text": "an ⟦<b>⟧LLM⟦</b>⟧\n",
    "empty": "⟦<LLM/>⟧ LLM ⟦<br />⟧\n",
    "a fragment": "⟦<>⟧LLM⟦</>⟧\n",
    "over lines": '⟦<Card\n  title="LLM"\n>⟧\n\nLLM\n\n⟦</Card>⟧\n',
    "over lines of a paragraph": 'an ⟦<Card\n  title="LLM">⟧LLM⟦</Card>⟧\n',
    "a blank line": "⟦<Card\n\n  title='LLM\n\n  LLM'\n/>⟧\nLLM\n",
    "names": "⟦<a.b-c c:d='LLM'>⟧LLM⟦</a.b-c>⟧ ⟦<a:b $c _d/>⟧\n",
    "marks in strings": "⟦<A b='it\"s > LLM' c=\"{ '\"/>⟧ LLM\n",
    "expressions": "⟦<A b={c > d ? '}' : `}`} {...LLM} />⟧ LLM\n",
    "an element": "⟦<A b={<i>LLM's</i>} />⟧ LLM\n",
    "JSON": '⟦<A b={[\n\n  {"c": "LLM }"},\n\n]}/>⟧\n\nLLM\n',
    "a template": "⟦<Code>⟧⟦{`\n\nLLM <b> {\n\n`}⟧⟦</Code>⟧\n\nLLM\n",
    "a backtick in a string": "⟦<A b='`'/>⟧ LLM ⟦`LLM`⟧\n",
    "a script": "⟦<日本 語='LLM'>⟧LLM⟦</日本>⟧\n",
    "in an item": "- ⟦<A\n    b='LLM'\n  />⟧\n  LLM\n",
    "in a quote": "> ⟦<A\n>  b='LLM'\n> />⟧\n> LLM\n",
    "a comment": "⟦<!-- LLM -->⟧\n\nan ⟦<!-- LLM -->⟧ LLM\n",
    "a comment over the end of a quote": "> ⟦<A/>⟧\n>\n> ⟦<!--\n\n> -->⟧\n> ⟦{a}⟧ LLM\n",
    "a comment over lines": "⟦<!--\n\nLLM {\n\n-->⟧\nLLM\n",
    "a character after a comment": "⟦<!-- a -->L⟧LM\n",
    "a marker that a tag took": "⟦<A\n>⟧ LLM ⟦</A>⟧\n",
    "indented": "      ⟦<A b='LLM'>⟧\n        LLM\n      ⟦</A>⟧\n",
}
NO_TAGS = {
    "white space": "a < LLM, a <\nLLM\n",
    "an escape": "\\<LLM>, \\\\\\<LLM\n",
    "in code": "⟦`<LLM`⟧ LLM ⟦``<` LLM``⟧ LLM\n",
    "in fenced code": "⟦```\n<LLM\n```\n⟧LLM\n",
    "in a destination": "⟦[LLM](<a{b>)⟧ LLM\n",
    "a reference to a character": "&lt;LLM&gt; LLM\n",
    "an arrow": "LLM > a -> b => LLM\n",
}
EXPRESSIONS = {
    "in text": "an ⟦{LLM}⟧ LLM\n",
    "nested": "⟦{a({b: {c: 'LLM'}})}⟧ LLM\n",
    "a string": '⟦{\'}\'}⟧ LLM ⟦{"\\"}"}⟧ LLM\n',
    "a template": "⟦{`}${`${'`'}`}}`}⟧ LLM\n",
    "a comment": "⟦{/* } ' LLM */}⟧ LLM ⟦{a // }\n}⟧ LLM\n",
    "a regular expression": "⟦{/[}/]}\\/'/.test(a)}⟧ LLM\n",
    "a division": "⟦{a / 2}⟧ LLM ⟦{b / 3}⟧ LLM ⟦{(a) / b[0] / 1}⟧ LLM\n",
    "an expression after a condition": "⟦{() => { if (a) /}/; return /}/ }}⟧ LLM\n",
    "a comparison": "⟦{a < b}⟧ LLM ⟦{c > d}⟧\n",
    "JSX": "⟦{a && <p b='}'>It's {c} <br/></p>}⟧ LLM\n",
    "JSX in JSX": "⟦{<A b=<i>{'`'}</i> /* > */ ><></></A>}⟧ LLM\n",
    "blank lines": "⟦{\n\n  LLM\n\n}⟧\n\nLLM\n",
    "a comment with blank lines": "⟦{/*\n\nLLM\n\n*/}⟧\nLLM\n",
    "between tags": "⟦<A>⟧⟦{LLM}⟧⟦</A>⟧\nLLM\n",
    "in a heading": "# LLM ⟦{LLM}⟧\n",
    "in a table": "| LLM | ⟦{a}⟧ |\n|---|---|\n| ⟦{LLM}⟧ | LLM\n",
    "in an item": "- ⟦{\n  LLM\n  }⟧\n  LLM\n",
    "in a link": "⟦[{LLM}](a)⟧ LLM\n",
    "a marker that an expression took": "⟦{a\n> b}⟧ LLM\n",
    "lazy lines": "> an ⟦{a\nb}⟧ LLM\n",
    "next to a dollar": "$ LLM_⟦{i}⟧ LLM\n",
}
NO_EXPRESSIONS = {
    "an escape": "\\{LLM\\}, \\\\\\{LLM\n",
    "a closing brace": "an } LLM }}\n",
    "in code": "⟦`{LLM`⟧ LLM ⟦`` {` ``⟧ LLM\n",
    "in code over lines": "⟦`{\nLLM`⟧ LLM\n",
    "in fenced code": "⟦```js {1}\n{LLM\n```\n⟧LLM\n",
    "in fenced code in an item": "- LLM\n  ⟦~~~\n  {LLM\n  ~~~\n⟧  LLM\n",
    "in fenced code that its quote ends": "> ⟦```\n> {LLM\n⟧LLM\n",
    "in deep fenced code": "      ⟦```\n      {LLM\n      ```\n⟧LLM\n",
    "in a destination": "⟦[LLM]({a)⟧ LLM ⟦[a](b(c{)d '}')⟧ LLM\n",
    "in an image": "⟦![LLM]({)⟧ LLM\n",
    "in a definition": "⟦[LLM]: {a 'it}s\nb{'⟧\nLLM ⟦[LLM]⟧\n",
    "in a reference": "⟦[a][b{c]⟧ LLM\n\n⟦[b{c]: d⟧\n",
    "in a footnote": "LLM⟦[^{]⟧ LLM\n\n[^{]: LLM\n",
    "in a URL": "⟦https://example.org/{LLM⟧ LLM\n",
    "a character": "&#123; LLM &lbrace;\n",
}
CODE = {
    "unequal runs": "LLM ```LLM ⟦`` LLM ` ``⟧ LLM\n",
    "a run without an end": "`LLM ``LLM\n\n`LLM\n",
    "a run that a fence cuts": "`LLM\n⟦```\n```\n⟧`LLM\n",
    "an escape": "\\`LLM\\` ⟦`\\`⟧ LLM\n",
    "after an escape": "\\`⟦`LLM `⟧LLM`\n",
    "cells": "| ` | LLM ` |\n|---|---|\n| ⟦` \\| LLM`⟧ | LLM |\n",
    "no indented code": "LLM\n\n    LLM ⟦{a}⟧ ⟦`LLM`⟧\n",
    "a fence without an end": "LLM\n\n⟦~~~\nLLM\n⟧",
    "a shorter fence": "⟦````\n```\nLLM\n````\n⟧LLM\n",
    "no fence": "``` LLM `\n\n~~ LLM\n",
    "another line end": "⟦```\r\nLLM {\r\n```\r\n⟧LLM\r\r⟦```\rLLM\r```\r⟧LLM",
}
DIRECTIVES = {
    "a container": "⟦:::note⟧\nLLM ⟦{a}⟧\n⟦:::⟧\nLLM\n",
    "a title": "⟦:::note LLM {a}⟧\n\nLLM\n\n⟦:::⟧\n",
    "a label and attributes": "⟦:::tip[LLM]{.b c='}'}⟧\nLLM\n⟦:::⟧\n",
    "nested": "⟦::::note⟧\n⟦:::tip⟧\nLLM\n⟦:::⟧\nLLM\n⟦::::⟧\n",
    "ends with its item": "- ⟦:::note⟧\n  LLM\n\nLLM\n",
    "a leaf": "LLM\n⟦::LLM[a]{b}⟧\nLLM\n",
    "in text": 'LLM ⟦:abbr[LLM]{title="}"}⟧ LLM\n',
    "a name in another script": "注:LLM⟦は⟧ 注⟦:これはLLM⟧\n".replace("⟦:", ":⟦"),
    "no leaf": ":: LLM\n\n::LLM a\n",
    "no directive": "LLM: a, 10:30 LLM, a::LLM :LLM: \\:a LLM\n",
    "a name": "see :LLM LLM\n",
    "after an emoji": ":smile:⟦LLM⟧ LLM :+1:⟦LLM⟧\n",
    "two names": "注:⟦のLLMは⟧:⟦のLLM-⟧ LLM\n",
}
HEADINGS = {
    "an id": "## LLM ⟦{#llm}⟧\n\nLLM\n",
    "an id in a comment": "## LLM ⟦{/* #llm */}⟧\n\nLLM\n",
    "the first of two": "# ⟦{#LLM}⟧ LLM\n",
    "an id with a quotation mark": "## LLM ⟦{#it's}⟧\n\nLLM ⟦{a}⟧\n",
    "setext": "LLM ⟦{a}⟧\n===\n",
}
MATH = {
    "text": "⟦$LLM_{i}$⟧ LLM\n",
    "a brace that plain MDX cannot read": "⟦$\\text{don't}$⟧ LLM\n",
    "display": "⟦$$\nLLM {\n$$\n⟧LLM\n",
    "dollars": "$ LLM\n\n5$, LLM\n",
    "an escape": "\\$ LLM \\$\n",
}
BROKEN = {
    "a brace": "LLM ⟦{a\n\nLLM\n⟧",
    "a brace in text": "LLM `⟦{a` LLM {b\n\nLLM⟧".replace("`⟦{a`", "⟦`{a`⟧").replace("{b", "⟦{b"),
    "a tag": "LLM\n\n⟦<A b='\n\nLLM\n⟧",
    "no tag": "LLM ⟦<5, LLM\n\nLLM\n⟧",
    "an address": "LLM ⟦<https://example.org> LLM\n⟧",
    "a string": "LLM ⟦{it's}\n\nLLM\n⟧",
    "an import": "⟦import a thing (LLM\n\nLLM⟧",
    "brackets": "LLM ⟦{(a]} LLM⟧",
    "a comment": "LLM ⟦{/* a }\n\nLLM⟧",
    "what comes before": "LLM ⟦{a}⟧ ⟦`b`⟧ LLM\n⟦{\nLLM⟧",
    "a template": "LLM ⟦{`a}\n\nLLM⟧",
}
CONTAINERS = {
    "a list that interrupts": "LLM\n- LLM ⟦{a}⟧\n",
    "a number that interrupts nothing": "LLM `a\n2. b` LLM\n".replace("`a\n2. b`", "⟦`a\n2. b`⟧"),
    "a number that interrupts": "LLM `a\n1. b` LLM\n",
    "a wide marker": "-     LLM `a\n\n  b` LLM\n",
    "a lazy line": "> LLM ⟦`a\nb`⟧ LLM\n",
    "no lazy line": "> LLM `a\n- b` LLM\n",
    "a tab": "-\tLLM\n\n\t⟦```\n\tLLM\n\t```\n⟧\tLLM\n",
    "an empty item": "-\n\n  LLM ⟦{a}⟧\n",
    "a footnote": "[^1]: LLM\n\n    ⟦```\n    LLM\n    ```\n⟧\nLLM⟦[^1]⟧\n",
    "a thematic break": "LLM `a\n* * *\nb` LLM\n",
    "a tag that interrupts": "LLM `a\n⟦<B/>⟧\nb` LLM\n",
    "a tag that does not": "LLM ⟦`a\n<B/> b`⟧ LLM\n",
}
ALL = {
    f"{group}: {name}": text
    for group, cases in {
        "modules": {**MODULES, **NO_MODULES},
        "tags": {**TAGS, **{f"no tag, {name}": text for name, text in NO_TAGS.items()}},
        "expressions": {**EXPRESSIONS, **{f"none, {name}": text for name, text in NO_EXPRESSIONS.items()}},
        "code": CODE,
        "directives": DIRECTIVES,
        "headings": HEADINGS,
        "math": MATH,
        "broken": BROKEN,
        "containers": CONTAINERS,
    }.items()
    for name, text in cases.items()
}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_markup_is_closed_and_prose_is_not(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, mdx(plain.encode(), 0)) == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_offsets_count_bytes_after_front_matter(line_end: str) -> None:
    page = line_end.join(["---", "a: {", "---", "用語 {LLM}", "", "<A", "/>", ""]).encode()
    start = page.index("用語".encode())
    assert [(page[start:end], kind) for start, end, kind in mdx(page, start)] == [
        (b"{LLM}", "expression"),
        (line_end.join(["<A", "/>"]).encode(), "JSX tag"),
    ]


def test_kinds_name_what_is_closed() -> None:
    page = "import a from 'b'\n\n# A {#a}\n\n<!-- a -->\n\n:::tip\n\n[a](b) ![a](b) `a` $a$ www.a.b <b>\n\n```\n```\n\n[a]: b\n\n{a\n"
    kinds = ["import", "heading id", "comment", "directive", "link", "image", "code span", "math", "bare URL"]
    rest = ["JSX tag", "code block", "link definition", "rest of a page that does not compile"]
    assert [closed.kind for closed in mdx(page.encode(), 0)] == kinds + rest


@pytest.mark.parametrize("depth", [50, 99])
def test_markup_may_be_nested_deep(depth: int) -> None:
    braces = b"{" * depth + b"a" + b"}" * depth
    elements = b"<a b={" * depth + b"c" + b"}/>" * depth
    templates = b"`${" * depth + b"a" + b"}`" * depth
    quotes, items = b"> " * depth, b"- " * depth
    for expression in (
        braces,
        b"{" + elements + b"}",
        b"{" + templates + b"}",
        b"{" + b"<a>{" * depth + b"}</a>" * depth + b"}",
    ):
        page = quotes + b"LLM " + expression + b" LLM\n\n" + items + expression + b"\n"
        assert [page[start:end] for start, end, _ in mdx(page, 0)] == [expression, expression]


def test_what_is_nested_too_deep_is_closed() -> None:
    page = b"LLM\n\n" + b"> " * 1000 + b"LLM\n"
    assert list(mdx(page, 0)) == [(5, len(page), "rest of a page that does not compile")]


HOSTILE = (
    *(
        "<",
        "{",
        "`",
        "` ",
        "`` ` ",
        "import ",
        "export a\n\n",
        "[",
        "![",
        "](",
        "[](",
        "[a](b 'c",
        "[a](b (",
        "[a][",
        ":a[",
        ":a{.b",
        ":::a\n",
    ),
    *(
        "<a ",
        "<a b='",
        "<a b={",
        "<a>\n",
        "<a>b\n",
        "<!--",
        "<!-- -->",
        "{a}\n",
        "{a} b\n",
        "{\n",
        "{{\n",
        "{a\n} {b\n} c\n",
        "{`${",
        "{<a>",
        "{/*",
    ),
    *(
        "{a/",
        "> ",
        ">\n",
        "> {a}\n",
        "> - {a}\n",
        "> a\n> {\n",
        "- ",
        "- a\n\n",
        "-\n",
        "1. ",
        "[^a]: ",
        "[a]: b 'c\n",
        "[a]: b\n\n[a] ",
        "$",
        "$ a",
    ),
    *(
        "```\n",
        "~~~\n\n",
        "$$\n",
        "|",
        "a|b\n-|-\n",
        "|-\n",
        "https://a.b/",
        "http://a_b.",
        "www.",
        "あ:あ",
        "\\",
        "\r",
        "a\n",
        "---\n",
        "# {#",
    ),
    *(
        "<A\n> b\n",
        "{a\n> b} c\n",
        "\t",
        "\t- a\n",
        "import a from 'b'\n\n",
        "export const a = {",
        "{class a {",
        "{if (",
        "{'",
        "*",
        "_ ",
        "&lt;",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_work_grows_with_the_page(piece: str) -> None:
    """A square of this size would take minutes."""
    page = (piece * (30_000 // len(piece))).encode()
    assert all(start < end for start, end, _ in mdx(page, 0))


@pytest.mark.parametrize(
    "text",
    [
        "```js\n```mdx-code-block\n<A/>\n```\nLLM\n",
        "- ~~~\n  ````mdx-code-block\n  ````\n  ~~~\n\nLLM\n",
    ],
)
def test_fences_that_docusaurus_takes_away_in_code_close_the_rest(text: str) -> None:
    (found,) = unwrapped_in_code(text.encode(), 0)
    assert found.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "```mdx-code-block\n<A/>\n```\n\nLLM\n",
        "```js\nmdx-code-block\n```\n\nLLM\n",
        "```js\n```\n\n```mdx-code-block\n```\n\nLLM\n",
    ],
)
def test_others_close_nothing_else(text: str) -> None:
    assert list(unwrapped_in_code(text.encode(), 0)) == []
