"""Where plain links stand, found without the parser's events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.page.outline import LinkReader
from autolink.page.plain_links import plain_links
from tests.support.markdown import documents

PIECES = (
    *("[", "]", "(", ")", "](", "](u)", "[a](b)", "<http:", "<https://a>", ">", "`", "``", "\\", "$", "*"),
    *(
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "```\n",
        "# ",
        " {#i}\n",
        "| a |\n|---|\n| ",
        "&amp;",
    ),
    *("!", "~~", "_", "{", "}", ":", "\r", "'", '"', " ", "a", "学"),
)


def everything(_target: str) -> bool:
    return True


def check_against_the_events(text: str) -> None:
    found = plain_links(text.encode(), everything)
    assert found is None or found == LinkReader(text.encode(), everything).run()


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_pieces_of_markdown_are_read_as_by_the_parser(text: str) -> None:
    if "<" not in text.replace("<http", "") and "[^" not in text:
        check_against_the_events(text)


@given(documents)
def test_documents_are_read_as_by_the_parser(text: str) -> None:
    if "<" not in text and "[^" not in text:
        check_against_the_events(text)


def test_inline_links_and_autolinks_stand_where_they_are_written() -> None:
    text = "---\nt: '[a](b)'\n---\n\n# [学](c#d)\n\n> [e\nf](g) <https://h> `[`\n"
    found = plain_links(text.encode(), everything)
    assert found and [text.encode()[link.start : link.end].decode() for link in found] == [
        "[学](c#d)",
        "[e\nf](g)",
        "<https://h>",
    ]
    assert plain_links(text.encode(), "g".__eq__) == found[1:2]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b)` [c](d)",
        "    [a](b)\n\n[c](d)",
        r"\[a](b) [c](d)",
        "[a](b 'title')",
        "[a](<b>)",
        "[a](b(c))",
        "[a](b&amp;c)",
        "[`]` a](b)",
        "[a [b] c](d)",
        "![a](b)",
        "[a][b]\n\n[b]: c",
        "[a](b)[^1]\n\n[^1]: c",
        "<https://a> `<https://b>`",
        "<https://a&amp;b>",
    ],
)
def test_what_may_be_misread_is_left_to_the_parser(text: str) -> None:
    assert plain_links(text.encode(), everything) is None
