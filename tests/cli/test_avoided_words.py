"""Avoided words on the command line: `check`, `fix --unsafe-fixes`, `explain`, `lookup` and `index`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autolink.cli.app import main

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = """# Words

## Allowlist <a id="QWxsb3dsaXN0"></a>

<!-- avoid: whitelist, white list (says nothing) -->

A list of what is allowed.
"""
PAGE = """# The whitelist

A whitelist and two white lists. `whitelist`, [the whitelist](x.md).
"""
FIXED = """# The whitelist

An [allowlist](glossary.md#QWxsb3dsaXN0) and two [allowlists](glossary.md#QWxsb3dsaXN0). `whitelist`, \
[the whitelist](x.md).
"""
FILES = {
    "glossary.md": GLOSSARY,
    "page.md": PAGE,
    "x.md": "# X\n",
    "autolink.toml": 'link-style = "markdown"\n',
}


def test_check_reports_each_word_with_what_to_use(site: Site) -> None:
    site.write(FILES)
    result = site.run("check", "--output-format", "concise")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "page.md:1:7: T001 `whitelist` is avoided: use `allowlist` (says nothing)",
        "page.md:3:3: T001 `whitelist` is avoided: use `allowlist` (says nothing)",
        "page.md:3:21: T001 `white lists` is avoided: use `allowlists` (says nothing)",
        "page.md:3:52: T001 `whitelist` is avoided: use `allowlist` (says nothing)",
    ]
    assert "2 fixable with `autolink fix --unsafe-fixes`" in result.stderr


def test_findings_carry_the_edits(site: Site) -> None:
    site.write(FILES)
    found = json.loads(site.run("check", "--output-format", "json").stdout)
    assert [[edit["text"] for edit in item["edits"]] for item in found] == [
        [],
        ["An", "allowlist"],
        ["allowlists"],
        [],
    ]
    assert not any(item["fixable"] for item in found)
    sarif = json.loads(site.run("check", "--output-format", "sarif").stdout)
    assert sum("fixes" in item for item in sarif["runs"][0]["results"]) == 2


def test_fix_leaves_words_alone_and_counts_them(site: Site) -> None:
    site.write(FILES)
    result = site.run("fix")
    assert result.exit_code == 0
    assert site.read("page.md") == PAGE
    assert "Use --unsafe-fixes to replace 2 avoided words." in result.stderr
    assert "--unsafe-fixes" not in site.run("fix", "--quiet").stderr


def test_unsafe_fixes_replace_words_and_link_them(site: Site) -> None:
    site.write(FILES)
    result = site.run("fix", "--unsafe-fixes")
    assert result.exit_code == 0
    assert "Linked 2 mentions in 1 page, replaced 2 avoided words." in result.stderr
    assert site.read("page.md") == FIXED
    before = site.tree()
    site.run("fix", "--unsafe-fixes")
    site.run("fix")
    assert site.tree() == before


def test_unsafe_fixes_are_previewed(site: Site) -> None:
    site.write(FILES)
    result = site.run("fix", "--unsafe-fixes", "--diff")
    assert result.exit_code == 1
    assert "+An [allowlist]" in result.stdout
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("fix", "--unsafe-fixes", "--check").stdout == "page.md\n"
    assert site.read("page.md") == PAGE


@pytest.mark.parametrize(
    ("config", "page"),
    [
        ('ignore = ["T001"]\n', PAGE),
        ('per-file-ignores = { "page.md" = ["T"] }\n', PAGE),
        ("", f"<!-- autolink-disable-file T001 -->\n\n{PAGE}"),
        ("", f"<!-- autolink-disable-file avoided-term -->\n\n{PAGE}"),
        ("", f"<!-- autolink-disable-file -->\n\n{PAGE}"),
    ],
)
def test_a_rule_that_is_off_changes_nothing(site: Site, config: str, page: str) -> None:
    site.write({**FILES, "page.md": page, "autolink.toml": f'link-style = "markdown"\n{config}'})
    assert "T001" not in site.run("check").stdout
    result = site.run("fix", "--unsafe-fixes")
    assert site.read("page.md") == page
    assert "avoided word" not in result.stderr


def test_words_are_suppressed_line_by_line(site: Site) -> None:
    page = "A whitelist. <!-- autolink-disable-line T001 -->\n\nA whitelist.\n"
    site.write({**FILES, "page.md": page})
    assert "page.md:3:3: T001" in site.run("check", "--output-format", "concise").stdout
    assert "page.md:1" not in site.run("check", "--output-format", "concise").stdout
    site.run("fix", "--unsafe-fixes")
    assert site.read("page.md").startswith("A whitelist. <!--")
    assert "An [allowlist]" in site.read("page.md")


def test_a_baseline_takes_words(site: Site) -> None:
    site.write(FILES)
    assert site.run("check", "--write-baseline", "known.json").exit_code == 0
    site.write({"autolink.toml": 'baseline = "known.json"\n'})
    assert "T001" not in site.run("check").stdout
    site.write({"page.md": f"{PAGE}\nTwo whitelists.\n"})
    found = site.run("check", "--output-format", "concise").stdout
    assert found.splitlines() == [
        "page.md:5:5: T001 `whitelists` is avoided: use `allowlists` (says nothing)"
    ]


def test_stdin_is_replaced(site: Site) -> None:
    site.write(FILES)
    arguments = ["fix", "-", "--stdin-filename", "new.md", "--unsafe-fixes"]
    result = CliRunner().invoke(main, arguments, input="A whitelist.\n")
    assert result.stdout == "An [allowlist](glossary.md#QWxsb3dsaXN0).\n"


def test_explain_names_the_word(site: Site) -> None:
    site.write(FILES)
    found = site.run("explain", "page.md:3").stdout
    assert "3:3 whitelist → Allowlist" in found
    assert "not linked: an avoided word; use `allowlist`" in found
    assert "avoided-term" in site.run("explain", "T001").stdout


def test_lookup_says_what_to_use(site: Site) -> None:
    site.write(FILES)
    for query in ("whitelist", "White-list", "whitelists"):
        lines = site.run("lookup", query).stdout.splitlines()
        assert lines[:2] == ["avoid: use allowlist (says nothing)", "Allowlist"]
    assert "avoid" not in site.run("lookup", "allowlist").stdout


def test_the_index_lists_avoided_words(site: Site) -> None:
    site.write(FILES)
    (row,) = json.loads(site.run("index", "--format", "json").stdout)
    assert row["avoided"] == [
        {"word": "whitelist", "reason": "says nothing"},
        {"word": "white list", "reason": "says nothing"},
    ]
    assert row["mentions"] == 0
    (line,) = csv.DictReader(io.StringIO(site.run("index", "--format", "csv").stdout))
    assert line["avoided"] == "whitelist | white list"
    assert "whitelist | white list" in site.run("index").stdout
    assert (
        "| Allowlist | glossary.md:3 | 0 | whitelist · white list |"
        in site.run("index", "--format", "markdown").stdout
    )
