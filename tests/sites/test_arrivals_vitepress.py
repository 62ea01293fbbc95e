"""VitePress publishes what autolink linked: all links arrive. It checks pages, not anchors: the built pages judge.

Needs Node, and a folder that the environment variable AUTOLINK_SITES names, in which this was run:

    mkdir vitepress && cd vitepress && npm init -y && npm install vitepress@1.6
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sites.npm import NpmJourney, is_installed
from tests.sites.own_site import attribute, pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(not is_installed("vitepress", "vitepress"), reason="AUTOLINK_SITES has no vitepress"),
]
_CONFIGURATION = "export default {{ title: 'A site', base: '/base/path/', ignoreDeadLinks: {} }}\n"

_FILES = {
    **pages("docs/", attribute),
    "docs/.vitepress/config.mjs": _CONFIGURATION.format("false"),
    "docs/public/file.txt": "A file.\n",
    "docs/public/made.html": "<p>A page.</p>\n",
}


class TestVitePress(NpmJourney):
    site = "vitepress"
    output = "docs/.vitepress/dist"
    command = ("node_modules/.bin/vitepress", "build", "docs")
    files = _FILES
    good = """
        start.md start ./start.html start.md#first-steps start#start start.html#next-steps
        deep/er/page.md#deeper deep/er/page#setup deep/../start.md ../ ../index.md ../index#welcome
        ../glossary/data.md#token ../glossary/models#setup-1 #here #links links.md#here /
        ../glossary/models.md#事前学習-pre-training ../glossary/models.md#q-amp-a /guide/start
        ../glossary/models.md#强化学习-rlhf-rlhf /guide/start.md#start ../glossary/data.md#straße-elan-vital
        ../glossary/data.md#损失函数 /guide/start.html#start ../glossary/models.md#known
        ../glossary/models.md#mixture-of-experts-moe <start.md#start> ../日本語/頁%20一.md
        ../%E6%97%A5%E6%9C%AC%E8%AA%9E/%E9%A0%81%20%E4%B8%80.md#頁 /made.html https://elsewhere.invalid/a#b
    """
    bad = """
        start.md#first-step start#First-steps start.md#first--steps stop.md stop stop.html start/
        deep/page.md deep deep/ deep/er ../glossary/ ../guide page.md#setup #token #Here
        ../glossary/data.md#tokens ../glossary/data.md#élan-vital ../glossary/models.md#qa #there
        ../glossary/models.md#事前学習--pre-training ../glossary/models.md#setup-2 /guide/stop
        /docs/guide/start ../glossary/models.md#known-thing /base/path/guide/start /glossary/date.md
        /Guide/start /guide/ ../glossary/models.md#rm /made2.html ../glossary/models.md#미세-조정-fine-tuning
    """

    def broken(self, root: Path, page: str) -> set[str]:
        configuration = root / "docs/.vitepress/config.mjs"
        said = self.output_of(root, root / "none", (1,))
        dead = set(re.findall(r"Found dead link (\S+) in file", said))
        configuration.write_text(_CONFIGURATION.format("true"), "utf-8")
        lost = self.build(root).lost()
        assert len(dead) >= 15
        return {link.text for link in lost}
