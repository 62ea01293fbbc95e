"""Reading files as bytes, and writing them atomically."""

from __future__ import annotations

import contextlib
import os
import stat

TEMPORARY = ".autolink-"
"""How the names of files begin that are not yet whole. A run that is killed leaves one of them."""


def read(path: str) -> bytes:
    """Return the bytes of a file. Raises OSError."""
    with open(path, "rb") as stream:
        return stream.read()


def read_regular(path: str) -> bytes:
    """Return the bytes of a regular file. Raises OSError, also for a pipe or device: it may have no end."""
    if not os.path.isfile(path):
        raise OSError(None, "no regular file", path)
    return read(path)


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
    """Write a new file and give it the place of another.

    Whoever looks finds the old or the new content, also when we are killed. Whether a power failure loses the
    new one is the file system's matter: waiting for the disk (`fsync`) costs more than all the rest of a run.
    """
    temporary = f"{os.path.dirname(path)}/{TEMPORARY}{os.urandom(8).hex()}"
    try:
        with open(temporary, "xb") as stream:
            stream.write(data)
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
