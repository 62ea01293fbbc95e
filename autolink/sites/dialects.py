"""Which site reads which dialect."""

from __future__ import annotations

from functools import cache

from autolink.page.dialects.dialect import PLAIN, Dialect

SITES = (
    "github",
    "gitlab",
    "mkdocs",
    "zensical",
    "docusaurus",
    "sphinx",
    "hugo",
    "vitepress",
    "starlight",
    "jekyll",
)
"""Who may publish the pages, the values of the key `site`."""


@cache
def dialect_of(site: str, extensions: frozenset[str] | None) -> Dialect:
    """Return what a site reads, given the extensions that its configuration names, if that is known."""
    return PLAIN
