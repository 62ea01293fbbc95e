"""Addresses by rule: published addresses that no profile knows, mapped to files."""

from __future__ import annotations

import posixpath
import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from autolink.errors import AutolinkError
from autolink.text.similar import did_you_mean

_KEYS = ("from", "to", "lower-case", "key")
_KEY = re.compile(r"[\w-]{1,100}")
_LONGEST = 1000
_ADDRESS = re.compile(r"(https?://[^/{}]+)?/(?!/)[^?#]*")
_PIECE = re.compile(r"\{([A-Za-z][\w-]*)\}")
_PART = re.compile(r"([^{}]*)(?:\{([A-Za-z][\w-]*)\}([^{}]*))?")


class _Part(NamedTuple):
    """A part of an address, between slashes: a piece, and what stands before and behind it."""

    before: str
    name: str
    """Empty for a part that is no piece: all of it stands in `before`."""
    behind: str

    def value(self, text: str) -> str | None:
        """Return what the piece is in a text; None where that is nothing, or the rest is something else."""
        end = len(text) - len(self.behind)
        fits = text.startswith(self.before) and text.endswith(self.behind)
        return text[len(self.before) : end] or None if fits and len(self.before) < end else None


class AddressMap(NamedTuple):
    """A rule that maps addresses to files. The last piece may hold slashes, each other one is in one part."""

    origin: str
    """Scheme and host, in lower case; empty where the address is relative to the site."""
    parts: tuple[_Part, ...]
    to: str
    """The path of the file, relative to the root of the project, with the pieces in it."""
    lower_case: bool = False
    """Whether the pieces are in lower case in the path of the file."""
    key: str = ""
    """The key of front matter that holds the piece: of pages in the folder `to`, which has no pieces then."""

    def file_of(self, path: str) -> str | None:
        """Return the file that a path of an address, percent-decoded, stands for; None for what is no such.

        The file is relative to the root, and does not lead out of it.

        >>> AddressMap.parse({"from": "/docs/{path}", "to": "pages/{path}.md"}).file_of("/docs/a/b/")
        'pages/a/b.md'
        """
        values = self._values(path)
        if values is None:
            return None
        file = _PIECE.sub(lambda piece: self.cased(values[piece[1]]), self.to)
        return None if ".." in file.split("/") else file

    def address_of(self, file: str) -> str | None:
        """Return the path of an address that may stand for a file; None where front matter decides, or none.

        The file is relative to the root, with or without its ending. Whether the address leads back to it is
        to be tried: pieces may have lost their case.

        >>> AddressMap.parse({"from": "/docs/{path}", "to": "pages/{path}.md"}).address_of("pages/a/b.md")
        'docs/a/b'
        """
        try:
            values = None if self.key else self._replace(parts=_parts(self.to))._values(file)
        except AutolinkError:  # two pieces in one part
            return None
        if values is None:
            return None
        return "/".join(part.before + values[part.name] + part.behind for part in self.parts)

    def value_of(self, path: str) -> str | None:
        """Return what front matter has for a path of an address, percent-decoded; None for what is no such.

        >>> AddressMap.parse({"from": "/docs/{slug}", "to": "pages", "key": "slug"}).value_of("/docs/a/b")
        'a/b'
        """
        values = self._values(path)
        return next((self.cased(value) for name, value in values.items() if name), None) if values else None

    def _values(self, path: str) -> dict[str, str] | None:
        """Return the pieces by name, and nothing under an empty name; None for what is no such address."""
        given = posixpath.normpath(path).strip("/").split("/")
        last = max((number for number, part in enumerate(self.parts) if part.name), default=0)
        behind = len(self.parts) - last - 1
        if len(given) < len(self.parts):
            return None
        end = len(given) - behind
        given[last:end] = ["/".join(given[last:end])]
        values: dict[str, str] = {}
        for part, text in zip(self.parts, given, strict=True):
            value = part.value(text) if part.name else None
            if value is None and (part.name or text != part.before):
                return None
            values[part.name] = value or ""
        return values | {"": ""}

    def cased(self, value: str) -> str:
        """Return a piece, or what front matter has, in the case in which they are compared."""
        return value.lower() if self.lower_case else value

    @staticmethod
    def parse(table: dict[str, Any]) -> AddressMap:
        """Return the map that a table says. Raises AutolinkError where it cannot be one."""
        for key in table:
            if key not in _KEYS:
                raise AutolinkError(f"unknown key `{key}` in a `map`{did_you_mean(key, _KEYS)}")
        address, to, key = table.get("from"), table.get("to"), table.get("key", "")
        lower_case = table.get("lower-case", False)
        found = _ADDRESS.fullmatch(address) if isinstance(address, str) else None
        if found is None or not isinstance(address, str):
            raise AutolinkError("`from` of a map must be an address that starts with `/` or `https://`")
        if not isinstance(to, str) or not 0 < len(to) <= _LONGEST:
            raise AutolinkError("`to` of a map must be the path of a file")
        if not isinstance(lower_case, bool):
            raise AutolinkError("`lower-case` of a map must be true or false")
        if to.startswith("/") or ".." in to.split("/"):
            raise AutolinkError(f"`to` of a map points outside the project: `{to}`")
        origin = found[1] or ""
        parts = _parts(address.removeprefix(origin))
        names = [part.name for part in parts if part.name]
        if re.search("[{}]", _PIECE.sub("", to)) or len(names) != len(set(names)):
            raise AutolinkError(
                f"`{address}` and `{to}` of a map: write each piece as `{{name}}`, and only once"
            )
        alone = sorted({*names} ^ {*_PIECE.findall(to)})
        if "key" in table:
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise AutolinkError("`key` of a map must be a key of front matter")
            if len(names) != 1 or names != alone:
                raise AutolinkError(
                    f"with a `key`, `{address}` has one piece and `{to}` is a folder without any"
                )
        elif alone:
            raise AutolinkError(f"`{{{alone[0]}}}` of a map occurs in only one of `{address}` and `{to}`")
        return AddressMap(origin.lower(), parts, posixpath.normpath(to), lower_case, key)


def _parts(path: str) -> tuple[_Part, ...]:
    """Return the parts of an address. Raises AutolinkError for one that holds two pieces, or half of one."""
    parts = []
    for text in path.strip("/").split("/"):
        found = _PART.fullmatch(text)
        if found is None:
            raise AutolinkError(
                f"`from` of a map has at most one piece, such as `{{name}}`, in a part: `{text}`"
            )
        parts.append(_Part(unquote(found[1]), found[2] or "", unquote(found[3] or "")))
    return tuple(parts)


def parse_maps(value: object) -> tuple[AddressMap, ...] | None:
    """Return the maps that a TOML value gives; None for what is no list of tables. Raises AutolinkError."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return None
    return tuple(map(AddressMap.parse, value))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the key `map`."""
    table = {
        "type": "object",
        "properties": {
            "from": {"type": "string", "pattern": "^(https?://[^/{}]+)?/"},
            "to": {"type": "string", "minLength": 1, "maxLength": _LONGEST},
            "lower-case": {"type": "boolean"},
            "key": {"type": "string", "pattern": f"^{_KEY.pattern}$"},
        },
        "required": ["from", "to"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": table}
