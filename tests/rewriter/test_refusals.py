"""Comments that keep a mention or a word from being linked: where they stand, and where none can."""

from __future__ import annotations

import pytest

from autolink.page.page import Page
from autolink.rewriter.refusals import refused_here, refused_on_page
from tests.support.linking import Linker

LINKER = Linker("## Span\n\nX\n\n## Node\n\nX\n")
OFF, ON = "<!-- autolink-disable M001 -->", "<!-- autolink-enable M001 -->"

HERE = {
    "within a line": ("A [span] node.\n", f"A {OFF}span{ON} node.\n"),
    "at the end of the page": ("A node [span]", f"A node {OFF}span{ON}"),
    "in emphasis": ("A node *[span]*.\n", f"A node *{OFF}span{ON}*.\n"),
    "in a list": ("- A [span] node.\n", f"- A {OFF}span{ON} node.\n"),
    "in a table": (
        "| a | b |\n|---|---|\n| a [span] | node |\n",
        f"| a | b |\n|---|---|\n| a {OFF}span{ON} | node |\n",
    ),
    "at the start of a paragraph": ("[span] node\n", f"{OFF}\nspan{ON} node\n"),
    "with Windows line ends": ("[span] node\r\n", f"{OFF}\r\nspan{ON} node\r\n"),
    "at the start of a list item": ("- [span] node\n", ""),
}


@pytest.mark.parametrize("name", HERE)
def test_a_mention_beside_others_gets_a_comment_on_each_side(name: str) -> None:
    marked, expected = HERE[name]
    before, _, rest = marked.rpartition("[span]")
    text = f"{before}span{rest}"
    start = len(before.encode())
    page = Page.parse(LINKER.path, text.encode(), LINKER.config.dialect)
    data = refused_here(page, start, start + 4, is_alone=False)
    if expected == "":
        assert data is None
        return
    assert data is not None
    assert data.decode() == expected
    linked = LINKER.link(data.decode())
    assert f"{OFF}span{ON}" in linked.replace("\r\n", "").replace("\n", "")  # nothing was put around it


ON_PAGE = {
    "at the end": ("A span.\n", "A span.\n\n<!-- autolink-never-link: Span -->\n"),
    "behind a page without a final newline": ("A span.", "A span.\n\n<!-- autolink-never-link: Span -->\n"),
    "behind a list": ("- A span.\n\n", "- A span.\n\n<!-- autolink-never-link: Span -->\n"),
    "in the comment that is there": (
        "A span.\n\n<!-- autolink-never-link: Node-->\n\nMore.\n",
        "A span.\n\n<!-- autolink-never-link: Node, Span-->\n\nMore.\n",
    ),
    "at the start, where a fence is open": (
        "---\ntitle: x\n---\nA span.\n\n```\ncode\n",
        "---\ntitle: x\n---\n<!-- autolink-never-link: Span -->\n\nA span.\n\n```\ncode\n",
    ),
}


@pytest.mark.parametrize("name", ON_PAGE)
def test_a_word_is_listed_on_the_page(name: str) -> None:
    text, expected = ON_PAGE[name]
    page = Page.parse(LINKER.path, text.encode(), LINKER.config.dialect)
    data = refused_on_page(page, "Span")
    assert data is not None
    assert data.decode() == expected
    assert LINKER.link(expected) == expected


@pytest.mark.parametrize("word", ["a, b", "a --> b", "a<b", "a--b", "a\nb"])
def test_words_that_no_comment_can_hold_are_not_written(word: str) -> None:
    page = Page.parse(LINKER.path, b"A span.\n", LINKER.config.dialect)
    assert refused_on_page(page, word) is None


def test_mdx_takes_no_comments() -> None:
    page = Page.parse("/project/page.mdx", b"A span.\n", LINKER.config.dialect)
    assert refused_on_page(page, "Span") is None
    assert refused_here(page, 2, 6, is_alone=True) is None
    assert refused_here(page, 2, 6, is_alone=False) is None
