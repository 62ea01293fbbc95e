"""The configuration: discovery, validation, defaults.

It stands in `autolink.toml`, or under `[tool.autolink]` in `pyproject.toml`. The folder of the nearest such
file is the project root; paths in it are relative to that folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink import files
from autolink.config.keys import KEYS
from autolink.config.model import Config
from autolink.config.settings import Settings, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KEYS", "Config", "Settings", "load", "resolve"]


def load(start: str, config_file: str | None = None, glossary: Iterable[str] = ()) -> Config:
    """Return the configuration for a folder.

    `config_file` is read instead of the nearest one; `glossary` overrides the key of that name.
    Raises AutolinkError for a file that cannot be read, an unknown key, a wrong value, or when there is no
    glossary.
    """
    named = [files.absolute(path) for path in glossary]
    return resolve(start, config_file, overrides={"glossary": named} if named else {}).config()
