"""Sphinx with MyST-Parser publishes what autolink linked: all links arrive, and builds pass with `-W`.

Needs the packages of the extra `sites`.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sites.arrivals import Published, autolink, program, report, run, tree, write
from tests.sites.journey import Arrivals, Journey
from tests.sites.own_site import pages, target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SPHINX = program("sphinx-build")
pytestmark = [
    pytest.mark.sites,
    pytest.mark.skipif(_SPHINX is None, reason="sphinx-build is not installed"),
]
_CONFIGURATION = """\
project = "A site"
extensions = ["myst_parser"]
html_baseurl = "https://docs.invalid/base/path/"
html_theme = "basic"
exclude_patterns = ["_build"]
html_copy_source = False
{more}
"""
_CONTENTS = """
```{toctree}
:glob:

**
```
"""


def _above(text: str, identifier: str) -> str:
    return f"{{#{identifier}}}\n## {text}"


def _files(with_id: Callable[[str, str], str], more: str, has_slugs: bool = True) -> dict[str, str]:
    found = pages("docs/", with_id)
    found["docs/index.md"] = f"(top-page)=\n{found['docs/index.md']}{_CONTENTS}"
    if not has_slugs:
        found["docs/index.md"] = found["docs/index.md"].replace("start.md#first-steps", "start.md")
    return {**found, "docs/conf.py": _CONFIGURATION.format(more=more)}


class TestSphinx(Journey):
    site = "sphinx"
    files = _files(target, "myst_heading_anchors = 3")
    command = (f"{_SPHINX}", "-q", "-W", "--keep-going", "-b", "html", "docs", "site")
    good = """
        start.md start.md#first-steps start.md#start ./start.md#next-steps <start.md#first-steps>
        deep/er/page.md deep/er/page.md#deeper deep/er/page.md#setup deep/../start.md#start ../index.md
        ../index.md#welcome ../glossary/data.md#token ../glossary/data.md#data
        ../glossary/models.md#事前学習--pre-training ../glossary/models.md#setup-1 /guide/start.md#start
        ../glossary/models.md#known ../glossary/models.md#known-thing ../glossary/models.md#qa
        ../glossary/models.md#c ../glossary/models.md#mixture-of-experts--moe ../glossary/models.md#①
        ../glossary/models.md#强化学习rlhf-rlhf ../glossary/data.md#straße--élan-vital #top-page
        ../glossary/data.md#损失函数 ../%E6%97%A5%E6%9C%AC%E8%AA%9E/%E9%A0%81%20%E4%B8%80.md #here #links
        https://elsewhere.invalid/a#b links.md#here #known #KNOWN deep/er/page
        ../glossary/models.md#pre-training
    """
    bad = """
        start.md#first-step start.md#First-steps start.md#first_steps start.md#first--steps start.md#start_1
        stop.md stop.md#start deep/page.md page.md#setup ./../start.md deep/er/page.md#setup_1
        deep/er/page.md#deep ../index.md#token ../index.md#事前学習 ../glossary/data.md#tokens
        ../glossary/data.md#损失 ../glossary/data.md#elan-vital #setup ../glossary/models.md#事前学習-pre-training
        ../glossary/models.md#setup-2 #there #Here ../glossary/models.md#setup_2
        ../glossary/models.md#known_1 ../glossary/models.md#c-1 ../glossary/models.md#q--a
        ../glossary/models.md#rm ../../index.md /start.md #token ../glossary/data.md#pre-training
        ../glossary/models.md#token .. ../glossary
    """

    def broken(self, root: Path, page: str) -> set[str]:
        said = run(root, self.command, (1,))
        shutil.rmtree(root / self.output)
        lines = (root / page).read_text("utf-8").split("\n")
        reported = {int(line) for line in re.findall(rf"{re.escape(page)}:(\d+): WARNING", said)}
        return {lines[line - 1].partition("]")[0][1:] for line in reported}


class TestWithoutSlugs(Arrivals):
    site = "sphinx"
    files = _files(_above, 'myst_enable_extensions = ["attrs_block"]', has_slugs=False)
    command = (f"{_SPHINX}", "-q", "-W", "-b", "html", "docs", "site")


_WORDS = """\
# Words

Kubelet
:   An agent that runs each pod.

Control plane
: What the kubelets report to.

````{glossary}
Pod
Pods of containers
  A group of containers.

  ```
  code
  ```

node : machines
    A machine, with a kubelet.

指示学習
  - Done on the straße.

Straße
  A way to a node.
````
"""
_TEXT = """\
# Text

A pod on a node, pods of containers, kubelets, a straße, 指示学習 and the control plane.
"""
_DIRECTIVE = {
    "docs/conf.py": _CONFIGURATION.format(more='myst_enable_extensions = ["deflist", "colon_fence"]'),
    "docs/index.md": f"# Site\n{_CONTENTS}",
    "docs/words.md": _WORDS,
    "docs/text.md": _TEXT,
}
_SOURCE = 'site = "sphinx"\nglossary = { path = "docs/words.md", form = "definition-list" }\n'
_ROLES = 'link-style = "template"\nlink-template = "{term}`{text} <{title}>`"\n'
_COMMAND = (f"{_SPHINX}", "-q", "-W", "-b", "html", "docs", "site")


@pytest.mark.parametrize("roles", [False, True])
def test_links_arrive_at_definition_lists_and_glossaries(tmp_path: Path, roles: bool) -> None:
    words = _WORDS[: _WORDS.index("Kubelet")] + _WORDS[_WORDS.index("````") :] if roles else _WORDS
    files = {**_DIRECTIVE, "docs/words.md": words, "autolink.toml": _SOURCE + (_ROLES if roles else "")}
    write(tmp_path, files)
    autolink(tmp_path, "fix")
    linked = tree(tmp_path)
    autolink(tmp_path, "fix")
    assert tree(tmp_path) == linked
    assert report(tmp_path) == []
    said = run(tmp_path, _COMMAND)
    assert said == ""
    published = Published(tmp_path / "site", "/base/path/")
    shutil.rmtree(tmp_path / "site")
    shutil.rmtree(tmp_path / "docs/_build", ignore_errors=True)
    assert published.lost() == []
    texts = {link.text for link in published.links if "#" in link.href and link.page.endswith("text.html")}
    expected = {"pod", "node", "pods of containers", "straße", "指示学習"}
    assert texts - {"¶", "Link to this heading"} >= expected | (
        set() if roles else {"kubelets", "control plane"}
    )
    autolink(tmp_path, "rename", "node", "host")
    assert "host" in (tmp_path / "docs/text.md").read_text("utf-8")
    assert run(tmp_path, _COMMAND) == ""
    shutil.rmtree(tmp_path / "site")
    autolink(tmp_path, "rename", "host", "node")
    assert tree(tmp_path) == linked
    autolink(tmp_path, "unlink", "--anchors")
    assert {name: data.decode() for name, data in tree(tmp_path).items()} == files
