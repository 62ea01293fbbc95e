"""Known findings: what a baseline holds, what it hides, and what it is when someone has edited it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from autolink.baseline import baseline_of, compare, judged, parse, render
from autolink.diagnostics import Diagnostic
from autolink.errors import AutolinkError
from autolink.rules import MISSING_ANCHOR, MISSING_FILE, UNREADABLE_PAGE, Rule


def missing(target: str, line: int = 1, page: str = "a.md", rule: Rule = MISSING_FILE) -> Diagnostic:
    """Return a finding in a page below `/root`."""
    return Diagnostic(f"/root/{page}", line, 1, rule, f"`{target}` points to a file that does not exist")


# What is known


def test_what_is_known_is_not_reported() -> None:
    found = [missing("x.md"), missing("y.md")]
    known = baseline_of(found, "/root")
    assert compare(found, known, "/root") == ([], Counter())


def test_a_finding_is_known_on_another_line_and_with_another_suggestion() -> None:
    known = baseline_of([missing("x.md", line=3)], "/root")
    moved = Diagnostic("/root/a.md", 9, 4, MISSING_FILE, "`x.md` was renamed to `y.md`")
    assert compare([moved], known, "/root") == ([], Counter())


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
    known = baseline_of([missing("x.md")], "/root")
    new, gone = compare([other], known, "/root")
    assert new == [other]
    assert gone == known


def test_one_more_of_the_same_is_new() -> None:
    known = baseline_of([missing("x.md", 1), missing("x.md", 2)], "/root")
    found = [missing("x.md", line) for line in (1, 2, 3)]
    assert compare(found, known, "/root") == ([found[2]], Counter())


def test_one_less_of_the_same_is_an_entry_that_no_longer_occurs() -> None:
    known = baseline_of([missing("x.md", 1), missing("x.md", 2)], "/root")
    assert compare([missing("x.md", 1)], known, "/root") == ([], Counter({("a.md", "L001", "x.md"): 1}))


def test_nothing_is_known_without_a_baseline() -> None:
    found = [missing("x.md")]
    assert compare(found, Counter(), "/root") == (found, Counter())


def test_a_message_that_quotes_nothing_is_its_own_subject() -> None:
    item = Diagnostic("/root/a.md", 1, 1, UNREADABLE_PAGE, "cannot be read: Permission denied")
    assert baseline_of([item], "/root") == {("a.md", "P004", "cannot be read: Permission denied"): 1}


def test_a_page_outside_the_root_is_known_by_its_way_there() -> None:
    item = Diagnostic("/glossary/a.md", 1, 1, MISSING_FILE, "`x.md`")
    assert list(baseline_of([item], "/root")) == [("../glossary/a.md", "L001", "x.md")]


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
    assert render(baseline_of(found, "/root")).decode() == expected
    assert render(baseline_of(found[::-1], "/root")).decode() == expected


@pytest.mark.parametrize(
    "target", ["x.md", "用語集.md", 'a"b\\c', "\x1b[2J\x9b\x7f", "\u202eevil\u2028", "\udce9", "😀"]
)
def test_what_is_written_is_read_again(target: str) -> None:
    known = baseline_of([missing(target, page=f"{target}.md")], "/root")
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
        ("[]", 'b.json: no baseline: `"version": 1` is missing'),
        ('{"version": 2, "findings": {}}', "b.json: no baseline"),
        ('{"version": 1}', "b.json: findings must be an object"),
        ('{"version": 1, "findings": []}', "b.json: findings must be an object"),
        ('{"version": 1, "findings": {"a.md": 1}}', "b.json: a.md must be an object"),
        ('{"version": 1, "findings": {"a.md": {"L001": ["x"]}}}', "b.json: a.md: L001 must be an object"),
        ('{"version": 1, "findings": {"a.md": {}, "a.md": {}}}', "b.json: `a.md` is there twice"),
        (
            '{"version": 1, "findings": {"a.md": {"L001": {"x": 0}}}}',
            "b.json: a.md: L001: `x` must be a number",
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
    assert compare([missing("x.md")] * 3, known, "/root") == ([], Counter())
