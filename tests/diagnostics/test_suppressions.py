"""Comments that switch linking and rules off: which bytes they cover, and for which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.diagnostics.rules import DUPLICATE_ALIAS, MISSING_ANCHOR, MISSING_FILE, UNLINKED_MENTION
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.page.page import Page
from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site


def covered(markdown: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the text that each suppression covers, and its codes."""
    data = markdown.encode()
    page = Page.parse("/p.md", data)
    return [(data[item.start : item.end].decode(), item.codes) for item in suppressions(page)]


# What is covered


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n<!-- autolink-disable -->\nb\n<!-- autolink-enable -->\nc\n", "<!-- autolink-disable -->\nb\n"),
        ("a <!-- autolink-disable --> b <!-- autolink-enable --> c\n", "<!-- autolink-disable --> b "),
        ("a <!-- autolink-disable --> b\n\nc", "<!-- autolink-disable --> b\n\nc"),
        ("a\nb <!-- autolink-disable-line -->\nc\n", "b <!-- autolink-disable-line -->\n"),
        ("a\r\nb <!-- autolink-disable-line -->\r\nc", "b <!-- autolink-disable-line -->\r\n"),
        ("b <!-- autolink-disable-line -->", "b <!-- autolink-disable-line -->"),
        ("a\n<!-- autolink-disable-next-line -->\nb\nc\n", "b\n"),
        ("a\r<!-- autolink-disable-next-line -->\rb\rc\r", "b\r"),
        ("> a\n> <!-- autolink-disable-next-line -->\n> b\n> c\n", "> b\n"),
        ("<!--\nautolink-disable-next-line\n-->\nb\nc\n", "b\n"),
        ("a <!-- autolink-disable-next-line -->\nb", "b"),
        ("a <!-- autolink-disable-next-line -->\n", ""),
        ("a\nb <!-- autolink-disable-next-line -->", ""),
        ("a\n\n<!-- autolink-disable-file -->\n\nb\n", "a\n\n<!-- autolink-disable-file -->\n\nb\n"),
    ],
)
def test_what_a_comment_covers(markdown: str, expected: str) -> None:
    assert covered(markdown) == [(expected, ())]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- autolink-enable -->",
        "<!-- autolink-disabled -->",
        "<!-- autolink-disable-lines -->",
        "<!-- Autolink-disable -->",
        "<!-- autolink disable -->",
        "<!-- not autolink-disable -->",
        "`<!-- autolink-disable -->`",
        "    <!-- autolink-disable -->",
        "\\<!-- autolink-disable -->",
        "&lt;!-- autolink-disable -->",
    ],
)
def test_what_switches_nothing_off(comment: str) -> None:
    assert covered(f"{comment}\n\na\n") == []


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("<!-- autolink-disable -->", ()),
        ("<!--autolink-disable-->", ()),
        ("<!-- autolink-disable L001 -->", ("L001",)),
        ("<!-- autolink-disable: L001 -->", ("L001",)),
        ("<!-- autolink-disable L001, M001 -->", ("L001", "M001")),
        ("<!-- autolink-disable L001 M001,missing-anchor -->", ("L001", "M001", "missing-anchor")),
        ("<!-- autolink-disable\nL001\nM001\n-->", ("L001", "M001")),
    ],
)
def test_the_rules_that_a_comment_names(comment: str, codes: tuple[str, ...]) -> None:
    (found,) = suppressions(Page.parse("/p.md", f"{comment}\n\na\n".encode()))
    assert found.codes == codes


def test_a_suppression_means_codes_prefixes_of_codes_and_names() -> None:
    page = Page.parse("/p.md", b"<!-- autolink-disable L missing-anchor G001 -->\n")
    (found,) = suppressions(page)
    assert found.names(MISSING_FILE) and found.names(MISSING_ANCHOR) and found.names(DUPLICATE_ALIAS)
    assert not found.names(UNLINKED_MENTION)
    off = Suppressions([found])
    assert off.cover(MISSING_FILE, 0)
    assert not off.cover(MISSING_FILE, len(page.data))
    assert not off.cover(UNLINKED_MENTION, 0)


# Disable and enable


