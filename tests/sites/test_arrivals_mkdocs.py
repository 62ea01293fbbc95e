"""MkDocs, Material and ProperDocs publish what autolink linked: all links arrive, and strict builds pass.

Needs the packages of the extra `sites`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import program, run
from tests.sites.journey import Arrivals, Journey
from tests.sites.own_site import attribute, element, pages, project

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
    files = project(pages("docs/", element), "mkdocs.yml", _configuration())
    command = (f"{_MKDOCS}", "build", "--strict")
    good = """
        start.md start.md#first-steps start.md#start ./start.md#next-steps <start.md#first-steps>
        deep/er/page.md deep/er/page.md#deeper deep/er/page.md#setup deep/../start.md#start ../index.md
        ../index.md#welcome ../glossary/data.md#token ../glossary/data.md#data
        ../glossary/models.md#pre-training ../glossary/models.md#setup ../glossary/models.md#setup_1
        ../glossary/models.md#known ../glossary/models.md#known-thing ../glossary/models.md#qa
        ../glossary/models.md#c ../glossary/models.md#mixture-of-experts-moe ../glossary/models.md#1
        ../glossary/models.md#rlhf-rlhf ../glossary/data.md#strae-elan-vital ../glossary/data.md#_1
        ../glossary/data.md#损失函数 ../%E6%97%A5%E6%9C%AC%E8%AA%9E/%E9%A0%81%20%E4%B8%80.md #here #links
        https://elsewhere.invalid/a#b links.md#here
    """
    bad = """
        start.md#first-step start.md#First-steps start.md#first_steps start.md#first--steps start.md#start_1
        stop.md stop.md#start deep/page.md page.md#setup ./../start.md deep/er/page.md#setup_1
        deep/er/page.md#deep ../index.md#token ../index.md#事前学習 ../glossary/data.md#tokens
        ../glossary/data.md#损失 ../glossary/data.md#élan-vital ../glossary/models.md#事前学習--pre-training
        ../glossary/models.md#setup-1 #there #Here ../glossary/models.md#setup_2
        ../glossary/models.md#known_1 ../glossary/models.md#c_1 ../glossary/models.md#q-a
        ../glossary/models.md#rm ../../index.md /index.md .. deep/er/ ../glossary/data.md#_3
        ../glossary/models.md#token start start.html ../glossary
    """

    def broken(self, root: Path, page: str) -> set[str]:
        said = run(root, self.command, (1,))
        targets = set(
            re.findall(r"contains (?:a link|an unrecognized relative link|an absolute link) '([^']*)'", said)
        )
        lines = (root / page).read_text("utf-8").split("\n")
        found = (re.fullmatch(r"\[(\w+)\]\((.*)\)", line) for line in lines)
        return {line[1] for line in found if line and line[2] in targets}


@_needs_mkdocs
class TestWithoutDirectories(Arrivals):
    site = "mkdocs"
    files = project(
        pages("docs/", attribute),
        "mkdocs.yml",
        _configuration("readthedocs", "false", "[attr_list, def_list, admonition]"),
    )
    command = (f"{_MKDOCS}", "build", "--strict")


@_needs_mkdocs
class TestMaterial(Arrivals):
    site = "mkdocs"
    files = project(
        pages("docs/", attribute),
        "mkdocs.yml",
        _configuration("material", "true", "[attr_list, pymdownx.superfences]"),
    )
    command = (f"{_MKDOCS}", "build", "--strict")


@_needs_properdocs
class TestProperDocs(Arrivals):
    site = "mkdocs"
    files = project(pages("docs/", element), "properdocs.yml", _configuration())
    command = (f"{_PROPERDOCS}", "build", "--strict")
