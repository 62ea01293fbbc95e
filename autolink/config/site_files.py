"""Which Markdown extensions the configuration of the site itself turns on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.sites.mkdocs import MAX_LENGTH, ZENSICAL_DEFAULTS, extensions, zensical_extensions

if TYPE_CHECKING:
    from collections.abc import Callable

_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")


def _with_defaults(text: str) -> frozenset[str] | None:
    return extensions(text, ZENSICAL_DEFAULTS)


_READERS: dict[str, dict[str, Callable[[str], frozenset[str] | None]]] = {
    "mkdocs": dict.fromkeys(_MKDOCS, extensions),
    "zensical": {"zensical.toml": zensical_extensions, **dict.fromkeys(_MKDOCS, _with_defaults)},
}
"""By site, the names of its configuration, and what reads it."""


class SiteFile(NamedTuple):
    """What the configuration of a site says."""

    extensions: frozenset[str] | None = None
    """The extensions that are on; None where they are not known."""
    unread: str = ""
    """The path of a configuration that does not tell them."""


def site_file(site: str, root: str) -> SiteFile:
    """Return what the configuration of a site says that stands in a folder, the first that is there."""
    for name, read in _READERS.get(site, {}).items():
        path = f"{root.rstrip('/')}/{name}"
        if files.is_there(path):
            try:
                found = read(files.read(path, 4 * MAX_LENGTH).decode("utf-8-sig"))
            except (OSError, UnicodeDecodeError):
                found = None
            return SiteFile(found, "" if found is not None else path)
    return SiteFile()
