"""Links in HTML blocks: they stand in HTML, are taken out without a trace, and change nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.page.page import Page
from autolink.rewriter.proof.change import Change
from autolink.rewriter.proof.prove import prove
from tests.support.judges import cmark, markdown_it, without_links
from tests.support.linking import GLOSSARY, Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TERMS = "## LLM | Large language model\n\nX.\n\n## R&D\n\nX.\n\n## 学習\n\nX.\n"
LLM = encode_anchor_id("LLM | Large language model")
LINK = f'<a href="glossary.md#{LLM}">LLM</a>'
TABLE = "<table>\n  <tr><td>An LLM</td>\n</table>\n"

html = Linker(TERMS, html_blocks=True)
markdown = Linker(TERMS, html_blocks=True, link_style="markdown")
LINKERS = pytest.mark.parametrize("linker", [html, markdown], ids=["html", "markdown"])


@LINKERS
def test_links_in_html_are_written_in_html(linker: Linker) -> None:
    assert linker.link(TABLE) == TABLE.replace("LLM", LINK)


def test_links_in_markdown_keep_their_style() -> None:
    assert markdown.link(f"{TABLE}\nLLM\n").endswith(f"\n[LLM](glossary.md#{LLM})\n")


@LINKERS
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_linked_page_is_known(linker: Linker, end: str) -> None:
    plain = f"# Page\n\n{TABLE}\nThe LLM.\n\n> <p>R&amp;D\n> of an LLM</p>\n".replace("\n", end)
    linked = linker.link(plain)
    assert linked.count("glossary.md#") == 4
    known = linker.kept(linked.encode())
    assert known is not None
    assert known.data == linked.encode()


@LINKERS
def test_a_link_that_is_out_of_date_is_written_anew(linker: Linker) -> None:
    old = TABLE.replace("LLM", f'<a href="old.md#{LLM}">LLM</a>')
    rewrite = linker.rewrite(old.encode())
    assert rewrite.data.decode() == TABLE.replace("LLM", LINK)
    assert (rewrite.added, rewrite.updated, rewrite.removed) == (0, 1, 0)


def test_a_link_that_no_longer_stands_where_one_may_is_taken_out() -> None:
    below_doubt = f'<p><a name="x"/></p>\n\n<p>{LINK}</p>\n'
    assert html.link(below_doubt) == below_doubt.replace(LINK, "LLM")
    for page in (f"<h2>{LINK}</h2>\n", f"<div><code>{LINK}</code></div>\n", f"<div><b>{LINK}<i></b></div>\n"):
        assert html.link(page) == page.replace(LINK, "LLM")


def test_without_the_key_a_link_in_html_is_the_authors() -> None:
    page = TABLE.replace("LLM", LINK)
    assert Linker(TERMS).link(page) == page
    assert Linker(TERMS).unlinked(page.encode()) == page.encode()


def test_a_link_with_more_attributes_is_the_authors() -> None:
    page = TABLE.replace("LLM", LINK.replace(">", ' class="x">', 1))
    assert html.link(page) == page


@pytest.mark.parametrize("site", ["hugo", "sphinx", "vitepress"])
def test_a_path_that_the_site_leaves_as_it_is_is_withheld(site: str) -> None:
    linker = Linker(TERMS, html_blocks=True, link_style="markdown", site=site)
    page = "<b>\nLLM\n</b>\n"
    rewrite = linker.rewrite(page.encode())
    assert rewrite.data.decode() == page
    assert [item.reason for item in rewrite.withheld] == [
        "the site does not convert the target of an HTML link"
    ]


def test_an_address_arrives_where_a_path_does_not() -> None:
    linker = Linker(TERMS, html_blocks=True, site="hugo", link_base="https://example.org/docs")
    assert f'"https://example.org/docs/glossary.md#{LLM}"' in linker.link("<div>LLM</div>\n")


def test_a_fragment_alone_arrives_anywhere() -> None:
    linker = Linker(TERMS, GLOSSARY, html_blocks=True, site="hugo")
    linked = linker.link(f"{TERMS}\n<div>LLM</div>\n")
    assert f'<div><a href="#{LLM}">LLM</a></div>' in linked


@pytest.mark.parametrize("site", ["docusaurus", "mkdocs"])
def test_what_a_site_reads_otherwise_stays_closed(site: str) -> None:
    linker = Linker(TERMS, html_blocks=True, link_base="https://example.org", site=site)
    assert linker.link(TABLE) == TABLE


def test_the_proof_sees_a_link_that_ends_a_block_or_an_element() -> None:
    for page, start, end in (
        (b"<div>an LLM</div>\n", 2, 4),
        (b"<div><a>an LLM</a></div>\n", 11, 14),
        (b"<div>\n\nLLM</div>\n", 4, 10),
        (b"<div title='LLM'>x</div>\n", 12, 15),
        (b"<div>&amp;</div>\n", 6, 9),
        (b"<div><!-- LLM --></div>\n", 10, 13),
    ):
        read = Page.parse(html.path, page, html.config.dialect)
        change = Change.around(start, end, (b'<a href="#x">', b"</a>"))
        proof = prove(read, [change])
        assert proof.data == page
        assert proof.withheld


_PIECES = st.sampled_from(
    (
        *("<div>", "</div>", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<b>", "</b>", "<br>", "<td>"),
        *("<table><tr><td>", "</td></tr></table>", "<tr>", "</td>", "<dl><dt>", "<dd>", "</dl>", "<i>"),
        *("<details>\n", "<summary>", "</summary>\n\n", "</details>", "<a href='x'>", "<a id=x>", "</a>"),
        *("<h2>", "</h2>", "<code>", "</code>", "<button>", "<span title='LLM > x'>", "</span>", "<x-y/>"),
        *("LLM", " an LLM ", "Large\n  language model", "R&amp;D", "R&D", "学習は", "\n", "\n\n", "text"),
        *("\r\n", "\t", "&lt;", "<", ">", "<!-- LLM -->", "<!-->", "<?LLM?>", "`", "*", "[LLM](x)", "\n> "),
        *("\n- ", "<script>", "</script>", "<!X>", "&", "<svg>", "</svg>"),
    )
)
_PAGES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(("", "<div>", "<table><tr><td>", "> <p>", "- <ul>\n  <li>")),
        st.lists(_PIECES).map("".join),
    ),
)


@LINKERS
@pytest.mark.parametrize("judge", [cmark, markdown_it])
@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=_PAGES)
def test_only_links_change(judge: Callable[[Sequence[str]], list[str]], linker: Linker, text: str) -> None:
    linked = linker.rewrite(text.encode()).data
    assert linker.unlinked(linked) == text.encode()
    assert linker.rewrite(linked).data == linked
    targets = {f"glossary.md#{term.anchor_id}" for term in linker.glossary.terms}
    before, after = judge([text, linked.decode()])
    assert without_links(after, targets) == without_links(before, targets)
