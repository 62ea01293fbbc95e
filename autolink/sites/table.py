"""The table of sites. Their profiles are imported when they are asked for: most runs need one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.sites.profile import Profile

_DATA = ("toml", "yaml", "yml", "json")
_SCRIPTS = ("js", "ts", "mjs", "mts", "cjs")
CONFIGURATIONS: dict[str, tuple[str, ...]] = {
    "github": (),
    "gitlab": (),
    "docusaurus": tuple(f"docusaurus.config.{ending}" for ending in _SCRIPTS),
    "starlight": tuple(f"astro.config.{ending}" for ending in _SCRIPTS),
    "sphinx": ("conf.py",),
    "vitepress": tuple(f".vitepress/config.{ending}" for ending in _SCRIPTS),
    "hugo": tuple(
        f"{name}.{ending}"
        for name in ("hugo", "config", "config/_default/hugo", "config/_default/config")
        for ending in _DATA
    ),
    "jekyll": ("_config.yml",),
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml"),
    "zensical": ("zensical.toml", "mkdocs.yml", "mkdocs.yaml"),
}
"""The sites, each with the names that its configuration may have; a name belongs to the first site."""
SITES = tuple(CONFIGURATIONS)
"""What may publish the pages, the values of the key `site`: modules of this room."""
FOLDERS = ("docs/", "docs/source/", "doc/", "website/", "site/", "source/", "src/")
"""Where a project may keep the configuration of its site besides its root, the likeliest first."""


@cache
def profile_of(site: str) -> Profile:
    """Return the profile of a site by its name."""
    profile: Profile = import_module(f"autolink.sites.{site}").PROFILE
    return profile
