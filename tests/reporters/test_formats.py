"""What each format makes of the same diagnostics. `tests/data/reporters` holds what is expected."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from autolink.diagnostics.rules import MISSING_FILE, OUTDATED_ANCHOR
from autolink.page.positions import PageBytes
from autolink.reporters import FOR_PEOPLE, FORMATS, reporter
from autolink.reporters.context import Context, fingerprints
from autolink.reporters.snippet import Snippet, cells, snippet
from tests.support.reports import GUIDE, ROOT, SAMPLE, context, found, page_of, report
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic

EXPECTED = REPOSITORY / "tests/data/reporters"


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_in_each_format(name: str) -> None:
    assert report(name) == (EXPECTED / f"expected.{name}").read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_the_same_twice_and_takes_no_colour_by_itself(name: str) -> None:
    assert report(name) == report(name)
    assert "\x1b" not in report(name)


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_colours_change_nothing_but_colours(name: str) -> None:
    coloured = report(name, color=True)
    assert "\x1b[1;31m" in coloured
    plain = coloured
    for code in ("1", "2", "36", "1;31", "1;33", "1;36", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == report(name)


@pytest.mark.parametrize(
    ("name", "expected"), [("full", ""), ("concise", ""), ("grouped", ""), ("json-lines", ""), ("github", "")]
)
def test_nothing_found_is_nothing_printed(name: str, expected: str) -> None:
    assert report(name, []) == expected


@pytest.mark.parametrize(("name", "expected"), [("json", []), ("gitlab", [])])
def test_nothing_found_is_an_empty_array(name: str, expected: object) -> None:
    assert json.loads(report(name, [])) == expected


def test_github_gets_errors_first() -> None:
    kinds = [line.split(" ")[0] for line in report("github").splitlines()]
    assert kinds == ["::error"] * 3 + ["::warning"] + ["::notice"] * 2


def test_github_gets_columns_for_one_line_only() -> None:
    item = found(GUIDE, "Two\nlines", OUTDATED_ANCHOR, "message")
    assert report("github", [item]) == (
        "::notice file=docs/ガイド.md,line=4,endLine=5,title=L008 outdated-anchor"
        "::docs/ガイド.md:4:1: L008 message\n"
    )


# What mends a finding


def mended() -> bytes:
    return GUIDE.data.replace(b"words.md", b"terms.md").replace(b"b2xk", b"UG9k")


def offset(data: bytes, line: int, column: int, code_points: bool) -> int:
    """Return the byte offset of a 1-based line and column."""
    lines = data.splitlines(keepends=True)
    before = lines[line - 1][: column - 1]
    if code_points:
        before = lines[line - 1].decode()[: column - 1].encode()
    return sum(map(len, lines[: line - 1])) + len(before)


def test_json_carries_the_edits() -> None:
    (item,) = [item for item in json.loads(report("json")) if item["fixable"]]
    data = GUIDE.data
    for edit in sorted(item["edits"], key=lambda edit: -edit["start"]):
        data = data[: edit["start"]] + edit["text"].encode() + data[edit["end"] :]
    assert data == mended()


def test_sarif_carries_the_edits() -> None:
    (run,) = json.loads(report("sarif"))["runs"]
    (fix,) = [fix for result in run["results"] for fix in result.get("fixes", ())]
    (change,) = fix["artifactChanges"]
    data = GUIDE.data
    for item in reversed(change["replacements"]):
        place = item["deletedRegion"]
        start = offset(data, place["startLine"], place["startColumn"], code_points=True)
        end = offset(data, place["endLine"], place["endColumn"], code_points=True)
        data = data[:start] + item["insertedContent"]["text"].encode() + data[end:]
    assert data == mended()


def test_rdjson_carries_the_edits_as_one_suggestion() -> None:
    found = json.loads(report("rdjson"))["diagnostics"]
    (suggestion,) = [one for item in found for one in item.get("suggestions", ())]
    start, end = (
        offset(GUIDE.data, place["line"], place["column"], code_points=False)
        for place in (suggestion["range"]["start"], suggestion["range"]["end"])
    )
    assert GUIDE.data[:start] + suggestion["text"].encode() + GUIDE.data[end:] == mended()


# Fingerprints


def test_fingerprints_are_unique() -> None:
    page = page_of("[x](no.md) [x](no.md)\n")
    same = [found(page, "[x](no.md)", MISSING_FILE, "gone") for _ in range(3)]
    other = found(page, "[x](no.md)", MISSING_FILE, "gone too")
    assert len(set(fingerprints([*same, other, *SAMPLE], context()))) == 4 + len(SAMPLE)


def test_fingerprints_stay_when_lines_move_and_differ_between_pages() -> None:
    def one(text: str, name: str = "a.md") -> list[str]:
        page = page_of(text, name)
        return fingerprints([found(page, "[x](no.md)", MISSING_FILE, "gone")], context())

    assert one("[x](no.md)\n") == one("# More\n\ntext [x](no.md)\n")
    assert one("[x](no.md)\n") != one("[x](no.md)\n", "b.md")


# Paths


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{ROOT}/a b.md", ("a%20b.md", True)),
        (f"{ROOT}/a:b#c?d%20.md", ("a%3Ab%23c%3Fd%2520.md", True)),
        (f"{ROOT}/日本.md", ("%E6%97%A5%E6%9C%AC.md", True)),
        (f"{ROOT}/caf\udce9.md", ("caf%E9.md", True)),
        ("/elsewhere/a.md", ("file:///elsewhere/a.md", False)),
        (f"{ROOT}er/a.md", (f"file://{ROOT}er/a.md", False)),
    ],
)
def test_uris(path: str, expected: tuple[str, bool]) -> None:
    assert context().uri(path) == expected


def test_sarif_has_no_base_for_a_file_outside() -> None:
    page = PageBytes("/elsewhere/a.md", b"[x](no.md)\n")
    item = found(page, "[x](no.md)", MISSING_FILE, "gone")
    (result,) = json.loads(report("sarif", [item]))["runs"][0]["results"]
    place: dict[str, Any] = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///elsewhere/a.md"}


# Source lines


def shown(before: str, marked: str, after: str, width: int = 60) -> Snippet:
    text = f"first line\n{before}{marked}{after}\nlast line\n"
    start = len(f"first line\n{before}".encode())
    return snippet(page_of(text), start, start + len(marked.encode()), width)


@pytest.mark.parametrize(
    ("before", "marked", "after", "expected"),
    [
        ("a ", "link", " b", ("a link b", 2, 4)),
        ("", "link", "", ("link", 0, 4)),
        ("", "", "", ("", 0, 1)),
        ("end", "", "", ("end", 3, 1)),
        ("日本", "語", "", ("日本語", 4, 2)),
        ("ｶﾅ", "カナ", "", ("ｶﾅカナ", 2, 4)),
        ("🎉", "🎉", "🎉", ("🎉🎉🎉", 2, 2)),
        ("e\u0301", "e\u0301", "e", ("e\u0301e\u0301e", 1, 1)),
        ("\ta\t", "b", "\tc", ("    a    b    c", 9, 1)),
        ("\x1b[31m", "\x07", "\u202e", ("\\x1b[31m\\x07\\u202e", 8, 4)),
        ("[red]", "x", "[/red]", ("[red]x[/red]", 5, 1)),
    ],
)
def test_the_mark_is_below_what_it_means(
    before: str, marked: str, after: str, expected: tuple[str, int, int]
) -> None:
    assert shown(before, marked, after) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_line_ends_are_not_shown(end: str) -> None:
    page = page_of(f"before{end or chr(10)}a link{end}")
    start = page.data.index(b"link")
    assert snippet(page, start, start + 4, 60).text == "a link"


def test_a_span_over_lines_is_marked_in_its_first_line() -> None:
    page = page_of("a [two\nlines](no.md) b\n")
    assert snippet(page, 2, len(page.data) - 3, 60) == ("a [two", 2, 4)


def test_a_byte_order_mark_takes_no_room() -> None:
    page = page_of("\ufefflink\n")
    assert snippet(page, 3, 7, 60) == ("link", 0, 4)


@pytest.mark.parametrize(
    ("before", "marked", "after", "expected"),
    [
        ("a" * 90, "MARK", "b" * 90, ("…aaaaaaaaaaaaMARKbbbbbbbbbbbb…", 13, 4)),
        ("", "MARK", "b" * 90, ("MARKbbbbbbbbbbbbbbbbbbbbbbbbb…", 0, 4)),
        ("a" * 90, "MARK", "", ("…aaaaaaaaaaaaaaaaaaaaaaaaaMARK", 26, 4)),
        ("", "M" * 90, "", ("MMMMMMMMMMMMMMMMMMMMMMMMMMM…", 0, 28)),
        ("日" * 90, "本", "語" * 90, ("…日日日日日日本語語語語語語語…", 13, 2)),
        ("x" * 9999, "M" * 9999, "y" * 9999, ("…MMMMMMMMMMMMMMMMMMMMMMMMMMM…", 1, 28)),
    ],
)
def test_a_long_line_is_cut_around_the_mark(
    before: str, marked: str, after: str, expected: tuple[str, int, int]
) -> None:
    assert shown(before, marked, after, width=30) == expected


@pytest.mark.parametrize("unit", ["a", "日", "🎉", "e\u0301", "\t", "\x1b", "👩‍👩‍👧"])
@pytest.mark.parametrize("width", [12, 31, 60])
def test_no_line_is_wider_than_asked_for(unit: str, width: int) -> None:
    for before, after in ((0, 0), (1, 99), (99, 1), (99, 99), (20, 20)):
        result = shown(unit * before, "[x](y)", unit * after, width)
        assert cells(result.text) <= width, (before, after)
        assert "[x](y)" in result.text
        assert cells(result.text.partition("[x](y)")[0]) == result.indent


def test_many_findings_in_one_long_line_read_little_of_it() -> None:
    class Counting(bytes):
        read = 0

        def __getitem__(self, key: Any) -> Any:
            part = super().__getitem__(key)
            Counting.read += len(part) if isinstance(part, bytes) else 1
            return part

    page = PageBytes(f"{ROOT}/long.md", Counting(b"[x](y) " * 20_000))
    for start, end in pairwise(range(0, 140_001, 7)):
        snippet(page, start, end - 1, 80)
    assert Counting.read < 20_000 * 80 * 4 * 4


def test_a_page_that_cannot_be_read_again_has_no_source() -> None:
    def gone(path: str) -> PageBytes:
        return PageBytes(path, b"")

    nothing = Context(ROOT, lambda path: path, gone, "1")
    items: list[Diagnostic] = [item for item in SAMPLE if item.end_line]
    for name in FORMATS:
        assert reporter(name)(items, nothing)
