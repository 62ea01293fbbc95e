"""The table of rules, what is said of each, and which are on."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from autolink.diagnostics.rule_docs import explanation, silencing
from autolink.diagnostics.rules import (
    DEFAULT,
    RULES,
    UNLINKED_MENTION,
    UNSAFE_LINK,
    UNUSED_SUPPRESSION,
    Rule,
    Severity,
    find,
    select,
)
from autolink.errors import AutolinkError
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from tests.support.site import Site

ALL = list(RULES.values())
DOCUMENT = (REPOSITORY / "autolink/diagnostics/rules.md").read_text("utf-8")

FENCE = re.compile(r"^```(markdown|toml|sh) ?(\S*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AROUND = {"guide.md": "# Guide\n\n## Set-up\n\nText.\n", "glossary.md": "## Zebra\n\nStriped.\n"}
"""What stands beside the pages of an example."""


def codes(rules: frozenset[Rule]) -> set[str]:
    return {rule.code for rule in rules}


# The table


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert all(re.fullmatch(r"[PGLMT]\d{3}", code) for code in RULES)
    names = [rule.name for rule in ALL]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", name) for name in names)


def test_those_on_demand_are_off_by_default() -> None:
    assert set(RULES) - codes(DEFAULT) == {"G003", "G006", "M001", "M003", "M004"}


def test_rules_are_listed(site: Site) -> None:
    lines = site.run("rules").stdout.splitlines()
    assert len(lines) == len(ALL)
    assert lines[0] == "P001  error       undecodable-page     A page is not valid UTF-8."
    assert "M001* warning [*] unlinked-mention     A mention is not linked." in lines


def test_rules_are_listed_as_json(site: Site) -> None:
    rows = json.loads(site.run("rules", "--format", "json").stdout)
    assert [row["code"] for row in rows] == list(RULES)
    assert rows[-5] == {
        "code": "M001",
        "name": "unlinked-mention",
        "severity": "warning",
        "summary": "A mention is not linked.",
        "fixable": True,
        "on_demand": True,
    }


# Which are on


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        (["L001"], {"L001"}),
        (["L00"], {code for code in RULES if code.startswith("L00")}),
        (["M"], {"M001", "M002", "M003", "M004"}),
        (["missing-file"], {"L001"}),
        (["ALL"], set(RULES)),
        ([], set()),
    ],
)
def test_rules_are_named_by_code_prefix_or_name(selectors: list[str], expected: set[str]) -> None:
    assert codes(select(selectors, (), ())) == expected


def test_ignoring_wins_over_selecting() -> None:
    assert codes(select(["L"], ["M001"], ["L00", "M001"])) == set()
    assert UNLINKED_MENTION in select(None, ["M001"], ())
    assert select(None, (), ()) == DEFAULT


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("L01", "unknown rule `L01`, did you mean `L001`?"),
        ("mising-file", "unknown rule `mising-file`, did you mean `missing-file`?"),
        ("Q", "unknown rule `Q`"),
        ("l001", "unknown rule `l001`, did you mean `L001`?"),
        ("", "unknown rule ``"),
    ],
)
def test_an_unknown_rule_is_an_error_with_the_nearest_known_one(word: str, message: str) -> None:
    with pytest.raises(AutolinkError, match=re.escape(message)):
        select([word], (), ())


# What is said of each


def test_every_rule_has_a_section_in_the_order_of_the_table() -> None:
    headings = re.findall(r"^## ([A-Z]\d{3}) (\S+)$", DOCUMENT, re.MULTILINE)
    assert headings == [(rule.code, rule.name) for rule in ALL]


@pytest.mark.parametrize("rule", ALL, ids=list(RULES))
def test_every_section_says_what_why_before_after_and_how_to_silence_it(rule: Rule) -> None:
    paragraphs = re.sub(r"^```.*?^```$", "```", explanation(rule), flags=re.MULTILINE | re.DOTALL).split(
        "\n\n"
    )
    starts = [text.partition(" ")[0].rstrip(",:") for text in paragraphs]
    assert starts.index("Before") >= 2
    assert starts.index("Before") < starts.index("After") < starts.index("Silence")
    assert rule.code in silencing(rule)
    assert "CODE" not in silencing(rule)


def show(site: Site, rule: Rule, part: str) -> set[str]:
    """Write one part of a rule's example and return the codes of what is found in it."""
    written = set()
    for kind, name, encoding, text in FENCE.findall(part):
        if kind == "sh":
            (site.root / "page.md").unlink(missing_ok=True)
            subprocess.run(["sh", "-c", text], cwd=site.root, check=True)
        else:
            site.write({name: text.encode(encoding or "utf-8")})
            written.add(name)
    assert written or "```sh" in part
    if any(name.startswith("glossary/") for name in written):
        (site.root / "glossary.md").unlink(missing_ok=True)
    settings = (
        site.read("autolink.toml").partition("extend-select")[0] if "autolink.toml" in site.tree() else ""
    )
    site.write({"autolink.toml": f'{settings}extend-select = ["{rule.code}"]\n'})
    command = ["fix", "--check"] if rule is UNSAFE_LINK else ["check"]
    result = site.run(*command)
    assert result.exit_code in (0, 1), result.stderr
    return set(re.findall(r"^\S+:\d+:\d+: ([A-Z]\d{3}) ", result.output, re.MULTILINE))


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL if rule is not UNUSED_SUPPRESSION], ids=lambda rule: rule.code
)
def test_the_example_gives_the_finding_before_and_not_after(site: Site, rule: Rule) -> None:
    before, after = re.split(r"^After", explanation(rule), maxsplit=1, flags=re.MULTILINE)
    site.write(AROUND)
    assert rule.code in show(site, rule, before)
    assert show(site, rule, after) == set()


@pytest.mark.parametrize("word", ["L003", "l003", "renamed-term", "Renamed-Term"])
def test_a_rule_is_explained_by_code_or_name(site: Site, word: str) -> None:
    result = site.run("explain", word)
    assert result.exit_code == 0
    first, _, rest = result.stdout.partition("\n")
    assert first == "L003 renamed-term (error, fixable)"
    assert "\n    ## Pre-training<a id=" in rest
    assert "<!-- autolink-disable-line L003 -->" in rest
    assert "```" not in rest


def test_no_glossary_is_needed_to_explain_a_rule(site: Site) -> None:
    assert site.run("explain", "M001").exit_code == 0
    assert site.run("explain", "page.md:1").exit_code == 2


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("L03", "unknown rule `L03`, did you mean `L003`?"),
        ("renamed-tem", "unknown rule `renamed-tem`, did you mean `renamed-term`?"),
        ("Z", "unknown rule `Z`"),
        ("Z999", "unknown rule `Z999`"),
    ],
)
def test_an_unknown_rule_cannot_be_explained(site: Site, word: str, message: str) -> None:
    result = site.run("explain", word)
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"error: {message}\nhint: run `autolink rules` to list them\n",
    )


def test_find_takes_no_prefix() -> None:
    assert find("l001").severity is Severity.ERROR
    with pytest.raises(AutolinkError):
        find("L")
