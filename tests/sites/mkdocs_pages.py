"""Hypothesis strategies: pages of all syntax that MkDocs sites use, with terms everywhere."""

from __future__ import annotations

from hypothesis import strategies as st

GLOSSARY = "## LLM\n\nA model.\n\n## Neural Network\n\nLayers.\n\n## 学習\n\nA process.\n"

_words = st.sampled_from(
    [
        *["LLM"] * 5,
        "Neural Network",
        "学習",
        "the",
        "is",
        "x",
        "a.",
        "b,",
        "(LLM)",
        '"LLM"',
        "LLM.",
        "LLM:",
        "1",
    ]
)
_odd = st.sampled_from(
    [
        *(
            "*LLM*",
            "**LLM**",
            "_LLM_",
            "`LLM`",
            "``LLM`",
            "`LLM",
            "==LLM==",
            "^LLM^",
            "^^LLM^^",
            "~LLM~",
            "~~LLM~~",
        ),
        *(
            "^Neural Network^",
            "~a Neural Network b~",
            "**a LLM b**",
            "*LLM",
            "LLM*",
            "_LLM",
            "LLM_",
            "\\LLM",
            "\\*LLM",
        ),
        *(
            "++ctrl+LLM++",
            '++"LLM"++',
            "++LLM++",
            "{++ LLM ++}",
            "{-- LLM --}",
            "{~~ LLM ~> LLM ~~}",
            "{== LLM ==}",
        ),
        *(
            "{>> LLM <<}",
            "{++LLM",
            "LLM--}",
            "{>> LLM",
            "\\(LLM\\)",
            "\\[LLM\\]",
            "$LLM$",
            "$$LLM$$",
            "$ LLM",
            "\\(LLM",
        ),
        *(
            "[LLM](x.md)",
            "[a LLM b](x.md)",
            "[LLM](x y)",
            "[LLM](x 'LLM')",
            '[LLM](x"LLM)',
            "![LLM](x.png)",
            "![LLM",
        ),
        *(
            "[LLM][label]",
            "[label][LLM]",
            "[label] [LLM]",
            "[label]",
            "[LLM]",
            "[label] LLM",
            "[a [LLM] b](x)",
            "[LLM][]",
        ),
        *(
            "[text]{ .LLM }",
            "**LLM**{ .LLM }",
            "LLM{ .x }",
            "`LLM`{ .LLM }",
            "*x*{.a} LLM {b}",
            "{LLM}",
            "{: .LLM }",
        ),
        *(
            ":LLM:",
            ":material-LLM:",
            ":smile: LLM",
            ":octicons-x-24:{ .LLM } LLM",
            "(1) LLM",
            "[^1]",
            "[^LLM]",
        ),
        *(
            "<b>LLM</b>",
            "<b LLM>",
            "<LLM",
            "<x.y LLM>",
            "<br> LLM",
            "<!-- LLM -->",
            "<!-- LLM",
            "<a href='LLM'>LLM</a>",
        ),
        *(
            "<https://x.y/LLM>",
            "<x://LLM y>",
            "https://x.y/LLM",
            "a@LLM.org",
            "&LLM;",
            "&amp; LLM",
            "LLM <",
            "> LLM",
        ),
        *(
            "`#!python LLM`",
            "[x] LLM",
            "{{ LLM }}",
            "{% LLM %}",
            "!LLM",
            "|",
            "LLM | LLM",
            "<div>LLM</div>",
            "</div>",
        ),
    ]
)
_token = st.one_of(_words, _words, _words, _odd)
_line = st.lists(_token, min_size=1, max_size=5).map(" ".join)
_joined = st.lists(_token, min_size=1, max_size=4).map("".join)
_text = st.lists(st.one_of(_line, _line, _line, _joined), min_size=1, max_size=3).map("\n".join)


