"""Where files may be written: in the project, and where the command line allows it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.files.places import is_below, real, standing

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Bounds:
    """The root of a project, and what was named. Symlinks count only as the files that they lead to.

    A path below the root that leads out of it is out of bounds, named or not: a hook is given the names that
    are in the repository.
    """

    root: str
    named: tuple[str, ...] = ()

    @cached_property
    def _real(self) -> tuple[str, ...]:
        outside = (path for path in self.named if not is_below(path, self.root))
        return tuple(real(path) for path in (self.root, *outside))

    def hold(self, path: str) -> bool:
        """Tell whether a file may be written."""
        return not self.outside([path])

    def outside(self, paths: Iterable[str]) -> list[str]:
        """Return those of some paths that may not be written."""
        paths = list(paths)
        return [
            path
            for path, place in zip(paths, standing(paths), strict=True)
            if not any(is_below(real(path) if os.path.islink(path) else place, top) for top in self._real)
        ]

    def check(self, path: str) -> None:
        """Raise OSError for a file that may not be written."""
        if not self.hold(path):
            what = "symlink to a file" if is_below(path, self.root) else "file"
            raise OSError(errno.EPERM, f"{what} outside the project", path)
