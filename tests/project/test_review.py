"""A page under review: whatever the form of links and the site, links made one by one are those of `fix`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from autolink.page.templates import Template
from autolink.project.review import PageReview, WordLists
from tests.support.linking import Linker

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = "## Instance | VM\n\nX\n\n## Node\n\nX\n\n## Span\n\nX\n"
PAGE = (
    "# Title\n\nAn *instance* runs, a **node** [sic], the VM\nspans [a node](x.md) and `span`.\n\n"
    "| node | span |\n|------|------|\n| VM   | node |\n\n- [x] node\n- span\n\n<em>VM</em> ~~node~~\n"
)
TEMPLATE = Template.parse('{{< term text="{text}" id="{anchor}" >}}')

STYLES: dict[str, dict[str, Any]] = {
    "html": {},
    "markdown": {"link_style": "markdown"},
    "markdown by slugs": {"link_style": "markdown", "anchor": "heading"},
    "template": {"link_style": "template", "link_template": TEMPLATE, "site": "hugo"},
    "mkdocs": {"link_style": "markdown", "anchor": "heading", "site": "mkdocs"},
    "once in a section": {"occurrences": "first-in-section"},
}


def linker_of(name: str) -> Linker:
    return Linker(GLOSSARY, **STYLES[name])


@pytest.mark.parametrize("name", STYLES)
def test_one_by_one_a_page_gets_the_links_of_fix(name: str) -> None:
    linker = linker_of(name)
    page = PageReview(linker.snapshot, linker.path, PAGE.encode())
    asked = 0
    while page.new:
        assert page.link(page.new[:1])
        asked += 1
    assert asked == len(page.linked) > 2
    assert page.page.data == page.result().rewrite.data == linker.link(PAGE).encode()


@pytest.mark.parametrize("name", STYLES)
def test_from_the_last_to_the_first_none_moves_another(name: str) -> None:
    linker = linker_of(name)
    page = PageReview(linker.snapshot, linker.path, PAGE.encode())
    while page.new:
        left = len(page.new)
        assert page.link(page.new[-1:])
        assert len(page.new) < left
    assert page.result().rewrite.data == linker.link(PAGE).encode()


@pytest.mark.parametrize("name", STYLES)
def test_what_is_refused_is_refused_to_fix_too(name: str) -> None:
    linker = linker_of(name)
    page = PageReview(linker.snapshot, linker.path, PAGE.encode())
    refused = 0
    while page.new:
        mention = page.new[0]
        done = page.refuse(mention) or page.refuse_word(mention.alias)
        assert done
        refused += 1
    assert refused == page.comments
    data = page.result().rewrite.data
    assert page.linked == []
    assert linker.link(data.decode()).encode() == data


def test_of_a_page_that_is_not_decided_the_links_stay_as_they_are() -> None:
    linker = linker_of("html")
    text = linker.link(PAGE).replace("An *", "An ", 1).replace("</a>* runs", "</a> runs", 1) + "\nA node.\n"
    page = PageReview(linker.snapshot, linker.path, text.encode())
    assert len(page.new) == 1
    assert page.result().rewrite.data == text.encode()


def test_words_of_the_configuration_hold_at_once(tmp_path: Path) -> None:
    file = tmp_path / "autolink.toml"
    file.write_text("# ours\n")
    linker = Linker(GLOSSARY, file=str(file))
    page = PageReview(linker.snapshot, linker.path, b"A node, a span.\n")
    words = WordLists(linker.snapshot)
    words.add("never-link", "Node")
    page.under(words.snapshot)
    assert [mention.alias for mention in page.new] == ["Span"]
    words.add("case-sensitive", "Span")
    page.under(words.snapshot)
    assert page.new == []
    words.write()
    assert file.read_text() == '# ours\nnever-link = ["Node"]\ncase-sensitive = ["Span"]\n'
