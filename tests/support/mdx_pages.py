"""Hypothesis strategies: MDX pages that mention `LLM` wherever a page can, and where it looks as if it could."""

from __future__ import annotations

from hypothesis import strategies as st

_PLAIN = ("LLM", "an LLM is", "text", "see LLM.", "(LLM)", "の LLM は", "one, two")
_MARKUP = (
    *("`code LLM`", "``a ` LLM``", "`{`", "`<`", "` LLM", "`"),
    *(
        " *LLM* ",
        " **an LLM** ",
        " ~~LLM~~ ",
        "\\{ LLM \\}",
        "\\< LLM",
        "\\` LLM",
        "a < LLM",
        "LLM > b",
        "\\\\",
        "}",
    ),
    *(
        "[LLM](x)",
        "[an LLM]({b)",
        "[a](<{ LLM> 'it}s {')",
        "![LLM](a)",
        "[LLM][ref]",
        "[ref]",
        "[LLM",
        "](LLM)",
    ),
    *("[a [LLM](b) c](d{)", "[a](b(c{)d) LLM", "[x]", "[^1]", "[^1{]", "![a [LLM](b)](c)"),
    *(
        "https://x.org/{LLM}",
        "https://x.org/` LLM",
        "https://x.org/　{LLM}",
        "www.x.org/{ LLM",
        "a@b.org",
        "http://a_b.c_d/{LLM}",
    ),
    *(
        ":LLM",
        ":is LLM",
        "a:b LLM",
        "10:30",
        ":smile:",
        ":a[LLM]",
        ':a[LLM]{b="}" LLM}',
        ":a{.b} LLM",
        ":のLLMは",
        ":",
        "::",
    ),
    *("$a_{LLM}$", "$ LLM", "$$LLM {b}$$", "$", "$\\text{don't}$ LLM", "$x$ LLM $`$"),
    *("&amp; LLM", "&#123; LLM", "'", '"', "it's", "|", "{#LLM}", "!", "//", "/*"),
)
_JSX = (
    *(
        "<b>LLM</b>",
        "<b>an LLM's {LLM}</b>",
        "<A b='it\"s > LLM' />",
        '<A b="{ LLM"/> LLM',
        "<A b={`LLM }`}/>",
    ),
    *("<A {...LLM}/>", '<a.b c:d="LLM">LLM</a.b>', "<>LLM</>", "<A\n  b='LLM'\n/>", "<A b='`'/> LLM `c LLM`"),
    *("<A b={<i>LLM's</i>} c />", "<A b={{c: 'LLM', d: {e: 1}}}>LLM</A>", "<!-- LLM -->", "<!-- ` { --> LLM"),
    *("<br/>", "< LLM", "<A b={/* } */ LLM}/>", "<A b='\nLLM\n'/>", "<日本 語='LLM'/>"),
)
_EXPRESSIONS = (
    *("{LLM}", "{'}'} LLM", "{'LLM {'}", "{`LLM ${`}${a}`} }`}", "{/* LLM } ' */}", "{a /* ` */} LLM", "{}"),
    *("{/[/}]LLM/.test(a)}", "{a / 2} LLM {b / 3}", "{(a) / 2} LLM {b / '}'}", "{a[0] / b} LLM {/}/}"),
    *(
        "{<b>LLM don't</b>}",
        "{a < b} LLM",
        "{a > b ? <i>LLM</i> : '<'}",
        "{(() => { if (a) /}/; return {b: 1} })()}",
    ),
    *(
        "{'`'} LLM `c LLM`",
        "{\n'LLM'\n}",
        "{a // LLM }\n}",
        "{'\\'}'} LLM",
        "{[1, 2].map((x) => <li key={x}>LLM {x}</li>)}",
    ),
    *(
        "{ {a: {}}.b } LLM",
        "{a++ / 2} LLM",
        "{typeof /}/} LLM",
        "{`\n\n`}",
        "{a\n> b} LLM",
        "{a\n- b} LLM",
        "{x => { }}",
    ),
)
_CODE = (
    "LLM {",
    "a <b",
    "LLM",
    "",
    "const a = `LLM`",
    ":::",
    "}",
    "import LLM",
    "</A>",
    "  indented",
    "$$",
    "| a |",
)
_MODULES = (
    *(
        "import LLM from 'b'",
        'import a, {LLM} from "c";',
        "import 'LLM'",
        "import * as LLM from 'd'\nimport e from 'f'",
    ),
    *(
        "export const a = 1",
        "export const a = {\n\n  b: 'LLM'\n\n}",
        "export const a = () => {\n\n  return <p>\n\n  LLM's\n\n  </p>\n}",
    ),
    *(
        "export const meta = `\n\nLLM {\n\n`",
        "export default function LLM() {\n\n  // it's\n\n  return /[`]/\n}",
        "export const a =\n\n1",
    ),
    *(
        "export {a} from 'LLM'",
        "export * from 'LLM'",
        "/* no */ import LLM from 'b'",
        " import LLM",
        "export const a = b /\n\nc",
    ),
    *(
        "export class A {\n\n  b() { /* LLM */ }\n\n}",
        "import a\n\nfrom 'b'",
        "export const a = 1 // LLM",
        "export function f()\n\n{ LLM }",
    ),
)
_FLOW = (
    *(
        "<A />",
        '<A\n  title="LLM"\n/>',
        "<A\n\n  b={{\n\n    c: 'LLM'\n\n  }}\n/>",
        "{\n\n  LLM\n\n}",
        "{/*\n\nLLM\n\n*/}",
        "{a}<B/>{c}",
    ),
    *(
        "<A>{`\n\nLLM {\n\n`}</A>",
        "<A> LLM {b} </A>",
        "<A/> LLM",
        "{a} LLM",
        "{a} {b}",
        "<A\n> LLM</A>",
        "{a\n> b} LLM",
        "<A b='\n\nLLM'/>",
    ),
    *(
        "<!-- LLM -->",
        "<!--\n\nLLM\n\n-->",
        "<!-- a --> LLM",
        "<!-- a -->LLM `b` LLM",
        "<div>LLM</div>",
        "<p>\nLLM\n</p>",
        "<p>LLM\n</p>",
    ),
    *(
        "---",
        "***",
        "===",
        "- - -",
        "# LLM",
        "## LLM {#llm}",
        "### a {/* #LLM */}",
        "#LLM {#a}",
        "## LLM {#it's}",
        "# {#`} LLM\n\nLLM `LLM`",
        "<!-- a --> `\nb LLM` LLM",
        "<!-- a --> ```\nLLM {\n```",
        "# `LLM` {b}",
        "####### LLM",
    ),
    *(
        "LLM\n===",
        "an LLM\n---",
        "[ref]: LLM",
        "[a]: <LLM {> 'it}s\nLLM'",
        "[^1]: LLM",
        "[^1]: {a} LLM\n\n    LLM",
        "[LLM]: x",
    ),
    *(
        "| LLM | b |\n|---|---|\n| ` | LLM ` |\n| {a} | LLM",
        "a | LLM\n-|-\nb {c} | `LLM`",
        "| LLM |\n|---|---|\n| a |",
        "LLM | ` \\| LLM `|\n:-:|-",
    ),
    *(
        "$$\nLLM {\n$$",
        "$$\n\\frac{a}{b} LLM\n$$",
        "$$ LLM",
        "::LLM",
        "::a[LLM]{b='}'}",
        "::: LLM",
        ":::",
        ":::a LLM",
        "::a LLM",
    ),
    *(
        "    LLM {a}",
        "      ```\n      LLM {\n      ```",
        "      LLM",
        "\tLLM `a`",
        "   - LLM",
        "-      LLM\n  LLM",
        "-      ```\n  LLM\n  ```\n  LLM {a}",
        "export {LLM}\n\n  from 'LLM'",
        ":smile:LLM :+1:LLM",
    ),
    *(
        "```mdx-code-block\n<A/>\n```",
        "2) LLM",
        "7. LLM {\n   a}",
        "-\n\n  LLM",
        "-\n  LLM",
        "> a\nLLM {b}",
        "> a\n```\nLLM\n```",
        "- a\nLLM",
    ),
)


