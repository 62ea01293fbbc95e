"""Links against anchors, on pages in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from autolink.checker.links import LinkChecker, Own
from autolink.checker.page_check import PageReport
from autolink.config import Config
from autolink.files import Tree
from autolink.indexer import build as indexer
from autolink.indexer.page_url import declared_url
from autolink.links.resolver import fragment_of
from autolink.page.fragments import Naming, anchor_names
from autolink.page.page import Page
from autolink.page.slugs import STYLES
from autolink.project.snapshot import Snapshot

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic
    from tests.support.site import Site

ROOT = "/project"
CONFIG = Config(root=ROOT, glossary=(f"{ROOT}/glossary",))


def names(markdown: str) -> set[str]:
    """Return the fragments that a page answers to."""
    return set(anchor_names(Page.parse("/page.md", markdown.encode()), Naming()))


def check(pages: dict[str, str], files: tuple[str, ...] = (), config: Config = CONFIG) -> list[Diagnostic]:
    """Check the first of some pages, given by their path below the root; `files` exist besides."""
    parsed = [Page.parse(f"{ROOT}/{path}", text.encode(), config.dialect) for path, text in pages.items()]
    return whole(checker(parsed, config, files), parsed[0])


def whole(judge: LinkChecker, page: Page) -> list[Diagnostic]:
    """Return all that is wrong with the links of a page."""
    own = Own(page.path, anchor_names(page, Naming()))
    fragments = {fragment_of(link.target) for link in page.links}
    return [*judge.check(page, own, []), *judge.check_fragments(page, fragments)]


class Files(Tree):
    """A tree of the files named, and no others."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__()
        self._files = {f"{ROOT}/{path}" for path in files}

    def exists(self, path: str) -> bool:
        return path in self._files

    def is_folder(self, path: str) -> bool:
        return any(file.startswith(f"{path}/") for file in self._files)

    def listing(self, folder: str) -> frozenset[str]:
        return frozenset()


def checker(pages: list[Page], config: Config, files: tuple[str, ...] = ()) -> LinkChecker:
    """Return the checker of some pages, all of which may define terms."""
    glossary, _ = indexer.build(pages, config)
    reports = {page.path: PageReport(page.path, (), anchor_names(page, config.naming)) for page in pages}
    snapshot = Snapshot(config, glossary, pages=frozenset(reports), reports=reports, urls=urls(pages, config))
    snapshot.resolver.tree = Files(files)
    return snapshot.link_checker


def urls(pages: list[Page], config: Config) -> dict[str, str]:
    """Return the pages by the address that they declare; the first one's wins."""
    declared = ((declared_url(page, config), page.path) for page in reversed(pages))
    return {unquote(url[0]): path for url, path in declared if url}


def codes(pages: dict[str, str], files: tuple[str, ...] = ()) -> list[str]:
    """Return the codes of what is wrong with the first page."""
    return [diagnostic.rule.code for diagnostic in check(pages, files)]


