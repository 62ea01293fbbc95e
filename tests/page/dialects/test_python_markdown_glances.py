"""What is read at a glance is what a full reading finds: early exits save time and change nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autolink.page.dialects.lines import lines
from autolink.page.dialects.python_markdown import syntax
from autolink.page.dialects.python_markdown.abbreviations import abbreviations
from autolink.page.dialects.python_markdown.blocks_reader import read_all_lines, read_structure
from autolink.page.dialects.python_markdown.code_spans import code_spans
from autolink.page.dialects.python_markdown.fences import nested_fences
from autolink.page.dialects.python_markdown.inline import read_inline
from autolink.page.dialects.python_markdown.magiclink import magiclink
from autolink.page.dialects.python_markdown.plain_blocks import plain_blocks
from autolink.page.dialects.python_markdown.references import references
from autolink.page.outline import Outline
from autolink.page.page import Page
from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.page.test_page import read
from tests.sites.mkdocs_pages import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autolink.page.dialects.model import Closed

ALL = dialect_of(profile_of("mkdocs"))
slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
_starts = st.sampled_from(
    [
        *("", "", "# ", "## ", "- ", "* ", "+ ", "1. ", "22. ", "   - ", "    - ", "        - ", "  ", "\t"),
        *(
            "> ",
            ": ",
            "[a]: ",
            "[^1]: ",
            "*[a]: ",
            "=== ",
            "---",
            "***",
            "_a_ ",
            "**a** ",
            "| ",
            "|-|",
            "$$ ",
        ),
        *("\\[ ", "::: a", "!!! a", "??? a", "```", "~~~", "\x02", "<div>", "![a](b) ", "[a](b) ", "/ "),
        "[a\n\nb]: ",
    ]
)
_rests = st.sampled_from(
    ["a", "a b", "学習 `c`", "", "- b", "# b", "| b | c", "[d](<e.md#f>)", "**b**", "x: y"]
)
_line_ends = st.sampled_from(["\n"] * 6 + ["\n\n"] * 4 + ["\r\n", "\r\n\r\n", "\r", "\n  \n", "\n\t\n"])
documents = st.lists(st.tuples(_starts, _rests, _line_ends), max_size=12).map(
    lambda items: "".join(map("".join, items))
)


@slow
@given(st.one_of(documents, pages))
def test_blocks_are_read_as_line_by_line(text: str) -> None:
    data = text.encode()
    assert read_structure(data, 0) == read_all_lines(data, 0)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("A paragraph\nof two lines.\n\nx", True),
        ("# A heading\n## and one\nwith text\n", True),
        ("- an item\n  that goes on\n    - one in it\n1. another\n", True),
        ("| a | b |\n|---|---|\n| c | d |\n", True),
        ("[a](b) and `c`\n", True),
        ("a\n- b\n", True),
        ("- a\n        - b\n", False),
        ("a\n---\n", False),
        ("a\n> b\n", False),
        ("!!! note\n    a\n", False),
        ("[a]: b\n", False),
        ("a\n: b\n", False),
        ("| a |\n|---|\nb\n", False),
        ("    a\n", False),
    ],
)
def test_plain_blocks(text: str, is_plain: bool) -> None:
    assert (plain_blocks(text.encode(), 0) is not None) == is_plain


@slow
@given(st.one_of(documents, pages))
def test_readers_that_are_not_asked_would_find_nothing(text: str) -> None:
    data = text.encode()
    for extensions in (None, frozenset[str](), frozenset({"extra", "admonition"})):
        pieces = syntax.syntax(extensions)
        asked = syntax.that_may_be_in(data, pieces)
        assert not [item for piece in pieces if piece.scan not in asked for item in piece.scan(data, 0)]


@slow
@given(st.one_of(documents, pages))
def test_code_between_single_backticks_is_what_the_rules_say(text: str) -> None:
    inline, masked = read_inline(text.encode(), 0), read_structure(text.encode(), 0).masked
    assert inline.code == [span for block in inline.spans for span in code_spans(masked, *block)]


@slow
@given(st.one_of(documents, pages))
def test_code_at_the_margin_ends_where_its_lines_say(text: str) -> None:
    data = text.encode()
    for start, at, end in nested_fences(data, 0):
        if start == at:
            fence = re.match(rb"`+|~+", data[at:])
            assert fence is not None
            following = [line for line in lines(data, at) if line.start > at]
            closing = (line for line in following if data[line.start : line.stop].rstrip(b" \t") == fence[0])
            assert next(closing).end == end


def _moved(found: Iterable[Closed], by: int = 0) -> list[tuple[int, int]]:
    return [(start + by, end + by) for start, end, _ in found]


_words = st.sampled_from(
    ["a", "[b](c.md)", "[b](<c.md#d>)", "[b]", "[", "]", "(", "[^1]", "[a [b](c)](d)", "[b](e f)"]
)
_signs = st.sampled_from(
    ["#1", "#0", "!2", "?9", "@a", "@", "#", "a", "学", "www.a", "wWw.b", "x://y", "http://z"]
)


@given(st.lists(_words, max_size=8).map(" ".join))
def test_flat_links_are_no_references(text: str) -> None:
    """A bracket that closes nothing has the rest looked at bracket by bracket, and is nothing itself."""
    before = "a ] "
    found = _moved(references(("a b " + text).encode(), 0))
    assert found == _moved(references((before + text).encode(), 0))


@pytest.mark.parametrize("join", ["".join, " ".join])
@given(st.lists(_signs, max_size=6))
def test_signs_are_looked_for_where_one_may_be(join: Callable[[list[str]], str], signs: list[str]) -> None:
    """A sign elsewhere on the page has all of it looked at."""
    text = join(signs)
    found = _moved(magiclink(text.encode(), 0))
    assert found == _moved(magiclink(f"{text}\n\n@ #1".encode(), 0))[: len(found)]
    assert len(_moved(magiclink(f"{text}\n\n@ #1".encode(), 0))) == len(found) + 1


def test_abbreviations_in_other_lines_than_links() -> None:
    text = "**[a](b)** *[c] : d\n\n*[e]:\n    f\n\n- *[g] : h\n"
    found = [text[start:end] for start, end, _ in abbreviations(text.encode(), 0)]
    assert found == ["*[e]:\n    f", "*[g] : h"]


@slow
@given(st.one_of(documents, pages))
def test_a_page_keeps_what_its_dialect_finds(text: str) -> None:
    page = Page.parse("/p.md", text.encode(), ALL)
    assert page.reading == ALL.read("/p.md", page.data)
    assert all(part.page.reading == ALL.read("/p.md", part.page.data) for part in page.insets)


@slow
@given(st.one_of(documents, pages))
def test_an_outline_of_a_site_has_all_but_the_prose(text: str) -> None:
    outline, page = Outline.of("/p.md", text.encode(), ALL), Page.parse("/p.md", text.encode(), ALL)
    assert read(outline) == read(page)
    assert (list(outline.hidden), outline.targets) == (list(page.hidden), page.targets)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("text", ["  a|a|", "a|  a|", "  a|a||b|", "- a|b||c|", "<div>|a|</div>||b|"])
def test_no_line_end_is_a_blank_line(text: str, end: str) -> None:
    data = text.replace("|", end).encode()
    assert read_structure(data, 0) == read_all_lines(data, 0)


def test_raw_html_ends_at_a_blank_line_and_at_no_line_end() -> None:
    texts = {
        end: len(read_structure(f"<hr>{end}a{end}{end}b{end}".encode(), 0).texts) for end in ("\n", "\r\n")
    }
    assert texts["\n"] == texts["\r\n"]
