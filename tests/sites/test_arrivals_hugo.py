"""Hugo publishes what autolink linked: all links arrive. It checks no anchors, so the built pages judge.

Needs the packages of the extra `sites`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import program
from tests.sites.journey import Journey
from tests.sites.own_site import attribute, pages

if TYPE_CHECKING:
    from pathlib import Path

_HUGO = program("hugo")
pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(_HUGO is None, reason="hugo is not installed"),
]
_CONFIGURATION = """\
baseURL = "https://docs.invalid/base/path/"
title = "A site"
disableKinds = ["taxonomy", "term", "sitemap", "rss", "404"]
[markup.goldmark.renderHooks.link]
useEmbedded = "fallback"
[markup.goldmark.renderer]
unsafe = true
"""
_LAYOUT = "<html><body>{{ .Content }}{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</body></html>\n"


def _files() -> dict[str, str]:
    found = pages("content/", attribute, "---\ntitle: A page\n---\n")
    return {
        **{path.replace("index.md", "_index.md"): text for path, text in found.items()},
        "hugo.toml": _CONFIGURATION,
        "layouts/single.html": _LAYOUT,
        "layouts/list.html": _LAYOUT,
    }


class TestHugo(Journey):
    site = "hugo"
    folder = "content/"
    output = "public"
    command = (f"{_HUGO}", "--panicOnWarning", "--quiet", "--noBuildLock")
    files = _files()
    good = """
        start.md start.md#first-steps start.md#start ./start.md#next-steps <start.md#first-steps>
        deep/er/page.md deep/er/page.md#deeper deep/er/page.md#setup deep/../start.md#start ../_index.md
        ../_index.md#welcome ../glossary/data.md#token ../glossary/data.md#data
        ../glossary/models.md#事前学習--pre-training ../glossary/models.md#setup /guide/start.md#start
        ../glossary/models.md#known ../glossary/models.md#qa ../glossary/models.md#setup-1 #here
        ../glossary/models.md#c ../glossary/models.md#mixture-of-experts--moe ../start/ ../
        ../glossary/models.md#强化学习rlhf-rlhf ../glossary/data.md#straße--élan-vital ../../
        ../glossary/data.md#损失函数 ../../glossary/data/#token #links https://elsewhere.invalid/a#b
        links.md#here /base/path/guide/start/ /base/path/glossary/data/#token /glossary/data.md#token
    """
    bad = """
        start.md#first-step start.md#First-steps start.md#first_steps start.md#first--steps start.md#start_1
        stop.md stop.md#start deep/page.md page.md#setup #token deep/er/page.md#setup_1 deep/er/page.md#deep
        ../_index.md#token ../_index.md#事前学習 ../glossary/data.md#tokens ../glossary/data.md#损失
        ../glossary/data.md#elan-vital #setup ../glossary/models.md#事前学習-pre-training
        ../glossary/models.md#setup-2 #there #Here ../glossary/models.md#known-thing
        ../glossary/models.md#q-a ../stop/ deep/er/ /start.md ../glossary/models.md#rm
        ../glossary/models.md#token ../start/#there /glossary/date.md /guide/stop/ ../../glossary/date/
        /base/path/guide/stop/
    """

    def broken(self, root: Path, page: str) -> set[str]:
        return {link.text for link in self.build(root).lost()}
