"""What linking did to a page: links that were inserted, and whatever else differs."""

from __future__ import annotations

import pytest

from autolink.project.prove.comparison import compare, masked, unexplained
from autolink.project.prove.html_syntax import Tag
from autolink.project.prove.html_tokens import html_tokens, ids_of

IDS = frozenset({"llm", "事前学習"})


def inserted(plain: str, linked: str) -> list[str] | None:
    """Return the targets of the links that were inserted; None for pages that differ in more than links."""
    comparison = compare(html_tokens(plain), html_tokens(linked), IDS)
    ids: dict[str, set[str]] = {}
    for old, new in comparison.ids:
        ids.setdefault(old, set()).add(new)
    return None if unexplained(comparison, ids) else list(comparison.links)


# What is read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a\n  b</p>", "<p> a b </p>"),
        ("<p>a <b>b</b> c</p>", "<p>a<b> b</b>\nc</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ("<p>a<!-- built at 12:00 --></p>", "<p>a</p>"),
        ("<p>a</p><script>var hash = '1f'</script>", "<p>a</p><script src=x.js></script>"),
        ("<p>a</p><style>b { }</style>", "<p>a</p><link rel=stylesheet href=a.1f.css>"),
        ("<p>&lt;&#x4e8b;</p>", "<p>&lt;事</p>"),
        ("<br/>", "<br />"),
        ("<IMG SRC=a hidden>", "<img\nsrc = 'a' hidden=''>"),
        ("<!DOCTYPE html><p>a", "<p>a"),
        ("<p>a</p><script>'</p>' <b></script>", "<p>a</p>"),
        ("<p a=1 a=2>x", "<p a=1>x"),
        ("<p>a<!-->b", "<p>ab"),
        ("<p>a</><?x y?>b", "<p>ab"),
        ("<p>a<b title='x", "<p>a"),
        ("<p>1 < 2", "<p>1 &lt; 2"),
        ("<title>&lt;b></title>", "<title><b></title>"),
        ("<p>a\0", "<p>a\ufffd"),
    ],
)
def test_what_readers_see_alike_is_alike(one: str, other: str) -> None:
    assert html_tokens(one) == html_tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<pre>a\n  b</pre>", "<pre>a b</pre>"),
        ("<p>a b</p>", "<p>a\u3000b</p>"),
        ("<p>a<b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>a</p>", "<p class=x>a</p>"),
        ("<p>a</p>", "<div>a</div>"),
        ("<p>a</p>", "<p>a"),
        ("<p>&lt;b>", "<p><b>"),
        ("<p a='>'>x", "<p a=''>'>x"),
        ("<title><b></title>", "<h1><b></h1>"),
        ("<p>a<!-- -- > b", "<p>a b"),
    ],
)
def test_what_readers_see_otherwise_is_not_alike(one: str, other: str) -> None:
    assert html_tokens(one) != html_tokens(other)


def test_links_may_name_ids_and_names_of_anchors() -> None:
    html = "<h2 id=a>x</h2><a name=b></a><input name=c><svg id='d'/><script id=e></script>"
    assert ids_of(html_tokens(html)) == {"a", "b", "d"}


def test_an_end_tag_has_a_slash() -> None:
    assert html_tokens("<p id=a>x</p>") == [Tag("p", (("id", "a"),)), "x", Tag("/p")]


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a <",
        "</",
        "<!--",
        "<!",
        "<?",
        "<a b='",
        '<a a="',
        "<a a=",
        "&#9",
        "<p>",
        "<script>",
        "<title>",
    ],
)
def test_hostile_pages_are_read_in_linear_time(piece: str) -> None:
    html = piece * 100_000  # takes hours where time is quadratic
    tokens = html_tokens(html)
    assert compare(tokens, [*tokens, "x"], IDS).difference


# Links