# What a page answers to


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("text\n", set()),
        ("# Some Heading\n", {"some-heading"}),
        ("Some Heading\n===\n", {"some-heading"}),
        ("# 事前学習 | Pre-training\n", {"事前学習--pre-training"}),
        ("# What's new, in 2.0?\n", {"whats-new-in-20"}),
        ("# snake_case and kebab-case\n", {"snake_case-and-kebab-case"}),
        ("# *Emphasis*, `code()` and [link](x.md)\n", {"emphasis-code-and-link"}),
        ("# A &amp; B\n", {"a--b"}),
        ("# Twice\n\n# Twice\n\n# Twice 1\n", {"twice", "twice-1", "twice-1-1"}),
        ("# One\n\n## One\n", {"one", "one-1"}),
        ("> # Quoted\n\n- # Listed\n", {"quoted", "listed"}),
        ('# Named<a id="x"></a>\n', {"named", "x"}),
        ("# With attribute {#own}\n", {"with-attribute", "own"}),
        ('text <a name="n"></a> <span id="s"></span>\n', {"n", "s"}),
        ('<div id="block">\n<a name="inner"></a>\n</div>\n', {"block", "inner"}),
        ("<p ID='upper'>text\n", {"upper"}),
        ("<p id=bare>text\n", {"bare"}),
        ('text <span id="a&amp;b"></span>\n', {"a&b"}),
        ('<p id="">text</p>\n', set()),
        ('<p name="n">text</p>\n', set()),
        ('`<a id="x"></a>`\n\n```\n<a id="y"></a>\n# z\n```\n\n<!-- <a id="w"></a> -->\n', set()),
        ("---\ntitle: x\n---\n\n# Heading\n", {"heading"}),
        ("<h2>Raw &amp; <b>bold</b></h2>\n\n## Raw  bold\n", {"raw--bold", "raw--bold-1"}),
        ("<h1 align=center>\n\nThe *project*\n\n</h1>\n", {"the-project"}),
        ("> <h1>\n>   Quoted\n> </h1>\n", {"quoted"}),
        ("text <h3>in `code` a line</h3>\n", {"in-code-a-line"}),
        ("<h2>one <h2>two</h3>\n", {"two"}),
        ("<h2>open\n\n# Next\n", {"next"}),
        ("<h2><img alt=x></h2>\n<header>no</header>\n", set()),
        ("`<h2>x</h2>`\n\n<!-- <h2>y</h2> -->\n\n<script><h2>z</h2></script>\n", set()),
    ],
)
def test_the_anchors_of_a_page(markdown: str, expected: set[str]) -> None:
    assert names(markdown) == expected


@pytest.mark.parametrize("style", sorted({*STYLES} - {"github"}))
def test_only_github_gives_slugs_to_raw_html(style: str) -> None:
    page = Page.parse("/page.md", b"<h2>Raw</h2>\n\n## Raw\n")
    assert anchor_names(page, Naming(style)) == {"raw"}


def test_nothing_in_an_mdx_comment_is_an_anchor() -> None:
    hidden = b"{/*\n\n# Hidden\n\n<a id='h'></a>\n\n*/}\n\n# Shown\n\n`{/*` <a id='s'></a> `*/}`\n"
    assert anchor_names(Page.parse("/page.mdx", hidden, CONFIG.dialect), Naming()) == {"shown", "s"}
    assert anchor_names(Page.parse("/page.md", hidden), Naming()) == {"shown", "s", "hidden", "h"}


# Links


def test_a_link_to_a_page_of_the_project_is_fine() -> None:
    assert codes({"a.md": "[x](docs/b.md) [y](/docs/b.md)", "docs/b.md": "[z](../a.md)"}) == []


def test_a_link_to_another_file_that_exists_is_fine_whatever_its_fragment() -> None:
    assert codes({"a.md": "![x](img/x.svg#part) [y](img)"}, files=("img", "img/x.svg")) == []


def test_a_link_to_a_missing_file() -> None:
    (found,) = check({"docs/a.md": "text\n\n日本[x](b.md#frag)\n"})
    assert (found.rule.code, found.rule.name) == ("L001", "missing-file")
    assert (found.path, found.line, found.column) == (f"{ROOT}/docs/a.md", 3, 3)
    assert found.target == f"{ROOT}/docs/b.md"
    assert "`b.md#frag`" in found.message


def test_a_link_to_a_missing_anchor() -> None:
    (found,) = check({"a.md": "[x](docs/b.md#gone)\n", "docs/b.md": "# Here\n"})
    assert (found.rule.code, found.rule.name) == ("L002", "missing-anchor")
    assert found.target == f"{ROOT}/docs/b.md"


def test_a_missing_file_is_one_problem_even_with_a_fragment() -> None:
    assert codes({"a.md": "[x](b.md#c)\n"}) == ["L001"]


