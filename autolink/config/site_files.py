"""The site of a project, and what its own configuration says."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.sites.profile import NO_FACTS
from autolink.sites.table import CONFIGURATIONS, FOLDERS, profile_of

if TYPE_CHECKING:
    from autolink.sites.profile import Facts

_MAX_LENGTH = 4_000_000
"""The maximum size of a site's configuration in bytes; a larger one is not read."""


class SiteFile(NamedTuple):
    """The configuration of a site, and its contents."""

    site: str
    path: str
    """Relative to the root of the project."""
    facts: Facts = NO_FACTS
    content: str = ""
    """The folder of the pages, relative to the root of the project; empty for the root itself."""
    is_read: bool = True
    """Whether all relevant settings could be read."""
    folder: str = ""
    """The folder where a build of the site runs, relative to the root of the project, `/` at its end."""
    shared: tuple[str, ...] = ()
    """The files that are added to every page, relative to the root of the project."""
    lacks: str = ""
    """What has to be added to it so that links arrive; empty for nothing."""


def site_file(sites: tuple[str, ...], root: str) -> SiteFile | None:
    """Return the configuration of one of some sites that is in a project, the first that is there."""
    root, tree = root.rstrip("/"), files.Tree()
    for folder in ("", *FOLDERS):
        if not folder or (folder.split("/")[0] in tree.listing(root) and tree.is_folder(f"{root}/{folder}")):
            names = tree.listing(f"{root}/{folder}".rstrip("/"))
            for site in sites:
                for name in CONFIGURATIONS[site]:
                    if name.split("/")[0] in names and (found := _read(root, site, folder, name)):
                        return found
    return None


def _read(root: str, site: str, folder: str, name: str) -> SiteFile | None:
    """Return what a file says; None where it is not there, or the configuration of something else."""
    path = f"{folder}{name}"
    if not files.is_there(f"{root}/{path}"):
        return None
    profile = profile_of(site)
    try:
        text = files.read(f"{root}/{path}", _MAX_LENGTH).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None if profile.sign else SiteFile(site, path, is_read=False, folder=folder)
    if not re.search(profile.sign, text):
        return None
    facts = profile.read(text)
    content = _below(f"{folder}{facts.content or profile.content}")
    names = (_below(f"{folder}{name}") for name in facts.shared or ())
    shared = tuple(dict.fromkeys(name for name in names if name and files.is_file(f"{root}/{name}")))
    is_read = not profile.is_python_markdown or facts.extensions is not None
    lacks = "" if re.search(profile.needed, text) else profile.need
    return SiteFile(site, path, facts, content, is_read, folder, shared, lacks)


def _below(path: str) -> str:
    """Return the plain form of a path relative to the root; empty for the root and for what is not in it."""
    plain = posixpath.normpath(path or ".")
    return "" if plain == "." or plain.startswith(("..", "/")) else plain
