"""The rules of the glossary (G001–G009, P003), and which rules are on, by `autolink check`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.site import anchor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.site import Site


def found(site: Site, rule: str, files: Mapping[str, str] | str) -> list[str]:
    """Return what `check` prints with one rule selected, on a glossary page or some files."""
    files = {"glossary.md": files} if isinstance(files, str) else files
    site.write({"autolink.toml": f'select = ["{rule}"]\n', **files})
    result = site.run("check")
    errors = re.search(r"\((\d+) error", result.stderr)
    assert result.exit_code == (1 if errors and errors[1] != "0" else 0)
    return result.stdout.splitlines()


def messages(site: Site, rule: str, files: Mapping[str, str] | str) -> list[str]:
    """Return the messages alone."""
    return [line.split(f": {rule} ", 1)[1] for line in found(site, rule, files)]


# G001 duplicate-alias


def test_an_alias_of_two_terms_is_reported_at_both(site: Site) -> None:
    assert found(site, "G001", "## Pod\n\nX\n\n## Herd | Pod\n\nY\n") == [
        "glossary.md:1:1: G001 `Pod` also defined at line 5",
        "glossary.md:5:1: G001 `Pod` also defined at line 1",
    ]


def test_an_alias_on_two_pages_is_reported_with_the_other_page(site: Site) -> None:
    pages = {
        "glossary/a.md": "## Pod | ポッド\n\nX\n",
        "glossary/b.md": "# B\n\n## Pod | ポッド | Herd\n\nY\n",
    }
    assert found(site, "G001", pages) == [
        "glossary/a.md:1:1: G001 `Pod`, `ポッド` also defined at b.md:3",
        "glossary/b.md:3:1: G001 `Pod`, `ポッド` also defined at a.md:1",
    ]


def test_an_alias_from_a_comment_or_a_parenthesis_counts(site: Site) -> None:
    glossary = "## Container Storage Interface (CSI)\n\nX\n\n## Crime scene\n<!-- aliases: CSI -->\n\nY\n"
    assert messages(site, "G001", glossary) == [
        "`CSI` also defined at line 5",
        "`CSI` also defined at line 1",
    ]


def test_pages_of_the_same_name_are_told_apart(site: Site) -> None:
    pages = {f"glossary/{folder}/index.md": "## Pod\n\nX\n" for folder in ("a", "b", "c")}
    assert "a/index.md" not in found(site, "G001", pages)[0].split("G001")[1]
    assert "b/index.md" in found(site, "G001", pages)[0]
    assert "c/index.md" in found(site, "G001", pages)[0]


@pytest.mark.parametrize(
    "glossary",
    [
        "## Pod\n\n## Node\n",
        "## Pod | Pod\n",
        "## Pod\n<!-- aliases: Pod -->\n",
        "## Pod\n\n## pod\n",
        "## Pod\n\n### Pod\n\n# Pod\n",
        "## Pod\n\n> ## Pod\n",
        "## Pod (whales)\n\n## Herd (whales)\n",
    ],
)
def test_what_is_no_duplicate_alias(site: Site, glossary: str) -> None:
    assert found(site, "G001", glossary) == []


# G002 colliding-alias


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Instruction tuning", "Instruction Tuning"),
        ("fine-tuning", "finetuning"),
        ("LLM", "ＬＬＭ"),
        ("ファイン・チューニング", "ファインチューニング"),
        ("Cafe\u0301", "Café"),
        ("model's", "model’s"),
    ],
)
def test_aliases_that_fold_to_the_same_collide(site: Site, one: str, other: str) -> None:
    assert found(site, "G002", f"## {one}\n\nX\n\n## {other}\n\nY\n") == [
        f"glossary.md:1:1: G002 alias `{one}` differs only in spelling from `{other}`, another term, at line 5",
        f"glossary.md:5:1: G002 alias `{other}` differs only in spelling from `{one}`, another term, at line 1",
    ]


@pytest.mark.parametrize(
    "glossary",
    [
        "## Pod\n\n## Pod\n",
        "## LLM | llm | ＬＬＭ\n",
        "## Rust\n\n## Rusty\n",
        "## a part\n\n## apart\n",
        "## resume\n\n## résumé\n",
        "## Mass\n\n## Maß\n",
        "## C\n\n## C++\n",
        "## 国\n\n## 國\n",
    ],
)
def test_what_does_not_collide(site: Site, glossary: str) -> None:
    assert found(site, "G002", glossary) == []


# G005 empty-definition


@pytest.mark.parametrize(
    "glossary",
    [
        "## Term\n",
        "## Term",
        "## Term\n\n   \n",
        "## Term\n\n<!-- A comment. -->\n",
        "## Term\n<!-- aliases: T -->\n\n<!-- Another. -->\n",
        "## Term\n\n# Next part\n\nText.\n",
        "Term\n----\n",
    ],
)
def test_a_term_without_a_definition_is_reported(site: Site, glossary: str) -> None:
    assert found(site, "G005", glossary) == ["glossary.md:1:1: G005 term `Term` has no definition"]


@pytest.mark.parametrize(
    "definition",
    [
        "Text.",
        "<!-- aliases: T -->\n\nText.",
        "- an item",
        "> quoted",
        "```\ncode\n```",
        "| a |\n|---|\n| b |",
        "![image](x.png)",
        "<p>HTML</p>",
        "$$x$$",
        "---\n\nText.",
    ],
)
def test_any_block_is_a_definition(site: Site, definition: str) -> None:
    assert found(site, "G005", f"## Term\n\n{definition}\n\n## Next\n\nText.\n") == []


def test_a_definition_may_start_with_a_heading_below_the_term(site: Site) -> None:
    assert found(site, "G005", "## Term\n\n### In short\n\nText.\n") == []


def test_a_term_with_nothing_but_empty_sections_has_no_definition(site: Site) -> None:
    assert messages(site, "G005", "## Term\n\n### Notes\n\n## Next\n\nText.\n") == [
        "term `Term` has no definition"
    ]


def test_a_heading_that_is_no_term_needs_no_definition(site: Site) -> None:
    assert found(site, "G005", "# Words\n\n## Term\n\nText.\n\n### Notes\n") == []


# G008 empty-alias


@pytest.mark.parametrize("heading", ["Term |", "| Term", "Term | | T", "Term |   | T", "Term | <!-- x -->"])
def test_a_part_without_text_is_reported(site: Site, heading: str) -> None:
    assert messages(site, "G008", f"## {heading}\n\nText.\n") == ["term heading has an empty alias"]


@pytest.mark.parametrize("alias", ["★", "…", "\u0301", "\u200d", "=>"])
def test_an_alias_without_letter_or_digit_is_reported(site: Site, alias: str) -> None:
    (message,) = messages(site, "G008", f"## Term | {alias}\n\nText.\n")
    assert message == f"alias `{alias}` has no letter or digit, so it is never linked"


def test_an_alias_in_a_comment_without_letter_or_digit_is_reported_too(site: Site) -> None:
    (message,) = messages(site, "G008", "## Term\n<!-- aliases: T, ★ -->\n\nText.\n")
    assert message == "alias `★` has no letter or digit, so it is never linked"


@pytest.mark.parametrize(
    "heading",
    ["Term", "Term | T", r"Term \|", "`Term |`", "C++", "1", "語", "Term ()", "Term (a)", "&#124; T"],
)
def test_what_is_no_empty_alias(site: Site, heading: str) -> None:
    assert found(site, "G008", f"## {heading}\n\nText.\n") == []


# G009 no-terms


def test_a_glossary_without_terms_is_reported_with_the_levels_looked_for(site: Site) -> None:
    site.write({"autolink.toml": 'term-levels = [3, 4]\nselect = ["G009"]\n', "glossary.md": "## Term\n"})
    result = site.run("check")
    assert (
        result.stdout == "glossary.md:1:1: G009 no term headings of level 3 or 4 here (see `term-levels`)\n"
    )
    assert result.exit_code == 0


def test_one_term_on_any_page_is_enough(site: Site) -> None:
    assert found(site, "G009", {"glossary/a.md": "# A\n", "glossary/b.md": "## Term\n"}) == []


# P003 unknown-attribute


def test_attributes_that_mean_nothing_are_reported_where_they_stand(site: Site) -> None:
    glossary = "# Words\n\n## Term\n\n<!--\nalias: T\ncase: Upper\n-->\n\nText.\n"
    assert found(site, "P003", glossary) == [
        "glossary.md:5:1: P003 `case` must be sensitive, insensitive or smart, not `Upper`",
        "glossary.md:5:1: P003 unknown term attribute `alias`, did you mean `aliases`?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Term\n<!-- aliases: T -->\n",
        "## Term\n<!-- page-url: https://example.org/glossary.md -->\n",
        "## Term\n<!-- TODO: more -->\n",
        "## Term\n\nText.\n\n<!-- alias: T -->\n",
        "# Words\n<!-- alias: T -->\n\n## Term\n",
        "## Term\n\n### Notes\n<!-- alias: T -->\n",
    ],
)
def test_a_comment_that_is_no_attribute_of_a_term_is_not_reported(site: Site, text: str) -> None:
    assert found(site, "P003", text) == []


def test_a_comment_below_a_heading_of_an_ordinary_page_is_not_reported(site: Site) -> None:
    pages = {"glossary.md": "## Term\n\nText.\n", "page.md": "## Term\n<!-- alias: T -->\n"}
    assert found(site, "P003", pages) == []


# Which rules are on

EVERYTHING = {
    "glossary.md": "## Term | Word |\n\nText.\n\n## Term\n<!-- alias: T -->\n\nText.\n\n## word\n\nText.\n\n## Nothing\n",
    "page.md": "A Term. [x](no.md)\n",
}


def codes(site: Site, **settings: str) -> list[str]:
    """Return the codes that `check` reports with some settings, given as TOML."""
    lines = [f"{key.replace('_', '-')} = {value}\n" for key, value in settings.items()]
    site.write({**EVERYTHING, "autolink.toml": "".join(lines)})
    return sorted({line.split(": ")[1].split(" ")[0] for line in site.run("check").stdout.splitlines()})


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["G001", "G002", "G005", "G008", "L001", "P003"]),
        ({"extend_select": '["M001"]'}, ["G001", "G002", "G005", "G008", "L001", "M001", "P003"]),
        (
            {"extend_select": '["unused-term"]'},
            ["G001", "G002", "G005", "G006", "G008", "L001", "P003"],
        ),
        ({"ignore": '["G"]'}, ["L001", "M002", "P003"]),
        ({"ignore": '["G00", "unknown-attribute"]'}, ["L001", "M002"]),
        ({"select": '["G"]'}, ["G001", "G002", "G003", "G005", "G006", "G008"]),
        ({"select": '["G001", "missing-file"]'}, ["G001", "L001"]),
        ({"select": '["L"]', "extend_select": '["M001"]'}, ["L001", "M001"]),
        ({"select": '["ALL"]', "ignore": '["G", "L", "P"]'}, ["M001", "M002"]),
        ({"select": '["L001"]', "ignore": '["L001"]'}, []),
        ({"select": "[]"}, []),
        ({"ignore": '["ALL"]'}, []),
    ],
)
def test_rules_are_selected_by_code_prefix_and_name(
    site: Site, settings: dict[str, str], expected: list[str]
) -> None:
    assert codes(site, **settings) == expected


@pytest.mark.parametrize("key", ["select", "extend-select", "ignore"])
@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("G099", ", did you mean `G"),
        ("duplicate-aliases", ", did you mean `duplicate-alias`?"),
        ("mising-file", ", did you mean `missing-file`?"),
        ("l001", ", did you mean `L001`?"),
        ("E501", ""),
        ("???", ""),
    ],
)
def test_an_unknown_rule_is_an_error_with_a_hint(site: Site, key: str, rule: str, hint: str) -> None:
    site.write({**EVERYTHING, "autolink.toml": f'{key} = ["{rule}"]\n'})
    for command in (("check",), ("fix",), ("index",)):
        result = site.run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"autolink.toml:1: unknown rule `{rule}`{hint}" in result.stderr
    assert "did you mean" in result.stderr or not hint


def test_warnings_alone_are_no_failure(site: Site) -> None:
    site.write({**EVERYTHING, "page.md": "A Term.\n"})
    result = site.run("check")
    assert result.exit_code == 0
    assert re.fullmatch(r"Found \d+ problems \(0 errors, \d+ warnings\) in \d files?\.\n", result.stderr)


def test_a_clean_glossary_is_clean_under_every_rule(site: Site) -> None:
    term = f"## Term{anchor('Term')}\n\nThe word.\n"
    site.write(
        {
            "autolink.toml": 'select = ["ALL"]\nself-links = false\n',
            "glossary.md": term,
            "page.md": "A Term.\n",
        }
    )
    site.run("fix")
    result = site.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
