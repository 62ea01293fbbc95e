"""The configuration of the site itself says which extensions are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.config.site_files import site_file
from autolink.sites.table import SITES

if TYPE_CHECKING:
    from tests.support.site import Site

BODY = "!!! note\n\n    The LLM.\n"
ON = "markdown_extensions:\n  - admonition\n"
UNTOLD = "cannot tell from mkdocs.yml which extensions are enabled"


def linked(site: Site, configuration: dict[str, str], publisher: str = "mkdocs") -> tuple[bool, str]:
    """Return whether a mention in an admonition is linked, and what is said."""
    pages = {"glossary.md": "## LLM\n\nA model.\n", "docs/a.md": BODY}
    site.write({"autolink.toml": f'site = "{publisher}"\n', **pages, **configuration})
    result = site.run("fix", "docs")
    said = [line for line in result.stderr.splitlines() if line.startswith("warning")]
    return "[LLM](" in site.read("docs/a.md") or "<a " in site.read("docs/a.md"), "\n".join(said)


@pytest.mark.parametrize(
    ("configuration", "publisher", "is_content"),
    [
        ({}, "mkdocs", True),
        ({"mkdocs.yml": ON}, "mkdocs", True),
        ({"mkdocs.yaml": ON}, "mkdocs", True),
        ({"mkdocs.yml": "site_name: x\n"}, "mkdocs", False),
        ({"mkdocs.yml": "markdown_extensions: [toc: {x: !!python/name:os.system ''}]\n"}, "mkdocs", False),
        ({"mkdocs.yml": "site_name: x\n", "mkdocs.yaml": ON}, "mkdocs", False),
        ({"mkdocs.yml": "site_name: x\n"}, "zensical", True),
        ({"zensical.toml": "[project]\nmarkdown_extensions = {}\n"}, "zensical", False),
        ({"mkdocs.yml": "site_name: x\n"}, "github", False),
    ],
)
def test_what_is_on_is_read(
    site: Site, configuration: dict[str, str], publisher: str, is_content: bool
) -> None:
    assert linked(site, configuration, publisher) == (is_content, "")


@pytest.mark.parametrize("text", ["a: [", "INHERIT: base.yml\n", "\0", "[" * 100_000, "- a\n"])
def test_what_cannot_be_read_is_said_once_and_takes_all_for_on(site: Site, text: str) -> None:
    is_content, said = linked(site, {"mkdocs.yml": text})
    assert is_content
    assert said.count(UNTOLD) == 1


@pytest.mark.parametrize(
    ("file", "text", "name", "content", "url"),
    [
        ("mkdocs.yml", "", "mkdocs", "docs", None),
        ("mkdocs.yml", "docs_dir: pages  # here\nsite_url: !ENV X\n", "mkdocs", "pages", None),
        ("mkdocs.yaml", "docs_dir: .\n", "mkdocs", "", None),
        ("mkdocs.yml", "docs_dir: ../../etc\n", "mkdocs", "", None),
        (
            "docs/mkdocs.yml",
            'docs_dir: "src"\nsite_url: "https://e.org"',
            "mkdocs",
            "docs/src",
            "https://e.org",
        ),
        ("zensical.toml", '[project]\nsite_url = "https://e.org/"\n', "zensical", "docs", "https://e.org/"),
        (
            "website/docusaurus.config.ts",
            "  url: `https://e.org/`,",
            "docusaurus",
            "website",
            "https://e.org/",
        ),
        ("docusaurus.config.js", "baseUrl: '/x/',", "docusaurus", "", None),
        ("hugo.yaml", "baseURL: https://e.org/ # x\ncontentDir: pages\n", "hugo", "pages", "https://e.org/"),
        ("config.toml", 'baseurl = "https://e.org/"', "hugo", "content", "https://e.org/"),
        ("config.json", '{"baseURL": "https://e.org/"}', "hugo", "content", "https://e.org/"),
        ("config/_default/hugo.toml", "title = 'x'\n", "hugo", "content", None),
        ("docs/conf.py", "extensions = []\n", "sphinx", "docs", None),
        ("conf.py", "project = 'x'\nhtml_baseurl = ''\n", "sphinx", "", None),
        ("docs/.vitepress/config.mts", "export default { base: '/b/' }\n", "vitepress", "docs", None),
        ("astro.config.mjs", "starlight()\n", "starlight", "src/content/docs", None),
        ("_config.yml", "theme: minima\nurl: https://e.org\n", "jekyll", "", "https://e.org/"),
    ],
)
def test_a_site_is_recognised(
    site: Site, file: str, text: str, name: str, content: str, url: str | None
) -> None:
    site.write({file: text})
    found = site_file(SITES, str(site.root))
    assert found is not None
    assert (found.site, found.path, found.content, found.facts.url) == (name, file, content, url)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("config.toml", "[server]\nport = 1\n"),
        ("config.yml", "site: x\n"),
        ("conf.py", "DEBUG = True\n"),
        ("_config.yml", "sphinx:\n  config: {}\n"),
        ("astro.config.mjs", "export default {}\n"),
    ],
)
def test_another_configuration_is_no_site(site: Site, file: str, text: str) -> None:
    site.write({file: text})
    assert site_file(SITES, str(site.root)) is None


# A configuration of ours that names no site

OVERLOOKED = 'note: found mkdocs.yml, but `site` is not set: set `site = "mkdocs"`'
PAGES = {"glossary.md": "## LLM\n\nA model.\n", "page.md": "LLM\n", "mkdocs.yml": "site_name: x\n"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("fix", "--check"),
        ("fix", "page.md"),
        ("unlink",),
        ("rename", "LLM", "GPT"),
        ("index",),
        ("lookup", "LLM"),
        ("links",),
        ("explain", "page.md:1"),
    ],
)
def test_a_site_that_is_not_named_is_said_once(site: Site, arguments: tuple[str, ...]) -> None:
    site.write({"autolink.toml": "", **PAGES})
    result = site.run(*arguments)
    assert result.stderr.count(OVERLOOKED) == 1
    assert "note:" not in result.stdout


@pytest.mark.parametrize("command", ["check", "fix", "unlink"])
def test_it_is_not_said_where_nobody_wants_to_hear_it(site: Site, command: str) -> None:
    site.write({"autolink.toml": "", **PAGES})
    assert "note:" not in site.run(command, "--quiet").stderr


@pytest.mark.parametrize(
    ("files", "options"),
    [
        ({"autolink.toml": 'site = "mkdocs"\n'}, ()),
        ({"autolink.toml": 'site = "github"\n'}, ()),
        ({"autolink.toml": ""}, ("--config", "site='hugo'")),
        ({"autolink.toml": ""}, ("--isolated",)),
        ({}, ("--isolated",)),
        ({}, ()),
        ({"autolink.toml": "", "mkdocs.yml": None}, ()),
    ],
)
def test_it_is_not_said_where_nothing_is_overlooked(
    site: Site, files: dict[str, str | None], options: tuple[str, ...]
) -> None:
    site.write({name: text for name, text in {**PAGES, **files}.items() if text is not None})
    if "autolink.toml" not in files:
        (site.root / "autolink.toml").unlink()
    assert "note:" not in site.run("check", *options).stderr


def test_the_file_is_named_from_where_one_stands(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"autolink.toml": "", **PAGES, "docs/a.md": "LLM\n"})
    monkeypatch.chdir(site.root / "docs")
    assert f"note: found {site.root.as_posix()}/mkdocs.yml, but" in site.run("check").stderr