@pytest.mark.parametrize(
    ("plain", "linked", "targets"),
    [
        ("<p>An LLM is.</p>", "<p>An <a href=g#llm>LLM</a> is.</p>", ["g#llm"]),
        ("<p>LLM</p>", "<p><a href=g#llm>LLM</a></p>", ["g#llm"]),
        ("<p>LLMs, LLM</p>", "<p><a href=g#a>LLM</a>s, <a href=g#b>LLM</a></p>", ["g#a", "g#b"]),
        ("<p>大規模LLMは</p>", "<p>大規模<a href=g#llm>LLM</a>は</p>", ["g#llm"]),
        ("<p>a <b>LLM</b></p>", "<p>a <a href=g#llm><b>LLM</b></a></p>", ["g#llm"]),
        ("<p>a <b>LLM</b></p>", "<p>a <b><a href=g#llm>LLM</a></b></p>", ["g#llm"]),
        ("<p>a\n   LLM</p>", "<p>a\n<a href=g#llm>LLM</a></p>", ["g#llm"]),
        ("<p>a <b>large\nmodel</b></p>", "<p>a <b><a href=g>large\nmodel</a></b></p>", ["g"]),
        (
            "<p>LLM <a href=x>x</a> LLM</p>",
            "<p><a href=g>LLM</a> <a href=x>x</a> <a href=g>LLM</a></p>",
            ["g", "g"],
        ),
        (
            "<p>a LLM</p>",
            '<p>a <a class="reference" href=g#llm><span class="std">LLM</span></a></p>',
            ["g#llm"],
        ),
        ("<p>a</p>", "<p>a</p>", []),
        ("<p><a href=g#llm>LLM</a></p>", "<p><a href=g#llm>LLM</a></p>", []),
    ],
)
def test_links_are_what_is_left_over(plain: str, linked: str, targets: list[str]) -> None:
    assert inserted(plain, linked) == targets


@pytest.mark.parametrize(
    ("plain", "linked"),
    [
        ("<h2 id=llm>LLM</h2>", '<h2 id=llm>LLM<a id="TExN"></a></h2>'),
        ("<h2>LLM</h2>", "<h2 id=llm>LLM</h2>"),
        ("<h2 id=_1>事前学習</h2>", "<h2 id=事前学習>事前学習</h2>"),
        ("<section id=x><h2>LLM</h2>", "<section id=x><span id=llm></span><h2>LLM</h2>"),
        (
            "<a href=#_1>事前学習</a><h2 id=_1>事前学習<a class=p href=#_1>¶</a></h2>",
            "<a href=#%E4%BA%8B%E5%89%8D%E5%AD%A6%E7%BF%92>事前学習</a>"
            "<h2 id=事前学習>事前学習<a class=p href=#事前学習>¶</a></h2>",
        ),
        ("<h2 id=_1 aria-labelledby=_1>x</h2>", "<h2 id=llm aria-labelledby=llm>x</h2>"),
    ],
)
def test_terms_may_get_ids(plain: str, linked: str) -> None:
    assert inserted(plain, linked) == []


