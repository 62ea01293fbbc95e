"""Did you mean: the nearest existing path, anchor or label for one that does not exist."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST = 3
_MOST_COMPARED = 500
"""Of more names only those next to a word in the order of the alphabet are compared with it."""
_LIKE_PATH = 75
_LIKE_ANCHOR = 65
_LIKE_LABEL = 75


class Names:
    """Names that something may have been meant to be."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)

    @cached_property
    def _by_case(self) -> dict[str, list[str]]:
        return _grouped(self._names, str.casefold)

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        return _grouped(self._names, _stem)

    def anchors_like(self, fragment: str) -> list[str]:
        """Return up to three anchors, the nearest first: those that differ in case alone, else others."""
        same = self._by_case.get(fragment.casefold())
        if same or not fragment:
            return (same or [])[:_MOST]
        near = self._near(fragment)
        longer = [name for name in near if name.startswith((f"{fragment}-", f"{fragment}_"))]
        longer += [name for name in near if name.endswith(f"-{fragment}")]
        return list(dict.fromkeys([*sorted(longer, key=len), *self._like(fragment, _LIKE_ANCHOR)]))[:_MOST]

    def labels_like(self, label: str) -> list[str]:
        """Return up to three reference labels that are like one, the nearest first."""
        return self._like(label, _LIKE_LABEL)

    def files_like(self, name: str) -> list[str]:
        """Return up to three files of a folder: those that differ in their suffix alone, else others."""
        return self._by_stem.get(_stem(name), [])[:_MOST] or self._like(name, _LIKE_PATH)

    def _like(self, word: str, cutoff: int) -> list[str]:
        from rapidfuzz import fuzz, process

        near = self._near(word)
        found = process.extract(word, near, scorer=fuzz.ratio, limit=_MOST, score_cutoff=cutoff)
        return [name for name, _, _ in found]

    def _near(self, word: str) -> list[str]:
        """Return the names that are worth comparing with a word."""
        return _window(self._names, word)


class PathSuggester:
    """Suggests existing files for a missing one: of the same name, else of a like name in the same folder.

    `pages` are looked at first; `files` tells of every file of the project, asked only when no page has the
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
        self._pages_by_name = _grouped(sorted(pages), _folded_name)
        self._folders: dict[str, Names] = {}
        self._known: dict[str, list[str]] = {}

    @cached_property
    def _files_by_name(self) -> dict[str, list[str]]:
        return _grouped(sorted(self._files()), _folded_name)

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
        nearest = sorted(_window(same, path), key=lambda other: (-_shared(folder, other), other))
        like = [f"{folder}/{other}" for other in self._folders[folder].files_like(name)]
        return list(dict.fromkeys([*nearest, *like]))[:_MOST]


def _window(words: list[str], word: str) -> list[str]:
    """Return some sorted words: when they are many, those next to one in the order of the alphabet."""
    if len(words) <= _MOST_COMPARED:
        return words
    at = bisect_left(words, word)
    return words[max(0, at - _MOST_COMPARED // 2) : at + _MOST_COMPARED // 2]


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(key(name), []).append(name)
    return found


def _folded_name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _stem(name: str) -> str:
    return posixpath.splitext(name)[0].casefold()


def _shared(folder: str, path: str) -> int:
    return len(posixpath.commonprefix([folder.split("/"), path.split("/")[:-1]]))


def or_list(words: list[str]) -> str:
    """Return `, did you mean …?` for suggestions, or nothing."""
    shown = [f"`{word}`" for word in words]
    if not shown:
        return ""
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return f", did you mean {listed}?"