def _indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _lines(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


_opening = _lines(
    *("!!! note", '!!! note "LLM"', '!!! tip inline end "A LLM b"', "!!!note", "??? LLM", '???+ note "LLM"'),
    *(
        '??? "LLM"',
        '=== "LLM"',
        '===! "A LLM"',
        '===+ "LLM"',
        '=== "x"',
        '!!! note "LLM" x',
        "!!! LLM.x",
        "===LLM",
    ),
)
_special = _lines(
    *(
        '--8<-- "LLM.md"',
        "--8<--\nLLM.md\n--8<--",
        ';--8<-- "LLM"',
        "-8<- [start:LLM]",
        "--8<--\nLLM",
        "[TOC]",
    ),
    *(
        "*[LLM]: A LLM here",
        "*[XYZ]:\nLLM",
        "[label]: LLM",
        "[LLM]: x",
        "[label]:\n  LLM\n  'LLM'",
        "[^1]: LLM",
        "[^1]:",
    ),
    *(
        "::: LLM.module",
        "::: a.b\n    options:\n      LLM: x",
        "::: a.b\n\n    options:\n      LLM: true",
        "---",
        "***",
    ),
    *(
        "# LLM",
        "## LLM { #LLM }",
        "# a\nLLM",
        "#LLM x",
        "LLM\n===",
        "a\nLLM\n---",
        "{: .LLM }",
        "LLM\n{: .LLM }",
        "\\[\nLLM\n\\]",
    ),
    *(
        "$$\nLLM\n$$",
        "\\begin{a}\nLLM\n\\end{a}",
        "\\[\nx\n> LLM\n\\]",
        "<!-- a\n\nLLM -->",
        "<hr> LLM",
        "<p>LLM",
        "<!-- LLM",
    ),
    *(
        "<details><summary>LLM</summary>",
        "</details>",
        "<div>",
        "</div>",
        "</div> LLM",
        "<div markdown>",
        "<b>",
        "<?LLM",
    ),
    *(
        "<p markdown>LLM</p>",
        "<script>\nLLM\n</script>",
        "<br/>",
        "<video LLM>LLM</video>",
        "<div\nLLM>",
        "<!DOCTYPE LLM>",
    ),
    *(
        "```\nLLM\n```",
        "``` LLM\nx\n```",
        '```py title="LLM"\nLLM\n```',
        "```py LLM\nLLM\n```\nLLM",
        "```\nLLM\n````\nLLM",
    ),
    *(
        "~~~\nLLM\n~~~",
        "```{ .py LLM }\nLLM\n```",
        "```",
        "    LLM",
        "\tLLM",
        "      LLM",
        "- LLM",
        "1) LLM",
        "+ LLM\n    - LLM",
    ),
)


def _block(name_and_rest: str, body: str) -> str:
    return f"/// {name_and_rest}\n{body}\n///"


_block_opening = _lines(
    *(
        "note | LLM",
        "note",
        "tab | LLM",
        "details | LLM\n    open: true",
        "html | div.LLM",
        "html | pre",
        "caption | < LLM",
    ),
    *("define", "caption", "html | div\n    attrs: {id: LLM}", "LLM | LLM", "note | LLM\n    type: LLM"),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(_opening, _lines("\n", "\n\n"), inner, _lines("    ", "\t", "  ", "      ")).map(
            lambda parts: parts[0] + parts[1] + _indented(parts[2], parts[3])
        ),
        st.tuples(_opening, inner).map(lambda parts: parts[0] + "\n\n" + _indented(parts[1])),
        st.tuples(_block_opening, inner).map(lambda parts: _block(*parts)),
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
        inner.map(lambda text: "> " + text),
        inner.map(lambda text: "- " + text.replace("\n", "\n  ")),
        inner.map(lambda text: "- " + _indented(text)[2:]),
        inner.map(lambda text: "-   " + _indented(text)[4:]),
        inner.map(lambda text: "1. " + text.replace("\n", "\n   ")),
        inner.map(lambda text: "1) " + text.replace("\n", "\n    ")),
        inner.map(lambda text: "LLM\n:   " + _indented(text)[4:]),
        inner.map(lambda text: "LLM\n\n:   " + _indented(text)[4:]),
        inner.map(lambda text: "[^1]: " + _indented(text)[4:]),
        inner.map(lambda text: f"<div>\n{text}\n</div>"),
        inner.map(lambda text: f"<div>\n\n{text}\n\n</div>"),
        inner.map(lambda text: f"<div markdown>\n\n{text}\n\n</div>"),
        inner.map(lambda text: f'<section markdown="1">\n{text}\n</section>'),
        inner.map(lambda text: f"<div markdown><p markdown='span'>\n\n{text}\n\n</p></div>"),
        inner.map(lambda text: f"<div markdown><div markdown='0'>\n\n{text}\n\n</div>\nLLM\n</div>"),
        inner.map(lambda text: f"```\n{text}\n```"),
        inner.map(_indented),
        pair.map("\n\n".join),
        pair.map("\n\n".join),
        pair.map("\n".join),
        pair.map(lambda both: both[0] + "\n\n" + _indented(both[1])),
    )


_table = st.lists(_line.map(lambda text: text.replace("|", "/")), min_size=4, max_size=4).map(
    lambda cells: "| {} | {} |\n|---|---|\n| {} | {} |".format(*cells)
)
_leaf = st.one_of(_text, _text, _text, _special, _special, _table)
_blocks = st.recursive(_leaf, _nested, max_leaves=6)
pages = st.lists(_blocks, min_size=1, max_size=4).map("\n\n".join)
