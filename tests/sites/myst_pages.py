"""Hypothesis strategies: pages of all syntax that MyST has, with terms everywhere."""

from __future__ import annotations

from hypothesis import strategies as st

GLOSSARY = "## LLM\n\nA model.\n\n## Neural Network\n\nLayers.\n\n## 学習\n\nA process.\n"

_words = st.sampled_from(
    [
        *["LLM"] * 6,
        "Neural Network",
        "学習",
        "the",
        "is",
        "x",
        "a.",
        "(LLM)",
        '"LLM"',
        "LLM's",
        "LLM.",
        "LLM:",
    ]
)
_odd = st.sampled_from(
    """*LLM*|**LLM**|_LLM_|`LLM`|``LLM`|~~LLM~~|\\LLM|\\$LLM|$LLM$|$LLM|$$LLM$$|$ LLM $|{ref}`LLM`|{term}`a LLM <b>`
{math}``LLM``|{r}`LLM|{x}LLM|{{ LLM }}|{{LLM|LLM}}|{LLM}|[LLM]{.LLM}|LLM{.b}|`LLM`{.LLM}|*LLM*{#LLM}|[LLM](x.md){.LLM}
[LLM](x.md)|[](#LLM)|<project:#LLM>|<inv:LLM#LLM>|https://example.org/LLM|[^LLM]|[LLM][x]|[LLM]|![LLM](x.png)
![LLM](x.png){width=LLM}|<b>LLM</b>|<b title="$LLM">|<!-- LLM -->|LLM--LLM|LLM...|(c) LLM|%LLM|(LLM)=|:LLM: LLM
\\begin{align}|:::|```|+++|[x](a$b)|\\\\$LLM$|`$`|LLM:::""".replace("\n", "|").split("|")
)
_text = st.lists(st.one_of(_words, _words, _odd), min_size=1, max_size=6).map(" ".join)
_lines = st.lists(_text, min_size=1, max_size=3).map("\n".join)
_CONTENT = """note admonition warning tip seealso topic sidebar margin dropdown card grid tab-set tab-item versionadded
figure epigraph prf:theorem exercise container table list-table compound"""
_content = st.sampled_from(_CONTENT.split())
_RAW = "code-block math eval-rst csv-table toctree image include raw mermaid x py:func"
_raw = st.sampled_from(_RAW.split())
_plain = st.sampled_from(["", "python", "LLM", "mermaid"])
_options = st.sampled_from(
    ["", "", "", ":class: LLM\n", ":name: LLM\n:class: x\n", "---\nclass: LLM\n---\n", "\n"]
)
_single = st.sampled_from(
    [
        "(LLM)=",
        "(a LLM b)=",
        "% LLM",
        "+++",
        '+++ {"LLM": 1}',
        "{.LLM}",
        '{#id .LLM key="LLM"}',
        "{{ LLM }}",
        ":LLM: LLM",
        ":LLM:",
        "---",
        "***",
        "    LLM",
        "$$LLM$$",
        "$$LLM$$ (LLM)",
        "$$\nLLM\n\nLLM\n$$",
        "\\begin{equation}\nLLM\n\nLLM\n\\end{equation}",
        "\\begin{align*}\nLLM",
        "[x]: x.md",
        "[^LLM]: LLM and\n\n    LLM",
        '<div class="admonition">\nLLM\n\nLLM\n</div>',
        "<div>\n$LLM\n</div>",
        "| LLM | $LLM |\n|---|---|\n| LLM$ | LLM |",
        "LLM\n===",
    ]
)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _fence(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(kind: str, size: int, title: str, options: str, body: str, is_closed: bool) -> str:
        marks, _, name = kind.partition(" ")
        marks *= size
        closing = f"\n{marks}" if is_closed else ""
        return f"{marks}{name} {title}\n{options}{body}{closing}"

    names = st.one_of(
        _content.map("{{{}}}".format), _content.map("{{{}}}".format), _raw.map("{{{}}}".format), _plain
    )
    kinds = st.tuples(st.sampled_from("`::~"), names).map(" ".join)
    titles = st.sampled_from(["", "", "LLM", "An LLM", "1.0"])
    return st.builds(
        build, kinds, st.integers(3, 5), titles, _options, inner, st.sampled_from([True] * 5 + [False])
    )


def _glossary(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(entries: list[tuple[str, str, str]], start: str) -> str:
        terms = (f"{names}\n{_indented(text, by)}\n" for names, by, text in entries)
        return f"```````{{glossary}}\n{start}" + "\n".join(terms) + "```````"

    names = st.lists(_text, min_size=1, max_size=2).map("\n".join)
    indents = st.sampled_from(["  ", "  ", "    ", " ", "\t", "     "])
    entries = st.lists(st.tuples(names, indents, inner), min_size=1, max_size=3)
    return st.builds(build, entries, st.sampled_from(["", "", ":sorted:\n\n", ".. LLM\n   LLM\n", "  LLM\n"]))


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    definitions = st.tuples(_text, st.sampled_from([": ", ":   ", "~ "]), inner).map(
        lambda item: f"{item[0]}\n{item[1]}{_indented(item[2], ' ' * len(item[1])).lstrip(' ')}"
    )
    items = st.tuples(st.sampled_from(["- ", "1. ", "2. ", "-   "]), inner).map(
        lambda item: item[0] + _indented(item[1], " " * len(item[0])).lstrip(" ")
    )
    quotes = inner.map(lambda text: _indented(text, "> "))
    shifted = st.tuples(st.sampled_from([" ", "  ", "    ", "\t"]), inner).map(
        lambda item: _indented(item[1], item[0])
    )
    fence = _fence(inner)
    return st.one_of(fence, fence, definitions, items, quotes, shifted, _glossary(inner))


def _documents(block: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(block, st.sampled_from(["\n\n", "\n\n", "\n"])).map("".join)
    return st.lists(pairs, min_size=1, max_size=4).map("".join)


_leaf = st.one_of(_lines, _lines, _single, _text.map("## {}".format))
pages = _documents(
    st.recursive(
        _leaf, lambda inner: _containers(_documents(inner).map(lambda t: t.rstrip("\n"))), max_leaves=6
    )
)
