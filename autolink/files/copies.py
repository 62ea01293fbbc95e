"""Temporary copies of folders, for work that must not touch the originals."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from autolink.files.places import absolute, is_below, real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_VIRTUAL_ENVIRONMENT = "pyvenv.cfg"


def temporary_folder() -> str:
    """Create an empty folder that nobody else may read, and return its path. Raises OSError."""
    import tempfile  # it and `shutil` are for few commands: all others start sooner without them

    return real(tempfile.mkdtemp(prefix="autolink-"))


def copy_folder(source: str, target: str, leaves_out: Callable[[str], bool]) -> None:
    """Copy a folder with the times of its files, without virtual environments and what else is left out.

    `leaves_out` is asked of each path relative to the folder. Files are copied, not hard-linked: a program
    that writes one in place must not change the original. Symlinks into the folder lead into the copy, others
    to where they led; pipes, sockets and devices are left out. Raises OSError.
    """
    source, home = real(source), real(os.path.dirname(target))
    pending = [""]
    while pending:
        below = pending.pop()
        os.makedirs(f"{target}/{below}", exist_ok=True)
        with os.scandir(f"{source}/{below}") as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if leaves_out(name) or f"{source}/{name}" == home:
                    continue
                if entry.is_symlink():
                    _copy_symlink(source, target, name)
                elif entry.is_file():
                    _copy_file(entry.path, f"{target}/{name}")
                elif entry.is_dir() and not os.path.exists(f"{entry.path}/{_VIRTUAL_ENVIRONMENT}"):
                    pending.append(f"{name}/")


def _copy_symlink(source: str, target: str, name: str) -> None:
    place, copy = real(f"{source}/{name}"), f"{target}/{name}"
    if is_below(place, source):
        place = os.path.relpath(f"{target}{place[len(source) :]}", os.path.dirname(copy))
    os.symlink(place, copy)


def _copy_file(path: str, copy: str) -> None:
    import shutil

    shutil.copy2(path, copy)
    mode = os.stat(copy).st_mode
    if not mode & stat.S_IWUSR:
        os.chmod(copy, stat.S_IMODE(mode) | stat.S_IWUSR)


def replace_in_copy(path: str, data: bytes, copy: str) -> bool:
    """Replace the content of a file in the copy of a folder. Raises OSError.

    Returns False, and leaves it alone, where it is not there or a symlink leads out of the copy.
    """
    if not os.path.isfile(path) or not is_below(real(path), real(copy)):
        return False
    with open(path, "wb") as stream:
        stream.write(data)
    return True


def move(path: str, to: str) -> None:
    """Move a file or folder to a place where nothing stands, on the same file system. Raises OSError."""
    os.rename(path, to)


def make_folder(path: str) -> None:
    """Create a folder and its parents, if they do not exist. Raises OSError."""
    os.makedirs(path, exist_ok=True)


def files_below(folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder, relative to it, in no order; symlinks are not followed."""
    for place, _, names in os.walk(folder):
        below = absolute(place)[len(absolute(folder)) :].lstrip("/")
        yield from (f"{below}/{name}" if below else name for name in names)


def remove_folder(path: str) -> None:
    """Remove a folder and its contents as far as possible, including read-only folders."""
    import shutil

    shutil.rmtree(path, ignore_errors=True)
    if os.path.isdir(path):
        for place, _, _ in os.walk(path):
            os.chmod(place, stat.S_IRWXU)  # a walk looks into a folder after it was yielded
        shutil.rmtree(path, ignore_errors=True)
