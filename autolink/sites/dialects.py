"""Which site reads which dialect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from autolink.page.dialects.dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.page.dialects.dialect import Syntax
    from autolink.page.dialects.model import Closed, Part

_MDX = ("mdx.mdx", "containers.colon_containers")
_IN_PAGES: dict[str, tuple[str, ...]] = {
    "github": (),
    "gitlab": (),
    "docusaurus": _MDX,
    "starlight": ("containers.colon_containers",),
    "sphinx": ("myst.syntax.myst",),
}
"""By site, the pieces of syntax that it reads in pages that are not MDX: modules of `page/dialects/`."""
_PYTHON_MARKDOWN = ("mkdocs", "zensical")
"""The sites that read Python-Markdown, in which the extensions say what is read."""

SITES = (*_IN_PAGES, *_PYTHON_MARKDOWN)
"""Who may publish the pages, the values of the key `site`."""


@cache
def dialect_of(site: str, extensions: frozenset[str] | None) -> Dialect:
    """Return what a site reads, given the extensions that its configuration names, if that is known."""
    if site in _PYTHON_MARKDOWN:
        return Dialect((_PythonMarkdown(extensions),), _named(_MDX))
    return Dialect(_named(_IN_PAGES[site]), _named(_MDX))


def _named(places: Iterable[str]) -> tuple[Syntax, ...]:
    return tuple(_Syntax(place) for place in places)


@dataclass(frozen=True)
class _Syntax:
    """A piece of syntax by its place, imported when a page is read: most runs read no dialect."""

    place: str

    def __call__(self, data: bytes, start: int) -> Iterable[Closed | Part]:
        module, _, name = self.place.rpartition(".")
        syntax: Syntax = getattr(import_module(f"autolink.page.dialects.{module}"), name)
        return syntax(data, start)


@dataclass(frozen=True)
class _PythonMarkdown:
    """What Python-Markdown reads with some extensions, or with any where they are not known."""

    extensions: frozenset[str] | None

    def __call__(self, data: bytes, start: int) -> Iterable[Closed | Part]:
        from autolink.page.dialects.python_markdown.syntax import read, syntax

        return read(data, start, syntax(self.extensions))