def _joined(separators: list[str], pieces: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """Return pieces with a separator between each two."""
    pairs = st.lists(st.tuples(pieces, st.sampled_from(separators)), min_size=1, max_size=most)
    return pairs.map(lambda found: "".join(piece + space for piece, space in found[:-1]) + found[-1][0])


_INLINE = st.sampled_from([*_PLAIN * 12, *_MARKUP, *_JSX * 2, *_EXPRESSIONS * 2])
_LINES = _joined([" ", " ", " ", "\n", "\n  ", ""], _INLINE, 6)


@st.composite
def _fence(draw: st.DrawFn) -> str:
    fence = draw(st.sampled_from(["```", "~~~", "````", "```js title='LLM {'", "~~~ `LLM`"]))
    closing = draw(st.sampled_from([fence[:4].strip("j ")] * 6 + ["", "  " + fence[:3], "``", "~~~~"]))
    return "\n".join([fence, *draw(st.lists(st.sampled_from(_CODE), max_size=4)), closing])


_LEAF = st.one_of(_LINES, _LINES, _LINES, _LINES, st.sampled_from(_FLOW), st.sampled_from(_FLOW), _fence())
_BREAKS = ["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n"]


@st.composite
def _container(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    lines = draw(inner).split("\n")
    first, rest = draw(
        st.sampled_from(
            [
                *(
                    ("> ", "> "),
                    (">", ">"),
                    ("- ", "  "),
                    ("* ", "  "),
                    ("1. ", "   "),
                    ("10) ", "    "),
                    ("-   ", "    "),
                ),
                *(
                    ("> ", ""),
                    ("- ", ""),
                    ("[^1]: ", "    "),
                    ("  ", "  "),
                    ("    ", "    "),
                    (">\t", ">\t"),
                    ("-\t", "\t"),
                ),
            ]
        )
    )
    return "\n".join([first + lines[0], *(rest + line if line or ">" in rest else "" for line in lines[1:])])


@st.composite
def _wrapped(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    opening, closing = draw(
        st.sampled_from(
            [
                *(
                    (":::note", ":::"),
                    (":::note LLM {a}", ":::"),
                    (":::tip[LLM]{.b}", ":::"),
                    ("::::info", "::::"),
                    ("::: LLM", ":::"),
                ),
                *(
                    ("<A>", "</A>"),
                    ('<A b="LLM">', "</A>"),
                    ("<A\n  b={LLM}\n>", "</A>"),
                    ("<details><summary>LLM</summary>", "</details>"),
                ),
                *(
                    ("  :::note", "  :::"),
                    (":::note", "::::"),
                    ("{(\n<p>", "</p>\n)}"),
                    (":::LLM", ":::"),
                    (":::caution It's", ":::"),
                ),
            ]
        )
    )
    space = draw(st.sampled_from(["\n", "\n\n"]))
    return opening + space + draw(inner) + space + closing


_BLOCKS = st.recursive(
    _LEAF,
    lambda inner: st.one_of(_container(inner), _wrapped(inner), _joined(_BREAKS, inner, 3)),
    max_leaves=6,
)


_SPECIAL = [
    "\n",
    "\n\n",
    " ",
    "`",
    "```",
    "{",
    "}",
    "<",
    ">",
    "/",
    "'",
    '"',
    "$",
    ":",
    ":::",
    "[",
    "]",
    "(",
    ")",
    "- ",
    "> ",
    "\\",
    "LLM",
]


@st.composite
def mdx_pages(draw: st.DrawFn) -> str:
    """Return a page; of two, one compiles or so. Some have pieces of markup where nobody would write them."""
    module = draw(
        st.one_of(st.just(""), st.just(""), st.sampled_from(_MODULES).map(lambda text: text + "\n\n"))
    )
    page = (
        module
        + draw(_joined(_BREAKS, st.one_of(_BLOCKS, _BLOCKS, _BLOCKS, st.sampled_from(_MODULES)), 5))
        + "\n"
    )
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        at = draw(st.integers(0, len(page)))
        page = page[:at] + draw(st.sampled_from(_SPECIAL)) + page[at + draw(st.integers(0, 1)) :]
    page = "#\n" * page.startswith("---") + page  # as it is no front matter
    return page.replace("\n", draw(st.sampled_from(["\n"] * 9 + ["\r\n"])))
