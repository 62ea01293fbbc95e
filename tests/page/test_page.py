"""The page model: what is found in a page, and where."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.page.dialects.dialect import PLAIN
from autolink.page.outline import Outline
from autolink.page.page import Page
from autolink.page.tags import scan
from tests.support.markdown import documents

if TYPE_CHECKING:
    from collections.abc import Callable


def parse(text: str) -> Page:
    return Page.parse("/p.md", text.encode())


def words(page: Page) -> list[str]:
    return page.prose.text.translate(dict.fromkeys(range(33), " ")).split()


@pytest.mark.parametrize(
    ("markdown", "source", "text"),
    [
        ("## 事前学習 | Pre-training", "事前学習 | Pre-training", "事前学習 | Pre-training"),
        ("##   Foo   ##  ", "Foo", "Foo"),
        ("## C# ##", "C#", "C#"),
        ('## Foo<a id="x"></a>', "Foo", "Foo"),
        ('## Foo<a id="old"></a><a id="new"></a> ##', "Foo", "Foo"),
        ("## Foo {#bar .baz}", "Foo", "Foo"),
        ('## Foo<a id="x"></a> {#bar}', "Foo", "Foo"),
        ("## **Pre**-`training`", "**Pre**-`training`", "Pre-training"),
        (r"## a \| b", r"a \| b", "a | b"),
        ("## Q&amp;A", "Q&amp;A", "Q&A"),
        ("Foo\nbar\n---", "Foo\nbar", "Foo bar"),
        ("## [CSI](csi.md) ![x](y.png)z", "[CSI](csi.md) ![x](y.png)z", "CSI z"),
        ("##", "", ""),
        ("## ####", "", ""),
    ],
)
def test_headings(markdown: str, source: str, text: str) -> None:
    (heading,) = parse(markdown + "\n").headings
    assert (heading.source, heading.text) == (source, text)


def test_a_heading_knows_its_anchors_and_where_its_content_ends() -> None:
    page = parse('\n## Foo<a id="a"></a><a name="b"></a> ## \n')
    (heading,) = page.headings
    assert [anchor.id for anchor in heading.anchors] == ["a", "b"]
    assert page.data[heading.content_end :] == b" ## \n"


def test_a_heading_attribute_is_its_id() -> None:
    assert parse("## Foo {#bar}\n").headings[0].attribute_id == "bar"
    assert parse("## Foo {.x #bar}\n").headings[0].attribute_id == "bar"
    assert parse("## Foo { id=bar }\n").headings[0].attribute_id == "bar"
    assert parse('## Foo {id="1.2"}\n').headings[0].attribute_id == "1.2"
    assert parse('## *Foo* {id=""}\n').headings[0].attribute_id is None


@pytest.mark.parametrize("nested", ["> ## Foo", "- ## Foo", "[^1]: ## Foo"])
def test_a_heading_in_a_container_is_nested(nested: str) -> None:
    assert parse(nested + "\n").headings[0].nested


@pytest.mark.parametrize(
    "front_matter", ["---\ntitle: Foo\n---\n", "---\r\ntitle: Foo\r\n...\r\n", "+++\ntitle = 1\n+++\n"]
)
def test_front_matter_is_no_prose(front_matter: str) -> None:
    page = parse(front_matter + "text\n")
    assert words(page) == ["text"]
    assert page.prose.byte_start(page.prose.text.index("text")) == len(front_matter.encode())


def test_a_thematic_break_and_a_setext_heading_are_not_metadata() -> None:
    page = parse("text\n\n---\nTerm\n---\n")
    assert [(heading.level, heading.text) for heading in page.headings] == [(2, "Term")]


def test_kinds_of_links_and_their_places() -> None:
    page = parse(
        '[a](b.md) [c][d] <https://e.f> ![g](h.png) <a href="i&amp;j">k</a> <img src=l>\n\n[d]: m.md "t"\n'
    )
    found = [(link.kind, link.target) for link in page.links]
    assert found.pop() == ("definition", "m.md")
    assert found == [
        ("inline", "b.md"),
        ("reference", "m.md"),
        ("autolink", "https://e.f"),
        ("image", "h.png"),
        ("html", "i&j"),
        ("image", "l"),
    ]
    for link in page.links:
        assert page.data[link.start : link.start + 1] in b"[<!"
    texts = [page.data[link.open_end : link.close_start].decode() for link in page.links]
    assert texts == ["a", "c", "https://e.f", "", "k", "", ""]


def test_links_and_anchors_in_an_html_block_inside_a_quote() -> None:
    page = parse('> <div id="x">\n> <a href="y.md">z</a>\n> <!-- note -->\n> </div>\n')
    assert [link.target for link in page.links] == ["y.md"]
    assert page.data[page.links[0].start :].startswith(b'<a href="y.md">')
    assert [anchor.id for anchor in page.anchors] == ["x"]
    assert [comment.text for comment in page.comments] == [" note "]


def test_a_link_with_a_title_or_another_attribute_is_not_plain() -> None:
    page = parse('[a](b) [a](b "t") <a href="b">a</a> <a class="x" href="b">a</a>\n')
    assert [link.plain for link in page.links] == [True, False, True, False]


def test_entities_and_escapes_map_back_to_what_is_written() -> None:
    page = parse(r"Q&amp;A \*x* &ngE;" + "\n")
    text = page.prose.text
    at = text.index("&")
    assert page.data[page.prose.byte_start(at) : page.prose.byte_end(at + 1)] == b"&amp;"
    double = text.index("≧")  # one entity, two characters
    assert page.prose.byte_end(double + 1) is None
    assert page.prose.byte_start(double + 1) is None
    assert page.prose.byte_end(double + 2) == page.data.index(b";", 14) + 1


@pytest.mark.parametrize(
    ("data", "offset", "position"),
    [
        (b"ab\ncd\n", 4, (2, 2)),
        (b"ab\r\ncd", 4, (2, 1)),
        (b"ab\rcd", 3, (2, 1)),
        ("語LLM".encode(), 3, (1, 2)),
        ("\ufeffLLM".encode(), 3, (1, 1)),
    ],
)
def test_positions_count_lines_and_code_points(data: bytes, offset: int, position: tuple[int, int]) -> None:
    assert Page.parse("/p.md", data).position(offset) == position


@given(
    st.sampled_from(["", "\ufeff"]),
    st.text("a学\u3000 \r\n"),
    st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_a_place_ends_where_its_last_byte_does(bom: str, text: str, span: tuple[int, int]) -> None:
    text = bom + text
    page = Page.parse("/p.md", text.encode())
    start, end = (len(text[:at].encode()) for at in sorted(span))
    place = page.place(start, end)
    assert (place.line, place.column) == page.position(start)
    assert (place.end_line, place.end_column) == page.position(place.end)


@given(text=documents)
def test_every_piece_of_prose_is_where_it_is_written(text: str) -> None:
    page = parse(text)
    prose = page.prose
    for index, start in enumerate(prose.starts):
        if start in prose.decoded:
            continue
        end = prose.starts[index + 1] if index + 1 < len(prose.starts) else len(prose.text)
        piece = prose.text[start:end].rstrip("\x00\x01\x02\n")
        piece = piece.split("\x00")[0].split("\x01")[0].split("\x02")[0].split("\n")[0]
        first = prose.offsets[index]
        assert page.data[first : first + len(piece.encode())].decode() == piece


def test_tags_are_scanned_in_linear_time_and_raw_text_is_skipped() -> None:
    html = '<script>"<a href=x>"</script><p>' + "<!--" * 50_000
    assert [tag.name for tag in scan(html)] == ["script", "script", "p", "!--"]
    assert list(scan("<a " * 50_000)) == []


def test_an_unclosed_element_ends_with_its_block_and_wrong_nesting_is_no_harm() -> None:
    page = parse("<code>a\n\nb</code> c\n")
    assert [
        (region.kind, page.prose.text[region.text_start : region.text_end]) for region in page.regions
    ] == [("<code>", "a")]


def test_offsets_in_a_long_paragraph_do_not_cost_its_length_each() -> None:
    page = parse("学習" * 500_000)
    assert all(page.prose.byte_start(at) == 3 * at for at in range(0, 1_000_000, 20))


def read(page: Outline) -> tuple[object, ...]:
    """Return what an outline has of a page, the text of links included."""
    headings = [(h.level, h.start, h.end, h.source, h.text, h.attribute_id, h.anchors) for h in page.headings]
    links = sorted((link.kind, link.target, link.start, link.end) for link in page.links)
    rest = page.anchors, page.comments, page.footnotes, page.undefined
    texts = [page.text_of(link) for link in page.links if link.kind not in ("image", "definition")]
    return headings, links, rest, texts


@given(documents)
def test_an_outline_has_all_but_the_prose(text: str) -> None:
    assert read(Outline.of("/p.md", text.encode(), PLAIN)) == read(parse(text))


@given(documents)
def test_the_links_of_a_page_are_those_of_its_outline(text: str) -> None:
    whole = Outline.of("/p.md", text.encode(), PLAIN).links
    assert Outline.of_links("/p.md", text.encode(), PLAIN, lambda _: True).links == whole
    for wanted in {link.target for link in whole}:
        page = Outline.of_links("/p.md", text.encode(), PLAIN, wanted.__eq__)
        assert [link for link in page.links if link.target == wanted] == [
            link for link in whole if link.target == wanted
        ]


@pytest.mark.parametrize(
    "text",
    [
        "# a [b](c) ![d [e](f)](g) ##\n\n- [h](i) <https://e.org> <me@e.org>\n\n[j]\n\n[j]: k\n",
        "<https:x> <http://a [b](c)> < d [e](f)>\n",
        "<A HREF='a'>b</A> [c](d)\n",
        "[a](b)[^1]\n\n[^1]: [c](d)\n",
        "---\na: '[b](c)'\n---\n[d](e)\n",
    ],
)
def test_the_links_of_what_is_easily_misread(text: str) -> None:
    whole = Outline.of("/p.md", text.encode(), PLAIN).links
    assert Outline.of_links("/p.md", text.encode(), PLAIN, lambda _: True).links == whole
    for wanted in {link.target for link in whole}:
        page = Outline.of_links("/p.md", text.encode(), PLAIN, wanted.__eq__)
        assert [link for link in page.links if link.target == wanted] == [
            link for link in whole if link.target == wanted
        ]


@pytest.mark.parametrize(
    "text",
    [
        'a <a href="x">b *c*\n\nd</a> [e](f)\n',
        "![a [b](c) ![d](e)](f) [g ![h](i)](j)\n",
        "[a][b] `[a][b]` [c][] [d]\n\n[^1]: [e][f]\n\n<b>[g](h)</b>\n",
        '## [a](b) `c`<a id="d"></a> &amp; *e*\n\n- ### f\n\n> g\n> ---\n',
        '<div>\n<a href="x" id="y">z</a>\n</div>\n\n<!-- c --> <!-- d -->\n',
        "## [<a href='x'>](other.md) ##\n",
        "<me@example.org> <https://example.org> https://example.org\n",
    ],
)
def test_an_outline_of_what_is_easily_misread(text: str) -> None:
    assert read(Outline.of("/p.md", text.encode(), PLAIN)) == read(parse(text))


@pytest.mark.parametrize("parse_page", [Page.parse, lambda path, data: Outline.of(path, data, PLAIN)])
def test_a_parser_is_no_cycle(parse_page: Callable[[str, bytes], Outline]) -> None:
    """Workers collect no garbage: what is left of a page has to go by itself."""
    text = '# A <b id="x">\n\n[b](c) *d* <a href="e">f</a> [g][h]\n\n<h2>i</h2>\n\n> j[^1]\n\n[^1]: k\n'
    parse_page("/p.md", text.encode())  # what is made once
    gc.collect()
    gc.disable()
    try:
        parse_page("/p.md", text.encode())
        assert gc.collect() == 0
    finally:
        gc.enable()
