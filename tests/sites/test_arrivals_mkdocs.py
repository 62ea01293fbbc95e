"""MkDocs, Material and ProperDocs publish what autolink linked: all links arrive, and strict builds pass.

Needs the packages of the extra `sites`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import program, run
from tests.sites.journey import Arrivals, Journey
from tests.sites.own_site import attribute, element, pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.sites
_MKDOCS, _PROPERDOCS = program("mkdocs"), program("properdocs")
_needs_mkdocs = pytest.mark.skipif(_MKDOCS is None, reason="mkdocs is not installed")
_needs_properdocs = pytest.mark.skipif(_PROPERDOCS is None, reason="properdocs is not installed")

_CONFIGURATION = """\
site_name: A site
site_url: https://docs.invalid/base/path/
theme: {theme}
use_directory_urls: {directories}
plugins: []
validation:
  anchors: warn
  absolute_links: warn
  unrecognized_links: warn
markdown_extensions: {extensions}
"""


def _configuration(theme: str = "mkdocs", directories: str = "true", extensions: str = "[]") -> str:
    return _CONFIGURATION.format(theme=theme, directories=directories, extensions=extensions)


@_needs_mkdocs
class TestMkDocs(Journey):
    site = "mkdocs"
    files = {**pages("docs/", element), "mkdocs.yml": _configuration()}
    command = (f"{_MKDOCS}", "build", "--strict")
    good = (
        *("start.md", "start.md#first-steps", "start.md#start", "deep/er/page.md", "deep/er/page.md#deeper"),
    )
    bad = (
        *("start.md#first-step", "start.md#First-steps", "stop.md", "deep/page.md", "page.md#setup"),
    )

    def broken(self, root: Path, page: str) -> set[str]:
        said = run(root, self.command, (1,))
        targets = set(re.findall(r"contains (?:a link|an unrecognized relative link|an absolute link) '([^']*)'", said))
        lines = (root / page).read_text("utf-8").split("\n")
        found = (re.fullmatch(r"\[(\w+)\]\((.*)\)", line) for line in lines)
        return {line[1] for line in found if line and line[2] in targets}


@_needs_mkdocs
class TestWithoutDirectories(Arrivals):
    site = "mkdocs"
    files = {
        **pages("docs/", attribute),
        "mkdocs.yml": _configuration("readthedocs", "false", "[attr_list, def_list, admonition]"),
    }
    command = (f"{_MKDOCS}", "build", "--strict")


@_needs_mkdocs
class TestMaterial(Arrivals):
    site = "mkdocs"
    files = {
        **pages("docs/", attribute),
        "mkdocs.yml": _configuration("material", "true", "[attr_list, pymdownx.superfences]"),
    }
    command = (f"{_MKDOCS}", "build", "--strict")


@_needs_properdocs
class TestProperDocs(Arrivals):
    site = "mkdocs"
    files = {**pages("docs/", element), "properdocs.yml": _configuration()}
    command = (f"{_PROPERDOCS}", "build", "--strict")
