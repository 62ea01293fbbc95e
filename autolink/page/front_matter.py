"""The front matter of a page: YAML between `---` lines or TOML between `+++` lines, read by libraries.

Only strings matter, and lists of them, each with the bytes in which it is written, where it stands on one
line.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from autolink.page.syntax import BOM, body_start

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 100_000
"""Bytes of front matter above which it is not read."""


class Scalar(NamedTuple):
    """A string in front matter, and the byte range of the page in which it is written, quotes included."""

    text: str
    span: tuple[int, int] | None = None


Value = Scalar | list[Scalar] | None
"""A value: a string, a list of strings, or something else."""


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
    text = data[first : max(first, last)].decode()
    return _toml(text, first) if data.startswith(b"+++", start) else _yaml(text, first)


def _yaml(text: str, base: int) -> FrontMatter:
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = dict(_pairs(node, text, base)) if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        return FrontMatter({}, f"is no YAML: {getattr(error, 'problem', None) or 'nested too deeply'}{where}")
    if values is None and node is not None:
        return FrontMatter({}, "is no mapping of keys to values")
    return FrontMatter(values or {})


def _pairs(node: Any, text: str, base: int) -> Iterator[tuple[str, Value]]:
    import yaml

    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if isinstance(value, yaml.SequenceNode):
            items = [_scalar(item, text, base) for item in value.value]
            strings = [item for item in items if item is not None]
            yield key.value, strings if len(strings) == len(items) else None
        else:
            yield key.value, _scalar(value, text, base)


def _scalar(node: Any, text: str, base: int) -> Scalar | None:
    """Return a string that a node stands for; None for a number, a date, nothing, or a collection."""
    import yaml

    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        return None
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">") or "\n" in text[start:end]:
        return Scalar(node.value)
    span = base + len(text[:start].encode()), base + len(text[:end].encode())
    return Scalar(node.value, span)


def _toml(text: str, base: int) -> FrontMatter:
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return FrontMatter({}, f"is no TOML: {error}")
    values: dict[str, Value] = {}
    for key, value in found.items():
        if isinstance(value, str):
            values[key] = Scalar(value, _toml_span(text, key, value, base))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            values[key] = [Scalar(item, _toml_span(text, key, item, base)) for item in value]
        else:
            values[key] = None
    return FrontMatter(values)


def _toml_span(text: str, key: str, value: str, base: int) -> tuple[int, int] | None:
    """Return where a string of a key is written on its line as a basic string without escapes."""
    line = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=.*$", text, re.MULTILINE)
    at = line[0].find(f'"{value}"') if line else -1
    if line is None or at < 0:
        return None
    start = base + len(text[: line.start() + at].encode())
    return start, start + len(value.encode()) + 2


def written(text: str, before: bytes) -> bytes:
    """Return a string as it is written in place of another: in quotes where that has some, or needs them."""
    if before[:1] == b"'":
        return ("'" + text.replace("'", "''") + "'").encode()
    if before[:1] == b'"' or not re.fullmatch(r"\w[\w ./+-]*", text) or not re.search(r"[^\W\d_]", text):
        return ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"').encode()
    return text.encode()
