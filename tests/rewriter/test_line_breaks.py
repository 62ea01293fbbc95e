"""VitePress takes a line break between two elements away: no link may stand there."""

from __future__ import annotations

import pytest

from tests.support.linking import Linker

GLOSSARY = "# G\n\n## LLM\n\nT.\n\n## Agent\n\nT.\n"
VITEPRESS = Linker(GLOSSARY, site="vitepress", link_style="markdown")
LLM = "[LLM](glossary.md#TExN)"


@pytest.mark.parametrize(
    "text",
    [
        "**words**\nLLM follows\n",
        "A `code`\nLLM\n",
        "[a](b.md)\r\nLLM\n",
        "> *em*\n> LLM\n",
        "The LLM\n**words**\n",
        "The LLM\n![x](y.png)\n",
        "The LLM\n<kbd>x</kbd>\n",
    ],
)
def test_none_next_to_an_element_of_the_author(text: str) -> None:
    assert VITEPRESS.link(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("words\nLLM\n", f"words\n{LLM}\n"),
        ("LLM\nwords\n", f"{LLM}\nwords\n"),
        ("**words** LLM\n", f"**words** {LLM}\n"),
        ("**words**\n\nLLM\n", f"**words**\n\n{LLM}\n"),
        ("The LLM.\n**words**\n", f"The {LLM}.\n**words**\n"),
        ("LLM\nAgent\n", f"{LLM}\nAgent\n"),
    ],
)
def test_elsewhere_they_stand(text: str, expected: str) -> None:
    assert VITEPRESS.link(text) == expected
    assert VITEPRESS.link(expected) == expected


def test_other_sites_keep_the_line_break() -> None:
    assert Linker(GLOSSARY, link_style="markdown").link("**words**\nLLM\n") == f"**words**\n{LLM}\n"
