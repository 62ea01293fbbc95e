"""Where plain links stand, found without the parser's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.page.outline import LinkReader
from autolink.page.plain_links import plain_links
from autolink.page.skim import skim
from tests.support.markdown import documents

if TYPE_CHECKING:
    from autolink.page.model import Link

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


def found_in(text: str) -> tuple[Link, ...] | None:
    """Return the links of a page that `skim` counts, if they are written so that they can be found."""
    seen = skim(text.encode())
    if seen is None or seen.link_count is None:
        return None
    return plain_links(text.encode(), seen.link_count, everything)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_pieces_of_markdown_are_read_as_by_the_parser(text: str) -> None:
    assert found_in(text) in (None, LinkReader(text.encode(), everything).run())


@given(documents)
def test_documents_are_read_as_by_the_parser(text: str) -> None:
    assert found_in(text) in (None, LinkReader(text.encode(), everything).run())


def test_inline_links_and_autolinks_stand_where_they_are_written() -> None:
    text = "---\nt: '[a](b)'\n---\n\n# [学](c#d)\n\n> [e\nf](g) <https://h> `[`\n"
    found = found_in(text)
    assert found and [text.encode()[link.start : link.end].decode() for link in found] == [
        "[学](c#d)",
        "[e\nf](g)",
        "<https://h>",
    ]
    assert plain_links(text.encode(), 3, "g".__eq__) == found[1:2]


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
        "<1@a.b> `[x](c)` [y](c)",
        "<a@b.c> `<https://d>`",
    ],
)
def test_what_may_be_misread_is_left_to_the_parser(text: str) -> None:
    assert found_in(text) is None
