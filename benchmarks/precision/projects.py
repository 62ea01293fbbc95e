"""The projects from whose links the sample is drawn: which corpora they are, and how they are set up.

The settings are those that `autolink init` proposes; they are written down here, so that a judged link stays
what it was when `init` learns more. Where a project has no glossary, one of ours stands in.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field

GLOSSARIES = os.path.join(os.path.dirname(__file__), "glossaries")

_COMMON = 'occurrences = "first-in-section"\nself-links = false\n'
_HUGO = 'baseURL = "https://example.org/"\n[markup.goldmark.renderHooks.link]\nuseEmbedded = "fallback"\n'
_MKDOCS = """\
site_name: Material for MkDocs
site_url: https://example.org/
theme:
  name: material
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc
  - pymdownx.arithmatex
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.tasklist
  - pymdownx.tilde
"""
_NO_TERMS = """\
exclude = [
    "content/*/_*.md", "content/*/search.md",
    "content/*/contribute", "content/*/contributor-ladder", "content/*/style-guide",
]
"""


@dataclass(frozen=True)
class Part:
    """The pages of a project from which a number of links is drawn."""

    name: str
    group: str
    """`English` or `CJK`."""
    links: int
    folder: str = ""
    """The folder of the pages, relative to the root of the project; empty for all of them."""


@dataclass(frozen=True)
class Project:
    """A project that is made of corpora. Paths of its files are relative to its root."""

    name: str
    corpora: dict[str, str]
    """Folders below that of the corpora, with where they belong."""
    settings: str
    """Its `autolink.toml`."""
    parts: tuple[Part, ...]
    glossary: str = ""
    """Where the glossary of ours belongs, in a project that has none."""
    files: dict[str, str] = field(default_factory=dict)
    """The configuration of its site, which the corpora lack: path and text."""

    def write(self, corpora: str, folder: str) -> None:
        """Make the project in a folder that is not there yet. Raises OSError where a corpus is missing."""
        for source, place in self.corpora.items():
            shutil.copytree(os.path.join(corpora, source), os.path.join(folder, place), copy_function=_copy)
        for path, text in {**self.files, "autolink.toml": self.settings}.items():
            _write(os.path.join(folder, path), text)
        if self.glossary:
            _copy(os.path.join(GLOSSARIES, f"{self.name}.md"), os.path.join(folder, self.glossary))


def _copy(source: str, place: str) -> None:
    """Copy what is in a file, and not its mode: the corpora may be read-only."""
    shutil.copyfile(source, place)


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _of_headings(glossary: str, level: int = 2, site: str = "") -> str:
    levels = f"term-levels = [{level}]\n" if level != 2 else ""
    return f'glossary = "{glossary}"\n{levels}{_site(site)}{_COMMON}'


def _of_pages(glossary: str, site: str, more: str) -> str:
    return f'glossary = {{ path = "{glossary}", form = "front-matter" }}\n{_site(site)}{more}{_COMMON}'


def _site(site: str) -> str:
    return f'site = "{site}"\n' if site else ""


def _opentelemetry(language: str, group: str, links: int) -> Project:
    name, folder = f"opentelemetry-{language}", f"content/{language}"
    return Project(
        name,
        {f"opentelemetry/{language}": folder},
        _of_headings(f"{folder}/docs/concepts/glossary.md", 3, "hugo"),
        (Part(name, group, links),),
        files={"hugo.toml": _HUGO},
    )


def _vitepress(language: str, group: str, links: int) -> Project:
    name, folder = f"vitepress-{language}", f"docs/{language}"
    return Project(
        name,
        {f"sites/vitepress/docs/{language}": folder},
        _of_headings(f"{folder}/glossary.md", site="vitepress"),
        (Part(name, group, links),),
        f"{folder}/glossary.md",
        {"docs/.vitepress/config.ts": 'export default { title: "VitePress" };\n'},
    )


PROJECTS = (
    Project(
        "ipfs",
        {"ipfs-docs": "."},
        _of_headings("docs/concepts/glossary.md", 3),
        (Part("ipfs", "English", 55),),
    ),
    _opentelemetry("en", "English", 55),
    _opentelemetry("ja", "CJK", 35),
    Project(
        "jest",
        {"sites/jest/docs": "docs"},
        _of_headings("docs/glossary.md", site="docusaurus"),
        (Part("jest", "English", 30),),
        "docs/glossary.md",
        {"docusaurus.config.js": 'export default { url: "https://example.org", baseUrl: "/" };\n'},
    ),
    _vitepress("en", "English", 30),
    _vitepress("ja", "CJK", 20),
    Project(
        "material",
        {"sites/material/docs": "docs"},
        _of_headings("docs/glossary.md", site="mkdocs"),
        (Part("material", "English", 40),),
        "docs/glossary.md",
        {"mkdocs.yml": _MKDOCS},
    ),
    Project(
        "hugo",
        {"sites/hugo/content": "content"},
        _of_pages("content/en/quick-reference/glossary", "hugo", ""),
        (Part("hugo", "English", 30),),
        files={"hugo.toml": _HUGO},
    ),
    Project(
        "cncf",
        {"sites/cncf/content": "content"},
        _of_pages("content", "hugo", f'scopes = ["content/{{language}}"]\n{_NO_TERMS}'),
        (
            Part("cncf-en", "English", 40, "content/en/"),
            Part("cncf-ja", "CJK", 25, "content/ja/"),
            Part("cncf-ko", "CJK", 20, "content/ko/"),
            Part("cncf-zh-cn", "CJK", 20, "content/zh-cn/"),
        ),
        files={"hugo.toml": _HUGO},
    ),
)
"""Four hundred links in all."""