@pytest.mark.parametrize("fragment", ["日本", "%E6%97%A5%E6%9C%AC", "100%25", "a+b", "a%2Bb"])
def test_fragments_are_compared_as_written_and_decoded(fragment: str) -> None:
    page = '<a id="日本"></a><a id="100%"></a><a id="a+b"></a>'
    assert codes({"a.md": f"{page} [x](#{fragment})\n"}) == []


def test_a_fragment_is_decoded_once() -> None:
    assert codes({"a.md": '<a id="%"></a> [x](#%2525)\n'}) == ["L002"]


def test_percent_encoded_paths_are_decoded_once() -> None:
    assert codes({"a.md": "[x](b%20c%2525.md)\n", "b c%25.md": ""}) == []
    assert codes({"a.md": "[x](b%2520c.md)\n", "b c.md": ""}) == ["L001"]


def test_every_link_is_reported() -> None:
    assert codes({"a.md": "[x](1.md) [x](1.md)\n\n![y](2.png)\n\n<a href='#3'>z</a>\n"}) == [
        "L001",
        "L001",
        "L001",
        "L002",
    ]


def test_a_link_around_an_image_is_two_links() -> None:
    assert codes({"a.md": "[![x](1.png)](2.md)\n"}) == ["L001", "L001"]


def test_a_hint_names_the_heading_that_an_anchor_id_means() -> None:
    (found,) = check({"a.md": "[x](#5LqL5YmN5a2m57+SIHwgUHJlLXRyYWluaW5n)\n"})
    assert "`事前学習 | Pre-training`" in found.message
    (found,) = check({"a.md": "[x](#5LqL5YmN5a2m57%2BSIHwgUHJlLXRyYWluaW5n)\n"})
    assert "`事前学習 | Pre-training`" in found.message


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a.md#x",
        "HTTP://EXAMPLE.ORG/",
        "//example.org/a.md",
        "mailto:a@b.c",
        "tel:1",
        "data:,",
    ],
)
def test_addresses_elsewhere_are_no_concern(target: str) -> None:
    assert codes({"a.md": f"[x](<{target}>)\n"}) == []


def test_links_and_references_in_mdx_comments_are_not_checked() -> None:
    page = "{/* [x](gone.md) [y][gone] <a href='gone.md'>z</a> */} [x](gone.md)\n\n`{/*` [x](gone.md) `*/}`\n"
    assert codes({"a.mdx": page}) == ["L001", "L001"]
    assert len(codes({"a.md": page})) == 5


# Bare URLs

SITE = Config(root=ROOT, glossary=(f"{ROOT}/glossary",), site_url="https://docs.example.org/")


@pytest.mark.parametrize(
    ("markdown", "target"),
    [
        ("See https://docs.example.org/gone.md.", "gone.md"),
        ("(https://docs.example.org/gone.md), and", "gone.md"),
        ("https://docs.example.org/gone_(1).md", "gone_(1).md"),
        ("**https://docs.example.org/gone.md**", "gone.md"),
        ("日本語https://docs.example.org/gone.md を", "gone.md"),
        ("> - https://docs.example.org/gone.md\n", "gone.md"),
        ("| a |\n|---|\n| https://docs.example.org/gone.md |\n", "gone.md"),
        ("text[^1]\n\n[^1]: https://docs.example.org/gone.md\n", "gone.md"),
        ("<b>https://docs.example.org/gone.md</b>", "gone.md"),
        ("https://docs.example.org/gone.md?a=1&amp;b=2#c", "gone.md?a=1&b=2#c"),
        ("HTTPS://Docs.Example.org/gone.md", "gone.md"),
        ("xhttps://docs.example.org/gone.md", None),
        ("`https://docs.example.org/gone.md`", None),
        ("<code>https://docs.example.org/gone.md</code>", None),
        ("[https://docs.example.org/gone.md](a.md)", None),
        ("[https://docs.example.org/gone.md]", None),
        ("<a href='a.md'>https://docs.example.org/gone.md</a>", None),
        ("![https://docs.example.org/gone.md](a.md)", None),
        ("https://docs.example.org/{{ page }}/gone.md", None),
        ("{% include https://docs.example.org/gone.md %}", None),
        ("https://docs.example.org/*a*", None),
        ("<!-- https://docs.example.org/gone.md -->", None),
        ("<div>\nhttps://docs.example.org/gone.md\n</div>", None),
        ("$https://docs.example.org/gone.md$", None),
        ("https://other.example.org/gone.md www.docs.example.org/gone.md", None),
    ],
)
def test_bare_urls_of_the_site_are_links(markdown: str, target: str | None) -> None:
    found = check({"a.md": markdown}, config=SITE)
    assert [item.rule.code for item in found] == ([] if target is None else ["L001"])
    if target is not None:
        assert f"`https://docs.example.org/{target}`" in found[0].message.replace(
            "HTTPS://Docs.Ex", "https://docs.ex"
        )
        span = markdown.encode()[found[0].start : found[0].end].decode()
        assert span.replace("&amp;", "&").lower() == f"https://docs.example.org/{target}"