@pytest.mark.parametrize(
    ("plain", "linked"),
    [
        ("<p>An LLM is.</p>", "<p>An [LLM](&lt;g.md#llm&gt;) is.</p>"),
        ("<p>An LLM is.</p>", "<p>An <a href=g>LM</a> is.</p>"),
        ("<p>An LLM is.</p>", "<p>An <a href=g>LLM</a> is</p>"),
        ("<p>An LLM</p>", "<p>An <a href=g>LLM</a> is.</p>"),
        ("<p>An LLM</p>", "<p>An<a href=g>LLM</a></p>"),
        ("<p>An LLM</p><p>b</p>", "<p>An <a href=g>LLM</a></p>"),
        ("<p>An LLM</p>", "<p>An <a href=g>LLM</a></p><p>b</p>"),
        ("<p>An LLM</p>", "<p>An <em>LLM</em></p>"),
        ("<p>**LLM**は</p>", "<p><strong>LLM</strong>は</p>"),
        ("<p>a <b>LLM</b></p>", "<p>a <a href=g>LLM</a></p>"),
        ("<div class=tab><p>LLM</p></div>", "<p>/// tab | <a href=g>LLM</a></p>"),
        ("<pre>a  LLM</pre>", "<pre>a <a href=g>LLM</a></pre>"),
        ("<p title='LLM'>x</p>", "<p title='&lt;a&gt;LLM&lt;/a&gt;'>x</p>"),
        ("<p><a href=x>the LLM</a></p>", "<p><a href=x>the <a href=g>LLM</a></a></p>"),
        ("<p><a href=x>LLM</a></p>", "<p><a href=y>LLM</a></p>"),
        ("<p><a href=x#a>LLM</a></p>", "<p><a href=x#b>LLM</a></p>"),
        ("<h2 id=a>x</h2>", "<h2 id=b>x</h2>"),
        ("<h2 id=_1>LLM</h2><h2 id=_2>x</h2>", "<h2 id=llm>LLM</h2><h2 id=_1>x</h2>"),
        ("<h2 id=_1>x</h2><a href=#_2>y</a>", "<h2 id=llm>x</h2><a href=#llm>y</a>"),
        ("<p>x</p>", "<p>x<span class=a></span></p>"),
        ("<p>x</p>", ""),
        ("", "<p>x</p>"),
    ],
)
def test_more_than_links_is_noticed(plain: str, linked: str) -> None:
    assert inserted(plain, linked) is None


def test_links_behind_a_difference_are_known_all_the_same() -> None:
    plain = "<p>x</p><p>An LLM <a href=y>y</a></p>"
    linked = "<p>z</p><p>An <a href=g>LLM</a> <a href=y>y</a></p>"
    assert compare(html_tokens(plain), html_tokens(linked), IDS).links == ("g",)


def test_an_excerpt_shows_where_pages_part() -> None:
    comparison = compare(html_tokens("<p>An LLM is.</p>"), html_tokens("<p>An [LLM](g) is.</p>"), IDS)
    assert comparison.difference == ("…<p>An LLM is.</p>", "…<p>An [LLM](g) is.</p>")
    comparison = compare(html_tokens("<p>An LLM is.</p>"), html_tokens("<p>An <a href=g>LLM</a></p>"), IDS)
    assert comparison.difference == ("…<p>An LLM is.</p>", "…<p>An LLM</p>")


def test_an_excerpt_is_short() -> None:
    long = "x" * 100_000
    comparison = compare(html_tokens(f"<p>{long}a"), html_tokens(f"<p>{long}b{long}"), IDS)
    assert comparison.difference
    assert max(map(len, comparison.difference)) < 200


# What differs from build to build

FIRST = "<p id=1f>LLM, built at 12:00</p><p>LLM</p>"
SECOND = "<p id=2e>LLM, built at 12:01</p><p>LLM</p>"


@pytest.mark.parametrize(
    ("linked", "links"),
    [
        ("<p id=3d>LLM, built at 12:02</p><p>LLM</p>", []),
        ("<p id=3d><a href=g>LLM</a>, built at 12:02</p><p><a href=g>LLM</a></p>", ["g", "g"]),
        ("<p id=3d></p><p>LLM</p>", []),
        ("<p id=3d>LLM, built at 12:02</p><p>LLM x</p>", None),
        ("<p id=3d class=x>LLM, built at 12:02</p><p>LLM</p>", None),
    ],
)
def test_what_differs_anyway_is_masked(linked: str, links: list[str] | None) -> None:
    expected = masked(html_tokens(FIRST), html_tokens(SECOND))
    assert expected
    comparison = compare(expected, html_tokens(linked), IDS)
    assert (None if unexplained(comparison, {}) else list(comparison.links)) == links


@pytest.mark.parametrize("second", ["<p>a</p>", "<p id=1f>x</p><p>LLM</p><p></p>", "<b id=1>x</b><p>LLM</p>"])
def test_pages_of_another_shape_cannot_be_masked(second: str) -> None:
    assert masked(html_tokens(FIRST), html_tokens(second)) is None
