"""The configuration: discovery, validation, defaults.

It stands in `autolink.toml`, or under `[tool.autolink]` in `pyproject.toml`. The folder of the nearest such
file is the project root; paths in it are relative to that folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autolink import rules
from autolink.errors import AutolinkError, did_you_mean
from autolink.files import PAGE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autolink.rules import Rule

ANCHOR_STYLES = ("github", "gitlab", "python-markdown", "kramdown", "docusaurus", "pandoc", "vscode")
DEFAULT_GLOSSARIES = ("glossary", "docs/glossary", "glossary.md", "docs/glossary.md")


@dataclass(frozen=True)
class Config:
    """The settings of a project. Paths are absolute, with `/` between their parts."""

    root: str
    glossary: tuple[str, ...] = ()
    """Pages, or folders of pages, whose term headings make the glossary."""
    term_levels: tuple[int, ...] = (2,)
    separator: str = "|"
    page_url_keys: tuple[str, ...] = ("page-url", "記事URL")
    link_style: str = "html"
    link_base: str | None = None
    self_links: bool = True
    keep_old_anchors: bool = True
    """Whether a reworded term heading keeps its old anchor beside the new one."""
    case: str = "smart"
    cjk_boundary: str = "none"
    ambiguous: str = "nearest"
    occurrences: str = "all"
    skip_in: tuple[str, ...] = ()
    """Containers, spans and raw HTML elements in which nothing is linked."""
    min_length: int = 1
    """Aliases of fewer characters (code points) are not linked."""
    site_root: str = ""
    """The folder that a link starting with `/` is relative to; empty for the root."""
    site_url: str | None = None
    """The address under which `site_root` is published."""
    resolve: str = "github"
    anchor_style: str = "github"
    ignore_targets: tuple[str, ...] = ()
    """Regular expressions; links whose written target one of them matches are not checked."""
    per_file_ignores: tuple[tuple[str, frozenset[Rule]], ...] = ()
    """Globs, relative to the root, of pages with the rules that are off in them."""
    rules: frozenset[Rule] = rules.select(None, (), ())
    """The rules that are on."""
    include: tuple[str, ...] = PAGE_SUFFIXES
    """Which files below a folder are pages: ends of names, or glob patterns relative to the root."""
    exclude: tuple[str, ...] = ()
    """Glob patterns, relative to the root, of pages and folders to leave out."""
    baseline: str | None = None
    """The file of known findings, which are not reported."""
    respect_gitignore: bool = True
    """Whether what git ignores is left out."""
    force_exclude: bool = False
    """Whether what is left out is so also when a path names it."""

    @cached_property
    def page_url_pattern(self) -> re.Pattern[str]:
        """Matches the text of a comment that declares a page's URL; group 1 is the URL."""
        keys = "|".join(map(re.escape, self.page_url_keys))
        return re.compile(rf"\s*(?:{keys})\s*[:：]\s*(\S+)\s*")


def load(start: str, config_file: str | None = None, glossary: Iterable[str] = ()) -> Config:
    """Return the configuration for a folder.

    `config_file` is read instead of the nearest one; `glossary` overrides the key of that name.
    Raises AutolinkError for a file that cannot be read, an unknown key, a wrong value, or when there is no
    glossary.
    """
    if config_file is not None:
        file: str | None = os.path.abspath(config_file)
        settings = _read(str(file)) or {}
    else:
        file, settings = _find(start)
    root = os.path.dirname(file) if file else _root_without_config(start)
    values: dict[str, Any] = {}
    for key, value in settings.items():
        values[key.replace("-", "_")] = _checked(key, value, file)
    values["rules"] = rules.select(
        values.pop("select", None), values.pop("extend_select", ()), values.pop("ignore", ())
    )
    named = tuple(os.path.abspath(path) for path in glossary)
    if not named:
        named = tuple(os.path.normpath(os.path.join(root, path)) for path in values.get("glossary", ()))
    if not named:
        candidates = (os.path.join(root, path) for path in DEFAULT_GLOSSARIES)
        named = tuple([path for path in candidates if os.path.exists(path)][:1])
    if not named:
        raise AutolinkError(
            f"no glossary found in {root}: create {', '.join(DEFAULT_GLOSSARIES[:-1])} or "
            f"{DEFAULT_GLOSSARIES[-1]}, name one with --glossary PATH, or set `glossary` in autolink.toml"
        )
    for path in named:
        if not os.path.exists(path):
            raise AutolinkError(f"glossary {path} does not exist")
    values["glossary"] = tuple(path.replace(os.sep, "/") for path in named)
    for key in values.keys() & {"site_root", "baseline"}:
        values[key] = os.path.normpath(os.path.join(root, values[key])).replace(os.sep, "/")
    return Config(root=root.replace(os.sep, "/"), **values)