def spans(markdown: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the letters that each suppression covers."""
    short = markdown.replace("-(", "<!-- autolink-disable ").replace("+(", "<!-- autolink-enable ")
    data = short.replace(")", " -->").encode()
    page = Page.parse("/p.md", data)
    letters = [(at, chr(data[at])) for at in range(len(data)) if data[at : at + 1].isupper()]
    text = page.prose.text
    return [
        ("".join(ch for at, ch in letters if item.start <= at < item.end and ch in text), item.codes)
        for item in suppressions(page)
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A -() B +() C -() D +() E", [("B", ()), ("D", ())]),
        ("A -(l1) B +(l1) C", [("B", ("l1",))]),
        ("A -(l1) B -(g1) C +(l1) D", [("BC", ("l1",)), ("CD", ("g1",))]),
        ("A -(l1) B -(g1) C +() D", [("BC", ("l1",)), ("C", ("g1",))]),
        ("A -() B +(l1) C", [("BC", ())]),
        ("A -(l1) B +(g1) C", [("BC", ("l1",))]),
        ("A -() B -() C +() D", [("BC", ()), ("C", ())]),
        ("A +() B", []),
    ],
)
def test_enable_ends_what_it_names_or_everything(
    markdown: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert sorted(spans(markdown)) == sorted(expected)


# On the command line


def test_a_rule_is_silent_where_a_comment_switches_it_off(site: Site) -> None:
    site.write(
        {
            "glossary.md": "## Term\n\nA definition.\n",
            "page.md": "[a](no.md) <!-- autolink-disable-line -->\n[b](no.md)\n"
            "<!-- autolink-disable-next-line L001 -->\n[c](no.md)\n"
            "<!-- autolink-disable-next-line missing-file -->\n[d](no.md)\n"
            "<!-- autolink-disable-next-line L -->\n[e](no.md)\n"
            "<!-- autolink-disable-next-line M001 -->\n[f](no.md)\n",
        }
    )
    result = site.run("check")
    assert [line[: len("page.md:2:1: L001")].strip() for line in result.stdout.splitlines()] == [
        "page.md:2:1: L001",
        "page.md:9:1: P002",
        "page.md:10:1: L00",
    ]
    assert result.exit_code == 1


def test_a_page_can_switch_off_a_rule_for_itself_alone(site: Site) -> None:
    comment = "<!-- autolink-disable-file L001 -->\n"
    site.write({"glossary.md": "## Term\n\nX\n", "a.md": f"{comment}[a](no.md)\n", "b.md": "[a](no.md)\n"})
    assert [line.split(":")[0] for line in site.run("check").stdout.splitlines()] == ["b.md"]


def test_rules_of_the_glossary_can_be_switched_off_at_a_heading(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\nX\n\n<!-- autolink-disable-next-line G001 -->\n## Term\n\nY\n"})
    assert site.run("check").stdout == "glossary.md:1:1: G001 `Term` also defined at line 6\n"


def test_a_link_made_before_goes_where_a_comment_switches_linking_off(site: Site) -> None:
    made = link("Term", "Term", "glossary.md")
    site.write(
        {
            "glossary.md": "## Term\n\nX\n",
            "page.md": f"{made} {made} <!-- autolink-disable-line -->\n{made}\n",
        }
    )
    site.run("fix")
    assert site.read("page.md") == f"Term Term <!-- autolink-disable-line -->\n{made}\n"


def test_the_anchor_of_a_term_is_kept_where_a_comment_switches_linking_off(site: Site) -> None:
    site.write({"glossary.md": "<!-- autolink-disable-file -->\n\n## Term\n\nA Term.\n", "page.md": "Term\n"})
    site.run("fix")
    assert '<a id="' in site.read("glossary.md")
    assert "\nA Term.\n" in site.read("glossary.md")
    assert site.read("page.md") == link("Term", "Term", "glossary.md") + "\n"


def test_the_next_line_of_a_last_line_is_not_that_line(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\nX\n", "page.md": "Term <!-- autolink-disable-next-line -->"})
    site.run("fix")
    made = link("Term", "Term", "glossary.md")
    assert site.read("page.md") == f"{made} <!-- autolink-disable-next-line -->"
