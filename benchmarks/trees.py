"""Trees that are made once and kept, as generated and as `autolink fix` leaves them, and copies to change."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import asdict
from typing import TYPE_CHECKING

from benchmarks import prose, tree, words
from benchmarks.commands import AUTOLINK
from benchmarks.measure import seconds

if TYPE_CHECKING:
    from types import TracebackType

    from benchmarks.tree import Shape


class Trees:
    """The trees below a folder, which is kept; what is copied from them goes when the context ends."""

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        self._folder = os.path.abspath(folder)
        self._scratch = tempfile.mkdtemp(prefix="scratch-", dir=self._folder)

    def __enter__(self) -> Trees:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)

    def plain(self, shape: Shape) -> str:
        """Return the tree of a shape as generated. Not to be changed."""
        place = os.path.join(self._folder, _name(shape))
        if not os.path.isdir(place):
            unfinished = self.scratch("unfinished")
            tree.write_tree(unfinished, shape)
            os.rename(unfinished, place)
        return place

    def linked(self, shape: Shape) -> str:
        """Return the tree of a shape as `autolink fix` leaves it. Not to be changed.

        A tree that was kept is linked again, as this `autolink` does it; where nothing changed that is quick.
        """
        place = os.path.join(self._folder, f"{_name(shape)}-linked")
        if not os.path.isdir(place):
            unfinished = self.copy(self.plain(shape), "unfinished")
            seconds((*AUTOLINK, "fix"), unfinished, 0, {})
            os.rename(unfinished, place)
        else:
            seconds((*AUTOLINK, "fix"), place, 0, {})
        return place

    def copy(self, folder: str, name: str) -> str:
        """Return a copy of a tree, to be changed."""
        place = self.scratch(name)
        shutil.copytree(folder, place)
        return place

    def scratch(self, name: str) -> str:
        """Return the path of a temporary folder, which may not exist."""
        place = os.path.join(self._scratch, name)
        shutil.rmtree(place, ignore_errors=True)
        return place


def _name(shape: Shape) -> str:
    """Return a name for a tree that changes with everything that its bytes depend on."""
    digest = hashlib.sha256(repr(asdict(shape)).encode())
    for module in (tree, prose, words):
        assert module.__file__
        with open(module.__file__, "rb") as stream:
            digest.update(stream.read())
    return f"{shape.pages}-pages-{digest.hexdigest()[:10]}"
