"""Existing files that may have been meant instead of a missing one."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.text.similar import MOST, Names, grouped, window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class PathSuggester:
    """Suggests existing files for a missing one: of the same name, else of a similar name in the same folder.

    `pages` are searched first; `files` lists every file of the project, and is called only if no page has the
    name.
    """

    def __init__(
        self,
        pages: Iterable[str],
        listing: Callable[[str], Iterable[str]],
        files: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._listing = listing
        self._files = files
        self._pages = pages
        self._folders: dict[str, Names] = {}
        self._known: dict[str, list[str]] = {}

    @cached_property
    def _pages_by_name(self) -> dict[str, list[str]]:
        return grouped(sorted(self._pages), _folded_name)

    @cached_property
    def _files_by_name(self) -> dict[str, list[str]]:
        return grouped(sorted(self._files()), _folded_name)

    def suggest(self, path: str) -> list[str]:
        """Return up to three existing paths, the nearest first."""
        if path not in self._known:
            self._known[path] = self._suggest(path)
        return self._known[path]

    def _suggest(self, path: str) -> list[str]:
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = Names(self._listing(folder))
        same = self._pages_by_name.get(name.casefold()) or self._files_by_name.get(name.casefold(), [])
        nearest = sorted(window(same, path), key=lambda other: (-_shared(folder, other), other))
        like = [f"{folder}/{other}" for other in self._folders[folder].files_like(name)]
        return list(dict.fromkeys([*nearest, *like]))[:MOST]


def _folded_name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _shared(folder: str, path: str) -> int:
    return len(posixpath.commonprefix([folder.split("/"), path.split("/")[:-1]]))
