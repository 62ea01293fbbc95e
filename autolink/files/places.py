"""What is at a path: asked here, so that nothing else has to touch the disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import StrPath


def absolute(path: StrPath) -> str:
    """Return the absolute form of a path, `/` between its parts, symlinks kept."""
    return os.path.abspath(path).replace(os.sep, "/")


def real(path: StrPath) -> str:
    """Return the absolute path to which symlinks lead, of folders and of the file itself."""
    return absolute(os.path.realpath(path))


def standing(paths: Iterable[str]) -> Iterator[str]:
    """Yield the real paths of files: symlinks to folders are followed, those to files are not."""
    folders: dict[str, str] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = real(folder or "/").rstrip("/")
        yield f"{folders[folder]}/{name}"


def relative(path: str, folder: str) -> str:
    """Return a path relative to a folder, both absolute and normal: far cheaper than `os.path.relpath`."""
    parts, above = path.rstrip("/").split("/"), folder.rstrip("/").split("/")
    shared = 0
    for one, other in zip(parts, above, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(above) - shared) + parts[shared:]) or "."


def is_below(path: str, place: str) -> bool:
    """Tell by their names whether a path is another path, or below it."""
    return f"{path.rstrip('/')}/".startswith(f"{place.rstrip('/')}/")


def exists(path: StrPath) -> bool:
    """Tell whether a file or folder is there; a symlink is followed."""
    return os.path.exists(path)


def is_there(path: StrPath) -> bool:
    """Tell whether anything is there, even a broken symlink."""
    return os.path.lexists(path)


def is_file(path: StrPath) -> bool:
    """Tell whether a path is a regular file; a symlink is followed."""
    return os.path.isfile(path)


def is_folder(path: StrPath) -> bool:
    """Tell whether a path is a folder; a symlink is followed."""
    return os.path.isdir(path)


def folder_of(path: str) -> str:
    """Return a folder itself, and of anything else the folder that it is in."""
    return path if os.path.isdir(path) else os.path.dirname(path)


def permissions(path: str) -> int:
    """Return the permission bits of a file; those of any new file when it is not there."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        return 0o666


def size(path: str) -> int:
    """Return the size of a file in bytes, 0 when it is not there."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def names_in(folder: str) -> list[str]:
    """Return the names in a folder; none for anything else, or if it cannot be listed."""
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


def repository_above(folder: str) -> str | None:
    """Return the nearest folder with a `.git`, at a folder or above it; None when there is none."""
    while not os.path.exists(f"{folder}/.git"):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder
