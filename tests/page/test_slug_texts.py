"""What sites make slugs of, where it is not the text of the heading: each row is what the site itself gave.

VitePress 1.6.4 (`createMarkdownRenderer`), kramdown-parser-gfm 1.1.0, Docusaurus 3.10 (mdx-loader) and Astro 7.3.
"""

from __future__ import annotations

import time

import pytest

from autolink.page.fragments import Naming, anchor_names
from autolink.page.page import Page
from autolink.sites.table import profile_of


def names(site: str, heading: str) -> list[str]:
    """Return the fragments of a page with one heading."""
    profile = profile_of(site)
    naming = Naming(profile.slugs, attributes=profile.attributes)
    return sorted(anchor_names(Page.parse("/page.md", f"## {heading}\n".encode()), naming))


@pytest.mark.parametrize(
    ("site", "heading", "expected"),
    [
        ("vitepress", "Q&amp;A &copy; `&amp;`", "q-amp-a-copy-amp"),
        ("vitepress", "&hearts;", "♥"),
        ("vitepress", ":rocket: Launch", "launch"),
        ("vitepress", "at 10:30:45", "at-10-30-45"),
        ("vitepress", "`:tada:` code", "tada-code"),
        ("jekyll", "Q&amp;A", "qa"),
        ("jekyll", "[link](https://x.y) `a`", "link-a"),
        ("jekyll", "a -- b `--c` \\--d", "a--b---c---d"),
        ("jekyll", "ΟΔΟΣ", "οδοσ"),
        ("jekyll", "foo {#1a}", "foo-1a"),
        ("jekyll", "foo {#日本}", "日本"),
        ("jekyll", "foo {#a.b}", "a.b"),
        ("starlight", "a--b --- `c--d`", "ab--c--d"),
        ("starlight", "foo {#a}", "foo-a"),
        ("docusaurus", "a:b c", "a-c"),
        ("docusaurus", "`a:b` 10:30", "ab-1030"),
        ("docusaurus", ":tada: std::x", "tada-stdx"),
        ("docusaurus", "a -- b", "a----b"),
    ],
)
def test_a_heading_has_the_anchor_that_its_site_gives(site: str, heading: str, expected: str) -> None:
    assert names(site, heading) == [expected]


@pytest.mark.parametrize("site", ["vitepress", "jekyll", "starlight", "docusaurus"])
@pytest.mark.parametrize(
    "heading",
    ["&nbsp;" * 20_000, "<b a='&amp;'>" * 10_000, ":a" * 50_000, ":1" * 50_000, "-" * 100_000 + "a"],
)
def test_a_long_heading_takes_linear_time(site: str, heading: str) -> None:
    start = time.process_time()
    names(site, heading)
    assert time.process_time() - start < 3


def test_a_title_counts_in_docusaurus_but_is_no_anchor() -> None:
    naming = Naming("docusaurus", attributes="id", titles=False)
    page = Page.parse("/page.md", b"# Start {#top}\n\n# Start\n\n## Start\n\n## Named {#named}\n")
    assert sorted(anchor_names(page, naming)) == ["named", "start-1"]