def test_a_bare_www_address_is_one_of_http() -> None:
    config = Config(root=ROOT, glossary=CONFIG.glossary, site_url="http://www.example.org/")
    found = check({"a.md": "(www.example.org/gone.md) www.example.org/a.md\n"}, config=config)
    assert [item.rule.code for item in found] == ["L001"]


def test_many_bare_urls_and_brackets_take_linear_time() -> None:
    page = "[ https://docs.example.org/a.md) " * 20_000 + "https://docs.example.org/" + ")" * 100_000
    assert check({"a.md": page}, config=SITE) == []


# Declared addresses


def test_a_declared_url_stands_for_its_page() -> None:
    declared = "<!-- page-url: https://example.org/docs/%E8%AA%9E.md# -->\n\n# Here\n"
    pages = {
        "a.md": "[x](https://example.org/docs/語.md#here) [y](https://example.org/docs/%E8%AA%9E.md#gone)\n",
        "docs/語.md": declared,
    }
    (found,) = check(pages)
    assert found.rule.code == "L002"
    assert found.target == f"{ROOT}/docs/語.md"


def test_a_page_may_link_to_its_own_declared_url() -> None:
    url = "https://example.org/a.md"
    page = f"<!-- 記事URL:{url}# -->\n\n# Here\n\n[x]({url}#here) [y]({url}#gone)\n"
    assert codes({"a.md": page}) == ["L002"]


@pytest.mark.parametrize(
    ("path", "url_path", "sound"),
    [
        ("docs/a.md", "blob/main/docs/a.md", True),
        ("docs/a.md", "docs/a.md", True),
        ("docs/a.md", "a.md", False),
        ("docs/a.md", "blob/main/docs/a.md.md", False),
        ("docs/a.md", "blob/main/otherdocs/a.md", False),
        ("a.md", "blob/main/a.md", True),
        ("a.md", "blob/main/ba.md", False),
        ("glossary/ai/a.md", "output/ai/a.md", True),
        ("glossary/ai/a.md", "output/a.md", False),
        ("docs/a b.md", "docs/a%20b.md", True),
    ],
)
def test_a_declared_url_ends_with_the_path_below_the_root_or_the_glossary(
    path: str, url_path: str, sound: bool
) -> None:
    found = check({path: f"text\n\n<!-- page-url: https://example.org/{url_path}# -->\n"})
    assert [(item.rule.code, item.line, item.column) for item in found] == ([] if sound else [("G007", 3, 1)])


def test_the_glossary_root_of_a_glossary_of_one_page_is_its_folder() -> None:
    config = Config(root=ROOT, glossary=(f"{ROOT}/docs/glossary.md",))
    pages = {"docs/glossary.md": "<!-- page-url: https://example.org/output/glossary.md -->\n"}
    assert check(pages, config=config) == []


