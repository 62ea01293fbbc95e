"""Where settings come from: the nearest configuration file, and the command line."""

from __future__ import annotations

import os
import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autolink import files
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_FILES = ("autolink.toml", "pyproject.toml")
_TABLE = ("tool", "autolink")
_MOST_LEVELS = 50
_MOST_DOTS = 20_000_000
"""All dots times those of the line with the most: bounds the memory for the names in a document."""


class Source:
    """A source of settings: a configuration file, or another place, which has no text."""

    def __init__(self, name: str, text: str = "", table: tuple[str, ...] = ()) -> None:
        self.name = name
        self._text = text
        self._table = table

    def line(self, key: str) -> int | None:
        """Return the 1-based line of a key, or of the table around it; None when that is not known."""
        path = (*self._table, key)
        lengths = range(len(path), 0, -1)
        return next((self._lines[path[:length]] for length in lengths if path[:length] in self._lines), None)

    def place(self, key: str) -> str:
        """Return where a key stands, for messages: `FILE:LINE`, or the name of the source."""
        line = self.line(key)
        return self.name if line is None else f"{self.name}:{line}"

    @cached_property
    def _lines(self) -> dict[tuple[str, ...], int]:
        from autolink.config.toml_places import key_lines  # its expressions take 3 ms to compile

        return key_lines(self._text)


DEFAULT = Source("default")
COMMAND_LINE = Source("command line")


def find(start: str) -> tuple[Source, dict[str, Any]] | None:
    """Return the nearest configuration file at or above a folder and its settings, or None."""
    folder = files.absolute(start)
    while True:
        for name in _FILES:
            path = f"{folder.rstrip('/')}/{name}"
            if files.exists(path) and not files.is_folder(path):
                found = read(path)
                if found is not None:
                    return found
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def is_root(folder: str, names: Collection[str]) -> bool:
    """Tell by the names in a folder whether it is the root of a project: whether it has a configuration.

    That includes a configuration that cannot be read: whoever loads the project says what is wrong.
    """
    for name in _FILES:
        path = f"{folder.rstrip('/')}/{name}"
        if name in names and files.exists(path) and not files.is_folder(path):
            try:
                if name != _FILES[-1] or read(path) is not None:
                    return True
            except AutolinkError:
                return True
    return False


class Roots(dict[str, str | None]):
    """The nearest folder with a configuration, at a folder or above it; None where there is none."""

    def __missing__(self, folder: str) -> str | None:
        passed, above = [], folder
        while above not in self:
            passed.append(above)
            there = [name for name in _FILES if files.exists(f"{above.rstrip('/')}/{name}")]
            if is_root(above, there):
                self[above] = above
            elif above == (parent := os.path.dirname(above)):
                self[above] = None
            else:
                above = parent
        self.update(dict.fromkeys(passed, self[above]))
        return self[folder]


def root_without_file(start: str) -> str:
    """Return the nearest folder with a `.git`, else the working folder if it has `start`, else `start`."""
    start, working = files.absolute(start), files.absolute(".")
    return files.repository_above(start) or (
        working if os.path.commonpath([working, start]) == working else start
    )


def read(path: str) -> tuple[Source, dict[str, Any]] | None:
    """Return a configuration file and its settings; None for a `pyproject.toml` without `[tool.autolink]`.

    Raises AutolinkError for a file that cannot be read or is not valid TOML, with the place of the mistake.
    """
    text = _decoded(path)
    if os.path.basename(path) == "pyproject.toml" and _TABLE[-1] not in text:
        return None  # nor does it matter what is wrong with it
    try:
        content = _parsed(text, path)
    except tomllib.TOMLDecodeError as error:
        from autolink.config.toml_places import error_place

        line, column, message = error_place(error, text)
        raise AutolinkError(
            f"{path}:{line}:{column}: {message}",
            'write strings "like this" and lists ["like", "this"]; see https://toml.io',
        ) from error
    if os.path.basename(path) != "pyproject.toml":
        return Source(path, text), content
    tool = content.get("tool", {})
    settings = tool.get("autolink") if isinstance(tool, dict) else None
    if settings is not None and not isinstance(settings, dict):
        raise AutolinkError(
            f"{Source(path, text, _TABLE[:1]).place('autolink')}: `tool.autolink` must be a table",
            "write [tool.autolink], followed by the keys",
        )
    return None if settings is None else (Source(path, text, _TABLE), settings)


def _parsed(text: str, path: str) -> dict[str, Any]:
    """Return what a TOML document holds. Raises AutolinkError where that would take too much memory.

    The parser keeps each prefix of each dotted name, so a name with some thousand parts takes gigabytes, and
    it recurses, as does the code that reads nested values afterwards.
    """
    too_deep = AutolinkError(f"{path}: nested too deeply")
    if text.count(".") * max(line.count(".") for line in text.split("\n")) > _MOST_DOTS:
        raise too_deep
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise too_deep from error
    level: list[Any] = [content]
    for _ in range(_MOST_LEVELS):
        inner = (item.values() if isinstance(item, dict) else item for item in level)
        level = [value for values in inner for value in values if isinstance(value, (dict, list))]
    if level:
        raise too_deep
    return content


def _decoded(path: str) -> str:
    """Return the text of a TOML file, line ends as TOML counts them."""
    try:
        data = files.read(path, files.MAX_SETTINGS)
        return data.decode().replace("\r\n", "\n")
    except OSError as error:
        raise AutolinkError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        raise AutolinkError(
            f"{path}:{line}:{column}: is not valid UTF-8: {error.reason} (byte 0x{data[error.start]:02x})",
            "TOML files are UTF-8: save it in that encoding",
        ) from error


def parse_arguments(arguments: Iterable[str]) -> tuple[str | None, dict[str, Any]]:
    """Return the file and the settings that `--config FILE` and `--config KEY=VALUE` give; of a key the last.

    Raises AutolinkError for a second file and a value that is not valid TOML.
    """
    file: str | None = None
    settings: dict[str, Any] = {}
    for argument in arguments:
        if "=" in argument and not files.exists(argument):
            settings.update(_setting(argument))
        elif file is None:
            file = argument
        else:
            raise AutolinkError(f"--config names two files: {file} and {argument}")
    if file is not None and not files.exists(file):
        raise AutolinkError(f"{file} does not exist", "--config takes a file, or KEY=VALUE")
    return file, settings


def _setting(argument: str) -> dict[str, Any]:
    try:
        return tomllib.loads(argument)
    except tomllib.TOMLDecodeError as error:
        from autolink.config.toml_places import error_place

        key, _, value = argument.partition("=")
        _, column, message = error_place(error, argument)
        hint = f"""values are TOML, so strings need quotes: --config '{key}="{value.strip()}"'"""
        raise AutolinkError(f"--config {argument}: {message} (column {column})", hint) from error
