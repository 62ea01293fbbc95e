"""Starlight publishes what autolink linked: all links arrive. It checks no links, so the built pages judge.

Needs Node, and a folder that the environment variable AUTOLINK_SITES names, in which this was run:

    mkdir starlight && cd starlight && npm init -y && npm install astro @astrojs/starlight node@22
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sites.npm import NpmJourney, is_installed
from tests.sites.own_site import element, pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(
        not is_installed("starlight", "@astrojs/starlight"), reason="AUTOLINK_SITES has no starlight"
    ),
]
_CONFIGURATION = """\
import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://docs.invalid',
  base: '/base/path',
  integrations: [starlight({ title: 'A site', pagefind: false })],
});
"""
_CONTENT = """\
import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""
_FOLDER = "src/content/docs/"
_FRONT = "---\ntitle: A page\n---\n"
_PAGES = pages(_FOLDER, element, _FRONT)

_FILES = {
    **{path: text.replace("guide/start.md", "/base/path/guide/start/") for path, text in _PAGES.items()},
    f"{_FOLDER}named.md": "---\ntitle: Named\nslug: other/name\n---\n\n## Part\n\nText.\n",
    "astro.config.mjs": _CONFIGURATION,
    "src/content.config.ts": _CONTENT,
    "public/file.txt": "A file.\n",
}


class TestStarlight(NpmJourney):
    site = "starlight"
    folder = _FOLDER
    output = "dist"
    command = ("node_modules/.bin/node", "../node_modules/astro/bin/astro.mjs", "build", "--silent")
    files = _FILES
    good = """
        ../start/ ../start ../start/#first-steps ../start/#start ../deep/er/page/#deeper ../..
        ../deep/er/page/ ../../ ../../#welcome ../../glossary/data/#token ./ ./#here #here /base/path/
        /base/path/glossary/models/#known-thing /base/path/guide/start/ /base/path/guide/start#next-steps
        #links /base/path/glossary/models/#事前学習--pre-training /base/path/glossary/models/#qa
        /base/path/glossary/models/#强化学习rlhf-rlhf /base/path/glossary/models/#setup-1
        /base/path/glossary/models/#known /base/path/glossary/models/#mixture-of-experts--moe
        /base/path/glossary/data/#straße--élan-vital /base/path/glossary/data/#损失函数 /base/path/日本語/頁-一/
        ../../日本語/頁-一/#頁 /base/path/other/name/#part ../../other/name/ /base/path/file.txt
        https://elsewhere.invalid/a#b <../start/#start>
    """
    bad = """
        start.md ./start.md#start ../start.md /base/path/guide/start.md start/ start start#start
        ../start/#first-step ../start/#First-steps ../stop/ ../deep/page/ ../deep/ ../page/#setup #token
        #there #Here /guide/start/ /glossary/data/#token /base/guide/start/ ../Start/ /base/path/guide/
        /base/path/glossary/models/#事前学習-pre-training /base/path/glossary/date/
        /base/path/glossary/models/#setup-2 /file.txt /base/path/glossary/data/#elan-vital
        /base/path/日本語/頁%20一/ /base/path/named/ ../../named/ /base/path/other/name/#parts
    """

    def broken(self, root: Path, page: str) -> set[str]:
        return {link.text for link in self.build(root).lost()}
