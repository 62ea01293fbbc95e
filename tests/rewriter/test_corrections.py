"""What findings on links carry: the edits that mend them, and whether `fix` does so."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from autolink import config
from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.project.project import Project
from autolink.rewriter.unlink import unlinked
from tests.checker.test_cases import LINKS, MADE, PROJECTS
from tests.support.site import anchor

if TYPE_CHECKING:
    from pathlib import Path

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.matcher.matcher import Matcher
    from tests.support.site import Site

_ANCHOR = re.compile(rb'<a id="[A-Za-z0-9+/=]*"></a>')


def check(root: Path) -> list[Diagnostic]:
    found = Project(config.load(str(root))).check([])
    return [item for item in found if item.rule.code[0] == "L"]


def plain(path: str, data: bytes, matcher: Matcher) -> bytes:
    """Return a page without the links that `fix` makes, and without anchors of term headings."""
    page = unlinked(Page.parse(path, data), matcher.managed)
    assert page is not None
    return _ANCHOR.sub(b"", page.data)


def authors_edits(page: Page, found: list[Diagnostic], matcher: Matcher) -> bytes:
    """Return a page mended as its findings say, links that `autolink` made left alone."""
    made = {link.start for link in matcher.managed.on(page)}
    items = (item for item in found if item.path == page.path and item.fixable and item.start not in made)
    return applied(page.data, {edit for item in items for edit in item.edits})


@pytest.mark.parametrize("name", PROJECTS)
def test_fix_mends_what_is_fixable_and_changes_nothing_else(name: str, tmp_path: Path) -> None:
    root = tmp_path / name
    shutil.copytree(LINKS / name, root)
    if name in MADE:
        MADE[name](root)
    found = check(root)
    project = Project(config.load(str(root)))
    matcher = project.snapshot().matcher
    for fixed in list(project.fix([])):
        file = root / os.path.relpath(fixed.path, root)
        page = Page.parse(fixed.path, file.read_bytes())
        after = fixed.rewrite.data if fixed.before else page.data  # left out where nothing changes
        wanted = authors_edits(page, found, matcher)
        assert plain(fixed.path, after, matcher) == plain(fixed.path, wanted, matcher)
        file.write_bytes(after)
    left = Counter((item.path, item.line, item.rule.code) for item in check(root))
    kept = Counter((item.path, item.line, item.rule.code) for item in found if not item.fixable)
    assert left == kept


@pytest.mark.parametrize("name", PROJECTS)
def test_an_edit_mends_the_finding_that_carries_it(name: str, tmp_path: Path) -> None:
    root = tmp_path / name
    shutil.copytree(LINKS / name, root)
    if name in MADE:
        MADE[name](root)
    found = check(root)
    edited = [item for item in found if item.edits and not item.fixable]
    for path in {item.path for item in edited}:
        edits = {edit for item in edited if item.path == path for edit in item.edits}
        file = root / os.path.relpath(path, root)
        file.write_bytes(applied(file.read_bytes(), edits))
    left = Counter((item.path, item.line, item.message) for item in check(root))
    kept = Counter((item.path, item.line, item.message) for item in found)
    gone = Counter((item.path, item.line, item.message) for item in edited)
    assert not list((left & gone).elements())
    assert kept - gone <= left


def sole(site: Site, code: str) -> Diagnostic:
    (item,) = [item for item in check(site.root) if item.rule.code == code]
    return item


def edited(site: Site, item: Diagnostic) -> str:
    name = os.path.relpath(item.path, site.root)
    return applied(site.read(name).encode(), item.edits).decode()


# Edits that `fix` does not make


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[x](guid.md)", "[x](guide.md)"),
        ('[x](<guid.md> "guid.md")', '[x](<guide.md> "guid.md")'),
        ("[guid.md](guid.md?a=b#top)", "[guid.md](guide.md?a=b#top)"),
        ("[x]: guid.md 'guid.md'", "[x]: guide.md 'guid.md'"),
        ("![guid.md](guid.md)", "![guid.md](guide.md)"),
        ("[![x](y.png)](guid.md)", "[![x](y.png)](guide.md)"),
        ("<a href=guid.md>guid.md</a>", "<a href=guide.md>guid.md</a>"),
        ("<a id='guid' href='guid.md'>x</a>", "<a id='guid' href='guide.md'>x</a>"),
        ('<p>\n<img src="./guid.md">\n</p>', '<p>\n<img src="guide.md">\n</p>'),
        ("[x](/guid.md)", "[x](/guide.md)"),
        ("[x](Guide.md)", "[x](guide.md)"),
        ("| a |\n|---|\n| [x](guid.md) |", "| a |\n|---|\n| [x](guide.md) |"),
        ("[x](my%20filee.md)", "[x](my%20file.md)"),
        ("<a href='my-file.md'>x</a>", "<a href='my%20file.md'>x</a>"),
        ("[x](日本五.md)", "[x](日本語.md)"),
        ("[x](guide.md#usag)", "[x](guide.md#usage)"),
        ("[x](guide.md#%E7%94%A8%E8%AA%9E2)", "[x](guide.md#%E7%94%A8%E8%AA%9E)"),
        ("[x](guide.md#用語2)", "[x](guide.md#用語)"),
        ("[#usag](guide.md#usag)", "[#usag](guide.md#usage)"),
        ("[x][guid]\n\n[guide]: guide.md", "[x][guide]\n\n[guide]: guide.md"),
    ],
)
def test_the_edit_replaces_no_more_than_what_is_wrong(site: Site, written: str, meant: str) -> None:
    site.write({"glossary.md": "## Term\n\nText.\n", "page.md": f"{written}\n", "y.png": ""})
    site.write({"guide.md": "# Usage\n\n# 用語\n", "my file.md": "", "日本語.md": ""})
    (item,) = check(site.root)
    assert edited(site, item) == f"{meant}\n"
    assert not item.fixable
    assert site.run("fix", "--check", "page.md").exit_code == 0


@pytest.mark.parametrize(
    "written",
    [
        "[x](zzzz.md)",  # nothing is like it
        "[x](a.txt)",  # two are
        "[x](guid\\.md)",  # not written as it reads
        "[x](&#103;uid.md)",
        "<a href='guid.md' title='guid.md'>x</a>",  # one of two
        "<https://docs.example.org/guid.md>",  # an address is not a path
        "[x](../guide.md)",  # outside
    ],
)
def test_no_edit_is_made_where_it_is_not_clear(site: Site, written: str) -> None:
    site.write({"autolink.toml": 'site-url = "https://docs.example.org"\n', "glossary.md": "## T\n\nText.\n"})
    site.write({"page.md": f"{written}\n", "guide.md": "", "b.txt": "", "c.txt": ""})
    (item,) = check(site.root)
    assert item.edits == ()
    assert not item.fixable


# Edits that `fix` makes

KNOWN = "学習 | Tuning?"
ID = encode_anchor_id(KNOWN)
assert "+" in ID
assert ID.endswith("=")
OLD = encode_anchor_id("Old words")


@pytest.fixture
def terms(site: Site) -> Site:
    site.write(
        {
            "docs/glossary/a.md": f"## {KNOWN}{anchor(KNOWN)}{anchor('Old words')}\n\nText.\n",
            "docs/glossary/b.md": f"## Other{anchor('Other')}\n\nText.\n",
        }
    )
    return site


@pytest.mark.parametrize(
    ("code", "target", "meant"),
    [
        ("L008", f"glossary/a.md#{OLD}", f"glossary/a.md#{ID}"),
        ("L002", f"glossary/a.md#{ID.rstrip('=')}", f"glossary/a.md#{ID}"),
        ("L002", f"glossary/a.md#{ID.swapcase()}", f"glossary/a.md#{ID}"),
        ("L002", f"glossary/a.md#{ID.replace('/', '_').replace('+', '-')}", f"glossary/a.md#{ID}"),
        ("L002", f"glossary/b.md#{ID.rstrip('=')}", f"glossary/a.md#{ID}"),
        ("L003", f"glossary/b.md#{ID}", f"glossary/a.md#{ID}"),
        (
            "L003",
            f"./glossary/a.md?x#{encode_anchor_id('Former | Tuning?')}",
            f"./glossary/a.md?x#{ID}",
        ),
        ("L003", f"glossary/b.md#{encode_anchor_id('Former | Tuning?')}", f"glossary/a.md#{ID}"),
        ("L001", f"glossary/gone.md#{ID}", f"glossary/a.md#{ID}"),
        ("L001", f"glossary/gone.md#{OLD}", f"glossary/a.md#{ID}"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "[x]({})",
        "<a class='c' href='{}'>x</a>",
        "[x]\n\n[x]: {}",
        '[x](<{}> "t")',
        "<p>\n<a href='{}'>x</a>\n</p>",
    ],
)
def test_fix_makes_the_edit_of_a_fixable_finding(
    terms: Site, form: str, code: str, target: str, meant: str
) -> None:
    terms.write({"docs/page.md": form.format(target) + "\n"})
    item = sole(terms, code)
    assert item.fixable
    wanted = form.format(meant) + "\n"
    assert edited(terms, item) == wanted
    terms.run("fix")
    assert terms.read("docs/page.md") == wanted
    assert check(terms.root) == []


@pytest.mark.parametrize(
    "page",
    [
        "<!-- autolink-disable L -->\n[x](glossary/a.md#{})\n",
        "[x](glossary/a.md#{}) <!-- autolink-disable-line -->\n",
        "`[x](glossary/a.md#{})` <!-- [x](glossary/a.md#{}) -->\n",
        "@[x](glossary/a.md#{})\n",
    ],
)
def test_what_is_not_reported_is_not_mended(terms: Site, page: str) -> None:
    page = page.replace("{}", OLD)
    terms.write({"docs/page.md": page})
    assert check(terms.root) == []
    terms.run("fix")
    assert terms.read("docs/page.md") == page


@pytest.mark.parametrize(
    "settings",
    ['ignore = ["L008"]', 'per-file-ignores = { "docs/page.md" = ["L"] }', 'ignore-targets = ["a.md"]'],
)
def test_a_rule_that_is_off_mends_nothing(terms: Site, settings: str) -> None:
    terms.write({"autolink.toml": f"{settings}\n", "docs/page.md": f"[x](glossary/a.md#{OLD})\n"})
    terms.run("fix")
    assert terms.read("docs/page.md") == f"[x](glossary/a.md#{OLD})\n"


def test_two_terms_with_the_id_are_no_answer(terms: Site) -> None:
    terms.write({"docs/glossary/c.md": f"## {KNOWN}{anchor(KNOWN)}\n\nText.\n"})
    terms.write({"docs/page.md": f"[x](glossary/b.md#{ID}) [x](glossary/gone.md#{ID})\n"})
    before = terms.read("docs/page.md")
    assert not any(item.fixable for item in check(terms.root))
    terms.run("fix")
    assert terms.read("docs/page.md") == before


def test_an_anchor_that_is_not_there_yet_is_made(terms: Site) -> None:
    terms.write({"docs/glossary/b.md": "## Other\n\nText.\n"})
    terms.write({"docs/page.md": f"[x](glossary/b.md#{encode_anchor_id('Other')})\n"})
    item = sole(terms, "L002")
    assert (item.fixable, item.edits) == (True, ())
    terms.run("fix")
    assert check(terms.root) == []


def test_a_link_of_ours_that_dangles_is_fixable(terms: Site) -> None:
    former = encode_anchor_id("Reader | Other")
    terms.write(
        {
            "docs/page.md": f'<a href="glossary/gone.md#{former}">Reader</a> <a href="glossary/b.md#{former}">Other</a>\n'
        }
    )
    assert [(item.rule.code, item.fixable) for item in check(terms.root)] == [("L001", True), ("L003", True)]
    terms.run("fix")
    assert check(terms.root) == []
    assert (
        terms.read("docs/page.md")
        == f'Reader <a href="glossary/b.md#{encode_anchor_id("Other")}">Other</a>\n'
    )


def test_an_attribute_without_quotes_is_left(terms: Site) -> None:
    page = f"<a class=x href=glossary/a.md#{OLD}>x</a>\n"
    terms.write({"docs/page.md": page})
    assert (sole(terms, "L008").fixable, sole(terms, "L008").edits) == (False, ())
    terms.run("fix")
    assert terms.read("docs/page.md") == page


@pytest.mark.parametrize(
    ("settings", "written", "meant"),
    [
        ("", "gone.md#QXBwbGU=:~:text=x", "glossary.md#apple"),
        ("", "gone.md#QXBwbGU=", "glossary.md#apple"),
        ('[[map]]\nfrom = "/old.md"\nto = "glossary.md"\n', "/old.md#aple", "/old.md#apple"),
        ("", "glossary.md#aple", "glossary.md#apple"),
        ("", "page.md#QXBwbGU=", ""),
        ("", "other.md#aple", ""),
    ],
)
def test_a_link_to_a_slug_is_mended_wherever_it_may_mean_a_term(
    site: Site, settings: str, written: str, meant: str
) -> None:
    site.write(
        {
            "autolink.toml": f'glossary = "glossary.md"\nanchor = "heading"\n{settings}',
            "glossary.md": "# Glossary\n\n## Apple\n\nA fruit.\n",
            "other.md": "# Other\n",
            "page.md": f"A [fruit]({written}).\n",
        }
    )
    site.run("fix")
    assert (site.root / "page.md").read_text("utf-8") == f"A [fruit]({meant or written}).\n"
