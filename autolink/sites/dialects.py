"""The dialect of a site, made of the pieces of syntax that its profile names."""

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
    from autolink.sites.profile import Profile

_MDX = ("mdx.mdx", "mdx.unwrapped_in_code", "containers.colon_containers")


@cache
def dialect_of(profile: Profile) -> Dialect:
    """Return what a site reads."""
    if profile.is_python_markdown:
        return Dialect((_PythonMarkdown(profile.extensions),), _named(_MDX))
    return Dialect(_named(profile.syntax), _named(_MDX))


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
