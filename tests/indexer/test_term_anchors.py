"""The anchors of term headings (G003, G004): reported, and mended by the edits as `fix` mends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink import config
from autolink.page.edits import applied
from autolink.project.project import Project
from tests.support.site import anchor

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic
    from tests.support.site import Site

GONE, NOW = anchor("Old name"), anchor("Term")


def found(site: Site, glossary: str, settings: str = "") -> list[Diagnostic]:
    """Return what the rules of term anchors find on a glossary page."""
    site.write(
        {
            "autolink.toml": f'select = ["G003", "G004"]\nself-links = false\n{settings}',
            "glossary.md": glossary,
        }
    )
    return Project(config.load(str(site.root))).check([])


@pytest.mark.parametrize(
    ("heading", "code", "message"),
    [
        ("## Term", "G003", "term `Term` has no anchor"),
        ("## Term ##", "G003", "term `Term` has no anchor"),
        ("## Term {#own}", "G003", "term `Term` has no anchor"),
        ('## Term<a id="own"></a>', "G003", "term `Term` has no anchor"),
        ("Term\n----", "G003", "term `Term` has no anchor"),
        (f"## Term{GONE}", "G004", "term `Term` has the anchor of `Old name`, but none of its own"),
        (
            f"## Term{GONE}{anchor('Older')}",
            "G004",
            "term `Term` has the anchor of `Old name` and `Older`, but none of its own",
        ),
    ],
)
def test_a_term_without_its_anchor_is_reported_and_mended(
    site: Site, heading: str, code: str, message: str
) -> None:
    glossary = f"{heading}\n\nA definition.\n"
    (item,) = found(site, glossary)
    assert (item.rule.code, item.message, item.line, item.fixable) == (code, message, 1, True)
    assert site.run("fix").exit_code == 0
    assert site.read("glossary.md") == applied(glossary.encode(), item.edits).decode()
    assert found(site, site.read("glossary.md")) == []


@pytest.mark.parametrize(
    "glossary",
    [
        f"## Term{NOW}\n\nX\n",
        f"## Term{NOW}{GONE}\n\nX\n",
        f"## Term{GONE}{NOW}\n\nX\n",
        f"## Term{NOW}\n\n### Notes\n\nX\n",
        f"# Words\n\n## Term{NOW}\n\n> ## Quoted\n",
        f"## Term{NOW}\n\n## ★\n\nX\n",
    ],
)
def test_what_lacks_no_anchor(site: Site, glossary: str) -> None:
    assert found(site, glossary) == []


def test_both_headings_of_one_text_want_an_anchor(site: Site) -> None:
    assert [item.line for item in found(site, f"## Term{NOW}\n\nX\n\n## Term\n\nY\n")] == [5]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (f"## Term{GONE}{NOW}", "term `Term` still has the anchor of `Old name`"),
        (f"## Term{NOW}{GONE}", "term `Term` still has the anchor of `Old name`"),
        (f"## Term{GONE}", "term `Term` has the anchor of `Old name`, but none of its own"),
    ],
)
def test_an_old_anchor_is_outdated_where_none_is_kept(site: Site, heading: str, message: str) -> None:
    glossary = f"{heading}\n\nA definition.\n"
    (item,) = found(site, glossary, "keep-old-anchors = false\n")
    assert (item.rule.code, item.message) == ("G004", message)
    site.run("fix")
    assert site.read("glossary.md") == f"## Term{NOW}\n\nA definition.\n"
    assert applied(glossary.encode(), item.edits).decode() == site.read("glossary.md")


def test_terms_without_anchors_are_fine_unless_asked_for(site: Site) -> None:
    site.write({"glossary.md": f"## Term\n\nX\n\n## Cat{anchor('Kitten')}\n\nY\n"})
    printed = site.run("check").stdout
    assert "G003" not in printed
    assert "glossary.md:5:1: G004 " in printed


def test_a_comment_silences_them(site: Site) -> None:
    comment = "<!-- autolink-disable-next-line G003 -->\n"
    assert found(site, f"{comment}## Term\n\nX\n") == []
