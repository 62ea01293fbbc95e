"""Terms in definition lists, as Pandoc (User's Guide), Python-Markdown, markdown-it and kramdown read them."""

from __future__ import annotations

import pytest

from tests.support.entries import names, read

FORM = {"form": "definition-list"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple\n: A fruit\n", [("Apple",)]),
        ("Apple\n:   A fruit\n\n    more of it\n\nOrange\n:   Another\n", [("Apple",), ("Orange",)]),
        ("Apple\n\n:   A fruit\n\nOrange\n\n:   Another\n", [("Apple",), ("Orange",)]),
        ("Apple\n  ~ A fruit\n  ~ A firm\n\nOrange\n  ~ Another\n", [("Apple",), ("Orange",)]),
        ("Apple\nPomme\n: A fruit\n: A firm\n", [("Apple", "Pomme")]),
        ("Apple | Pomme\n: A fruit\n", [("Apple", "Pomme")]),
        ("*Apple*\n: A fruit\n", [("Apple",)]),
        ("`apple`\n: A fruit\n", [("apple",)]),
        ("[Apple](a.md)\n: A fruit\n", [("Apple",)]),
        ("りんご\r\n: 果物\r\n\r\nみかん\r\n: 果物\r\n", [("りんご",), ("みかん",)]),
        ("Apple\n:\tA fruit", [("Apple",)]),
        ("# A\n\nApple\n: A fruit\n\n# O\n\nOrange\n: Another\n", [("Apple",), ("Orange",)]),
        ("---\ntitle: x\n---\nApple\n: A fruit\n", [("Apple",)]),
        ("Apple\n: A fruit\nlazy\nlines\n: A firm\n", [("Apple",)]),
        ("Apple\n: A fruit\n\n  ```\n  Orange\n  : x\n  ```\n", [("Apple",)]),
    ],
)
def test_a_definition_list_defines_terms(text: str, expected: list[tuple[str, ...]]) -> None:
    assert names(text, **FORM) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Apple\n",
        "Apple\n:A fruit\n",
        "Apple\n:\n",
        "Apple\n    : A fruit\n",
        "Apple\n\n\n: A fruit\n",
        ": A fruit\n",
        "# Apple\n: A fruit\n",
        "Apple\n-----\n: A fruit\n",
        "- Apple\n: A fruit\n",
        "1. Apple\n: A fruit\n",
        "> Apple\n> : A fruit\n",
        "```\nApple\n: A fruit\n```\n",
        "    Apple\n    : A fruit\n",
        "<div>\nApple\n: A fruit\n</div>\n",
        "<!--\nApple\n: A fruit\n-->\n",
        "Apple\n```\ncode\n```\n: A fruit\n",
        "Apple\n```\ncode\n```\n\n: A fruit\n",
        "| Apple |\n: A fruit\n",
        "[apple]: a.md\n: A fruit\n",
        "::: note\nApple\n:::\n",
        "Apple : a fruit\n",
        "…\n: A fruit\n",
        "",
    ],
)
def test_what_looks_like_one_defines_none(text: str) -> None:
    assert names(text, **FORM) == []


def test_each_definition_ends_where_the_next_names_begin() -> None:
    text = "Apple\nPomme\n: A fruit\n: A firm\n\nOrange\n: Another\n"
    terms, _ = read(text, **FORM)
    assert [text[slice(*term.definition)] for term in terms] == [": A fruit\n: A firm\n\n", ": Another\n"]
    assert [(term.name, term.line) for term in terms] == [("Apple | Pomme", 1), ("Orange", 6)]


@pytest.mark.parametrize("name", ["Apple\\", "Ap\x01ple"])
def test_a_name_behind_which_no_element_can_stand_is_reported(name: str) -> None:
    terms, problems = read(f"{name}\n: A fruit\n", **FORM)
    assert terms == []
    assert problems == ["an entry has a control character or ends in a backslash, so it can have no anchor"]


def test_terms_of_one_name_have_anchors_of_their_own() -> None:
    text = "# Apple\n\n" + "Apple\n: A fruit\n\n" * 3
    terms, _ = read(text, **FORM, anchor="heading")
    assert [term.anchor for term in terms] == ["apple-1", "apple-2", "apple-3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{note}\nApple\n: A fruit\n:::\n", [("Apple",)]),
        ("```{note}\nApple\n: A fruit\n```\n\nBee\n: An insect\n", [("Bee",)]),
        (":::{toctree}\nApple\n: A fruit\n:::\n", []),
        ("```{code-block}\nApple\n: A fruit\n```\n", []),
    ],
)
def test_directives_of_myst_define_terms_where_they_hold_prose(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert names(text, **FORM, site="sphinx") == expected
