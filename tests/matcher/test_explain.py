"""`autolink explain`: every candidate on a line, with the rule that decided."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from autolink.matcher.explain import explain
from autolink.page.page import Page
from tests.support.linking import Linker
from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = """\
## LLM | 大規模言語モデル

An LLM.

## モデル | Model

A model.

## Red team

Attackers.

## Team

People.

## Secret
<!-- link: never -->
"""


def verdicts(text: str, line: int = 1, glossary: str = GLOSSARY, **settings: Any) -> list[tuple[str, str]]:
    """Return what `explain` knows about a line of a page: each candidate's text and its verdict."""
    linker = Linker(glossary, **settings)
    found = explain(linker.matcher, linker.rewriter.verdicts, Page.parse(linker.path, text.encode()), line)
    assert all(item.linked == item.verdict.startswith(("linked", "already linked")) for item in found)
    return [(item.text, item.verdict) for item in found]


# Verdicts


def test_what_is_going_to_be_linked() -> None:
    assert verdicts("An LLM.\n") == [("LLM", "linked")]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("An OpenLLM.\n", "part of a longer word"),
        ("The LLM_PATH.\n", "part of a longer word"),
        ("See docs/LLM.md for it.\n", "part of an identifier, path or file name"),
        ("Ask @LLM for it.\n", "part of an identifier, path or file name"),
        ("Run it with --LLM now.\n", "part of a command line option"),
        (
            "One Llm.\n",
            "`LLM` spelled differently: another case; to link it, add `case: insensitive` to the entry",
        ),
        ("[An LLM](x.md)\n", "in your own link"),
        ("# An LLM\n", "protected: heading"),
        ("An LLM\n===\n", "protected: heading"),
        ("Press <kbd>LLM</kbd>.\n", "protected: <kbd>"),
        ("See https://example.org/日本モデル語 now.\n", "protected: bare URL"),
        ("See <https://example.org/(LLM)> now.\n", "in your own link"),
        ("Say {{ LLM }}.\n", "protected: template"),
        ("See [[LLM]].\n", "protected: wiki link"),
        ("As in [@smith, the LLM].\n", "protected: citation"),
        ("::: note LLM\n", "protected: directive"),
        ("LLM: large.\n", "`skip-when`: label"),
        ("To ask the Team Leader.\n", "`skip-when`: longer-name"),
        ("We team up.\n", "`skip-when`: verb"),
        ("Say `LLM`.\n", "protected: code span"),
        ("    LLM\n", "protected: code block"),
        ("$LLM$\n", "protected: math"),
        ("<div>LLM</div>\n", "protected: HTML block"),
        ("a <!-- LLM -->\n", "protected: comment"),
        ("![LLM](x.png)\n", "protected: image"),
        ("[text](LLM.md)\n", "protected: markup or a link's destination"),
        ("[LLM]: x.md\n", "protected: markup or a link's destination"),
        ("LLM <!-- autolink-disable-line -->\n", "suppressed by a comment"),
        ("LLM&amp;LLM\n", "linked"),
        ("A Secret.\n", "`link: never`"),
    ],
)
def test_the_rule_that_decided(text: str, verdict: str) -> None:
    assert {found for _, found in verdicts(text)} == {verdict}


ENTRY = "to link it, add `case: insensitive` to the entry"


@pytest.mark.parametrize(
    ("alias", "text", "reason"),
    [
        ("StatefulSet", "stateful set", f"a space where the alias has none and another case; {ENTRY}"),
        ("StatefulSet", "statefulset", f"another case; {ENTRY}"),
        ("LLM", "llms", f"another case; {ENTRY}"),
        (
            "persistent volume",
            "persistentvolume",
            "no space where the alias has one; to link it, add `aliases: persistentvolume` to the entry",
        ),
        ("Model", "Model-S", "a hyphen before the ending; to link it, add `aliases: Model-S` to the entry"),
    ],
)
def test_how_a_text_is_written_otherwise_and_what_allows_it(alias: str, text: str, reason: str) -> None:
    found = dict(verdicts(f"A {text}.\n", glossary=f"## {alias}\n\nX.\n"))
    assert found[text] == f"`{alias}` spelled differently: {reason}"
    attribute = reason.split("`")[-2]
    allowed = verdicts(f"A {text}.\n", glossary=f"## {alias}\n<!-- {attribute} -->\n\nX.\n")
    assert (text, "linked") in allowed


