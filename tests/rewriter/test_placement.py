"""Characters beside links that some sites show in another way: quotation marks, emoticons."""

from __future__ import annotations

import pytest

from tests.support.linking import Linker

LINKED = ('"LLM"', "'LLM'", 'a "LLM".', '("an LLM")', "the LLM's", '学"LLM"', '"**LLM**"は', 'a "LLM")')
WITHHELD = ('("LLM")', "-'LLM'", '."LLM', '"LLM"は', "LLM'は", '"LLM"s', '"LLM"~', '"LLM"/x')


@pytest.mark.parametrize("site", ["hugo", "jekyll"])
@pytest.mark.parametrize("text", LINKED)
def test_quotation_marks_stay_as_they_are_curled(site: str, text: str) -> None:
    assert Linker("## LLM\n\nText.\n", site=site, link_style="markdown").link(text) != text


@pytest.mark.parametrize("site", ["hugo", "jekyll"])
@pytest.mark.parametrize("text", WITHHELD)
def test_a_link_that_would_turn_them_is_withheld(site: str, text: str) -> None:
    assert Linker("## LLM\n\nText.\n", site=site, link_style="markdown").link(text) == text


@pytest.mark.parametrize("text", WITHHELD)
def test_github_curls_nothing(text: str) -> None:
    assert Linker("## LLM\n\nText.\n").link(text) != text


@pytest.mark.parametrize(
    "text", ["an LLM: it", "a: LLM", "(LLM)", "LLM; a", "see:LLM", ":) LLM :)", "LLM, b", "8 LLM"]
)
def test_emoticons_apart_stay_as_they_are(text: str) -> None:
    assert Linker("## LLM\n\nText.\n", site="vitepress", link_style="markdown").link(text) != text


@pytest.mark.parametrize(
    "text", ["LLM:$", "LLM:)", "LLM:(a)", "LLM;)", ":(LLM)", "a :/LLM", "LLM8)", ":-)LLM"]
)
def test_a_link_that_would_draw_an_emoji_is_withheld(text: str) -> None:
    assert Linker("## LLM\n\nText.\n", site="vitepress", link_style="markdown").link(text) == text


@pytest.mark.parametrize(
    "text", ["LLM", "\tan LLM a", "a\tLLM", "| LLM\t| a\t|", "`a\tb` LLM", "LLM\nb\t\nc", "> \tLLM `a`"]
)
def test_a_tab_that_stays_or_does_not_show_keeps_no_link_out(text: str) -> None:
    assert Linker("## LLM\n\nText.\n", site="mkdocs", link_style="markdown").link(f"a\n{text}\nb\n") != (
        f"a\n{text}\nb\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "LLM\t",
        "a\nLLM a\t ",
        "large\nmodel\t",
        "an LLM `a\tb`",
        "LLM\t`a\tb`",
        "a\tLLM\t",
        "> LLM\t",
        "- LLM `\t`",
    ],
)
@pytest.mark.parametrize("site", ["mkdocs", "zensical"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_link_that_would_move_a_tab_is_withheld(text: str, site: str, end: str) -> None:
    linker = Linker("## LLM | large model\n\nText.\n", site=site, link_style="markdown")
    page = f"a\n{text}\nb\n".replace("\n", end)
    assert linker.link(page) == page
