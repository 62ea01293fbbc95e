"""Jekyll publishes what autolink linked: all links arrive. It checks no links, so the built pages judge.

Needs Jekyll with two of the plugins that GitHub Pages turns on (Debian: jekyll ruby-jekyll-relative-links
ruby-jekyll-readme-index).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sites.journey import Arrivals, Journey
from tests.sites.own_site import attribute, pages

if TYPE_CHECKING:
    from pathlib import Path

_JEKYLL = shutil.which("jekyll")
pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(_JEKYLL is None, reason="jekyll is not installed"),
]
_CONFIGURATION = """\
title: A site
url: https://docs.invalid
baseurl: /base/path
plugins:
  - jekyll-relative-links
  - jekyll-readme-index
exclude: [autolink.toml, old.toml]
"""
_COMMAND = (f"{_JEKYLL}", "build", "--strict_front_matter", "--quiet", "--disable-disk-cache", "-d", "_site")
_FRONT = "---\ntitle: A page\n---\n"
_FILES = {**pages("", attribute, _FRONT), "_config.yml": _CONFIGURATION}
_PRETTY = {**_FILES, "_config.yml": f"{_CONFIGURATION}permalink: pretty\n"}


class TestJekyll(Journey):
    site = "jekyll"
    folder = ""
    output = "_site"
    command = _COMMAND
    files = _FILES
    good = """
        start.md start.md#first-steps start.html start.html#start start start#next-steps deep/er/page.md
        deep/er/page.html#deeper deep/er/page#setup ../ ../index.html#welcome ../glossary/data.md#token
        ../glossary/data.html#data ../glossary/models#setup-1 #here ../glossary/models.md#known
        ../glossary/models.md#qa <../glossary/models.html#c> #links
        ../glossary/models.md#mixture-of-experts--moe ../glossary/data.md#straße--élan-vital
        ../glossary/models.md#强化学习rlhf-rlhf ../glossary/models.html#미세-조정--fine-tuning /guide/start.md
        /guide/start.md#start /base/path/guide/start.html#start /base/path/ /base/path/guide/start
        /base/path/glossary/data#token https://elsewhere.invalid/a#b /base/path/index.html
        deep/../start.html ../%E6%97%A5%E6%9C%AC%E8%AA%9E/%E9%A0%81%20%E4%B8%80.html
    """
    bad = """
        start.md#first-step start.html#First-steps stop.md stop.html stop start/ start#there
        /guide/start.html /guide/start /base/path/guide/start.md deep/er deep/ /base/path/guide/
        ../glossary/ page.md#setup #token #Here #there ../glossary/data.md#tokens
        ../glossary/data.html#elan-vital ../glossary/models.md#setup-2 ../glossary/models.md#known-thing
        ../glossary/models.md#q-a ../glossary/models#qampa /stop.md
        ../glossary/models.html#事前学習-pre-training /base/path/glossary/date.html /base/guide/start.html
    """

    def broken(self, root: Path, page: str) -> set[str]:
        return {link.text for link in self.build(root).lost()}


class TestPretty(Arrivals):
    site = "jekyll"
    folder = ""
    output = "_site"
    command = _COMMAND
    files = _PRETTY
