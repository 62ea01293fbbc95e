"""Hypothesis strategies: Markdown of nested blocks and inlines, in Latin and CJK."""

from __future__ import annotations

from hypothesis import strategies as st

TERMS = (
    "事前学習 | Pre-training",
    "大規模言語モデル | Large Language Model | LLM",
    "学習",
    "サーバー | Server",
    "Neural Network",
    "C++",
    ".NET",
    "파드 | Pod",
    "кот",
    "モデル",
)
GLOSSARY = "".join(f"## {term}\n\nA definition.\n\n" for term in TERMS)

_MENTIONS = (
    *(
        "事前学習",
        "Pre-training",
        "pretraining",
        "大規模言語モデル",
        "LLM",
        "LLMs",
        "学習",
        "サーバ",
        "サーバー",
    ),
    *(
        "Server",
        "servers",
        "Neural Network",
        "neural\nnetworks",
        "C++",
        ".NET",
        "파드",
        "파드를",
        "кот",
        "モデル",
    ),
)
_FILLERS = (
    *(
        " ",
        " ",
        " ",
        "は",
        "を",
        "。",
        "、",
        ", ",
        ". ",
        "the",
        "x",
        "の",
        "(",
        ")",
        "「",
        "」",
        "→",
        "1",
        "-",
        "/",
    ),
    *(
        "который",
        "OpenAI",
        "_",
        "*",
        "**",
        "~~",
        "~",
        "`",
        "[",
        "]",
        "<",
        ">",
        "&",
        "&amp;",
        "\\",
        "!",
        "|",
        "$",
        ":",
    ),
    *(
        "<b>",
        "</b>",
        "<br>",
        "<!-- c -->",
        "<a href='x'>",
        "</a>",
        "<code>",
        "</code>",
        "\u200d",
        "\u3099",
        "é",
        "\t",
    ),
    *(
        "https://example.org/LLM",
        "a@b.org",
        "{{ x }}",
        "[^1]",
        ":smile:",
        "\\\n",
        "  \n",
        "\n",
        "#",
        "1. ",
        "- ",
        "İ",
    ),
)
words = st.sampled_from(_MENTIONS) | st.sampled_from(_FILLERS)
plain_inline = st.lists(words, min_size=1, max_size=8).map("".join)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    mark = st.sampled_from(["*", "**", "_", "__", "~~", "`", "$"])
    return st.one_of(
        st.tuples(mark, inner).map(lambda pair: pair[0] + pair[1] + pair[0]),
        inner.map(lambda text: f"[{text}](other.md)"),
        inner.map(lambda text: f"[{text}][ref]"),
        inner.map(lambda text: f"![{text}](image.png)"),
        inner.map(lambda text: f'<a href="other.md">{text}</a>'),
        st.lists(inner, min_size=2, max_size=3).map("".join),
    )


inline = st.recursive(plain_inline, _wrapped, max_leaves=6)


def _prefixed(first: str, rest: str, text: str) -> str:
    return first + text.replace("\n", "\n" + rest)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map(lambda text: _prefixed("> ", "> ", text)),
        inner.map(lambda text: _prefixed("- ", "  ", text)),
        inner.map(lambda text: _prefixed("1. ", "   ", text)),
        inner.map(lambda text: _prefixed("[^1]: ", "    ", text)),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=2, max_size=2).map("\n".join),
    )


leaf = st.one_of(
    inline,
    inline,
    inline.map(lambda text: "## " + text.replace("\n", " ")),
    inline.map(lambda text: text + "\n==="),
    st.lists(inline.map(lambda text: text.replace("\n", " ")), min_size=2, max_size=3).map(
        lambda cells: (
            "| " + " | ".join(cells) + " |\n|" + "---|" * len(cells) + "\n| " + " | ".join(cells) + " |"
        )
    ),
    inline.map(lambda text: f"```\n{text}\n```"),
    inline.map(lambda text: f"<div>\n{text}\n</div>"),
    inline.map(lambda text: f"    {text}"),
    st.just("[ref]: other.md 'title'"),
)
blocks = st.recursive(leaf, _nested, max_leaves=4)
documents = st.tuples(
    st.sampled_from(["", "", "", "\ufeff", "---\ntitle: LLM\n---\n"]),
    st.lists(blocks, min_size=1, max_size=4).map("\n\n".join),
    st.sampled_from(["", "\n", "\r\n"]),
).map(
    lambda parts: parts[0] + (parts[1].replace("\n", "\r\n") if parts[2] == "\r\n" else parts[1]) + parts[2]
)
