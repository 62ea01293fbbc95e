"""Which elements are open, and what browsers would read in another way."""

from __future__ import annotations

import pytest

from autolink.page.html_nesting import Nesting
from autolink.page.tags import scan


def nesting(html: str) -> Nesting:
    found = Nesting()
    for tag in scan(html):
        found.take(tag)
    return found


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>",
        "<p><b>",
        "<div><p></div>",
        "<table><tr><td>",
        "<table><td>",
        "<table><thead><tr><th>a<th>b<tbody><tr><td>",
        "<table><caption>",
        "<table><colgroup><col></colgroup><tr><td>",
        "<ul><li>a<li>b<ul><li>c</ul>d",
        "<dl><dt>a<dd>b<dt>c",
        "<td>of a table that began in an earlier block",
        "</div>",
        "<p>a<div>",
        "<p>a<table><tr><td><p>",
        "<br><img>a<hr>",
        "<details><summary>a</summary>",
        "<button></button>",
        "<b><p>a</p></b>",
    ],
)
def test_text_holds_links(html: str) -> None:
    assert nesting(html).holds_links
    assert not nesting(html).is_broken


@pytest.mark.parametrize(
    "html",
    [
        "<table>",
        "<table><tr>",
        "<table><tr><td></td>",
        "<table><tbody><tr><td>a</tr>",
        "<a>",
        "<a href='x'><b>",
        "<button><span>",
        "<h2>",
        "<code>",
        "<svg>",
        "<nav>",
        "<my-element>",
        "<table/>",
    ],
)
def test_text_holds_no_links(html: str) -> None:
    assert not nesting(html).holds_links


@pytest.mark.parametrize(
    "html",
    [
        "<b><i></b>",
        "<div><span></div>",
        "<p><b>a<div>",
        "<b><p>a</b>",
        "<table><div>",
        "<table><tr><b>",
        "<table><form>",
        "<div><td>",
        "<table><tr><td><div><td>",
        "<ul><li><div><li>",
        "<div><li>",
        "<table><table>",
        "<p><b>a</p>",
        "<table><tr><td>a</tbody>",
    ],
)
def test_what_browsers_would_move_is_broken(html: str) -> None:
    assert nesting(html).is_broken


def test_what_is_left_open_counts_in_the_next_block() -> None:
    found = nesting("<table><tr><td><code>")
    assert not found.holds_links
    for tag in scan("</code>"):
        found.take(tag)
    assert found.holds_links


def test_what_is_broken_is_so_until_all_is_closed() -> None:
    found = nesting("<div><b><i></b>")
    found.begin()
    assert found.is_broken
    for tag in scan("</div>"):
        found.take(tag)
    found.begin()
    assert not found.is_broken
