"""Did you mean: the nearest existing path, anchor or term for one that does not exist."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST = 3
_MOST_CANDIDATES = 2000
"""Names that a missing one is compared with: any more would make the work a product."""


class PathSuggester:
    """Suggests existing files for a missing one: of the same name, else of a like name in the same folder."""

    def __init__(self, paths: Iterable[str], listing: Callable[[str], Iterable[str]]) -> None:
        self._listing = listing
        self._siblings: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            name = path.rpartition("/")[2]
            self._by_name.setdefault(name.casefold(), []).append(path)

    def suggest(self, path: str) -> list[str]:
        """Return up to three existing paths, the nearest first."""
        from rapidfuzz import fuzz, process

        folder, _, name = path.rpartition("/")
        same = sorted(
            self._by_name.get(name.casefold(), ()), key=lambda other: (-_shared(folder, other), other)
        )
        if folder not in self._siblings:
            self._siblings[folder] = sorted(self._listing(folder))[:_MOST_CANDIDATES]
        near = process.extract(name, self._siblings[folder], scorer=fuzz.ratio, limit=_MOST, score_cutoff=75)
        return list(dict.fromkeys([*same, *(f"{folder}/{other}" for other, _, _ in near)]))[:_MOST]


def _shared(folder: str, path: str) -> int:
    return len(posixpath.commonprefix([folder.split("/"), path.split("/")[:-1]]))


class AnchorSuggester:
    """Suggests existing anchors of one page for a missing one, of which there may be as many as anchors."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)[:_MOST_CANDIDATES]

    def suggest(self, fragment: str) -> list[str]:
        """Return up to three anchors, the nearest first."""
        from rapidfuzz import fuzz, process

        names = self._names
        same = [name for name in names if name.casefold() == fragment.casefold()]
        inside = [name for name in names if fragment and name.startswith((f"{fragment}-", f"{fragment}_"))]
        inside += [name for name in names if fragment and name.endswith(f"-{fragment}")]
        near = process.extract(fragment, names, scorer=fuzz.ratio, limit=_MOST, score_cutoff=65)
        return list(dict.fromkeys([*same, *sorted(inside, key=len), *(name for name, _, _ in near)]))[:_MOST]


def or_list(words: list[str]) -> str:
    """Return `, did you mean …?` for suggestions, or nothing."""
    shown = [f"`{word}`" for word in words]
    if not shown:
        return ""
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return f", did you mean {listed}?"