def _find(start: str) -> tuple[str | None, dict[str, Any]]:
    """Return the nearest configuration file at or above a folder, and its settings."""
    folder = os.path.abspath(start)
    while True:
        for name in ("autolink.toml", "pyproject.toml"):
            file = os.path.join(folder, name)
            if os.path.isfile(file):
                settings = _read(file)
                if settings is not None:
                    return file, settings
        parent = os.path.dirname(folder)
        if parent == folder:
            return None, {}
        folder = parent


def _root_without_config(start: str) -> str:
    """Return the nearest folder with a `.git`, else the working folder if it holds `start`, else `start`."""
    start = os.path.abspath(start)
    folder = start
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    working = os.getcwd()
    return working if os.path.commonpath([working, start]) == working else start


def _read(file: str) -> dict[str, Any] | None:
    """Return the settings in a file; None for a `pyproject.toml` without `[tool.autolink]`."""
    try:
        with open(file, "rb") as stream:
            content = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AutolinkError(f"{file}: {error}") from error
    except OSError as error:
        raise AutolinkError(f"{file}: {error.strerror}") from error
    if os.path.basename(file) != "pyproject.toml":
        return content
    tool = content.get("tool", {})
    settings = tool.get("autolink") if isinstance(tool, dict) else None
    if settings is not None and not isinstance(settings, dict):
        raise AutolinkError(f"{file}: `tool.autolink` must be a table")
    return settings


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    return None


def _one_or_more(value: object) -> tuple[str, ...] | None:
    return (value,) if isinstance(value, str) and value else _strings(value) or None


def _levels(value: object) -> tuple[int, ...] | None:
    if isinstance(value, list) and value and all(type(item) is int and 1 <= item <= 6 for item in value):
        return tuple(value)
    return None


def _patterns(value: object) -> tuple[str, ...] | None:
    try:
        return tuple(re.compile(pattern).pattern for pattern in _strings(value) or ())
    except re.error:
        return None


def _table_of_rules(value: object) -> tuple[tuple[str, frozenset[Rule]], ...] | None:
    if not isinstance(value, dict):
        return None
    table = {glob: _strings(names) for glob, names in value.items()}
    if any(names is None for names in table.values()):
        return None
    return tuple((glob, rules.select((), names or (), ())) for glob, names in table.items())


def _length(value: object) -> int | None:
    return value if type(value) is int and value >= 1 else None


def _one_of(*words: str) -> tuple[Callable[[object], str | None], str]:
    def parse(value: object) -> str | None:
        return value if isinstance(value, str) and value in words else None

    return parse, " or ".join(f'"{word}"' for word in words)


_KEYS: dict[str, tuple[Callable[[object], object | None], str]] = {
    "glossary": (_one_or_more, "a path or a list of paths"),
    "term-levels": (_levels, "a list of heading levels from 1 to 6"),
    "separator": (_string, "a string"),
    "page-url-keys": (_strings, "a list of strings"),
    "link-style": _one_of("html", "markdown"),
    "link-base": (_string, "a URL"),
    "self-links": (_boolean, "true or false"),
    "keep-old-anchors": (_boolean, "true or false"),
    "case": _one_of("smart", "sensitive", "insensitive"),
    "cjk-boundary": _one_of("none", "script"),
    "ambiguous": _one_of("nearest", "skip"),
    "occurrences": _one_of("all", "first-in-paragraph", "first-in-section", "first-in-page"),
    "skip-in": (_strings, "a list of names"),
    "min-length": (_length, "a number from 1"),
    "site-root": (_string, "a folder"),
    "site-url": (_string, "a URL"),
    "resolve": _one_of("github", "mkdocs", "docusaurus", "hugo"),
    "anchor-style": _one_of(*ANCHOR_STYLES),
    "ignore-targets": (_patterns, "a list of regular expressions"),
    "per-file-ignores": (_table_of_rules, "a table of globs with lists of rules"),
    "select": (_strings, "a list of rules"),
    "extend-select": (_strings, "a list of rules"),
    "ignore": (_strings, "a list of rules"),
    "exclude": (_strings, "a list of glob patterns"),
    "baseline": (_string, "a path"),
}


def _checked(key: str, value: object, file: str | None) -> object:
    """Return a validated value. Raises AutolinkError naming the file, the key and the nearest known key."""
    if key not in _KEYS:
        raise AutolinkError(f"{file}: unknown key `{key}`{did_you_mean(key, _KEYS)}")
    parse, expected = _KEYS[key]
    parsed = parse(value)
    if parsed is None:
        raise AutolinkError(f"{file}: `{key}` must be {expected}, not {value!r}")
    return parsed