def test_the_key_that_wants_an_alias_in_its_case_is_named() -> None:
    found = verdicts("A red Team.\n", case_sensitive=("Team",), glossary="## Team\n\nX.\n\n## team\n\nX.\n")
    assert found == [("Team", "linked")]
    found = verdicts("A team.\n", case_sensitive=("Team",), glossary="## Team\n\nX.\n")
    assert found == [("team", "`Team` spelled differently: another case; `case-sensitive` lists `Team`")]


@pytest.mark.parametrize("text", ["Stateful Set", "stateful-set", "StatefulSets", "Stateful\nSet"])
def test_what_is_a_spelling_is_not_refused(text: str) -> None:
    glossary = "## StatefulSet\n<!-- case: insensitive -->\n\nX.\n"
    assert (text, "linked") in verdicts(f"A {text}.\n", glossary=glossary)


def test_a_term_that_is_not_for_the_page_is_not_said_to_be_written_otherwise(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'glossary = [{ path = "g.md", applies-to = ["api/*"] }]\n',
            "g.md": "## Pod\n",
            "page.md": "A pod.\n",
        }
    )
    assert "in a glossary that is not for this page" in site.run("explain", "page.md:1").stdout


def test_front_matter_is_protected_too() -> None:
    assert verdicts("---\ntitle: An LLM\n---\n", line=2) == [("LLM", "protected: front matter")]


def test_a_candidate_inside_a_longer_mention_is_shadowed() -> None:
    assert verdicts("A red team.\n") == [("red team", "linked"), ("team", "overlaps another mention")]
    assert verdicts("大規模言語モデル\n") == [
        ("大規模言語モデル", "linked"),
        ("モデル", "overlaps another mention"),
    ]


def test_the_topic_of_the_page_and_idioms_have_names() -> None:
    assert verdicts("# LLM\n\nAn LLM.\n", 3) == [("LLM", "`skip-when`: page-topic")]
    glossary = "## Instance\n\nA copy.\n\n## Pod\n"
    assert verdicts("For instance a pod.\n", glossary=glossary) == [
        ("instance", "`skip-when`: idiom"),
        ("pod", "`skip-when`: empty-entry"),
    ]


def test_a_rejected_candidate_shadows_nothing() -> None:
    assert verdicts("Red teamLLM, a red Team\n") == [
        ("Red team", "part of a longer word"),
        ("team", "part of a longer word"),
        ("LLM", "part of a longer word"),
        ("red Team", "linked"),
        ("Team", "overlaps another mention"),
    ]


def test_what_is_linked_already() -> None:
    made = link("LLM", "LLM | 大規模言語モデル", "glossary.md")
    assert verdicts(f"An {made} and an LLM.\n") == [("LLM", "already linked"), ("LLM", "linked")]


def test_the_target_of_a_link_that_was_made_holds_no_candidate() -> None:
    text = "A [team](<glossary.md#team>).\n"
    found = verdicts(text, site="mkdocs", anchor="heading", link_style="markdown")
    assert found == [("team", "already linked")]


def test_a_mention_that_is_not_the_first_one() -> None:
    found = verdicts("An LLM and an LLM.\n", occurrences="first-in-page")
    assert found == [("LLM", "linked"), ("LLM", "not the first mention")]
    assert verdicts("LLM\n\nLLM\n", line=3, occurrences="first-in-page") == [("LLM", "not the first mention")]


def test_a_mention_in_its_own_definition() -> None:
    linker = Linker(GLOSSARY, self_links=False)
    (found,) = explain(linker.matcher, linker.rewriter.verdicts, linker.glossary_page, 3)
    assert (found.text, found.verdict, found.linked) == ("LLM", "in its own definition", False)


def test_a_mention_in_a_skipped_container() -> None:
    assert verdicts("> An LLM.\n", skip_in=("blockquote",)) == [("LLM", "`skip-in`: blockquote")]


