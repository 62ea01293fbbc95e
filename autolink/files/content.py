"""Reading files as bytes, and writing them atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.files.bounds import Bounds

MAX_BYTES = 64 * 2**20
"""The size of the largest file that is read."""
MAX_SETTINGS = 2**20
"""The size of the largest file that is read for settings, of which each byte may cost much more."""

_BINARY = getattr(os, "O_BINARY", 0)
_READING = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | getattr(os, "O_NOFOLLOW", 0)
_CHUNK = 65_536

TEMPORARY = ".autolink-"
"""The prefix of the names of incomplete files. A run that is killed leaves one of them behind."""


def read(path: str, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file; a symlink is followed. Never waits.

    Raises OSError, also for what may have no end, such as a pipe or a device, and for a file of more bytes
    than the limit (`EFBIG`).
    """
    _check(os.stat(path), path, limit)  # opening some devices has side effects
    descriptor = os.open(path, _READING)
    try:
        status = os.fstat(descriptor)  # something else may be there now
        _check(status, path, limit)
        return _bytes_of(descriptor, status.st_size, path, limit)
    finally:
        os.close(descriptor)


def _check(status: os.stat_result, path: str, limit: int) -> None:
    """Raise OSError for anything but a regular file, and for a file that is too large."""
    _check_kind(status, path)
    if status.st_size > limit:
        raise _too_large(path, limit)


def _check_kind(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)


def _bytes_of(descriptor: int, size: int, path: str, limit: int) -> bytes:
    """Read a file to its end. The size is what the system reports, which is 0 for virtual files."""
    first = os.read(descriptor, min(size + 1, limit + 1))
    if 0 < len(first) == size:  # one byte less than asked for: that is the end
        return first
    chunks = [first]
    left = limit + 1 - len(first)
    while left and (chunk := os.read(descriptor, min(_CHUNK, left))):
        chunks.append(chunk)
        left -= len(chunk)
    if not left:
        raise _too_large(path, limit)
    return b"".join(chunks)


def _too_large(path: str, limit: int) -> OSError:
    return OSError(errno.EFBIG, f"larger than {limit // 2**20} MiB", path)


def write(path: str, data: bytes, expected: bytes, bounds: Bounds) -> int:
    """Replace the content of a file atomically; mode and owner stay, and a symlink stays a symlink.

    Returns how many other names the file had (hard links), which keep the old content. A file that holds the
    data already is left alone. Raises OSError when the file is out of bounds, is read-only, cannot be
    written, or no longer holds `expected`.
    """
    bounds.check(path)
    if len(data) > MAX_BYTES:  # which nobody could read again
        raise _too_large(path, MAX_BYTES)
    target = os.path.realpath(path)
    status = os.stat(target)
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(errno.EACCES, "file is read-only", path)
    with _new_file(target, data, 0o600, status) as temporary:
        now = read(target)  # as late as can be
        if now == data:  # another run has done it
            return 0
        if now != expected:
            raise OSError(errno.EBUSY, "file was changed by another program after it was read", path)
        os.replace(temporary, target)
    return status.st_nlink - 1


def create(path: str, data: bytes, mode: int = 0o666) -> None:
    """Write a file atomically, with the folders it needs, whether or not it exists.

    A new file gets the mode, less what the umask takes away; one that is there keeps mode and owner. A
    symlink is replaced, not followed. Raises OSError, also when something else is there or is led to: a
    device or a pipe.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)
    there: os.stat_result | None = None
    with contextlib.suppress(FileNotFoundError):
        there = os.stat(path)
        _check_kind(there, path)
    if os.path.islink(path):
        there = None
    with _new_file(path, data, 0o600 if there else mode, there) as temporary:
        os.replace(temporary, path)


@contextlib.contextmanager
def _new_file(beside: str, data: bytes, mode: int, like: os.stat_result | None) -> Iterator[str]:
    """Write a file next to another one; what did not take the place of that one in the end is removed.

    At no time can anybody read the file who may not read the result. Readers find either the old or the new
    content, even if the run is killed. A power failure may lose the new content: waiting for the disk
    (`fsync`) costs more than the whole rest of a run.
    """
    temporary = f"{os.path.dirname(beside)}/{TEMPORARY}{os.urandom(8).hex()}"
    try:
        descriptor = os.open(temporary, _WRITING, mode)
        try:
            if like is not None:
                _make_like(descriptor, temporary, like)
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
        finally:
            os.close(descriptor)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _make_like(descriptor: int, path: str, status: os.stat_result) -> None:
    """Give a file the owner and mode of another; if its group cannot be kept, no group gets its rights."""
    mode = stat.S_IMODE(status.st_mode)
    if not hasattr(os, "fchown"):
        os.chmod(path, mode)
        return
    with contextlib.suppress(OSError):  # only root may give files away
        os.fchown(descriptor, status.st_uid, -1)
    try:
        os.fchown(descriptor, -1, status.st_gid)
    except OSError:
        shared = mode >> 3 & mode & 0o7
        mode = mode & 0o700 | shared << 3 | shared
    os.fchmod(descriptor, mode)
