"""Zensical publishes what autolink linked: all links arrive, and strict builds pass.

Needs the packages of the extra `sites`.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import Published, program, run
from tests.sites.journey import Journey
from tests.sites.own_site import attribute, pages, project

if TYPE_CHECKING:
    from pathlib import Path

_ZENSICAL = program("zensical")
pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(_ZENSICAL is None, reason="zensical is not installed"),
]
_CONFIGURATION = """\
[project]
site_name = "A site"
site_url = "https://docs.invalid/base/path/"
"""


class TestZensical(Journey):
    site = "zensical"
    files = project(pages("docs/", attribute), "zensical.toml", _CONFIGURATION)
    command = (f"{_ZENSICAL}", "build", "--strict", "--clean")
    left = (".cache",)
    good = """
        start.md start.md#first-steps start.md#start ./start.md#next-steps <start.md#first-steps>
        deep/er/page.md deep/er/page.md#deeper deep/er/page.md#setup deep/../start.md#start ../index.md
        ../index.md#welcome ../glossary/data.md#token ../glossary/data.md#data
        ../glossary/models.md#pre-training ../glossary/models.md#setup ../glossary/models.md#setup_1
        ../glossary/models.md#known ../glossary/models.md#qa start/ start/#first-steps ../
        ../glossary/models.md#c ../glossary/models.md#mixture-of-experts-moe ../glossary/models.md#1
        ../glossary/models.md#rlhf-rlhf ../glossary/data.md#strae-elan-vital ../glossary/data.md#事前学習データ
        ../glossary/data.md#损失函数 ../%E6%97%A5%E6%9C%AC%E8%AA%9E/%E9%A0%81%20%E4%B8%80.md #here #links
        https://elsewhere.invalid/a#b links.md#here /base/path/guide/start/
    """
    bad = """
        start.md#first-step start.md#First-steps start.md#first_steps start.md#first--steps start.md#start_1
        stop.md stop.md#start deep/page.md page.md#setup ./../start.md deep/er/page.md#setup_1
        deep/er/page.md#deep ../index.md#token ../index.md#事前学習 ../glossary/data.md#tokens
        ../glossary/data.md#损失 ../glossary/data.md#élan-vital ../glossary/models.md#事前学習--pre-training
        ../glossary/models.md#setup-1 #there #Here ../glossary/models.md#setup_2
        ../glossary/models.md#known-thing ../glossary/models.md#c_1 ../glossary/models.md#q-a
        ../glossary/models.md#rm ../../index.md /index.md deep/er/ ../glossary/data.md#_3
        ../glossary/models.md#token stop/ ../start/ /base/path/guide/stop/
    """

    def broken(self, root: Path, page: str) -> set[str]:
        said = re.sub("\x1b\\[[0-9;]*m", "", run(root, self.command, (1,)))
        lines = (root / page).read_text("utf-8").split("\n")
        places = re.findall(r"guide/links\.md:(\d+):", said)
        lost = Published(root / self.output, self.base).lost()
        for name in (self.output, *self.left):
            shutil.rmtree(root / name)
        return {lines[int(line) - 1].partition("]")[0][1:] for line in places} | {link.text for link in lost}