def test_katakana_within_a_longer_run() -> None:
    found = verdicts("モデルケース\n", cjk_boundary="script")
    assert found == [("モデル", "part of a longer run of katakana")]


def test_an_ambiguous_mention_names_its_rivals(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'ambiguous = "skip"\n',
            "glossary/a.md": "## Pod\n",
            "glossary/b.md": "# Words\n\n## Pod\n",
            "page.md": "A pod.\n",
        }
    )
    assert site.run("explain", "page.md:1").stdout == (
        "1:3 pod → Pod (glossary/a.md:1)\n    not linked: ambiguous\n    equally near: Pod (glossary/b.md)\n"
    )


def test_a_nearest_mention_names_no_rivals(site: Site) -> None:
    site.write(
        {
            "glossary/a.md": "## Pod\n\nA.\n",
            "glossary/b/b.md": "## Pod\n\nB.\n",
            "glossary/b/page.md": "A pod.\n",
        }
    )
    expected = "1:3 pod → Pod (glossary/b/b.md:1)\n    linked\n"
    assert site.run("explain", "glossary/b/page.md:1").stdout == expected


# Places


def test_candidates_are_in_order_with_the_longer_one_first() -> None:
    linker = Linker(GLOSSARY)
    page = Page.parse(linker.path, "`LLM` a red team, 日本LLM\n".encode())
    found = explain(linker.matcher, linker.rewriter.verdicts, page, 1)
    assert [(item.line, item.column, item.text) for item in found] == [
        (1, 2, "LLM"),
        (1, 9, "red team"),
        (1, 13, "team"),
        (1, 21, "LLM"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_told_apart_by_any_line_end(end: str) -> None:
    text = f"LLM{end}{end}モデル{end}a team"
    assert verdicts(text, 1) == [("LLM", "linked")]
    assert verdicts(text, 2) == []
    assert verdicts(text, 3) == [("モデル", "linked")]
    assert verdicts(text, 4) == [("team", "linked")]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (1, []),
        (3, ["red team"]),
        (6, ["red team"]),
        (7, ["red team", "team"]),
        (10, ["red team", "team"]),
        (11, []),
    ],
)
def test_a_column_narrows_to_what_stands_there(column: int, expected: list[str]) -> None:
    linker = Linker(GLOSSARY)
    page = Page.parse(linker.path, b"A red team, an LLM.\n")
    assert [
        item.text for item in explain(linker.matcher, linker.rewriter.verdicts, page, 1, column)
    ] == expected


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    linker = Linker(GLOSSARY)
    page = Page.parse(linker.path, "\ufeff日本のモデル\n".encode())
    assert [item.column for item in explain(linker.matcher, linker.rewriter.verdicts, page, 1)] == [4]


def test_a_mention_over_two_lines_is_explained_on_both() -> None:
    text = "The red\nteam.\n"
    for line in (1, 2):
        assert ("red\nteam", "linked") in verdicts(text, line)


def test_a_mention_over_two_lines_is_found_at_a_column_of_its_second_line() -> None:
    linker = Linker(GLOSSARY)
    page = Page.parse(linker.path, b"We asked the red\nteam.\n")
    assert "red\nteam" in [
        item.text for item in explain(linker.matcher, linker.rewriter.verdicts, page, 2, 2)
    ]
    assert "red\nteam" not in [
        item.text for item in explain(linker.matcher, linker.rewriter.verdicts, page, 2, 14)
    ]


# The command


def test_the_command_says_what_a_candidate_means_and_why(site: Site) -> None:
    site.write({"glossary/llm.md": f"# Words\n\n{GLOSSARY}", "docs/page.md": "\nAn LLM, `Model`.\n"})
    result = site.run("explain", "docs/page.md:2")
    assert result.exit_code == 0
    assert result.stdout == (
        "2:4 LLM → LLM | 大規模言語モデル (glossary/llm.md:3)\n    linked\n"
        "2:10 Model → モデル | Model (glossary/llm.md:7)\n    not linked: protected: code span\n"
    )
    assert site.run("explain", "docs/page.md:2:4").stdout.splitlines()[1:] == ["    linked"]
    assert site.run("explain", "docs/page.md:2:10").stdout.startswith("2:10 Model")


