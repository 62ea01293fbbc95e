"""Known findings: what a baseline holds, what it hides, and what it is when someone has edited it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from autolink.checker.baseline import baseline_of, compare, judged, parse, render
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import MISSING_ANCHOR, MISSING_FILE, UNREADABLE_PAGE, Rule
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from tests.support.site import Site


def missing(target: str, line: int = 1, page: str = "a.md", rule: Rule = MISSING_FILE) -> Diagnostic:
    """Return a finding in a page below `/home`."""
    return Diagnostic(f"/home/{page}", line, 1, rule, f"`{target}` points to a file that does not exist")


# What is known


def test_what_is_known_is_not_reported() -> None:
    found = [missing("x.md"), missing("y.md")]
    known = baseline_of(found, "/home")
    assert compare(found, known, "/home") == ([], Counter())


def test_a_finding_is_known_on_another_line_and_with_another_suggestion() -> None:
    known = baseline_of([missing("x.md", line=3)], "/home")
    moved = Diagnostic("/home/a.md", 9, 4, MISSING_FILE, "`x.md` was renamed to `y.md`")
    assert compare([moved], known, "/home") == ([], Counter())


@pytest.mark.parametrize(
    "other",
    [
        missing("y.md"),
        missing("x.md", page="b.md"),
        missing("x.md", page="docs/a.md"),
        missing("x.md", rule=MISSING_ANCHOR),
    ],
)
def test_another_target_page_or_rule_is_new(other: Diagnostic) -> None:
    known = baseline_of([missing("x.md")], "/home")
    new, gone = compare([other], known, "/home")
    assert new == [other]
    assert gone == known


def test_one_more_of_the_same_is_new() -> None:
    known = baseline_of([missing("x.md", 1), missing("x.md", 2)], "/home")
    found = [missing("x.md", line) for line in (1, 2, 3)]
    assert compare(found, known, "/home") == ([found[2]], Counter())


def test_one_less_of_the_same_is_an_entry_that_no_longer_occurs() -> None:
    known = baseline_of([missing("x.md", 1), missing("x.md", 2)], "/home")
    assert compare([missing("x.md", 1)], known, "/home") == ([], Counter({("a.md", "L001", "x.md"): 1}))


def test_nothing_is_known_without_a_baseline() -> None:
    found = [missing("x.md")]
    assert compare(found, Counter(), "/home") == (found, Counter())


def test_a_message_that_quotes_nothing_is_its_own_subject() -> None:
    item = Diagnostic("/home/a.md", 1, 1, UNREADABLE_PAGE, "cannot be read: Permission denied")
    assert baseline_of([item], "/home") == {("a.md", "P004", "cannot be read: Permission denied"): 1}


def test_a_page_outside_the_root_is_known_by_its_way_there() -> None:
    item = Diagnostic("/glossary/a.md", 1, 1, MISSING_FILE, "`x.md`")
    assert list(baseline_of([item], "/home")) == [("../glossary/a.md", "L001", "x.md")]


def test_only_entries_of_rules_that_were_looked_for_are_judged() -> None:
    entries = Counter({("a.md", "L001", "x"): 1, ("a.md", "L002", "x"): 1, ("a.md", "X999", "x"): 1})
    assert set(judged(entries, {MISSING_FILE})) == {("a.md", "L001", "x"), ("a.md", "X999", "x")}


# The file


def test_the_file_is_sorted_and_has_an_entry_a_line() -> None:
    found = [missing("z.md"), missing("a.md", page="b.md"), missing("y.md"), missing("z.md")]
    expected = """{
  "version": 1,
  "findings": {
    "a.md": {
      "L001": {
        "y.md": 1,
        "z.md": 2
      }
    },
    "b.md": {
      "L001": {
        "a.md": 1
      }
    }
  }
}
"""
    assert render(baseline_of(found, "/home")).decode() == expected
    assert render(baseline_of(found[::-1], "/home")).decode() == expected


@pytest.mark.parametrize(
    "target", ["x.md", "用語集.md", 'a"b\\c', "\x1b[2J\x9b\x7f", "\u202eevil\u2028", "\udce9", "😀"]
)
def test_what_is_written_is_read_again(target: str) -> None:
    known = baseline_of([missing(target, page=f"{target}.md")], "/home")
    data = render(known)
    assert parse(data, "b.json") == known
    assert not set(data.decode()) & set("\x1b\x9b\x7f\u202e\u2028")


def test_an_empty_baseline_is_a_baseline() -> None:
    assert parse(render(Counter()), "b.json") == Counter()


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + render(Counter()), "b.json") == Counter()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": 1,\n "findings": {\n}', "b.json:3:2: Expecting ',' delimiter"),
        ("", "b.json:1:1: Expecting value"),
        ('{\n<<<<<<< HEAD\n"version": 1}', "b.json:2:1: "),
        ("[" * 100_000, "b.json: nested too deeply"),
        ("[]", 'b.json: not a baseline: `"version": 1` is missing'),
        ('{"version": 2, "findings": {}}', "b.json: not a baseline"),
        ('{"version": 1}', "b.json: findings must be an object"),
        ('{"version": 1, "findings": []}', "b.json: findings must be an object"),
        ('{"version": 1, "findings": {"a.md": 1}}', "b.json: a.md must be an object"),
        ('{"version": 1, "findings": {"a.md": {"L001": ["x"]}}}', "b.json: a.md: L001 must be an object"),
        ('{"version": 1, "findings": {"a.md": {}, "a.md": {}}}', "b.json: `a.md` occurs twice"),
        (
            '{"version": 1, "findings": {"a.md": {"L001": {"x": 0}}}}',
            "b.json: a.md: L001: `x` must be a positive integer",
        ),
        ('{"version": 1, "findings": {"a.md": {"L001": {"x": true}}}}', "b.json: a.md: L001: `x` must be"),
        ('{"version": 1, "findings": {"a.md": {"L001": {"x": 1.5}}}}', "b.json: a.md: L001: `x` must be"),
        (f'{{"version": {"9" * 5000}}}', "b.json: "),
    ],
)
def test_what_is_no_baseline_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(AutolinkError) as caught:
        parse(text.encode(), "b.json")
    assert str(caught.value).startswith(message)


def test_bytes_that_are_no_text_are_no_baseline() -> None:
    with pytest.raises(AutolinkError, match=r"b\.json: 'utf-8' codec"):
        parse(b'{"version": "\xff"}', "b.json")


def test_an_entry_added_by_hand_is_known() -> None:
    content = {"findings": {"a.md": {"L001": {"x.md": 3}}}, "version": 1, "note": "until June"}
    known = parse(json.dumps(content).encode(), "b.json")
    assert compare([missing("x.md")] * 3, known, "/home") == ([], Counter())


# On the command line

PAGES = {
    "glossary.md": "## Term\n\nX\n",
    "docs/a.md": "[a](no.md)\n\n[b](no.md) [c](gone.md)\n",
    "docs/b.md": "[a](no.md)\n",
}
SETTINGS = 'baseline = "known.json"\n'


def adopted(site: Site) -> None:
    """Make a project with a baseline of all that is wrong in it."""
    site.write(PAGES)
    assert site.run("check").exit_code == 1
    assert site.run("check", "--write-baseline", "known.json").exit_code == 0
    site.write({"autolink.toml": SETTINGS})


def reported(site: Site, *arguments: str) -> list[str]:
    """Return where `check` reports something, and which rule."""
    result = site.run("check", "--output-format", "concise", *arguments)
    return [line.split(" ", 2)[0] for line in result.stdout.splitlines()]


def test_a_project_can_adopt_the_tool_today(site: Site) -> None:
    site.write(PAGES)
    result = site.run("check", "--write-baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert 'Wrote 4 known findings to known.json.\nSet `baseline = "known.json"`' in result.stderr
    assert reported(site) != []
    site.write({"autolink.toml": SETTINGS})
    result = site.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No problems found besides the 4 in the baseline.\n"
    result = site.run("check", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_new_findings_are_reported_and_edits_above_do_not_matter(site: Site) -> None:
    adopted(site)
    site.write({"docs/a.md": "# New\n\nMore [text](new.md).\n\n" + PAGES["docs/a.md"]})
    assert reported(site) == ["docs/a.md:3:6:"]
    assert " in 1 file besides the 4 in the baseline.\n" in site.run("check").stderr
    assert site.run("check").exit_code == 1


def test_pages_that_are_named_are_compared_too_but_nothing_is_said_of_others(site: Site) -> None:
    adopted(site)
    site.write({"docs/a.md": "Nothing.\n", "docs/b.md": "[a](no.md) [b](new.md)\n"})
    assert reported(site, "docs/b.md") == ["docs/b.md:1:12:"]
    assert "no longer" not in site.run("check", "docs/b.md").stderr


def test_what_no_longer_occurs_is_said_and_taken_out_on_request(site: Site) -> None:
    adopted(site)
    site.write({"docs/a.md": "[a](no.md)\n"})
    before = site.read("known.json")
    result = site.run("check")
    assert result.exit_code == 0
    assert (
        "known.json contains 2 findings that no longer occur:\n  docs/a.md: L001 gone.md\n" in result.stderr
    )
    assert "autolink check --prune-baseline" in result.stderr
    assert site.read("known.json") == before
    assert "Removed 2 findings from known.json" in site.run("check", "--prune-baseline").stderr
    assert "gone.md" not in site.read("known.json")
    result = site.run("check")
    assert (result.exit_code, "no longer" in result.stderr) == (0, False)
    site.write({"docs/a.md": PAGES["docs/a.md"]})
    assert reported(site) == ["docs/a.md:3:1:", "docs/a.md:3:12:"]


def test_rules_that_are_off_lose_no_entries(site: Site) -> None:
    adopted(site)
    result = site.run("check", "--select", "G", "--prune-baseline")
    assert "Removed 0 findings" in result.stderr
    assert site.run("check").exit_code == 0


def test_writing_it_again_replaces_it(site: Site) -> None:
    adopted(site)
    site.write({"docs/a.md": "[x](new.md)\n"})
    result = site.run("check", "--write-baseline", "known.json")
    assert result.stderr.endswith("Wrote 2 known findings to known.json.\n")
    assert site.run("check").exit_code == 0


def test_the_path_is_relative_to_the_root(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    adopted(site)
    monkeypatch.chdir(site.root / "docs")
    assert site.run("check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--write-baseline", "b.json", "docs"), "a baseline covers the whole project"),
        (("--prune-baseline", "--since", "HEAD"), "a baseline covers the whole project"),
        (("--add-suppressions", "-"), "--add-suppressions cannot write to stdin"),
        (("--prune-baseline",), "there is no baseline"),
        (("--write-baseline", "docs/a.md"), "docs/a.md:1:2: "),
        (("--write-baseline", "docs"), "docs: "),
    ],
)
def test_what_does_not_go_together_stops_the_run(
    site: Site, arguments: tuple[str, ...], message: str
) -> None:
    site.write(PAGES)
    before = site.tree()
    result = site.run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {message}")
    assert site.tree() == before


def test_a_baseline_that_is_missing_or_broken_stops_the_run(site: Site) -> None:
    site.write({**PAGES, "autolink.toml": SETTINGS})
    result = site.run("check")
    assert result.exit_code == 2
    assert "known.json does not exist" in result.stderr
    assert "--write-baseline known.json" in result.stderr
    site.write({"known.json": '{\n"version": 1,,\n}\n'})
    result = site.run("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: known.json:2:14: ")
