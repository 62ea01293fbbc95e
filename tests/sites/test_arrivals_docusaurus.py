"""Docusaurus publishes what autolink linked: all links arrive, and its strict build passes.

A build takes a minute or more, so there are two: what is done to terms is tested with VitePress, which reads the
same forms of links and ids. Needs Node, and a folder that the environment variable AUTOLINK_SITES
names, in which this was run:

    mkdir docusaurus && cd docusaurus && npm init -y
    npm install @docusaurus/core@3 @docusaurus/preset-classic@3 react@19 react-dom@19
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import Published
from tests.sites.npm import NpmJudged, is_installed
from tests.sites.own_site import attribute, pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(
        not is_installed("docusaurus", "@docusaurus/core"), reason="AUTOLINK_SITES has no docusaurus"
    ),
]
_CONFIGURATION = """\
module.exports = {
  title: 'A site',
  url: 'https://docs.invalid',
  baseUrl: '/base/path/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw' } },
  presets: [['classic', { docs: { routeBasePath: '/', lastVersion: 'current' }, blog: false, pages: {} }]],
};
"""
_OLD = "versioned_docs/version-1.0/"
_BROKEN = re.compile(r"-> linking to ")

_FILES = {
    **pages("docs/", attribute),
    "docs/01-first/02-numbered.md": "# Numbered\n\n[Next](03-named.md#part)\n",
    "docs/01-first/03-named.md": "---\nslug: /other/name\n---\n\n# Named\n\n## Part\n\n[Numbered](02-numbered.md)\n",
    "docs/01-first/given.md": "---\nid: taken\n---\n\n# Given\n\nText.\n",
    f"{_OLD}index.md": "# Old\n\n[Page](guide/old.md#old-part), [same](/guide/old.md), [address](/1.0/guide/old).\n",
    f"{_OLD}guide/old.md": "# Page\n\n## Old part\n\n[Start](../index.md)\n",
    "versions.json": '["1.0"]\n',
    "src/pages/made.js": "export default function Made() { return null; }\n",
    "static/file.txt": "A file.\n",
    "docusaurus.config.js": _CONFIGURATION,
    "package.json": '{"name": "site", "private": true}\n',
}


class TestDocusaurus(NpmJudged):
    site = "docusaurus"
    output = "build"
    command = ("node_modules/.bin/docusaurus", "build", "--no-minify")
    files = _FILES
    good = """
        start.md start.md#first-steps ./start.md#next-steps start start#first-steps ./start
        deep/er/page.md#setup deep/er/page#setup ../index.md ../ / #here links.md#here /guide/start
        /guide/start#next-steps /base/path/guide/start /guide/start.md guide/start.md
        ../glossary/data.md#token ../glossary/data#token /glossary/models#setup-1 glossary/data.md
        ../glossary/models.md#事前学習--pre-training ../glossary/models.md#qa /glossary/models/#known
        ../glossary/models.md#强化学习rlhf-rlhf ../glossary/models.md#mixture-of-experts--moe
        ../glossary/data.md#straße--élan-vital ../glossary/data.md#损失函数 <start.md#first-steps>
        ../01-first/02-numbered.md ../first/numbered /first/numbered ../01-first/03-named.md#part
        /other/name#part /first/taken /1.0/guide/old /made /file.txt ../日本語/頁%20一.md /docs/guide/start.md
        https://elsewhere.invalid/a#b
    """
    bad = """
        start.md#first-step start.md#start start#First-steps start.md#first_steps stop.md stop ./stop
        ../stop deep/page.md deep deep/er page.md#setup #token #Here #there /guide/stop /guide
        ../glossary/data.md#tokens ../glossary/data#elan-vital ../glossary/models.md#setup-2 /stop.md
        ../glossary/models.md#known-thing ../glossary/models.md#q-a /docs/guide/start
        ../glossary/models.md#事前学習-pre-training ../first/named /first/02-numbered /01-first/numbered
        /first/given /other/name#parts /1.0/guide/new ./guide/start.md /made2 /Guide/start
    """

    def broken(self, root: Path, page: str) -> set[str]:
        configuration = root / "docusaurus.config.js"
        configuration.write_text(_CONFIGURATION.replace("'throw'", "'warn'"), "utf-8")
        place = root.with_name("published")
        said = self.output_of(root, place)
        lost = {link.text for link in Published(place, self.base).lost()}
        assert len(_BROKEN.findall(said)) == len(lost)
        return lost
