"""Pages of Python-Markdown made to hurt: nested, never closed, long."""

from __future__ import annotations

import time

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.linking import Linker

DIALECT = dialect_of(profile_of("mkdocs"))


def indented(opening: str, depth: int) -> str:
    return "".join(f"{' ' * 4 * level}{opening}\n" for level in range(depth)) + " " * 4 * depth + "LLM\n"


@pytest.mark.parametrize(
    "text",
    [
        *(indented(opening, 50) for opening in ("!!! note", "??? note", '=== "a"', "- a", "a\n:   b")),
        "> " * 50 + "LLM\n",
        "<div markdown>\n" * 50 + "\nLLM\n\n" + "</div>\n" * 50,
        "".join("/" * size + " note\n" for size in range(53, 2, -1)) + "LLM\n",
    ],
)
def test_nesting_50_deep_is_read(text: str) -> None:
    linker = Linker("## LLM\n\nA model.\n", site="mkdocs", link_style="markdown")
    linked = linker.link(text)
    assert linked.replace("[LLM](glossary.md#TExN)", "LLM") == text


HOSTILE = (
    *(
        "!!! note\n",
        "??? a\n    b\n",
        '=== "a"\n',
        "/// note\n",
        "///\n",
        "//// a\n/// b\n",
        "::: a\n",
        "a\n:   b\n\n",
    ),
    *(
        "--8<--\n",
        '--8<-- "a\n',
        "```\n",
        "~~~ a=b\n",
        "> ```\n",
        "<div>\n",
        "<div markdown>",
        "<p markdown>\n\n",
        "</div>",
    ),
    *(
        "<!--",
        "<a b='",
        "<!",
        "<?",
        "- ",
        "> ",
        "1. a\n",
        "    ",
        "\t\n",
        "\\[\n",
        "$$\n",
        "\\begin{a}\n",
        "|a",
        "\n",
    ),
    *(
        "[a\n",
        "# a\n",
        "a\n> b\n\n",
        "- a\n    - b\n",
        "- - ",
        "| a |\n|---|\n",
        "```\na\n````\n",
        "[a](b) [c\n\n",
    ),
    *(
        "`a ``b ",
        "++",
        '++"',
        "{~~",
        "{>>a\n",
        "$a",
        "\\(",
        "{: ",
        "a{",
        "}",
        "a {b}\n",
        "*[a",
        "*[a]:\n",
        ":a",
        "a@b",
        "a/a#1",
    ),
    *("^a ", "~a ", "[", "[a](b", "[a][", "[a]: ", "![", "<a@", "<b c", "\\", "&", "://", "www."),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    data = (piece * (50_000 // len(piece))).encode()
    start = time.process_time()
    DIALECT.read("a.md", data)
    assert time.process_time() - start < 2  # about 0.1; minutes where each mark searches all that follows


def test_definitions_in_quotes_serve_admonitions() -> None:
    linker = Linker("## LLM\n\nA model.\n", site="mkdocs", link_style="markdown")
    text = ">[l]:\n>LLM\n!!!e\n    L\n["
    assert linker.link(text) == text
    text = "> [LLM]:\n> x\n\n!!! note\n\n    An LLM.\n"
    assert linker.link(text) == text.replace("An LLM", "An [LLM](glossary.md#TExN)")
