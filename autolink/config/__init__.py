"""The configuration: discovery, validation, defaults.

It is in `autolink.toml`, or under `[tool.autolink]` in `pyproject.toml`. The folder of the nearest such
file is the project root; paths in it are relative to that folder.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autolink import files
from autolink.config.keys import KEYS
from autolink.config.model import Config, NoGlossaryError
from autolink.config.settings import Settings, resolve
from autolink.config.sources import Roots, root_without_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import StrPath

__all__ = [
    "KEYS",
    "Config",
    "NoGlossaryError",
    "Roots",
    "Settings",
    "glossary_named",
    "load",
    "resolve",
    "root_without_file",
]


def load(
    start: str,
    config_file: StrPath | None = None,
    glossary: Iterable[StrPath] = (),
    *,
    isolated: bool = False,
    overrides: Mapping[str, object] | None = None,
) -> Config:
    """Return the configuration for a folder.

    `config_file` is read instead of the nearest one; `isolated` reads none. `overrides` are values by key, as
    in TOML; they win, and so does `glossary` over the key of that name. Folders with a configuration of their
    own are other projects, unless the call says what this one's file or glossary is.
    Raises AutolinkError for a file that cannot be read, an unknown key, a wrong value, or a glossary that is
    named but does not exist.
    """
    named = glossary_named(glossary)
    settings = resolve(start, config_file, isolated=isolated, overrides={**(overrides or {}), **named})
    return replace(settings.config(), is_only=bool(config_file is not None or isolated or named))


def glossary_named(paths: Iterable[StrPath]) -> dict[str, object]:
    """Return the setting that paths make, relative to the working folder; none for no paths."""
    named = [files.absolute(path) for path in paths]
    return {"glossary": named} if named else {}
