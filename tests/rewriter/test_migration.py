"""From one site to another: every form of links and anchors is converted, and taken out again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autolink import config
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.project.project import Project
from autolink.project.sources import Sources
from tests.support.markdown import GLOSSARY, documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Pages = dict[str, bytes]

WAYS: dict[str, dict[str, Any]] = {
    "github": {"site": "github"},
    "markdown": {"site": "gitlab", "link-style": "markdown"},
    "github slugs": {"site": "github", "anchor": "heading"},
    "mkdocs": {"site": "mkdocs"},
    "zensical": {"site": "zensical"},
    "hugo": {"site": "hugo"},
    "sphinx": {"site": "sphinx"},
    "starlight": {"site": "starlight"},
    "jekyll": {"site": "jekyll"},
}
STABLE = "# Words\n\n## LLM | Language model\n\nAn LLM.\n\n## Reward model\r\n\r\nA language model.\n"
UNSTABLE = (
    "# 用語\n\n## 事前学習\n\nLLM と事前学習\n\n## LLM (first)\n\nd\n\n### Notes\n\n## Notes | メモ\n\nd\n"
)
PAGE = (
    "---\ntitle: LLM\n---\n\n\ufeffThe LLM, **language models**は事前学習。  \r\n"
    "> a reward\n> model\n\n| LLM | メモ |\n|---|---|\n| **LLM** | [LLM](../other.md) |\n\n- LLM 事前学習"
)
OTHER = "# Other\n\nNo [LLM][x], but notes and LLMs, `LLM`.\n\n[x]: deep/page.md\n"
_BASE64 = re.compile(rb'<a id="([A-Za-z0-9+/]+=*)"></a>')
_FRAGMENT = re.compile(rb"(?<=#)[^\s\"<>()]+(?=[\">)])")


@pytest.fixture
def root(tmp_path: Path) -> str:
    """Return a folder with the configurations of two sites: one with attribute lists and one without."""
    (tmp_path / "mkdocs.yml").write_bytes(b"docs_dir: .\nmarkdown_extensions: [attr_list, tables]\n")
    (tmp_path / "zensical.toml").write_bytes(b'[project]\ndocs_dir = "."\nmarkdown_extensions = {}\n')
    return tmp_path.as_posix()


def pages(root: str, glossary: str) -> Pages:
    texts = {"glossary.md": glossary, "deep/page.md": PAGE, "other.md": OTHER}
    return {f"{root}/{name}": text.encode() for name, text in texts.items()}


def project(texts: Mapping[str, bytes], root: str, way: str, **settings: Any) -> Project:
    """Return a project whose pages are in memory; of the sites only the configuration is on disk."""
    loaded = config.load(root, isolated=True, overrides={**WAYS[way], **settings})
    return Project(replace(loaded, glossary=(f"{root}/glossary.md",)), Sources(texts))


def fixed(texts: Pages, root: str, way: str, **settings: Any) -> Pages:
    return {page.path: page.rewrite.data for page in project(texts, root, way, **settings).fix()}


def unlinked(texts: Pages, root: str, way: str) -> Pages:
    made = project(texts, root, way).unlink([], anchors=True)
    return {page.path: page.rewrite.data for page in made}


def dead(texts: Pages, root: str, way: str) -> list[str]:
    """Return what is wrong with links: on Starlight, that those of the author to files do not arrive."""
    return [item.message for item in project(texts, root, way).check() if item.rule.code[0] == "L"]


def without_old(texts: Pages, current: Pages) -> Pages:
    """Return pages without the base64 anchors that others lack."""
    found = dict(texts)
    for path, data in texts.items():
        for anchor in _BASE64.finditer(data):
            if decode_anchor_id(anchor[1].decode()) is not None and anchor[0] not in current[path]:
                found[path] = found[path].replace(anchor[0], b"")
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("glossary", [STABLE, UNSTABLE], ids=["stable", "unstable"])
def test_every_form_is_taken_out_again(root: str, way: str, glossary: str) -> None:
    plain = pages(root, glossary)
    linked = fixed(plain, root, way)
    assert linked != plain
    assert fixed(linked, root, way) == linked
    assert dead(linked, root, way) == dead(plain, root, way)
    assert unlinked(linked, root, way) == plain


@pytest.mark.parametrize(("old", "new"), [*permutations(WAYS, 2)])
def test_a_change_gives_what_linking_the_plain_pages_gives(root: str, old: str, new: str) -> None:
    plain = pages(root, STABLE)
    linked, wanted = fixed(plain, root, old), fixed(plain, root, new)
    if old == "sphinx":  # whose `(id)=` is text to all others: nobody but MyST can tell that it is ours
        linked = unlinked(linked, root, old)
    converted = fixed(linked, root, new)
    assert without_old(converted, wanted) == wanted
    assert fixed(converted, root, new) == converted
    assert fixed(linked, root, new, **{"keep-old-anchors": False}) == wanted
    assert unlinked(converted, root, new) == plain


@pytest.mark.parametrize(("old", "new"), [*permutations(WAYS, 2)])
def test_links_arrive_after_a_change_where_ids_were_written(root: str, old: str, new: str) -> None:
    plain = pages(root, UNSTABLE)
    linked, wanted = fixed(plain, root, old), fixed(plain, root, new)
    converted = fixed(linked, root, new)
    assert fixed(converted, root, new) == converted
    assert dead(converted, root, new) == dead(plain, root, new)
    for path in plain:
        if not path.endswith("glossary.md"):
            assert _FRAGMENT.sub(b"", converted[path]) == _FRAGMENT.sub(b"", wanted[path])
            assert unlinked(converted, root, new)[path] == plain[path]


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=documents, ways=st.permutations(sorted(WAYS.keys() - {"sphinx"})))
def test_a_change_of_any_page(tmp_path_factory: pytest.TempPathFactory, text: str, ways: list[str]) -> None:
    root = tmp_path_factory.mktemp("pages").as_posix()
    old, new = ways[:2]
    start = {f"{root}/glossary.md": GLOSSARY.encode(), f"{root}/page.md": text.encode()}
    page = f"{root}/page.md"
    plain = unlinked(unlinked(start, root, old), root, new)
    linked, wanted = fixed(plain, root, old), fixed(plain, root, new)
    assert fixed(linked, root, new)[page] == wanted[page]
    assert unlinked(linked, root, new)[page] == plain[page]
