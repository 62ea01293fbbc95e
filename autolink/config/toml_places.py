"""Where things are in a TOML file, which the parser of the standard library does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomllib

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*",
    re.DOTALL,
)
_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = re.compile(rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*")
_STATEMENT = re.compile(
    rf"^[ \t]*(?:\[{{1,2}}[ \t]*(?P<table>{_PATH.pattern})[ \t]*\]|(?P<key>{_PATH.pattern})[ \t]*=)",
    re.MULTILINE,
)
_POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the 1-based lines on which tables and keys of a valid document first appear, by full name.

    Keys inside inline tables are not among them.
    """
    plain = _TOKEN.sub(_blank, text)
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    line, counted = 1, 0
    for found in _STATEMENT.finditer(plain):
        line += plain.count("\n", counted, found.start())
        counted = found.start()
        if found["table"]:
            path = table = _names(found["table"])
        else:
            path = table + _names(found["key"])
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], line)
    return lines


def _blank(token: re.Match[str]) -> str:
    """Return a comment or a string over several lines as empty lines; a key may be a string on one line."""
    return token[0] if token[0][0] in "\"'" and "\n" not in token[0] else "\n" * token[0].count("\n")


def _names(path: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, path))


def error_place(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int, str]:
    """Return the 1-based line and column of an error, and what it says."""
    message = str(error)
    found = _POSITION.search(message)
    if found is None:
        return 1, 1, message
    message = message[: found.start()]
    if found["line"]:
        return int(found["line"]), int(found["column"]), message
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1, f"{message} at the end of the file"