def test_a_page_outside_the_root_is_known_by_its_name() -> None:
    page = Page.parse("/elsewhere/a.md", b"<!-- page-url: https://example.org/x/a.md -->\n")
    other = Page.parse("/elsewhere/b.md", b"<!-- page-url: https://example.org/x/a.md -->\n")
    judge = checker([page, other], CONFIG)
    assert whole(judge, page) == []
    assert [item.rule.code for item in whole(judge, other)] == ["G007"]


def test_a_comment_in_code_declares_nothing() -> None:
    assert codes({"a.md": "`<!-- page-url: https://example.org/x.md -->`\n"}) == []


def test_a_diagnostic_sorts_by_path_place_code_and_message() -> None:
    found = check({"a.md": "[x](2.md)\n[x](1.md) [x](0.md)\n"})
    assert [item.message[1] for item in sorted(found, key=lambda item: item.sort_key)] == ["2", "1", "0"]


# Without a glossary

NO_GLOSSARY = "note: there is no glossary, so only links are checked"
PAGES = {
    "a.md": "# A\n\n[x](b.md#b) [x](no.md) [x](b.md#no) [x][no]\n\n<a id='i'></a> <a id='i'></a>\n",
    "b.md": "<!-- page-url: https://example.org/c.md -->\n\n# B\n\n[x](A.md)\n",
}


def test_links_anchors_and_references_are_checked_without_a_glossary(site: Site) -> None:
    site.write(PAGES)
    result = site.run("check")
    found = [line.split()[:2] for line in result.stdout.splitlines()]
    assert found == [
        ["a.md:3:13:", "L001"],
        ["a.md:3:24:", "L002"],
        ["a.md:3:37:", "L004"],
        ["a.md:5:16:", "L007"],
        ["b.md:1:1:", "G007"],
        ["b.md:5:1:", "L006"],
    ]
    assert result.exit_code == 1
    assert result.stderr.count(NO_GLOSSARY) == 1
    assert NO_GLOSSARY not in site.run("check", "--quiet").stderr


def test_rules_of_glossary_and_mentions_are_off_without_one(site: Site) -> None:
    off = "<!-- autolink-disable -->LLM<!-- autolink-enable --> LLM <!-- autolink-disable-line M001 -->\n"
    site.write({"a.md": f"# A\n\n{off}"})
    result = site.run("check", "--select", "ALL")
    assert (result.exit_code, result.stdout) == (0, "")
    site.write({"glossary.md": "## GPT\n\nA model.\n"})
    result = site.run("check", "--select", "P002")
    assert (result.stdout.count("P002"), result.stderr.count("note:")) == (2, 0)


def test_the_ways_of_checking_work_without_a_glossary(site: Site) -> None:
    site.write(PAGES)
    assert site.run("check", "b.md").stdout.count("L002 `b.md#no`") == 1
    assert site.run("check", "--write-baseline", "known.json").exit_code == 0
    assert site.run("links", "a.md").stdout.count("L00") == 2
    site.write({"autolink.toml": 'site = "mkdocs"\n'})
    assert "L001" in site.run("check").stdout


# References that are defined for every page

SHARED = "[Home  Page]: index.md\n\n*[LLM]: Large language model\n\n[^note]: A note.\n"
REFERRING = "[x][home page] [Home Page][] word[^note] [x][other] word[^other]\n"


def undefined(site: Site) -> set[str]:
    """Return the labels that are not defined on `docs/page.md`, as far as that is said."""
    found = [line.partition(" L004 `")[2] for line in site.run("check", "docs/page.md").stdout.splitlines()]
    return {line.partition("`")[0] for line in found if line}


@pytest.mark.parametrize(
    ("value", "shared"), [('"shared/links.md"', "shared/links.md"), ('["a.md", "b.txt"]', "b.txt")]
)
def test_references_may_be_defined_in_a_file_of_all_pages(site: Site, value: str, shared: str) -> None:
    site.write({"docs/page.md": REFERRING, "docs/index.md": "", "a.md": "", shared: SHARED})
    assert undefined(site) == {"home page", "Home Page", "^note", "other", "^other"}
    site.write({"autolink.toml": f"shared-references = {value}\n"})
    assert undefined(site) == {"other", "^other"}


