"""Links that arrive on one site and not on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

MKDOCS = "site_name: x\nsite_url: https://docs.invalid/base/\n"
PAGES = {
    "docs/index.md": "# Home\n",
    "docs/guide/index.md": "# Guide\n",
    "docs/guide/use.md": "# Use\n\n<div><p id='inner'>x</p></div>\n",
    "docs/deep/er/page.md": "# Page\n",
    "docs/glossary.md": "# Glossary\n\n## Token\n\nA piece.\n",
}


def found(site: Site, files: dict[str, str], text: str, page: str = "docs/guide/links.md") -> list[str]:
    """Return the codes of what is wrong with a page, and the targets quoted."""
    (site.root / "autolink.toml").unlink(missing_ok=True)
    site.write({**PAGES, **files, page: f"# Links\n\n{text}\n"})
    lines = site.run("check", "--no-incoming", page).stdout.splitlines()
    return [f"{line.split()[1]} {line.split('`')[1]}" for line in lines if line.startswith(page)]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("use.md", None),
        ("use.md#inner", None),
        ("../guide/use.md", None),
        ("../use.md", "L001"),  # of the source file, not of its address
        ("../use/", None),
        ("use/", "L001"),
        ("..", None),  # `/base/guide/`
        ("../../deep/", "L001"),  # no index page
        ("/base/guide/use/", None),
        ("/guide/use/", "L001"),
        ("/base/guide/use.md", "L001"),
        ("/based/", "L001"),
    ],
)
def test_mkdocs(site: Site, target: str, code: str | None) -> None:
    expected = [f"{code} {target}"] if code else []
    assert found(site, {"mkdocs.yml": MKDOCS}, f"[x]({target})") == expected


@pytest.mark.parametrize(
    ("option", "target", "code"),
    [
        ("use_directory_urls: false", "use.md", None),
        ("use_directory_urls: false", "../use/", "L001"),
        ("use_directory_urls: no", "../use/", "L001"),
        ("use_directory_urls: true", "../use/", None),
        ("validation:\n  links:\n    absolute_links: relative_to_docs", "/guide/use.md", None),
        ("validation:\n  absolute_links: info", "/guide/use.md", "L001"),
    ],
)
def test_options_of_mkdocs(site: Site, option: str, target: str, code: str | None) -> None:
    expected = [f"{code} {target}"] if code else []
    assert found(site, {"mkdocs.yml": f"{MKDOCS}{option}\n"}, f"[x]({target})") == expected


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ('<a href="use.md">x</a>', "use.md"),
        ('<a href="use.md#use">x</a>', "use.md#use"),
        ('<a class="b" href="use.md#gone">x</a>', "use.md#gone"),
        ('<div>\n<a href="use.md">x</a>\n</div>', "use.md"),
        ('<div><a href="../index.md?x#y">x</a></div>', "../index.md?x#y"),
        ('<a href="../use/">x</a>', None),
        ('<a href="../use/#use">x</a>', None),
        ('<a href="#links">x</a>', None),
        ('<a href="https://docs.invalid/base/guide/use/">x</a>', None),
        ('<a href="https://elsewhere.invalid/use.md">x</a>', None),
        ('`<a href="use.md">x</a>`', None),
        ("[x](use.md)", None),
    ],
)
def test_html_links_to_files_do_not_arrive_where_they_are_left_as_they_are(
    site: Site, link: str, target: str | None
) -> None:
    expected = [f"L001 {target}"] if target else []
    assert found(site, {"mkdocs.yml": MKDOCS}, link) == expected
    (site.root / "mkdocs.yml").unlink()
    assert found(site, {"zensical.toml": "[project]\n"}, '<a href="use.md#use">x</a>') == []


def test_pages_beside_those_of_the_site_are_published_elsewhere(site: Site) -> None:
    text = '<a href="docs/guide/use.md">x</a>'
    assert found(site, {"mkdocs.yml": MKDOCS}, text, "README.md") == []


@pytest.mark.parametrize(
    ("target", "is_fine"),
    [
        ("use.md#use", True),
        ("use", True),
        ("../deep/er/page", True),
        ("/guide/use.md", True),
        ("#label", True),  # on another page
        ("#LABEL", True),
        ("#above", True),
        ("../other.md#label", True),
        ("../other.md#ünter-scheid", True),
        ("../other.md#unter-scheid", True),  # the id that docutils makes
        ("#labels", False),
        ("#unter-scheid", False),
        ("../guide/", False),
        ("..", False),
    ],
)
def test_sphinx(site: Site, target: str, is_fine: bool) -> None:
    other = "(label)=\n# Other\n\n{#above}\n## More\n\n## Ünter scheid\n"
    conf = 'extensions = ["myst_parser"]\nmyst_heading_anchors = 2\n'
    said = found(site, {"docs/conf.py": conf, "docs/other.md": other}, f"[x]({target})")
    assert bool(said) is not is_fine, said


@pytest.mark.parametrize(
    ("target", "is_fine"),
    [
        ("use.md#use", True),
        ("/guide/use.md", True),
        ("/guide/use/", True),
        ("/base/guide/use/", True),
        ("/base/guide/gone/", False),
        ("../../deep/", True),  # a section, which Hugo lists
        ("../../deep/er/", False),
        ("use.md#par", True),
        ("use.md#own", True),
        ("use.md#named", False),
    ],
)
def test_hugo(site: Site, target: str, is_fine: bool) -> None:
    pages = {path.replace("docs/", "content/"): text for path, text in PAGES.items()}
    pages["content/guide/use.md"] = "# Use\n\nText.\n{#par .x}\n\n## Named {#own}\n"
    configuration = {"hugo.toml": 'baseURL = "https://docs.invalid/base/"\n', **pages}
    said = found(site, configuration, f"[x]({target})", "content/guide/links.md")
    assert bool(said) is not is_fine, said


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "use.md#inner",
            "does not reach its page: Starlight leaves links as they are; write the address of the page",
        ),
        (
            "./use.md?a",
            "does not reach its page: Starlight leaves links as they are; write the address of the page",
        ),
        ("used.md", "points to a file that does not exist"),
        ("/guide/use.md", "points to a file that does not exist"),
    ],
)
def test_where_links_are_addresses_the_path_of_a_page_is_named_as_such(
    site: Site, target: str, message: str
) -> None:
    pages = {f"src/content/{path}": text for path, text in PAGES.items()}
    site.write({"autolink.toml": 'site = "starlight"\n', "astro.config.mjs": "", **pages})
    site.write({"src/content/docs/guide/links.md": f"[x]({target})\n"})
    (line,) = [line for line in site.run("check").stdout.splitlines() if "links.md" in line]
    assert line.endswith(f"L001 `{target}` {message}")
