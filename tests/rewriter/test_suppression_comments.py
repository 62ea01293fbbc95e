"""Comments for what is found: where they go, that they change nothing else, and where none can stand.

GitHub's own renderer is the judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import EMPTY_DEFINITION, MISSING_ANCHOR, MISSING_FILE, Rule
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.suppression_comments import suppressing_edits
from tests.support.markdown import documents

if TYPE_CHECKING:
    from tests.support.site import Site

NEXT, LINE = "<!-- autolink-disable-next-line L001 -->\n", " <!-- autolink-disable-line L001 -->"


def findings(page: Page, mark: str = "no.md", rule: Rule = MISSING_FILE) -> list[Diagnostic]:
    """Return a finding wherever a mark stands in a page."""
    places = re.finditer(re.escape(mark.encode()), page.data)
    return [Diagnostic.at(page, place.span(), rule, "x") for place in places]


def suppressed(markdown: str | bytes, name: str = "/p.md") -> tuple[str, int]:
    """Return a page with comments for each `no.md` in it, and how many of these are left."""
    page = Page.parse(name, markdown if isinstance(markdown, bytes) else markdown.encode())
    edits, left = suppressing_edits(page, findings(page))
    return applied(page.data, edits).decode(), len(left)


def rendered(markdown: str) -> str:
    """Return what GitHub shows, without comments; of white space only where there is some."""
    html: str = cmarkgfm.github_flavored_markdown_to_html(
        markdown, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    without = re.sub(r" ?<!-- autolink-disable.*? -->", "", html)
    return re.sub(r"\s+", " ", without).replace(" <", "<").strip()


# Where the comment goes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](no.md)\n", NEXT + "[x](no.md)\n"),
        ("a\n\n[x](no.md)", "a\n\n" + NEXT + "[x](no.md)"),
        ("# H\n[x](no.md)\nmore\n", "# H\n" + NEXT + "[x](no.md)\nmore\n"),
        ("a\n\n# H no.md\n", "a\n\n" + NEXT + "# H no.md\n"),
        ("a\n# H no.md\n", "a\n" + NEXT + "# H no.md\n"),
        ("H no.md\n===\n", NEXT + "H no.md\n===\n"),
        ("[a]\n\n[a]: no.md\n", "[a]\n\n" + NEXT + "[a]: no.md\n"),
        ("[a][b]\n\n[a]: x.md\n[b]: no.md\n", "[a][b]\n\n[a]: x.md\n" + NEXT + "[b]: no.md\n"),
        ("<div>\n<img src='no.md'>\n</div>\n", "<div>\n<img src='no.md'>" + LINE + "\n</div>\n"),
        ("<img src='no.md'>\n", NEXT + "<img src='no.md'>\n"),
        ("a\n[x](no.md)\nb\n", "a\n[x](no.md)" + LINE + "\nb\n"),
        ("a\n[x](no.md)  \nb\n", "a\n[x](no.md)" + LINE + "  \nb\n"),
        ("a\n[x](no.md)\\\nb\n", "a\n[x](no.md)" + LINE + "\\\nb\n"),
        ("- [x](no.md)\n- b\n", "- [x](no.md)" + LINE + "\n- b\n"),
        ("1. a\n   [x](no.md)\n", "1. a\n   [x](no.md)" + LINE + "\n"),
        ("> [x](no.md)\n", "> [x](no.md)" + LINE + "\n"),
        ("> a\n[x](no.md)\n", "> a\n[x](no.md)" + LINE + "\n"),
        ("a[^1]\n\n[^1]: [x](no.md)\n", "a[^1]\n\n" + NEXT + "[^1]: [x](no.md)\n"),
        (
            "| a | b |\n|---|---|\n| c | [x](no.md) |\n",
            "| a | b |\n|---|---|\n| c | [x](no.md)" + LINE + " |\n",
        ),
        ("|a|b|\n|-|-|\n|c|no.md|\n", "|a|b|\n|-|-|\n|c|no.md" + LINE.strip() + "|\n"),
        ("|a|b|\n|-|-|\n|no.md| |\n", "|a|b|\n|-|-|\n|no.md|" + LINE + " |\n"),
        ("a | b\n---|---\nc | [x](no.md)\n", "a | b\n---|---\nc | [x](no.md)" + LINE + "\n"),
        ("a | no.md\n---|---\nc | d\n", NEXT + "a | no.md\n---|---\nc | d\n"),
        ("---\ntitle: x\n---\n[x](no.md)\n", "---\ntitle: x\n---\n" + NEXT + "[x](no.md)\n"),
        ("\ufeff[x](no.md)\n", "\ufeff" + NEXT + "[x](no.md)\n"),
        ("[x](no.md)\r\nb\r\n", NEXT.replace("\n", "\r\n") + "[x](no.md)\r\nb\r\n"),
        ("a\r\n[x](no.md)\r\nb\r\n", "a\r\n[x](no.md)" + LINE + "\r\nb\r\n"),
        ("[x](no.md)\n\n[y](no.md)\n", NEXT + "[x](no.md)\n\n" + NEXT + "[y](no.md)\n"),
        ("[x](no.md) [y](no.md)\n", NEXT + "[x](no.md) [y](no.md)\n"),
        ("<!-- alias: no.md -->\n", NEXT + "<!-- alias: no.md -->\n"),
        ("## T\n<!-- alias: no.md -->\n", "## T\n<!-- alias: no.md -->" + LINE + "\n"),
        ("a\n\n    no.md\n", "a\n\n" + NEXT + "    no.md\n"),
        ("> ## no.md\n", NEXT + "> ## no.md\n"),
        ("- # no.md\n", NEXT + "- # no.md\n"),
        ("a [long\nno.md text](x.md) b\n", "a [long\nno.md text](x.md) b" + LINE + "\n"),
    ],
)
def test_where_the_comment_goes(before: str, after: str) -> None:
    assert suppressed(before) == (after, 0)
    assert rendered(before.removeprefix("\ufeff")) == rendered(after.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    "markdown",
    [
        "---\ntitle: no.md\n---\n",
        "```\nno.md\n```\n",
        "a\n`code\nno.md\ncode`\n",
        "> a\n>\n> ## no.md\n",
        "- a\n\n  # no.md\n",
        "<pre>\n<!--\nno.md\n-->\n</pre>\n",
        "<script>\nno.md\n</script>\n",
        "a\n<span title='\nno.md\n'>x</span>\n",
        "a\n[x](\nno.md\n)\n",
        "a\n\n$$\nno.md\n$$\n",
        "<!--\nno.md\n-->\n",
        "> [x]\n>\n> [x]: no.md\n",
        "Two\nno.md\n===\n",
    ],
)
def test_where_no_comment_can_stand_the_page_stays(markdown: str) -> None:
    page = Page.parse("/p.md", markdown.encode())
    edits, left = suppressing_edits(page, findings(page))
    assert (edits, len(left)) == ([], 1)


def test_what_can_be_suppressed_is_when_something_else_cannot() -> None:
    before = "```\nno.md\n```\n\n" + "[x](no.md)\n\n" * 20 + "> a\n> # no.md\n"
    after, left = suppressed(before)
    assert after == "```\nno.md\n```\n\n" + (NEXT + "[x](no.md)\n\n") * 20 + "> a\n> # no.md\n"
    assert left == 2


def test_mdx_has_no_such_comments() -> None:
    assert suppressed("[x](no.md)\n", "/p.mdx") == ("[x](no.md)\n", 1)


def test_what_means_no_part_of_the_page_has_no_place() -> None:
    page = Page.parse("/p.md", b"a\n")
    item = Diagnostic("/p.md", 1, 1, MISSING_FILE, "x")
    assert suppressing_edits(page, [item]) == ([], [item])


def test_several_rules_on_a_line_share_a_comment() -> None:
    page = Page.parse("/p.md", b"[x](no.md) [y](a.md#no)\n")
    found = [*findings(page, "a.md#no", MISSING_ANCHOR), *findings(page), *findings(page, "no.md")]
    edits, left = suppressing_edits(page, found)
    assert left == []
    assert [edit.new for edit in edits] == [b"<!-- autolink-disable-next-line L001, L002 -->\n"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<!-- autolink-disable-next-line L002 -->\n[x](no.md)\n",
            "<!-- autolink-disable-next-line L002 --> " + NEXT + "[x](no.md)\n",
        ),
        (
            "<!-- autolink-disable-next-line L002 -->\r\n# no.md\r\n",
            "<!-- autolink-disable-next-line L002 --> " + NEXT.rstrip() + "\r\n# no.md\r\n",
        ),
        (
            "<!--\nautolink-disable-next-line L002\n-->\n[x](no.md)\n",
            "<!--\nautolink-disable-next-line L002\n-->\n[x](no.md)" + LINE + "\n",
        ),
        (
            "[x](no.md) <!-- autolink-disable-line L002 -->\n",
            NEXT + "[x](no.md) <!-- autolink-disable-line L002 -->\n",
        ),
    ],
)
def test_comments_that_are_there_go_on_covering_what_they_did(before: str, after: str) -> None:
    assert suppressed(before) == (after, 0)
    off = Suppressions(suppressions(Page.parse("/p.md", after.encode())))
    at = after.encode().index(b"no.md")
    assert off.of(MISSING_ANCHOR).reason(at, at + 1)
    assert off.of(MISSING_FILE).reason(at, at + 1)
    assert off.of(EMPTY_DEFINITION).reason(at, at + 1) is None


def test_attributes_stay_right_below_their_heading() -> None:
    before = "## Term\n<!-- aliases: no.md -->\n\nText.\n"
    after, left = suppressed(before)
    assert (after, left) == (before.replace(" -->\n", f" -->{LINE}\n"), 0)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(documents, st.integers(0, 3))
def test_the_page_renders_as_before_and_what_was_found_is_covered(document: str, step: int) -> None:
    page = Page.parse("/p.md", document.encode())
    places = list(re.finditer(rb"\S+", page.data))[step::4]
    found = [Diagnostic.at(page, place.span(), MISSING_FILE, "x") for place in places]
    edits, left = suppressing_edits(page, found)
    after = applied(page.data, edits)
    body, changed = (data[body_start(data) :].decode() for data in (page.data, after))
    assert rendered(body) == rendered(changed)
    off = Suppressions(suppressions(Page.parse("/p.md", after))).of(MISSING_FILE)
    shift = 0
    pending = sorted(edits)
    for item in found:
        while pending and pending[0].start <= item.start:
            shift += len(pending.pop(0).new)
        if item not in left:
            assert off.reason(item.start + shift, item.start + shift + 1) is not None


# On the command line


def test_check_adds_comments_and_reports_nothing_afterwards(site: Site) -> None:
    site.write(
        {
            "glossary.md": "## Term\n\n## Term\n\nX\n",
            "a.md": "[x](no.md)\nand [y](a.md#no)\n\n- [z](no.md)\n\n| [u](no.md) |\n|---|\n| [v](no.md) |\n",
            "b.md": "Fine.\n",
        }
    )
    before = site.read("b.md")
    shown = rendered(site.read("a.md"))
    result = site.run("check", "--add-suppressions")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Added comments for 8 findings in 2 files.\n")
    assert rendered(site.read("a.md")) == shown
    assert site.read("b.md") == before
    assert site.run("check").output == "All links are fine.\n"
    tree = site.tree()
    assert site.run("check", "--add-suppressions").exit_code == 0
    assert site.tree() == tree


def test_check_reports_what_has_no_place_for_a_comment_where_it_is_then(site: Site) -> None:
    site.write(
        {"glossary.md": "## Term\n\nX\n", "a.md": "[x](no.md)\n\n> [y]\n>\n> [y]: no.md\n", "b.md": b"\xff\n"}
    )
    result = site.run("check", "--add-suppressions", "--output-format", "concise")
    assert result.exit_code == 1
    assert (
        "Added comments for 1 finding in 1 file.\nNo comment can be added for 2 findings.\n" in result.stderr
    )
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == ["a.md:6:3", "b.md:1:1"]


def test_comments_are_added_in_the_pages_that_are_named_and_for_what_is_not_known(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\nX\n", "a.md": "[x](no.md)\n", "b.md": "[x](no.md)\n"})
    site.run("check", "--write-baseline", "known.json")
    site.write({"autolink.toml": 'baseline = "known.json"\n', "a.md": "[x](no.md)\n\n[y](new.md)\n"})
    assert site.run("check", "--add-suppressions", "a.md").exit_code == 0
    assert site.read("a.md") == "[x](no.md)\n\n" + NEXT + "[y](new.md)\n"
    assert site.read("b.md") == "[x](no.md)\n"
