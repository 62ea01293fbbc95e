"""Files and folders that move: where a path goes, and the tree as it is on the other side of a move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.files.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Moves:
    """Files and folders that move together, each with what is below it, unless that moves by itself."""

    to: Mapping[str, str]
    """Where each goes: absolute path to absolute path."""

    def moved(self, path: str) -> str:
        """Return where a path is after the moves."""
        return _carried(path, self.to)

    def former(self, path: str) -> str:
        """Return where what is at a path after the moves was before them."""
        return _carried(path, self._back)

    def undone(self) -> Moves:
        """Return the moves back."""
        return Moves(self._back)

    @cached_property
    def _back(self) -> dict[str, str]:
        return {new: old for old, new in self.to.items()}


def _carried(path: str, to: Mapping[str, str]) -> str:
    """Return where a path goes with the nearest place at or above it that goes anywhere."""
    for place in (path, *_above(path)):
        if place in to:
            return to[place] + path[len(place) :]
    return path


class MovedTree(Tree):
    """The files and folders that would exist after moves that were not made."""

    def __init__(self, moves: Moves) -> None:
        super().__init__()
        self._moves = moves
        self._now = Tree()
        self._left = {_parent(old) for old in moves.to}
        """The folders that lose something."""
        self._reached: dict[str, set[str]] = {}
        """The folders above the new places, with the names in them that lead there."""
        for new in moves.to.values():
            name = new
            for folder in _above(new):
                self._reached.setdefault(folder, set()).add(name[len(folder.rstrip("/")) + 1 :])
                name = folder

    def real(self, path: str) -> str:
        """Return where what would be at a path is."""
        return self._moves.former(path)

    def exists(self, path: str) -> bool:
        """Tell whether a path would exist, with every part in the case as listed."""
        return path in self._reached or (self._stays(path) and self._now.exists(self.real(path)))

    def is_folder(self, path: str) -> bool:
        """Tell whether a path would be a folder."""
        return path in self._reached or (self._stays(path) and self._now.is_folder(self.real(path)))

    def listing(self, folder: str) -> frozenset[str]:
        """Return the names that would be in a folder."""
        real = self.real(folder)
        names = self._now.listing(real) if self._stays(folder) else frozenset()
        if real in self._left:
            base, there = real.rstrip("/"), folder.rstrip("/")
            names = frozenset(
                name for name in names if self._moves.moved(f"{base}/{name}") == f"{there}/{name}"
            )
        return names | self._reached.get(folder, frozenset())

    def _stays(self, path: str) -> bool:
        """Tell whether what leads to a path leads there afterwards: nothing that moves leaves it empty."""
        return self._moves.moved(self.real(path)) == path


def _above(path: str) -> Iterator[str]:
    """Yield the folders above an absolute path, the nearest first."""
    while (at := path.rfind("/")) > 0:
        path = path[:at]
        yield path
    if path != "/":
        yield "/"


def _parent(path: str) -> str:
    return next(_above(path), "/")
