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
    assert problems == [
        "an entry has a control character or ends in a backslash, so it cannot have an anchor"
    ]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple\n  A fruit\n\nOrange\n    Another\n", [("Apple",), ("Orange",)]),
        ("Apple\n  A fruit\nOrange\n  Another\n", [("Apple",), ("Orange",)]),
        ("Apple\nPomme\n  A fruit\n", [("Apple", "Pomme")]),
        ("Apple\n\n  A fruit\n\n  More\n", [("Apple",)]),
        ("Apple | Pomme\n  A fruit\n", [("Apple", "Pomme")]),
        ("Apple : f\n  A fruit\n", [("Apple",)]),
        ("Apple: red\n  A fruit\n", [("Apple: red",)]),
        (":sorted:\n\n*Apple*\n  A fruit\n", [("Apple",)]),
        ("りんご\r\n\t果物\r\n", [("りんご",)]),
        (".. Orange\n   Pear\nApple\n  A fruit\n", [("Apple",)]),
        ("Apple\n  Orange\n  : A fruit\n", [("Apple",)]),
        ("Apple\n  ~~~\nOrange\n  ~~~\n", [("Apple",), ("Orange",)]),
        ("- Apple\n  A fruit\n", [("- Apple",)]),
    ],
)
@pytest.mark.parametrize("marks", ["```", "````", ":::"])
def test_the_directive_of_sphinx_defines_terms(
    text: str, expected: list[tuple[str, ...]], marks: str
) -> None:
    page = f"# Words\n\n{marks}{{glossary}}\n{text}{marks}\n"
    assert names(page, **FORM, site="sphinx", anchor="heading") == expected


@pytest.mark.parametrize(
    "text",
    [
        "```{glossary}\n```\n",
        "```{glossary}\n:sorted:\n```\n",
        "```{glossary}\n  A fruit\n```\n",
        "```{glossary}\n.. Apple\n   A fruit\n```\n",
        "```{glossary}\n…\n  A fruit\n```\n",
        "> ```{glossary}\n> Apple\n>   A fruit\n> ```\n",
        "```glossary\nApple\n  A fruit\n```\n",
        "````\n```{glossary}\nApple\n  A fruit\n```\n````\n",
        "```{Glossary}\nApple\n  A fruit\n```\n",
    ],
)
def test_what_is_no_entry_of_the_directive_defines_none(text: str) -> None:
    assert read(text, **FORM, site="sphinx", anchor="heading") == ([], [])


def test_other_sites_have_no_such_directive() -> None:
    assert names("```{glossary}\nApple\n  A fruit\n```\n", **FORM) == []


def test_entries_of_lists_and_directives_come_in_order() -> None:
    text = "Apple\n: A fruit\n\n```{glossary}\nBee\nWasp\n  An insect\n\nCat\n  A pet\n```\n\nDog\n: Pet\n"
    terms, _ = read(text, **FORM, site="sphinx", anchor="heading")
    assert [(term.name, term.line) for term in terms] == [
        ("Apple", 1),
        ("Bee | Wasp", 5),
        ("Cat", 9),
        ("Dog", 13),
    ]
    assert [text[slice(*term.definition)].strip() for term in terms][1:] == ["An insect", "A pet", ": Pet"]


def test_an_entry_without_a_place_for_a_target_is_reported() -> None:
    text = "```{glossary}\nApple\n    A fruit\n  less\n\nBee\n```\n"
    terms, problems = read(text, **FORM, site="sphinx", anchor="heading")
    assert terms == []
    message = "the entry has no place for an anchor to link to, so it is not a term"
    assert problems == [message, message]


def test_an_entry_of_several_lines_of_names_is_none_to_myst() -> None:
    text = "Apple\nMalus\n: A fruit\n\nBee | Bumblebee\n: An insect\n"
    terms, problems = read(text, **FORM, site="sphinx", anchor="heading")
    assert [term.aliases for term in terms] == [("Bee", "Bumblebee")]
    assert problems == ["the entry has no place for an anchor to link to, so it is not a term"]


@pytest.mark.parametrize(
    ("text", "anchor", "addition"),
    [
        ("Apple\n: A fruit\n", "entry-apple", "(entry-apple)=\n  "),
        ("Apple\r\n  ~   A fruit\r\n", "entry-apple", "(entry-apple)=\r\n    "),
        ("Apple\n: (mine)=\n  A fruit\n", "mine", None),
        ("りんご\n: A fruit\n", "entry-5297caa1", "(entry-5297caa1)=\n  "),
        ("```{glossary}\nApple\n   A fruit\n```\n", "entry-apple", "(entry-apple)=\n   "),
        ("```{glossary}\nApple\n\n\tA fruit\n```\n", "entry-apple", "(entry-apple)=\n\t"),
        ("```{glossary}\nApple\n   (mine)=\n   A fruit\n```\n", "mine", None),
    ],
)
def test_links_to_sphinx_have_targets_at_definitions(text: str, anchor: str, addition: str | None) -> None:
    (term,), _ = read(text, **FORM, site="sphinx", anchor="heading")
    assert term.anchor == anchor
    assert (term.addition and term.addition.text.decode()) == addition
