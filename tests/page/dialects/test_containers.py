"""What is closed is marked `⟦…⟧`."""

from __future__ import annotations

import pytest

from autolink.page.dialects.containers import colon_containers
from tests.support.closed import marked, unmarked

CLOSED = {
    "docusaurus": "⟦:::note⟧\n\nAn LLM.\n\n⟦:::⟧\n",
    "a title": "⟦:::note LLM and more⟧\nAn LLM.\n⟦:::⟧\n",
    "a label": "⟦:::tip[LLM]{.b}⟧\nAn LLM.\n⟦:::⟧\n",
    "vitepress": "⟦::: info LLM⟧\nAn LLM.\n⟦:::⟧\n",
    "code group": "⟦::: code-group⟧\n\n```js [LLM]\nLLM\n```\n\n⟦:::⟧\n",
    "without an end": "⟦::: raw⟧\nAn LLM.\n",
    "longer": "⟦:::::tip⟧\n⟦:::⟧\n⟦::::: ⟧\n",
    "in a list": "- ⟦:::note⟧\n  An LLM.\n  ⟦:::⟧\n1. ⟦::: tip⟧\n",
    "in a quote": "> ⟦:::note⟧\n> An LLM.\n> ⟦:::⟧\n> - ⟦:::⟧",
    "indented": "    ⟦:::note⟧\n\tAn LLM.\n    ⟦:::⟧\n",
    "line ends": "⟦:::note⟧\r\nAn LLM.\r⟦:::⟧\r\n",
    "its name in another script": "⟦::: 注意 LLM⟧\nLLM\n",
}
OPEN = {
    "within text": "An LLM ::: is no container :::note",
    "two colons": "::note LLM\n:: LLM\n",
    "punctuation": "::: (LLM)\n:::{LLM}\n::: 1 LLM\n",
    "after text": "LLM\nan LLM :::\n",
    "a code span": "`:::note LLM`\n",
    "a heading": "# :::note LLM\n",
    "four colons of an emoji": ":a::LLM::b: LLM\n",
    "a scope": "an LLM::LLM and ::LLM\n",
    "a definition": "LLM\n: LLM\n",
    "colons apart": ": : : LLM\n",
    "a link": "[:::LLM](a.md)\n",
    "a table": "| ::: LLM | b |\n",
}


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_lines_in_colons_are_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, colon_containers(plain.encode(), 0)) == text


def test_front_matter_is_left_out() -> None:
    assert list(colon_containers(b":::note\n:::tip\n", 8)) == [(8, 14, "directive")]
