"""A page that has all its links is known to be so without a look at them; no other page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.project.sources import Sources
from autolink.rewriter.fix_page import fix_page
from autolink.rewriter.link_form import without_links
from tests.support.linking import GLOSSARY, Linker

if TYPE_CHECKING:
    from pathlib import Path

TERMS = "## LLM\n\nText.\n\n## 事前学習 | Pre-training\n\nText.\n\n## Neural Network\n\nText.\n\n## x]y\n\nText.\n"
PLAIN = "# Guide\n\nAn LLM needs 事前学習, **LLM**は and a neural\nnetwork. See [LLM](other.md) and `LLM`.\n"
LLM = encode_anchor_id("LLM")
LINK = f'<a href="glossary.md#{LLM}">LLM</a>'

html, markdown = Linker(TERMS), Linker(TERMS, link_style="markdown")
WORDS = html.snapshot.word_replacer


@pytest.mark.parametrize("linker", [html, markdown], ids=["html", "markdown"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_linked_page_is_known(linker: Linker, end: str) -> None:
    linked = linker.link(PLAIN.replace("\n", end)).encode()
    known = linker.kept(linked)
    assert known == linker.rewrite(linked)
    assert known is not None
    assert known.data == linked
    assert (known.added, known.updated, known.removed, known.withheld) == (0, 0, 0, ())


def test_what_is_withheld_is_reported_at_its_place() -> None:
    linked = html.rewrite(b"An LLM, a**LLM**b and LLM_*LLM*_.\n\n[x]:LLM LLM\n").data
    known = html.kept(linked)
    assert known == html.rewrite(linked)
    assert known is not None
    assert known.withheld


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("No mention.\n", id="no link at all"),
        pytest.param(f"{LINK} and LLM\n", id="a link is missing"),
        pytest.param(f"{LINK} and `{LINK}`\n", id="a link in code"),
        pytest.param(f"{LINK}\n\n```\n{LINK}\n```\n", id="a link in a code block"),
        pytest.param(f"{LINK.replace('glossary', 'other')}\n", id="another page"),
        pytest.param(f"{LINK.replace(LLM, encode_anchor_id('Neural Network'))}\n", id="another term"),
        pytest.param(f"{LINK.replace('LLM<', 'network<')}\n", id="another text"),
        pytest.param(f"{LINK} {LINK.replace('>', ' >', 1)}\n", id="written otherwise"),
        pytest.param(f"{LINK} [LLM](glossary.md#{LLM})\n", id="one in the other style"),
        pytest.param(f"{LINK} \\{LINK}\n", id="an escaped tag"),
        pytest.param(f"{LINK} <{LINK}\n", id="behind half a tag"),
        pytest.param(f"{LINK} <!x {LINK}\n", id="in half a declaration"),
        pytest.param(f"{LINK} for $5\n", id="beside half a formula"),
        pytest.param(f"[{LINK} of x](other.md)\n", id="in your own link"),
        pytest.param(f"# {LINK}\n", id="in a heading"),
        pytest.param(f"<!-- autolink-disable -->\n\n{LINK}\n", id="where linking is off"),
        pytest.param(
            f"{LINK} [here](glossary.md#{encode_anchor_id('Neural Networks')})\n", id="a dangling id"
        ),
    ],
)
def test_every_other_page_is_looked_at(page: str) -> None:
    assert html.kept(page.encode()) is None


@pytest.mark.parametrize("page", ["[a {} b]\n", "{} [ ]\n", "!{}\n", "\\{}\n", "{} <!x {}\n"])
def test_a_link_in_brackets_is_looked_at(page: str) -> None:
    link = f"[LLM](glossary.md#{LLM})"
    assert markdown.kept(page.replace("{}", link).encode()) is None
    assert markdown.kept(f"{link}\n".encode()) is not None


@pytest.mark.parametrize("keep", [True, False])
def test_a_glossary_page_is_known_when_it_has_its_anchors(keep: bool) -> None:
    old = f'<a id="{encode_anchor_id("Old")}"></a>'
    linker = Linker("## LLM\n\nText.\n\n## Old LLM\n\nAn LLM.\n", GLOSSARY, keep_old_anchors=keep)
    linked = linker.rewrite(linker.glossary_page.data).data
    assert linker.kept(linked) is not None
    assert linker.kept(linked.replace(f'<a id="{LLM}"></a>'.encode(), b"")) is None
    outdated = linked.replace(b"## Old LLM", f"## Old LLM{old}".encode())
    assert (linker.kept(outdated) is not None) == keep


def test_nothing_but_links_is_taken_out() -> None:
    page = f'{LINK} <a href="other.md">LLM</a> <a href="#usage!">x</a> <a id="{LLM}"></a> <b>LLM</b>'
    assert without_links(page.encode(), "html") == page.replace(LINK, "LLM").encode()
    assert without_links(page.encode(), "markdown") == page.encode()


def test_a_page_is_fixed_the_same_however_it_is_known() -> None:
    for text in (PLAIN, html.link(PLAIN), f"{LINK} \\{LINK}\n"):
        fixed = fix_page("/project/page.md", text.encode(), html.rewriter, "/place.md", WORDS)
        assert fixed.rewrite == html.rewrite(text.encode())
        assert (fixed.path, fixed.place, fixed.before) == ("/project/page.md", "/place.md", text.encode())


@pytest.mark.parametrize("data", [b"\xff", LINK.encode() + b"\n\xff", b"\xff\n" + LINK.encode()])
def test_bytes_that_are_no_text_are_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(data)
    with pytest.raises(UnicodeDecodeError):
        fix_page(str(path), data, html.rewriter, str(path), WORDS)
    found = Sources().read(str(path))
    assert getattr(found, "line", None) == data[: data.index(b"\xff")].count(b"\n") + 1
