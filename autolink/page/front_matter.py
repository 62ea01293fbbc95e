"""The front matter of a page: YAML between `---` lines or TOML between `+++` lines, read by libraries.

Only strings matter, and lists of them, each with the bytes in which it is written, where it is on one
line.
"""

from __future__ import annotations

import re
import tomllib
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from autolink.page.syntax import BOM, body_start

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 100_000
"""The maximum size of front matter in bytes; longer front matter is not read."""
_MOST_DOTS = 500
"""Dots on a line of TOML above which it is not read: a key of many parts takes the library quadratic time."""


class Scalar(NamedTuple):
    """A string in front matter, and the byte range of the page in which it is written, quotes included."""

    text: str
    span: tuple[int, int] | None = None


Value = Scalar | list[Scalar | None] | None
"""A value: a string, a list in which what is not a string is None, or something else."""


class FrontMatter(NamedTuple):
    """The values of the front matter of a page, by key, and why it cannot be read where it cannot."""

    values: dict[str, Value]
    problem: str = ""

    def key(self, name: str) -> str | None:
        """Return a key as it is written, in that case or, as Hugo reads it, in any; None where it is not."""
        if name in self.values:
            return name
        return next((key for key in self.values if key.lower() == name.lower()), None)

    def get(self, name: str) -> Value:
        """Return the value of a key."""
        key = self.key(name)
        return None if key is None else self.values[key]


def front_matter(data: bytes) -> FrontMatter:
    """Read the front matter of a page. Raises UnicodeDecodeError when it is not UTF-8."""
    end = body_start(data)
    start = len(BOM) if data.startswith(BOM) else 0
    if end == start:
        return FrontMatter({})
    if end - start > MAX_LENGTH:
        return FrontMatter({}, "is too long")
    first = data.index(b"\n", start) + 1
    last = data.rfind(b"\n", first, end - 1) + 1
    source = _Source(data[first : max(first, last)].decode(), first)
    return _toml(source) if data.startswith(b"+++", start) else _yaml(source)


class _Source:
    """The text of front matter, and where its characters are in the page."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self._offsets = None if text.isascii() else [0, *accumulate(len(ch.encode()) for ch in text)]
        self._base = base

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range of the page that some characters are."""
        found = (start, end) if self._offsets is None else (self._offsets[start], self._offsets[end])
        return self._base + found[0], self._base + found[1]


def _yaml(source: _Source) -> FrontMatter:
    import yaml

    try:
        node = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except RecursionError:
        return FrontMatter({}, "is nested too deeply")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        return FrontMatter({}, f"is not valid YAML: {problem}{where}")
    if node is None:
        return FrontMatter({})
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter({}, "is not a mapping of keys to values")
    return FrontMatter(dict(_pairs(node, source)))


def _pairs(node: Any, source: _Source) -> Iterator[tuple[str, Value]]:
    """Yield the values of a mapping by key; a key with nothing after it is as good as none."""
    import yaml

    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or value.tag == "tag:yaml.org,2002:null":
            continue
        if isinstance(value, yaml.SequenceNode):
            yield key.value, [_scalar(item, source) for item in value.value]
        else:
            yield key.value, _scalar(value, source)


def _scalar(node: Any, source: _Source) -> Scalar | None:
    """Return a string that a node stands for; None for a number, a date, or a collection.

    It has a place where it would be written there as it is: on one line, without an anchor or escapes.
    """
    import yaml

    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        return None
    start, end = node.start_mark.index, node.end_mark.index
    raw = source.text[start:end]
    is_as_written = raw == node.value or raw == written(node.value, raw.encode()).decode()
    return Scalar(node.value, source.span(start, end) if is_as_written and "\n" not in raw else None)


def _toml(source: _Source) -> FrontMatter:
    if any(line.count(".") > _MOST_DOTS for line in source.text.split("\n")):
        return FrontMatter({}, "has a line with too many dots")
    try:
        found = tomllib.loads(source.text)
    except RecursionError:
        return FrontMatter({}, "is nested too deeply")
    except tomllib.TOMLDecodeError as error:
        return FrontMatter({}, f"is not valid TOML: {error}")
    values: dict[str, Value] = {}
    for key, value in found.items():
        if isinstance(value, str):
            values[key] = _toml_scalars(source, key, [value])[0]
        elif isinstance(value, list):
            strings = [item for item in value if isinstance(item, str)]
            scalars = iter(_toml_scalars(source, key, strings))
            values[key] = [next(scalars) if isinstance(item, str) else None for item in value]
        else:
            values[key] = None
    return FrontMatter(values)


def _toml_scalars(source: _Source, key: str, values: list[str]) -> list[Scalar]:
    """Return strings of a key, each with its place as a basic string without escapes on the key's line."""
    line = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=", source.text, re.MULTILINE)
    at = line.end() if line else 0
    end = source.text.find("\n", at) if line else 0
    scalars = []
    for value in values:
        found = source.text.find(f'"{value}"', at, end)
        if found < 0:
            scalars.append(Scalar(value))
        else:
            at = found + len(value) + 2
            scalars.append(Scalar(value, source.span(found, at)))
    return scalars


def written(text: str, before: bytes) -> bytes:
    """Return a string as it is written in place of another: in quotes where that has some, or needs them."""
    if before[:1] == b"'":
        return ("'" + text.replace("'", "''") + "'").encode()
    if before[:1] == b'"' or not _is_plain(text):
        return ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"').encode()
    return text.encode()


def _is_plain(text: str) -> bool:
    """Tell whether YAML reads a text without quotes as a string, in a list in brackets as well."""
    import yaml

    try:
        return bool(yaml.safe_load(f"- {text}\n- [{text}]") == [text, [text]])
    except (yaml.YAMLError, ValueError):
        return False
