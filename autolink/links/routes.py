"""Pages by the addresses at which their site publishes them, as a browser follows a link."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING

from autolink import files
from autolink.page.syntax import body_start
from autolink.sites.profile import value_in
from autolink.sites.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from autolink.config import Config
    from autolink.files import Tree

_VALUE = r"([^\s\"'#][^\n\"'#]*)"


class Routes:
    """Knows the addresses of a site's pages, below its base, from when one is first asked for."""

    def __init__(self, config: Config, pages: Collection[str], tree: Tree) -> None:
        self._tree = tree
        self._route_of = ROUTES[config.resolve]
        self._profile = config.profile
        self._below = config.below_site_root
        self._paths = pages

    def page(self, path: str, page: str) -> str | None:
        """Return the page at which a path in a link of a page arrives; a `/` at the end does not matter."""
        base = self._profile.base
        if path.startswith("/"):
            if f"{path}/".startswith(base):
                path = path[len(base) :]
            elif self._profile.rooted == "host":
                return None
        else:
            here = self._routes.get(page)
            if here is None:
                return None
            path = here[: here.rfind("/") + 1] + path
        return self._pages.get(posixpath.normpath(f"/{path.lstrip('/')}") if _stays_below(path) else "")

    def address(self, path: str) -> str | None:
        """Return the address of a page below the base of the site; None if it has no such page."""
        return self._routes.get(path)

    @cached_property
    def _routes(self) -> dict[str, str]:
        """The addresses of the site's pages, by path."""
        places = ((path, self._below(path)) for path in sorted(self._paths))
        return {path: self._route(path, below) for path, below in places if below is not None}

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The pages by address, `/` in front and none after."""
        routes = reversed(self._routes.items())
        return {posixpath.normpath(f"/{route.lstrip('/')}"): path for path, route in routes}

    def _route(self, path: str, below: str) -> str:
        slug, identifier = front_matter_values(self._tree.real(path), (self._profile.address_key, "id"))
        return self._route_of(below, slug, identifier, self._profile.docs)


def front_matter_values(path: str, keys: Sequence[str]) -> list[str | None]:
    """Return what the front matter of a page has for keys, read line by line; None where it has nothing."""
    try:
        data = files.read(path)
    except OSError:
        data = b""
    head = data[: body_start(data)].decode("utf-8", "replace")
    found = (value_in(head, re.escape(key), _VALUE) if head and key else None for key in keys)
    return [value and value.strip() for value in found]


def _stays_below(path: str) -> bool:
    """Tell whether a path does not lead above where it starts."""
    return not posixpath.normpath(path.lstrip("/") or ".").startswith("..")
