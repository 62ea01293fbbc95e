"""Names of directives before a label, and mentions behind a colon that must not become labels."""

from __future__ import annotations

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked
from tests.support.linking import Linker

LINKER = Linker("## 学習\n\nText.\n\n## LLM\n\nText.\n", site="starlight", link_style="markdown")


@pytest.mark.parametrize(
    "text", ["a⟦:x⟧[LLM]{.a}\n", "注⟦:この⟧[学習](x)\n", "`:x[LLM]` :[LLM] a: LLM\n", ":x LLM, LLM: [LLM]\n"]
)
def test_names_are_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, dialect_of(profile_of("starlight")).read("a.md", plain.encode()).closed) == text


@pytest.mark.parametrize("text", ["注:この学習は", ":x学習"])
def test_a_mention_behind_a_name_is_not_linked(text: str) -> None:
    assert LINKER.link(text) == text


@pytest.mark.parametrize("text", ["注:学習は", "注: この学習は", "注：この学習は", "x: LLM"])
def test_a_mention_behind_a_colon_is_linked(text: str) -> None:
    assert LINKER.link(text) != text
