"""Comments that switch off nothing (P002). It must never say so of one that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = f"## Term{anchor('Term')}\n\nA definition.\n\n## Pod{anchor('Pod')}\n\nX\n"
OTHER = f"## Pod{anchor('Pod')}\n\nY\n"


def unused(site: Site, page: str, settings: str = "") -> list[str]:
    """Return line and message of each comment of a page that `check` finds unused."""
    site.write(
        {
            "autolink.toml": f'glossary = ["glossary.md", "other.md"]\n{settings}',
            "glossary.md": GLOSSARY,
            "other.md": OTHER,
            "page.md": page.replace("{", "<!-- autolink-").replace("}", " -->"),
        }
    )
    lines = (line.split(":", 3) for line in site.run("check", "page.md").stdout.splitlines())
    return [f"{line}{rest.removeprefix(' P002')}" for _, line, _, rest in lines if " P002 " in rest]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("{disable-line}\n", ["1 the comment suppresses nothing"]),
        ("a {disable-line}\n", ["1 the comment suppresses nothing"]),
        ("a\n\n{disable-next-line}\nb\n", ["3 the comment suppresses nothing"]),
        ("{disable-file}\n\nNo mention.\n", ["1 the comment suppresses nothing"]),
        ("{disable}\n\nNothing.\n\n{enable}\n\nA Term.\n", ["1 the comment suppresses nothing"]),
        ("A Term.\n\n{disable}\n\nNothing.\n", ["3 the comment suppresses nothing"]),
        ("{disable-next-line L001}\nA Term.\n", ["1 `L001` suppresses nothing here"]),
        ("{disable-next-line M001}\n[x](no.md)\n", ["1 `M001` suppresses nothing here"]),
        ("{disable-next-line L001 L002}\n[x](no.md)\n", ["1 `L002` suppresses nothing here"]),
        (
            "{disable-next-line missing-anchor}\n[x](no.md)\n",
            ["1 `missing-anchor` suppresses nothing here"],
        ),
        ("{disable-next-line G}\n[x](no.md)\n", []),
        ("{disable-next-line L0010}\n[x](no.md)\n", ["1 `L0010` is not a rule, did you mean `L001`?"]),
        (
            "[x](no.md) {disable-line mising-file}\n",
            ["1 `mising-file` is not a rule, did you mean `missing-file`?"],
        ),
        ("a\n\n{disable-next-line M001}\n`Term`\n", ["3 `M001` suppresses nothing here"]),
        ("a\n\n{disable-next-line M001}\n[Term](other.md)\n", ["3 `M001` suppresses nothing here"]),
        ("{disable-next-line}\n\nTerm\n", ["1 the comment suppresses nothing"]),
        ("{disable-next-line}", ["1 the comment suppresses nothing"]),
    ],
)
def test_a_comment_that_switches_off_nothing_is_reported(site: Site, page: str, expected: list[str]) -> None:
    assert unused(site, page) == expected


@pytest.mark.parametrize(
    "page",
    [
        "[x](no.md) {disable-line}\n",
        "[x](no.md) {disable-line L001}\n",
        "[x](no.md) {disable-line L}\n",
        "[x](no.md) {disable-line missing-file}\n",
        "Term [x](no.md) {disable-line L001, M001}\n",
        "A Term. {disable-line}\n",
        "A Term. {disable-line M001}\n",
        "A Term. {disable-line unlinked-mention}\n",
        "Some text.\n{disable-next-line M001}\nA Term.\n",
        "Pod {disable-line M002}\n",
        "Pod {disable-line M001 M002}\n",
        "{disable}\n\nTerm\n\n{enable}\n",
        "{disable}\n\nTerm\n\n{disable}\n\nTerm\n",
        "{disable-file}\n\nTerm\n",
        "{disable-file}\n{disable-next-line}\nTerm\n",
        "{disable-line M003} Nothing, and that rule is off.\n",
        "{disable-line M004} Only fix could say.\n",
        "{disable-line M} It is off, in part.\n",
        "{disable-line P002} {disable-line L001}\n",
        "{disable-line unused-suppression}\n",
        "{disable-file P002}\n\n{disable-line}\n",
        "{disable-file}\n\nTerm\n\n{disable-line L001}\n",
        "{enable}\n",
        "`{disable-line}`\n",
        link("Term", "Term", "glossary.md") + " {disable-line}\n",
    ],
)
def test_a_comment_that_may_switch_off_something_is_not_reported(site: Site, page: str) -> None:
    assert unused(site, page) == []


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("autolink-disabel", "`autolink-disabel` is not a known comment, did you mean `autolink-disable`?"),
        (
            "autolink-disable-next-lin",
            "`autolink-disable-next-lin` is not a known comment, did you mean `autolink-disable-next-line`?",
        ),
        (
            "autolink-disabel-line L001",
            "`autolink-disabel-line` is not a known comment, did you mean `autolink-disable-line`?",
        ),
        (
            "autolink-disable-lines: missing-file, L002",
            "`autolink-disable-lines` is not a known comment, did you mean `autolink-disable-line`?",
        ),
        (
            "autolink_disable_line",
            "`autolink_disable_line` is not a known comment, did you mean `autolink-disable-line`?",
        ),
        (
            "autolink disable-line L01",
            "`autolink disable-line` is not a known comment, did you mean `autolink-disable-line`?",
        ),
        (
            "Autolink-Disable-File",
            "`Autolink-Disable-File` is not a known comment, did you mean `autolink-disable-file`?",
        ),
        (
            "auto-link: disable",
            "`auto-link disable` is not a known comment, did you mean `autolink-disable`?",
        ),
        ("autolnk-enable", "`autolnk-enable` is not a known comment, did you mean `autolink-enable`?"),
        (
            "autolink-prefr: other.md",
            "`autolink-prefr` is not a known comment, did you mean `autolink-prefer`?",
        ),
        ("autolink-enable L0010", "`L0010` is not a rule, did you mean `L001`?"),
    ],
)
def test_a_misspelled_comment_is_reported(site: Site, comment: str, message: str) -> None:
    assert unused(site, f"a\n\n<!-- {comment} -->\nb\n") == [f"3 {message}"]


@pytest.mark.parametrize(
    "comment",
    [
        "autolink",
        "autolink makes the links of this page",
        "autolink-glossary",
        "autolink-glossary is on PyPI",
        "autolink disables itself here, see the guide",
        "autolink-disabled pages are listed below",
        "autolink enables links to terms",
        "autolink-style links ahead",
        "automatically disabled",
        "autolink-prefers nothing",
        "autolinker-options: none",
        "no autolink-disabel here",
        "markdownlint-disable-next-line MD001",
        "prettier-ignore",
        "autolink-prefer: other.md",
        "autolink-enable L001 missing-file G",
        "autolink-" + "disable-" * 10_000,
    ],
)
def test_a_comment_that_is_not_meant_for_the_program_is_not_reported(site: Site, comment: str) -> None:
    assert unused(site, f"a\n\n<!-- {comment} -->\nb\n") == []


def test_a_misspelled_comment_below_a_term_is_reported_once(site: Site) -> None:
    site.write({"glossary.md": "## Pod\n<!-- autolink-disabel-line: L001 -->\n\nX\n"})
    (line,) = site.run("check").stdout.splitlines()
    assert line.startswith("glossary.md:2:1: P002 ")


def test_a_misspelled_comment_can_be_hidden(site: Site) -> None:
    assert unused(site, "{disable-file P002}\n\n{disabel}\n") == []
    assert unused(site, "{disabel}\n", 'ignore = ["P002"]\n') == []
    assert unused(site, "{disabel}\n", 'per-file-ignores = {"page.md" = ["P002"]}\n') == []


def test_comments_in_the_glossary_itself(site: Site) -> None:
    comment = "<!-- autolink-disable-next-line {} -->\n"
    site.write(
        {"glossary.md": f"{comment.format('G001')}## Term\n\nX\n\n{comment.format('G005')}## Term\n\nX\n"}
    )
    printed = site.run("check").stdout
    assert "glossary.md:6:1: P002 `G005` suppresses nothing here" in printed
    assert "`G001` switches" not in printed


@pytest.mark.parametrize(
    "settings",
    [
        'ignore = ["P002"]\n',
        'ignore = ["L002"]\n',
        'select = ["L", "M"]\n',
        'select = ["P"]\n',
        'per-file-ignores = {"page.md" = ["L002"]}\n',
        'per-file-ignores = {"*.md" = ["P"]}\n',
    ],
)
def test_a_rule_that_is_off_is_not_judged(site: Site, settings: str) -> None:
    page = "{disable-line L002}\n"
    assert unused(site, page, settings) == []
    assert unused(site, page) == ["1 `L002` suppresses nothing here"]


def test_a_comment_without_codes_is_used_by_what_a_rule_that_is_off_would_find(site: Site) -> None:
    assert unused(site, "[x](no.md) {disable-line}\n", 'ignore = ["L001"]\n') == []


def test_it_is_reported_in_the_pages_that_are_named_alone(site: Site) -> None:
    site.write({"b.md": "<!-- autolink-disable-line -->\n"})
    assert unused(site, "A Term.\n") == []
    assert "b.md:1:1: P002 " in site.run("check").stdout


def test_many_comments_and_findings_are_judged_one_by_one(site: Site) -> None:
    line = "[x](no.md) <!-- autolink-disable-line L001 -->\n\n<!-- autolink-disable-line L001 -->\n\n"
    assert unused(site, line * 300) == [
        f"{number} `L001` suppresses nothing here" for number in range(3, 1200, 4)
    ]
