"""The files that the maps of a configuration have for addresses (`map`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from autolink.links.routes import front_matter_values

if TYPE_CHECKING:
    from collections.abc import Collection

    from autolink.config import Config
    from autolink.files import Tree
    from autolink.sites.address_map import AddressMap


class MappedFiles:
    """Finds files by address; pages are read when the first address is asked for that their keys decide."""

    def __init__(self, config: Config, pages: Collection[str], tree: Tree) -> None:
        self._tree = tree
        self._root = config.root
        self._maps = config.map
        self._pages = pages
        self._by_value = cache(self._read)

    def files(self, path: str, origin: str = "") -> list[str]:
        """Return the absolute paths that a path in an address, percent-decoded, may stand for.

        Where front matter decides and no page has the value, it is a path at which nothing can be.
        """
        found = []
        for item in self._maps:
            if item.origin != origin:
                continue
            if not item.key:
                file = item.file_of(path)
                found += [f"{self._root}/{file}"] if file else []
            elif (value := item.value_of(path)) is not None:
                nothing = f"{self._root}/{item.to}/{item.key}: {value}"
                found.append(self._by_value(item).get(value, nothing))
        return found

    def _read(self, item: AddressMap) -> dict[str, str]:
        """Return the pages in the folder of a map by their values, of several with one the first."""
        folder = f"{self._root}/{item.to}/".removesuffix("./")
        found: dict[str, str] = {}
        for page in sorted(page for page in self._pages if page.startswith(folder)):
            (value,) = front_matter_values(self._tree.real(page), (item.key,))
            if value:
                found.setdefault(item.cased(value.strip("/")), page)
        return found