@pytest.mark.parametrize("place", ["page.md:2", "page.md:1:1", "page.md:1:99"])
def test_a_place_without_a_candidate_says_so(site: Site, place: str) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "An LLM.\nNothing.\n"})
    result = site.run("explain", place)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No term is mentioned there.\n"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("none.md:1", "none.md does not exist"),
        ("page.md", "`page.md` is not a location: write FILE:LINE or FILE:LINE:COLUMN"),
        ("page.md:", "`page.md:` is not a location: write FILE:LINE or FILE:LINE:COLUMN"),
        ("page.md:x", "`page.md:x` is not a location: write FILE:LINE or FILE:LINE:COLUMN"),
        ("page.md:-1", "`page.md:-1` is not a location: write FILE:LINE or FILE:LINE:COLUMN"),
        ("latin.md:1", "latin.md: is not valid UTF-8: unexpected end of data (byte 0xe9)"),
    ],
)
def test_a_place_that_cannot_be_read_is_an_error(site: Site, place: str, message: str) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "An LLM.\n", "latin.md": b"caf\xe9"})
    result = site.run("explain", place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {message}\n"


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("An LLM.\nNothing.\n", 3, "2 lines"),
        ("An LLM.\nNothing.", 99, "2 lines"),
        ("LLM\rLLM\r\nLLM", 4, "3 lines"),
        ("LLM\n", 0, "1 line"),
        ("", 2, "1 line"),
    ],
)
def test_a_line_that_is_not_there_is_an_error(site: Site, text: str, line: int, lines: str) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": text})
    result = site.run("explain", f"page.md:{line}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: page.md has no line {line}: it has {lines}\n"


def test_candidates_within_longer_ones_are_listed_if_asked_for(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "The red team, `red team`, a team [team](x.md).\n"})

    def listed(*options: str) -> list[str]:
        lines = site.run("explain", "page.md:1", *options).stdout.splitlines()
        return [line.partition(" → ")[0] for line in lines if " → " in line]

    assert listed() == ["1:5 red team", "1:16 red team", "1:29 team", "1:35 team"]
    assert listed("-v") == [
        *("1:5 red team", "1:9 team", "1:16 red team", "1:20 team", "1:29 team", "1:35 team"),
    ]
    assert site.run("explain", "page.md:1:9").stdout.startswith("1:5 red team → Red team ")


def test_a_candidate_within_one_that_is_rejected_otherwise_is_listed(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "An OpenRed team.\n"})
    assert "team → Team" in site.run("explain", "page.md:1").stdout


def test_a_folder_is_no_place(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "docs/page.md": "LLM\n"})
    result = site.run("explain", "docs:1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: docs")


def test_a_file_name_may_have_colons_and_numbers(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "a:1.md": "An LLM.\n"})
    assert site.run("explain", "a:1.md:1").stdout.startswith("1:4 LLM")
    assert site.run("explain", "a:1.md:1:4").stdout.startswith("1:4 LLM")


@pytest.mark.parametrize("name", ["glossary/\x1b[31m.md", "glossary/\u202ered.md"])
def test_a_hostile_file_name_cannot_act_on_the_terminal(site: Site, name: str) -> None:
    site.write({name: GLOSSARY, "page.md": "An LLM.\n"})
    result = site.run("explain", "page.md:1")
    assert result.exit_code == 0
    assert "LLM" in result.stdout
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout


def test_hostile_text_cannot_act_on_the_terminal(site: Site) -> None:
    site.write({"glossary.md": "## A\x1b[31mB [bold]c[/bold]\n", "page.md": "A\x1b[31mB [bold]c[/bold]\n"})
    result = site.run("explain", "page.md:1")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX alone")
def test_a_file_name_that_is_not_utf_8_can_be_explained(site: Site) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    site.write({"glossary.md": GLOSSARY, name: "An LLM.\n"})
    assert site.run("explain", f"{name}:1").stdout.startswith("1:4 LLM")


def test_explaining_changes_nothing(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "An LLM.\n"})
    before = site.tree()
    site.run("explain", "page.md:1")
    assert site.tree() == before
