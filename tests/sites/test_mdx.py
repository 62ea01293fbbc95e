"""Pages before and after linking, as MDX itself reads them: nothing but links may differ.

Needs Node, and a folder that the environment variable AUTOLINK_SITES names, in which this was run:

    mkdir mdx && cd mdx && npm init -y
    npm install @mdx-js/mdx remark-gfm remark-directive remark-math @docusaurus/mdx-loader react react-dom

AUTOLINK_MDX_PAGES says how many pages are generated: `AUTOLINK_MDX_PAGES=20000 pytest -n 0 tests/sites/test_mdx.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from typing import Any

import pytest

from autolink.indexer.anchor_ids import encode_anchor_id
from tests.support.fuzzing import drawn
from tests.support.linking import Linker
from tests.support.mdx_pages import mdx_pages

_PAGES = int(os.environ.get("AUTOLINK_MDX_PAGES", "200"))
_FOLDER = os.path.join(os.environ.get("AUTOLINK_SITES", ""), "mdx")
_JUDGE = os.path.join(os.path.dirname(__file__), "judge.mjs")
_LINKER = Linker("## LLM\n\nText.\n", site="docusaurus", link_style="markdown")
_TARGET = f"glossary.md#{encode_anchor_id('LLM')}"


def is_installed() -> bool:
    """Tell whether Node and the packages of MDX are here."""
    return bool(shutil.which("node")) and os.path.isdir(os.path.join(_FOLDER, "node_modules"))


def linked(text: str) -> str:
    """Return a page as `fix` links it."""
    return _LINKER.link(text)


def sites(text: str) -> list[str]:
    """Return the sites that may read a page in different ways."""
    names = ["mdx", "docusaurus"] + ["math"] * ("$" in text) + ["starlight"] * (":" in text)
    return names + ["both"] * (len(names) == 4)


def judged(pages: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what the sites make of pages."""
    lines = "".join(json.dumps({"site": site, "text": text}) + "\n" for site, text in pages)
    command = ["node", _JUDGE, _FOLDER]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    answers = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert len(answers) == len(pages), done.stderr
    return answers


def unlinked(node: dict[str, Any]) -> dict[str, Any]:
    """Return a tree without our links, its pieces of text joined."""
    if "children" not in node:
        return node
    children: list[dict[str, Any]] = []
    for child in map(unlinked, node["children"]):
        is_ours = child["type"] == "link" and child["url"] == _TARGET
        for item in child["children"] if is_ours else (child,):
            if children and item["type"] == "text" == children[-1]["type"]:
                children[-1] = {**item, "value": children[-1]["value"] + item["value"]}
            else:
                children.append(item)
    return {**node, "children": children}


@pytest.mark.sites
@pytest.mark.skipif(not is_installed(), reason="AUTOLINK_SITES has no mdx, or there is no Node")
def test_linking_changes_no_page_that_compiles() -> None:
    pairs = [(text, linked(text)) for text in drawn(mdx_pages(), _PAGES)]
    assert sum(before != after for before, after in pairs) > len(pairs) / 3
    asked = [(site, text) for pair in pairs for site in sites(pair[0]) for text in pair]
    answers = iter(judged(asked))
    differences: list[str] = []
    counts: Counter[str] = Counter()
    for before, after in pairs:
        for site in sites(before):
            old, new = next(answers), next(answers)
            if "error" in old:
                continue
            counts[site] += 1
            if "error" in new or unlinked(old["tree"]) != unlinked(new["tree"]):
                differences.append(f"{site}: {new.get('error', 'another tree')}\n{before}\n-----\n{after}")
    assert not differences, f"{len(differences)} of {counts}\n\n" + "\n\n".join(differences[:5])
