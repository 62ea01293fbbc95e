"""What git ignores, by the patterns of `.gitignore` files and of `.git/info/exclude` (gitignore(5)).

Git decides folder by folder: what lies in an ignored folder is ignored whatever the patterns say about it, so
patterns are only asked about the entries of folders that are not. A user's own `core.excludesFile` is not
read: the pages of a project are the same for everyone. Whether git tracks a file does not matter either.
"""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING

from autolink.errors import AutolinkError
from autolink.files.content import MAX_SETTINGS, read

if TYPE_CHECKING:
    from collections.abc import Collection

_SPECIAL = re.compile(rb"[*?\[\\]")


class Patterns:
    """The patterns of one file, which hold for the entries below its folder."""

    def __init__(self, folder: str, data: bytes) -> None:
        self._start = len(folder.rstrip("/")) + 1
        self._negated: list[bool] = []
        names: list[tuple[int, bytes, bool]] = []
        paths: list[tuple[int, bytes, bool]] = []
        for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
            line = _without_trailing_spaces(line.removesuffix(b"\r"))
            if not line or line.startswith(b"#"):
                continue
            pattern = line.removeprefix(b"!")
            folders_only = pattern.endswith(b"/")
            pattern = pattern[:-1] if folders_only else pattern
            number = len(self._negated)
            self._negated.append(line.startswith(b"!"))
            (paths if b"/" in pattern else names).append((number, pattern.removeprefix(b"/"), folders_only))
        self._names = _Globs(names)
        self._paths = _Globs(paths) if paths else None

    def verdict(self, path: str, name: str, is_folder: bool) -> bool | None:
        """Tell whether the entry at a path, called `name`, is ignored; None when no pattern matches it."""
        number = self._names.last_match(name, is_folder)
        if self._paths:
            number = max(number, self._paths.last_match(path[self._start :], is_folder))
        return None if number < 0 else not self._negated[number]


class _Globs:
    """Patterns that are compared with names, or with paths; those without a glob by a look-up."""

    def __init__(self, patterns: list[tuple[int, bytes, bool]]) -> None:
        self._literal: dict[str, int] = {}
        self._numbers: list[int] = []
        expressions: list[bytes] = []
        for number, pattern, folders_only in patterns:
            if pattern.startswith(b"/"):
                continue
            mark = b"/" if folders_only else b"/?+"
            if not _SPECIAL.search(pattern):
                text = os.fsdecode(pattern)
                self._literal.update(
                    dict.fromkeys([f"/{text}"] if folders_only else [text, f"/{text}"], number)
                )
            elif (expression := _translated(pattern)) is not None:
                expressions.append(b"(%b%b)" % (mark, expression))
                self._numbers.append(number)
        self._numbers.reverse()
        self._expression = re.compile(b"|".join(reversed(expressions))) if expressions else None

    def last_match(self, text: str, is_folder: bool) -> int:
        """Return the number of the last pattern that matches, or -1."""
        marked = f"/{text}" if is_folder else text
        number = self._literal.get(marked, -1)
        if self._expression:
            found = self._expression.fullmatch(os.fsencode(marked))
            if found and found.lastindex:
                number = max(number, self._numbers[found.lastindex - 1])
        return number


def _translated(pattern: bytes) -> bytes | None:
    from autolink.files.ignore.globs import translate

    return translate(pattern)


def _without_trailing_spaces(line: bytes) -> bytes:
    r"""Return a line without the spaces at its end; `\ ` keeps one."""
    kept = line.rstrip(b" ")
    backslashes = len(kept) - len(kept.rstrip(b"\\"))
    return line[: len(kept) + 1] if backslashes % 2 and kept != line else kept


def ignored(rules: tuple[Patterns, ...], path: str, name: str, is_folder: bool) -> bool:
    """Tell whether an entry is ignored by the patterns that hold in its folder; the nearest file decides."""
    for patterns in reversed(rules):
        verdict = patterns.verdict(path, name, is_folder)
        if verdict is not None:
            return verdict
    return False


def inherited(folder: str, root: str) -> tuple[Patterns, ...]:
    """Return the patterns that hold for a folder because of the folders above it.

    These are those up to the top of its git repository; outside of one, those up to the project's root.
    """
    above: list[str] = []
    current = folder
    while not os.path.lexists(f"{current}/.git"):
        parent = os.path.dirname(current)
        if parent == current:
            above = [path for path in above if f"{path}/".startswith(f"{root}/")]
            break
        above.append(parent)
        current = parent
    rules: tuple[Patterns, ...] = ()
    for path in reversed(above):
        rules = extended(rules, path)
    return rules


def extended(
    rules: tuple[Patterns, ...], folder: str, names: Collection[str] | None = None
) -> tuple[Patterns, ...]:
    """Return the patterns that hold in a folder, given those that it inherits and, if known, what is in it.

    The top of a repository inherits none.
    """
    if ".git" in names if names is not None else os.path.lexists(f"{folder}/.git"):
        rules = _loaded(folder, f"{_git_folder(folder)}/info/exclude")
    if names is None or ".gitignore" in names:
        rules += _loaded(folder, f"{folder}/.gitignore")
    return rules


def _loaded(folder: str, file: str) -> tuple[Patterns, ...]:
    """Return the patterns of a file; none when it is a symlink or unreadable: git reads none either.

    Raises AutolinkError for one that is too large: what it ignores would be taken for pages.
    """
    if os.path.islink(file):
        return ()
    try:
        return (Patterns(folder, read(file, MAX_SETTINGS)),)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise AutolinkError(f"{file}: {error.strerror}") from error
        return ()


def _git_folder(folder: str) -> str:
    """Return the folder that holds `info/exclude`, also of a worktree or a submodule.

    See gitrepository-layout(5).
    """
    place = f"{folder}/.git"
    try:
        if os.path.isfile(place):
            place = os.path.join(
                folder, os.fsdecode(read(place, MAX_SETTINGS)).removeprefix("gitdir:").strip()
            )
        common = f"{place}/commondir"
        return (
            os.path.join(place, os.fsdecode(read(common, MAX_SETTINGS)).strip())
            if os.path.isfile(common)
            else place
        )
    except OSError:
        return place
