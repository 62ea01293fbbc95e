"""What a page shows at a glance has to be what a closer look finds."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink import config
from autolink.checker import page_check as page_checks
from autolink.checker.page_check import PageChecker, PageReport
from autolink.config import Config
from autolink.indexer import build as indexer
from autolink.page.events import EventReader
from autolink.page.page import Page
from autolink.page.skim import Skim, skim
from autolink.project.project import Project
from autolink.project.snapshot import Snapshot
from tests.support.markdown import GLOSSARY, documents
from tests.support.site import REPOSITORY, Site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINKS = REPOSITORY / "tests/links"
ROOT = "/nowhere"


def seen(text: str) -> Skim | None:
    return skim(text.encode())


def clear(target: str) -> str:
    """Return a target, and of a web address, which is somewhere else anyway, what its escapes stand for."""
    return unquote(target) if "://" in target else target


def is_exact(text: str) -> bool:
    """Tell whether a page was skimmed; what it showed then has to be what is there."""
    found = seen(text)
    if found is None:
        return False
    page = Page.parse("/p.md", text.encode())
    assert found.headings == [heading.text for heading in page.headings]
    assert found.ids == [heading.attribute_id for heading in page.headings if heading.attribute_id]
    targets = [clear(link.target) for link in page.links]
    assert sorted(clear(target) for target, _ in found.links) == sorted(targets)
    texts = {*zip(targets, map(page.text_of, page.links), strict=True)}
    for target, shown in found.links:  # in an HTML block, a link has no text
        assert shown is None or {(clear(target), shown), (clear(target), "")} & texts
    assert not (page.anchors or page.comments or page.footnotes or page.html_headings)
    return True


@given(documents)
def test_what_a_page_shows_is_what_is_there(text: str) -> None:
    is_exact(text)


_PIECES = "&lt; &#60; /a !-- --> b br ``` <a </a> <https://e.org> <m@e.org> ![ ](x) {#i} --- %41 <h2> </h2>"
_MARKUP = st.sampled_from(
    [
        *"<>&\\a`[](){|}'\"@*$%éx日?=# \n\t",
        *_PIECES.split(),
        *('a href="x"', '<a href="x">', "<a href='x'>", "<!", "x:", "~~", "fj&fjlig;", "[d]: ", "\n|-|\n"),
        *("\n\n", "\r\n", "    ", "==", "## ", "> ", "- ", "https://e.org/%41"),
    ]
)


@given(st.lists(_MARKUP, max_size=14).map("".join))
def test_raw_html_is_never_overlooked(text: str) -> None:
    is_exact(text)


@pytest.mark.parametrize(
    "text",
    [
        "# A `b<c>` *d* [e](f) {#i .j}\n\nK\n===\n",
        "[a](b.md#日本) ![f](g'h.png) <https://e.org/?a=b&c=d> <m@e.org>\n",
        "---\ntitle: <b>\n---\n\n`<b>` \\<b>\n\n```html\n<div>\n```\n\n    <p>\n",
        '<a href="a.md#5a2m57+S">学習</a> and <a href="b">c *d*</a>\n\n| <a href="e">f</a> |\n|-|\n',
        "[a][b] [b] [c] ![d][b]\n\n[b]: x.md 'y'\n[unused]: z.md#%\n",
        "50 % [a](b.md#é) [c](https://e.org/%E3%81%82#%41)\n",
        "a < b, a <3, 1 <2> 3 &amp; [4](5&amp;6)\n",
        "![a [b](c) `d`](e) [f ![g](h)](i) $x<y$\n",
    ],
)
def test_a_page_is_skimmed(text: str) -> None:
    assert is_exact(text)


@pytest.mark.parametrize(
    "text",
    [
        "a <b>c</b>\n",
        "<!-- c -->\n",
        "a <!-- c --> `<b>`\n",
        '<a id="x"></a>\n',
        '<a href="x" title="y">z</a>\n',
        '<a href="x\ny">z</a>\n',
        "<?php ?>\n",
        "</div>\n",
        "`<b>` and <b>\n",
        "&lt;b> and <b>\n",
        "`<https://e.org>` and <b>\n",
        "fn[^1]\n\n[^1]: [a](b)\n",
        "@[youtube](id)\n",
        "[a][b]\n",
        "# a $x$ b\n",
        "# a ![b](c)\n",
        "a\nb\n=\n",
        "[a](b%41.md)\n",
        "[a](<b c.md>)\n",
        "![![a](b)](c)\n",
        "[a](<b%.md#é>)\n",
    ],
)
def test_a_page_takes_a_closer_look(text: str) -> None:
    assert seen(text) is None


def test_a_page_with_markup_of_its_site_takes_a_closer_look() -> None:
    checker = make_checker()
    assert checker.glance(f"{ROOT}/p.mdx", b"{/* [a](b) */}\n") is None
    assert checker.glance(f"{ROOT}/p.mdx", b"text\n") is not None
    assert checker.glance(f"{ROOT}/p.md", b"{/* a */}\n") is not None


def test_a_page_that_is_not_utf8_is_none() -> None:
    with pytest.raises(UnicodeDecodeError):
        skim(b"# \xff\n")


# Reports


def make_snapshot(**settings: object) -> Snapshot:
    """Return the snapshot of a project that has some other pages."""
    path = f"{ROOT}/glossary.md"
    loaded = Config(root=ROOT, glossary=(path,), **settings)  # type: ignore[arg-type]
    glossary, _ = indexer.build([Page.parse(path, GLOSSARY.encode())], loaded)
    pages = {
        path,
        *(f"{ROOT}/{name}" for name in ("p.md", "b c.md", "日本/é.md", "日本/index.md", "a%20b.md")),
    }
    known = replace(glossary, anchors={path: frozenset({"学習", "server", "5a2m57+S"})})
    return Snapshot(loaded, known, pages=frozenset(pages))


def make_checker() -> PageChecker:
    return make_snapshot().page_checker


_TARGETS = (
    "p.md ./p.md b%20c.md 日本/é.md %E6%97%A5本/%C3%A9.md 日本/ 日本 P.md a%20b.md a%2520b.md missing.md ../p.md"
    " glossary.md https://e.org/a%20b mailto:a@e.org {{x}} p.md?q ?q /p.md x:y //e.org"
    " https://github.com/o/r/blob/main/p.md"
)
_FRAGMENTS = (
    "# #top #Top #学習 #%E5%AD%A6%E7%BF%92 #server #a #a-1 #5a2m57%2BS #5a2m57+S #user-content-a #%zz #{{x}}"
    " #:~:text=a #L3 #é #a#b #5a2m57+T"
)
_ADDRESSES = st.sampled_from(["", "b c.md", *_TARGETS.split()])
_ENDINGS = st.sampled_from(["", *_FRAGMENTS.split()])
_FORMS = st.sampled_from(["[%s](<%s>)", '<a href="%s">%s</a>', "[%s]: <%s>\n", "![%s](<%s>)", "<%s>%s"])
_TEXTS = st.sampled_from(
    ["学習", "**学習**", "Server", "~~サーバー~~", "サーバー", "a", "*a*", "a\nb", "&amp;"]
)


@st.composite
def pages_with_links(draw: st.DrawFn) -> str:
    parts = ["# a\n\n## a {#é}\n\n"]
    for _ in range(draw(st.integers(1, 4))):
        target, text, form = draw(_ADDRESSES) + draw(_ENDINGS), draw(_TEXTS), draw(_FORMS)
        parts.append(form % ((target, text) if form.startswith("<") else (text, target)))
        parts.append(draw(st.sampled_from(["\n\n", " "])))
    return "".join(parts)


@pytest.mark.parametrize(
    "settings",
    [{}, {"resolve": "mkdocs"}, {"ignore_targets": (r".*\.md",)}, {"site_url": "https://e.org"}],
    ids=["github", "mkdocs", "ignored", "site"],
)
@given(text=pages_with_links())
def test_a_report_at_a_glance_is_that_of_a_closer_look(settings: dict[str, object], text: str) -> None:
    snapshot = make_snapshot(**settings)
    path, data = f"{ROOT}/p.md", text.encode()
    glance = snapshot.page_checker.glance(path, data)
    if isinstance(glance, PageReport):
        page = Page.parse(path, data)
        report = snapshot.page_checker.look(page)
        alike = report._replace(diagnostics=(), questions=glance.questions, doubtful=glance.doubtful)
        assert glance == alike._replace(link_count=glance.link_count)
        later = snapshot.link_checker.check_fragments(page, frozenset(), frozenset(glance.doubtful))
        assert {*report.diagnostics} <= {*later}
        assert {*report.questions} <= {*glance.questions}  # the others are asked for nothing


def test_reports_at_a_glance_are_made() -> None:
    text = f"# a\n\n[b](日本/é.md#d) [c](#a) [学習](glossary.md#5a2m57+S) [x](https://e.org)\n\n{'z ' * 50}\n"
    glance = make_checker().glance(f"{ROOT}/p.md", text.encode())
    questions = [(f"{ROOT}/日本/é.md", "d")]
    names = frozenset({"a"})
    assert glance == PageReport(f"{ROOT}/p.md", (), names, questions, link_count=4, has_links=True)


def test_links_that_may_be_broken_are_left_to_the_closer_look_that_finds_where_they_stand() -> None:
    text = f"# a\n\n[b](no.md) [c](p.md) [d](no.md#a) [サーバー](glossary.md#5a2m57+S)\n\n{'z ' * 50}\n"
    glance = make_checker().glance(f"{ROOT}/p.md", text.encode())
    assert glance
    assert glance.doubtful == ("no.md", "no.md#a", "glossary.md#5a2m57+S")


def test_a_page_with_broken_links_is_read_closely_once_where_not_all_are_plain(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    begin = EventReader.__init__

    def noted(reader: EventReader, data: bytes) -> None:
        read.append(data)
        begin(reader, data)

    monkeypatch.setattr(EventReader, "__init__", noted)
    fine, plain = "# A\n\n[b](b.md)\n", "# B\n\n[a](no.md) [b](a.md#no) [c](a.md)\n"
    site.write(
        {"glossary.md": "## LLM\n\nX\n", "a.md": fine, "b.md": plain, "c.md": f"{plain}[d](a.md 't')\n"}
    )
    result = site.run("check", "--jobs", "1", "--output-format", "concise")
    places = ["b.md:3:1: L0", "b.md:3:12: L", "c.md:3:1: L0", "c.md:3:12: L"]
    assert [line[:12] for line in result.stdout.splitlines()] == places
    assert [read.count(page.encode()) for page in (fine, plain, f"{plain}[d](a.md 't')\n")] == [0, 0, 1]


def findings(root: Path) -> Sequence[str]:
    project = Project(config.load(str(root)))
    return [
        f"{item.path}:{item.line}:{item.column} {item.rule.code} {item.message}" for item in project.check()
    ]


@pytest.mark.parametrize("name", sorted(folder.name for folder in LINKS.iterdir() if folder.is_dir()))
def test_a_project_is_checked_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without their comments, nearly all pages are skimmed."""
    root = tmp_path / name
    shutil.copytree(LINKS / name, root)
    for page in root.rglob("*.md*"):
        if page.is_file():
            page.write_bytes(re.sub(rb"<!--\s*expect.*?-->", b"", page.read_bytes()))
    glances = findings(root)
    monkeypatch.setattr(page_checks, "skim", lambda data: None)
    assert glances == findings(root)
