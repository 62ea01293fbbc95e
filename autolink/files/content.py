"""Reading files as bytes, and writing them atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

MAX_BYTES = 64 * 2**20
"""The size of the largest file that is read."""
MAX_SETTINGS = 2**20
"""The size of the largest file that is read for settings, of which each byte may cost much more."""

_READING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
_CHUNK = 65_536


def read(path: str, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file; a symlink is followed. Never waits.

    Raises OSError, also for what may have no end, such as a pipe or a device, and for a file of more bytes
    than the limit (`EFBIG`).
    """
    _check(os.stat(path), path, limit)  # opening some devices sets something going
    descriptor = os.open(path, _READING)
    try:
        status = os.fstat(descriptor)  # something else may stand there now
        _check(status, path, limit)
        return _bytes_of(descriptor, status.st_size, path, limit)
    finally:
        os.close(descriptor)


def _check(status: os.stat_result, path: str, limit: int) -> None:
    """Raise OSError for what is no regular file, and for a file that is too large."""
    _check_kind(status, path)
    if status.st_size > limit:
        raise _too_large(path, limit)


def _check_kind(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)


def _bytes_of(descriptor: int, size: int, path: str, limit: int) -> bytes:
    """Read a file to its end. The size is what the system says: it knows none of files that it makes up."""
    chunks: list[bytes] = []
    left = limit + 1
    while chunk := os.read(descriptor, min(size + 1, left)):
        chunks.append(chunk)
        left -= len(chunk)
        size = _CHUNK
        if not left:
            raise _too_large(path, limit)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(path: str, limit: int) -> OSError:
    return OSError(errno.EFBIG, f"larger than {limit // 2**20} MiB", path)


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
    temporary = f"{os.path.dirname(path)}/.autolink-{os.urandom(8).hex()}"
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
