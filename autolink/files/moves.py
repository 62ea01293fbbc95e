"""Files and folders that move: where a path goes, and the tree as it is on the other side of a move."""

from __future__ import annotations

from dataclasses import dataclass

from autolink.files.places import is_below
from autolink.files.tree import Tree


@dataclass(frozen=True)
class Move:
    """A file or folder that moves from one absolute path to another, with all that is below it."""

    old: str
    new: str

    def moved(self, path: str) -> str:
        """Return where a path is after the move."""
        return _carried(path, self.old, self.new)

    def former(self, path: str) -> str:
        """Return where what is at a path after the move was before it."""
        return _carried(path, self.new, self.old)

    def undone(self) -> Move:
        """Return the move back."""
        return Move(self.new, self.old)


def _carried(path: str, old: str, new: str) -> str:
    return new + path[len(old) :] if f"{path}/".startswith(f"{old}/") else path


class MovedTree(Tree):
    """The files and folders that would exist after a move that was not made."""

    def __init__(self, move: Move) -> None:
        super().__init__()
        self._move = move
        self._now = Tree()

    def real(self, path: str) -> str:
        """Return where what would be at a path is."""
        return self._move.former(path)

    def exists(self, path: str) -> bool:
        """Tell whether a path would exist, with every part in the case as listed."""
        if is_below(path, self._move.old):
            return False
        if is_below(path, self._move.new):
            return self._now.exists(self.real(path))
        return is_below(self._move.new, path) or self._now.exists(path)

    def is_folder(self, path: str) -> bool:
        """Tell whether a path would be a folder."""
        if is_below(path, self._move.old):
            return False
        is_above = path != self._move.new and is_below(self._move.new, path)
        return is_above or self._now.is_folder(self.real(path))

    def listing(self, folder: str) -> frozenset[str]:
        """Return the names that would be in a folder."""
        names = self._now.listing(self.real(folder))
        if folder == _parent(self._move.old):
            names -= {_name(self._move.old)}
        if is_below(self._move.new, folder) and folder != self._move.new:
            names |= {self._move.new[len(folder.rstrip("/")) + 1 :].split("/")[0]}
        return names


def _parent(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _name(path: str) -> str:
    return path.rpartition("/")[2]
