"""The static site generators: how their configuration is recognised, and the settings that follow from it.

Nothing is read here, and nothing parsed as YAML, TOML or JavaScript: the few values that matter stand on
lines of their own.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Generator:
    """A static site generator: the settings that follow from it, and why."""

    name: str
    site: str
    resolve: str
    anchor_style: str
    content: str
    """The folder of the pages below that of its configuration, unless this names another."""
    note: tuple[str, ...]
    """Why links are to be Markdown."""
    address: re.Pattern[str]
    """Finds the address of the site in its configuration."""
    folder: re.Pattern[str] | None = None
    """Finds the folder of the pages there."""


_VALUE = r"[ ]*[=:][ ]*[\"'`]?"
_URL = r"(https?://[^\s\"'`#<>\\]+)"

MKDOCS = Generator(
    "MkDocs",
    "mkdocs",
    "mkdocs",
    "python-markdown",
    "docs",
    ("MkDocs turns the targets of Markdown links into addresses, not those of HTML links.",),
    re.compile(rf"^site_url{_VALUE}{_URL}", re.MULTILINE),
    re.compile(rf"^docs_dir{_VALUE}([^\s\"'#]+)", re.MULTILINE),
)
DOCUSAURUS = Generator(
    "Docusaurus",
    "docusaurus",
    "docusaurus",
    "docusaurus",
    "",
    ("Docusaurus turns the targets of Markdown links into addresses, not those of HTML links.",),
    re.compile(rf"^\s*url{_VALUE}{_URL}", re.MULTILINE),
)
HUGO = Generator(
    "Hugo",
    "hugo",
    "hugo",
    "github",
    "content",
    (
        "Hugo leaves out raw HTML unless `markup.goldmark.renderer.unsafe` is true. Markdown links do not",
        "need it; the anchors of the terms, `<a id>` in their headings, do.",
    ),
    re.compile(rf"^[ {{\"']*baseURL[\"']?{_VALUE}{_URL}", re.MULTILINE | re.IGNORECASE),
    re.compile(rf"^[ {{\"']*contentDir[\"']?{_VALUE}([^\s\"'#]+)", re.MULTILINE | re.IGNORECASE),
)
SPHINX = Generator(
    "Sphinx",
    "sphinx",
    "github",
    "github",
    "",
    (
        "MyST turns the targets of Markdown links into addresses, not those of HTML links. It does not know",
        "the anchors `<a id>` in headings: the links work, but it warns, unless conf.py says",
        '`suppress_warnings = ["myst.xref_missing"]`.',
    ),
    re.compile(rf"^html_baseurl{_VALUE}{_URL}", re.MULTILINE),
)

_FOLDERS = ("", "docs", "docs/source", "doc", "website", "site", "source")
_DATA = ("toml", "yaml", "yml", "json")
_HUGO_SIGN = r"(?im)^[ {\"']*baseURL\b"
_BY_NAME: dict[str, tuple[Generator, str]] = {
    "mkdocs.yml": (MKDOCS, ""),
    "mkdocs.yaml": (MKDOCS, ""),
    **{f"docusaurus.config.{ending}": (DOCUSAURUS, "") for ending in ("js", "ts", "mjs", "cjs")},
    **{f"hugo.{ending}": (HUGO, "") for ending in _DATA},
    **{f"config.{ending}": (HUGO, _HUGO_SIGN) for ending in _DATA},
    **{f"config/_default/{name}.{ending}": (HUGO, "") for name in ("hugo", "config") for ending in _DATA},
    "conf.py": (SPHINX, r"(?m)^(?:extensions|html_theme|project)\b"),
}
"""The configurations of site generators, and what has to stand in those whose name says little."""
SITE_FILES = tuple(f"{folder}/{name}".lstrip("/") for folder in _FOLDERS for name in _BY_NAME)
"""Where a project may have one, relative to its root, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is made of a project's pages."""

    generator: Generator
    file: str
    """Its configuration, relative to the root."""
    root: str
    """The folder that an absolute path in a link is relative to; empty for the root of the project."""
    url: str | None


def read_site(file: str, text: str) -> Site | None:
    """Return the site that a file configures; None when it is something else's configuration."""
    name = next(name for name in reversed(_BY_NAME) if f"/{file}".endswith(f"/{name}"))
    generator, sign = _BY_NAME[name]
    if not re.search(sign, text):
        return None
    named = generator.folder.search(text) if generator.folder else None
    folder = file.removesuffix(name)
    root = posixpath.normpath(f"{folder}{named[1] if named else generator.content}" or ".")
    address = generator.address.search(text)
    url = address[1] if address else None
    base = re.search(r"^\s*baseUrl:\s*[\"'`]/([^\s\"'`]*)", text, re.MULTILINE)
    if url and base and generator is DOCUSAURUS:
        url = f"{url.rstrip('/')}/{base[1]}"
    return Site(generator, file, "" if root == "." or root.startswith("..") else root, url)
