"""Which files there are; reading them as bytes; writing them atomically.

The only module that touches the disk. Paths are absolute strings with `/` between their parts: there is one
for every page and link, and the standard library's path objects cost more than the parsing.
"""

from __future__ import annotations

import contextlib
import fnmatch
import os
import re
import stat
import tempfile
import unicodedata
from typing import TYPE_CHECKING

from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PAGE_SUFFIXES = (".md", ".markdown", ".mdx", ".mdown")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def absolute(path: str) -> str:
    """Return the absolute form of a path, symlinks kept."""
    return os.path.abspath(path).replace(os.sep, "/")


def find_pages(paths: Iterable[str], root: str, exclude: Sequence[str]) -> list[str]:
    """Return the pages named by paths and those below the folders named, sorted, each once.

    Hidden folders, `node_modules`, virtual environments and what matches `exclude` (globs relative to the
    root) are left out, unless a path names them. Raises AutolinkError for a path that does not exist.
    """
    excluded = _exclusion(root, exclude)
    found: set[str] = set()
    for path in map(absolute, paths):
        if os.path.isdir(path):
            named = excluded is not None and excluded.match(path)
            found.update(_walk(path, None if named else excluded))
        elif os.path.lexists(path):
            found.add(path)
        else:
            raise AutolinkError(f"{path} does not exist")
    return sorted(_without_aliases(found, root))


def _without_aliases(found: set[str], root: str) -> set[str]:
    """Return pages without the symlinks to other pages: relative links have one right place only."""
    real_root = os.path.realpath(root)
    pages = set()
    for path in found:
        real = os.path.realpath(path).replace(os.sep, "/") if os.path.islink(path) else path
        is_page = real.lower().endswith(PAGE_SUFFIXES) and os.path.isfile(real)
        inside = real.startswith(real_root.replace(os.sep, "/") + "/")
        pages.add(root + real[len(real_root) :] if real != path and is_page and inside else path)
    return pages


def _exclusion(root: str, patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    parts = [fnmatch.translate(f"{root}/{pattern.strip('/')}").replace(r"\\Z", "") for pattern in patterns]
    return re.compile("|".join(part.removesuffix(r"\Z").removesuffix(r"\z") + r"(?:/|\Z)" for part in parts))


def _walk(folder: str, excluded: re.Pattern[str] | None) -> Iterator[str]:
    """Yield the pages below a folder. A folder reached by a symlink is not entered."""
    pending = [folder]
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError as error:
            raise AutolinkError(f"{error.filename}: {error.strerror}") from error
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            path = entry.path.replace(os.sep, "/")
            if excluded and excluded.match(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _SKIPPED_FOLDERS:
                    pending.append(path)
            elif entry.name.lower().endswith(PAGE_SUFFIXES) and not os.path.isdir(path):
                yield path


def read(path: str) -> bytes:
    """Return the bytes of a file. Raises OSError."""
    with open(path, "rb") as stream:
        return stream.read()


def write(path: str, data: bytes, expected: bytes, root: str) -> None:
    """Replace the content of a file atomically; mode and ownership stay, and a symlink stays a symlink.

    Raises OSError when the file is read-only, cannot be written, no longer holds `expected`, or is a symlink
    to something outside the root.
    """
    target = os.path.realpath(path)
    if path.startswith(f"{root}/") and not target.startswith(os.path.realpath(root) + os.sep):
        raise OSError(None, "symlink to a file outside the project", path)
    status = os.stat(target)
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(13, "file is read-only", path)
    if read(target) != expected:
        raise OSError(None, "file was changed by someone else since it was read", path)
    _replace(target, data, status)


def create(path: str, data: bytes) -> None:
    """Write a file atomically, with the folders it needs, whether or not it exists. Raises OSError."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    _replace(path, data, None)


def _replace(path: str, data: bytes, status: os.stat_result | None) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=".autolink-", dir=os.path.dirname(path))
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if status is None:
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
        else:
            if hasattr(os, "chown"):
                with contextlib.suppress(PermissionError):
                    os.chown(temporary, status.st_uid, status.st_gid)
            os.chmod(temporary, stat.S_IMODE(status.st_mode))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


class Tree:
    """Which files and folders exist, in the case in which they are listed, each folder listed once."""

    def __init__(self) -> None:
        self._folders: dict[str, frozenset[str]] = {}
        self._exact: dict[str, bool] = {}

    def exists(self, path: str) -> bool:
        """Tell whether an absolute, normalised path exists with every part in the case as listed.

        Symlinks are followed; a dangling one does not exist.
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
        return os.path.isdir(path)

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
        alike = _loosely(name)
        return next(
            (
                f"{folder}/{entry}"
                for entry in sorted(self.listing(folder or "/"))
                if _loosely(entry) == alike
            ),
            None,
        )


def _loosely(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
