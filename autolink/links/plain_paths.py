"""Addresses that are simply the path of a page, as nearly all are: found without a look at the disk."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_SIGN = re.compile(r"[:%?\\{]")
"""Characters with which an address is not simply a path."""
_PLAIN_PATH = re.compile(r"(?!/)[^:%?\\]{1,1000}(?<!/)")


class PlainPaths:
    """Finds the pages at paths. Addresses have to end in `ending`; where that is None, none is a path."""

    def __init__(self, pages: Collection[str], ending: str | None) -> None:
        self._pages = pages
        self._ending = ending

    @cached_property
    def pages(self) -> Collection[str]:
        """The pages that an address means which, put behind a folder, reads like their path."""
        ending = self._ending
        if ending is None:
            return ()
        if not ending and _SIGN.search("\n".join(self._pages)) is None:
            return self._pages
        return frozenset(path for path in self._pages if path.endswith(ending) and not _SIGN.search(path))

    def page(self, address: str, page: str) -> str | None:
        """Return the page that an address on a page means, if it is simply its path."""
        if self._ending is None or not address.endswith(self._ending) or not _PLAIN_PATH.fullmatch(address):
            return None
        folder = page[: page.rfind("/")]
        while address.startswith("../") and folder:  # cheaper than `normpath`, which is left what is unusual
            folder, address = folder[: folder.rfind("/")], address[3:]
        path = f"{folder}/{address}"
        if path not in self._pages:
            path = posixpath.normpath(path)
        return path if path in self._pages else None


class Arrivals(dict[str, str | None]):
    """The paths at which addresses on a page arrive; what arrives at a path is the same in all of its scope.

    An address is a target without fragment that is neither empty nor a mere query. It arrives at `""` where
    it leads elsewhere, and at None where nothing is there. `otherwise` says where an address on a page
    arrives that is no plain path.
    """

    def __init__(self, paths: PlainPaths, page: str, otherwise: Callable[[str, str], str | None]) -> None:
        super().__init__()
        self._pages = paths.pages
        self._page = page
        self._otherwise = otherwise
        folder, ups = page[: page.rfind("/")], ""
        self._folders = {"": folder}
        """What `../` and the like stand for, by themselves."""
        while folder:
            folder, ups = folder[: folder.rfind("/")], f"{ups}../"
            self._folders[ups] = folder

    def __missing__(self, address: str) -> str | None:
        above, up, rest = address.rpartition("../")
        folder = self._folders.get(above + up)
        path = None if folder is None else f"{folder}/{rest}"
        if path is None or path not in self._pages:
            path = self._otherwise(address, self._page)
        self[address] = path
        return path