@pytest.mark.parametrize(
    ("extensions", "shared", "is_read"),
    [
        ("[pymdownx.snippets: {auto_append: [includes/a.md]}]", "includes/a.md", True),
        ("{pymdownx.snippets: {auto_append: includes/a.md}}", "includes/a.md", True),
        ("[pymdownx.snippets: {base_path: [no, inc], auto_append: [a.md]}]", "inc/a.md", True),
        ("[pymdownx.snippets: {base_path: inc, auto_append: [a.md, b.md]}]", "inc/b.md", True),
        ("[pymdownx.snippets, {auto_append: [a.md]}]", "a.md", False),
        ("[pymdownx.snippets: {auto_append: [../a.md, /a.md, no.md, 1, '']}]", "a.md", False),
        ("[pymdownx.snippets: {auto_append: [folder, '!x']}]", "folder/a.md", False),
        ("[pymdownx.snippets: {auto_append: !ENV a.md}]", "a.md", False),
        ("[pymdownx.snippets: auto_append]", "auto_append", False),
        ("[toc: {auto_append: [a.md]}]", "a.md", False),
    ],
)
def test_what_snippets_append_to_every_page_counts(
    site: Site, extensions: str, shared: str, is_read: bool
) -> None:
    site.write({"autolink.toml": 'site = "mkdocs"\n', "mkdocs.yml": f"markdown_extensions: {extensions}\n"})
    site.write({"docs/page.md": REFERRING, "docs/index.md": "", shared: SHARED})
    assert undefined(site) == ({"^other"} if is_read else {"^note", "^other"})


def test_shared_references_that_are_not_there_or_no_text_are_said(site: Site) -> None:
    site.write({"autolink.toml": '\nshared-references = ["a.md"]\n', "docs/page.md": "x\n"})
    result = site.run("check")
    assert (result.exit_code, "autolink.toml:2: the file" in result.stderr) == (2, True)
    site.write({"a.md": b"\xff"})
    assert "a.md:1:1: P001" in site.run("check").stdout


# Several folders for links that start with `/`


@pytest.mark.parametrize(
    ("flavour", "target", "code"),
    [
        ("github", "/one.md", ""),
        ("github", "/two.md", ""),
        ("github", "/both.md#second", "L002"),
        ("github", "/both.md#first", ""),
        ("github", "/a/one.md", "L001"),
        ("github", "/three.md", "L001"),
        ("github", "https://example.org/two.md", ""),
        ("github", "https://example.org/three.md", "L001"),
        ("mkdocs", "/two/", ""),
        ("mkdocs", "/three/", "L001"),
        ("docusaurus", "/two", ""),
        ("docusaurus", "/logo.txt", ""),
        ("hugo", "/three", "L001"),
    ],
)
def test_the_folders_of_the_site_are_searched_in_order(
    site: Site, flavour: str, target: str, code: str
) -> None:
    settings = f'site-root = ["a", "b"]\nsite-url = "https://example.org"\nresolve = "{flavour}"\n'
    site.write({"autolink.toml": settings, "a/one.md": "", "b/two.md": "", "three.md": f"[x]({target})\n"})
    site.write({"a/both.md": "# First\n", "b/both.md": "# Second\n", "b/static/logo.txt": ""})
    assert site.run("check").stdout.count(f" {code or 'L'}") == bool(code)


def test_a_wrong_path_from_the_root_is_suggested_from_the_root(site: Site) -> None:
    site.write({"autolink.toml": 'site-root = ["a", "b"]\n', "b/page.md": "[x](/guid.md)\n"})
    site.write({"a/guide.md": ""})
    assert "did you mean `/guide.md`?" in site.run("check").stdout


@pytest.mark.parametrize("url", ["https://[b]", "https://[", "//["])
def test_a_declared_address_that_is_none_does_not_end_the_check(url: str) -> None:
    assert codes({"a.md": f"<!-- page-url: {url} -->\n\n# A\n"}) == ["G007"]
