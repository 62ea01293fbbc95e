"""A project whose texts change: what is told of its pages is what `check` says of the same texts."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from autolink.project.live import LiveProject
from autolink.project.project import Project

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic
    from tests.support.site import Site

EDITS = int(os.environ.get("AUTOLINK_EDITS", "150"))
CONFIGURATION = 'glossary = "glossary.md"\nextend-select = ["M001", "M003", "G006"]\n'
GLOSSARY = "# Terms\n\n## LLM\n\nA model.\n\n## 強化学習 | RLHF\n\nFeedback for an LLM.\n"
PIECES = (
    *("LLM", "RLHF", "RLFH", "強化学習", "cafe\u0301", "😀", "word "),
    *(
        "\n",
        "\n\n",
        "# Top\n",
        "## LLM\n",
        "## New | NEW\n",
        "- ",
        "`",
        "**",
        "<!-- autolink-disable-line -->",
    ),
    *("[a](a.md#top)", "[b](docs/b.md#new--new)", "[c](gone.md)", "[d](../a.md)", "[e][f]", "![g](x.png)"),
    *("<!-- page-url: https://x.example/a -->", "[u](https://x.example/a#top)", '<a id="top"></a>'),
)


def project(site: Site) -> dict[str, bytes]:
    site.write({"autolink.toml": CONFIGURATION})
    texts = {
        "glossary.md": GLOSSARY,
        "a.md": "# Top\n\nAn LLM. [b](docs/b.md#two)\n",
        "docs/b.md": "# Two\n\nRLHF, [a](../a.md#top) and [t](../glossary.md#llm).\n",
        "docs/c.md": "# Three\n\n[a](../a.md#gone) <!-- autolink-disable-line L002 -->\n",
    }
    site.write(texts)
    return {str(site.root / name): text.encode() for name, text in texts.items()}


def checked(site: Site, texts: dict[str, bytes]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for item in Project.load(site.root, unsaved=texts.items()).check():
        found.setdefault(item.path, []).append(item)
    return found


def indexed(live: LiveProject) -> LiveProject:
    live.adopt(live.indexer(1, lambda _done, _all: None)())
    return live


def edited(rng: Random, data: bytes) -> bytes:
    text = data.decode()
    start = rng.randrange(len(text) + 1)
    end = min(len(text), start + rng.choice((0, 0, 1, 5)))
    return (text[:start] + rng.choice(PIECES) + text[end:]).encode()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_is_what_check_says(site: Site, seed: int) -> None:
    rng, texts = Random(seed), project(site)
    live = indexed(LiveProject(Project.load(site.root).config, texts))
    assert live.found == checked(site, texts)
    for _ in range(EDITS // 3):
        path = rng.choice(list(texts))
        texts[path] = edited(rng, texts[path])
        live.change(path, texts[path])
        if live.is_outdated or path.endswith("glossary.md"):
            indexed(live)
            assert live.found == checked(site, texts)
        else:
            live.judge({path, *live.asking(path)})
            said = checked(site, texts)
            everywhere = {"G006", "M003"}  # which a change elsewhere may bring or take away
            for page in texts:
                told, expected = live.found.get(page, []), said.get(page, [])
                if page != path:
                    told = [item for item in told if item.rule.code not in everywhere]
                    expected = [item for item in expected if item.rule.code not in everywhere]
                assert told == expected, page


def test_an_edit_of_the_glossary_reaches_open_pages_at_once(site: Site) -> None:
    texts = project(site)
    live = indexed(LiveProject(Project.load(site.root).config, texts))
    glossary = str(site.root / "glossary.md")
    texts[glossary] += b"\n## Two\n\nMore.\n"
    live.change(glossary, texts[glossary])
    live.judge(texts.keys())
    texts[str(site.root / "a.md")] += b"\nTwo.\n"
    live.change(str(site.root / "a.md"), texts[str(site.root / "a.md")])
    live.judge({str(site.root / "a.md")})
    said = [item.message for item in live.found[str(site.root / "a.md")]]
    assert "`Two` is not linked to `Two`" in said


def test_before_the_index_open_pages_are_judged_with_what_is_on_disk(site: Site) -> None:
    texts = project(site)
    path = str(site.root / "docs/b.md")
    texts[path] += b"[gone](../a.md#gone) [there](../a.md#top)\n"
    live = LiveProject(Project.load(site.root).config, {path: texts[path]})
    live.judge({path})
    assert live.found[path] == checked(site, texts)[path]
    assert not live.is_indexed


def test_what_changes_while_the_project_is_indexed_reaches_the_pages_that_ask(site: Site) -> None:
    texts = project(site)
    path = str(site.root / "docs/b.md")
    live = LiveProject(Project.load(site.root).config, {path: texts[path]})
    index = live.indexer(1, lambda _done, _all: None)
    texts[path] = texts[path].replace(b"# Two", b"# Another")
    live.change(path, texts[path])
    live.adopt(index())
    assert "L002" in codes(live, site, "a.md")
    assert live.found == checked(site, texts)


def test_a_page_that_is_nowhere_on_disk(site: Site) -> None:
    project(site)
    live = indexed(LiveProject(Project.load(site.root).config, {}))
    new = str(site.root / "docs/new.md")
    live.change(new, b"# New\n\n[gone](gone.md)\n")
    assert live.is_outdated
    live.judge({new})
    assert [item.rule.code for item in live.found[new]] == ["L001"]
    live.change(new, None)
    live.judge({new})
    assert new not in live.found


def test_mentions_are_shown_on_open_pages_alone(site: Site) -> None:
    texts = project(site)
    site.write({"autolink.toml": 'glossary = "glossary.md"\n'})
    path = str(site.root / "a.md")
    live = indexed(LiveProject(Project.load(site.root).config, {path: texts[path]}, shows_mentions=True))
    codes = {page: [item.rule.code for item in found] for page, found in live.found.items()}
    assert codes[path] == ["M001"]
    assert all("M001" not in found for page, found in codes.items() if page != path)


def codes(live: LiveProject, site: Site, name: str) -> list[str]:
    return [item.rule.code for item in live.found.get(str(site.root / name), ())]


def test_links_to_files_that_appear_are_right_at_once(site: Site) -> None:
    site.write({"autolink.toml": "", "a.md": "![i](img/i.png)\n", "b.md": "[n](new.md) [i](IMG/i.png)\n"})
    site.write({"c.md": "[gone](gone.md)\n", "d.md": "[folder](img/)\n"})
    live = indexed(LiveProject(Project.load(site.root).config, {str(site.root / "b.md"): b"[n](new.md)\n"}))
    assert [codes(live, site, name) for name in ("a.md", "b.md", "c.md", "d.md")] == [["L001"]] * 4
    site.write({"img/i.png": ""})
    assert live.concerns(str(site.root / "img/i.png"))
    live.judge(live.follow_files([str(site.root / "img/i.png")]))
    assert not live.is_outdated
    assert [codes(live, site, name) for name in ("a.md", "b.md", "c.md")] == [[], ["L001"], ["L001"]]
    live.judge(live.follow_files([str(site.root / "img")]))
    assert codes(live, site, "d.md") == []
    site.write({"new.md": "[gone](gone.md)\n"})
    live.judge(live.follow_files([str(site.root / "new.md")]))
    assert live.is_outdated
    assert [codes(live, site, name) for name in ("b.md", "new.md")] == [[], ["L001"]]
    indexed(live)
    (site.root / "new.md").unlink()
    live.judge(live.follow_files([str(site.root / "new.md")]))
    assert live.is_outdated
    assert [codes(live, site, name) for name in ("b.md", "new.md")] == [["L001"], []]


def test_files_that_git_ignores_are_of_no_concern(site: Site) -> None:
    site.write({"autolink.toml": "", ".gitignore": "/build\n", "a.md": "", "build/i.png": "", "i.png": ""})
    live = LiveProject(Project.load(site.root).config, {})
    concerns = [
        live.concerns(str(site.root / name)) for name in ("build/i.png", "i.png", "build/a.md", "a.md")
    ]
    assert concerns == [False, True, False, True]
