"""Which files and folders exist, and how their names are spelled."""

from __future__ import annotations

import os
import unicodedata


class Tree:
    """Which files and folders exist, in the case in which they are listed; each is looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, frozenset[str]] = {}
        self._exact: dict[str, bool] = {}
        self._are_folders: dict[str, bool] = {}
        self._spellings: dict[str, dict[str, str]] = {}

    def real(self, path: str) -> str:
        """Return where what is at a path can be read: there."""
        return path

    def exists(self, path: str) -> bool:
        """Tell whether an absolute, normalised path exists with every part in the case as listed.

        Symlinks are followed; a broken one does not exist.
        """
        known = self._exact.get(path)
        if known is None:
            folder, _, name = path.rpartition("/")
            known = not name or (name in self.listing(folder or "/") and (not folder or self.exists(folder)))
            known = known and os.path.exists(path)
            self._exact[path] = known
        return known

    def is_folder(self, path: str) -> bool:
        """Tell whether a path is a folder."""
        known = self._are_folders.get(path)
        if known is None:
            known = self._are_folders[path] = os.path.isdir(path)
        return known

    def listing(self, folder: str) -> frozenset[str]:
        """Return the names in a folder; none when it cannot be listed."""
        if folder not in self._folders:
            try:
                self._folders[folder] = frozenset(os.listdir(folder))
            except (OSError, ValueError):  # no folder, or a name that none can have: too long, a NUL
                self._folders[folder] = frozenset()
        return self._folders[folder]

    def otherwise_spelled(self, path: str) -> str | None:
        """Return the path that differs in case or normal form alone from one that does not exist."""
        folder, _, name = path.rpartition("/")
        if not self.exists(folder or "/"):
            found = self.otherwise_spelled(folder) if folder else None
            if found is None:
                return None
            folder = found
        if name in self.listing(folder or "/"):
            return f"{folder}/{name}"
        if folder not in self._spellings:
            listed = sorted(self.listing(folder or "/"), reverse=True)
            self._spellings[folder] = {_loosely(entry): entry for entry in listed}
        found = self._spellings[folder].get(_loosely(name))
        return None if found is None else f"{folder}/{found}"


def _loosely(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
