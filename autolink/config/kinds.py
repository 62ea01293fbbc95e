"""The kinds of values that keys have: how each is read, what it is called, and its JSON Schema.

Named tuples are created eight times as fast as data classes, and every run starts with these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from autolink.config.glossary_source import parse_sources, schema
from autolink.config.scopes import is_pattern
from autolink.diagnostics import rules
from autolink.page.templates import FIELDS, Template
from autolink.sites import address_map
from autolink.sites.address_map import parse_maps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autolink.diagnostics.rules import Rule


class Kind(NamedTuple):
    """A kind of values. `parse` returns what `Config` holds for a TOML value, or None for a wrong one."""

    parse: Callable[[object], object | None]
    expected: str
    """What a value is, for messages: `must be …`."""
    schema: Mapping[str, Any]
    words: tuple[str, ...] = ()
    """All values, if there are only a few."""


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    return None


def _one_or_more(value: object) -> tuple[str, ...] | None:
    return (value,) if isinstance(value, str) and value else _strings(value) or None


def _levels(value: object) -> tuple[int, ...] | None:
    if isinstance(value, list) and value and all(type(item) is int and 1 <= item <= 6 for item in value):
        return tuple(value)
    return None


def _patterns(value: object) -> tuple[str, ...] | None:
    patterns = _strings(value)
    try:
        return patterns and tuple(re.compile(pattern).pattern for pattern in patterns)
    except re.error:
        return None


def _length(value: object) -> int | None:
    return value if type(value) is int and value >= 1 else None


def _selectors(value: object) -> tuple[str, ...] | None:
    """Return names of rules. Raises AutolinkError for one that does not exist."""
    names = _strings(value)
    rules.select((), names or (), ())
    return names


def _table_of_rules(value: object) -> tuple[tuple[str, frozenset[Rule]], ...] | None:
    if not isinstance(value, dict):
        return None
    table = {glob: _strings(names) for glob, names in value.items()}
    if any(names is None for names in table.values()):
        return None
    return tuple((glob, rules.select((), names or (), ())) for glob, names in table.items())


def _table_of_strings(value: object) -> tuple[tuple[str, str], ...] | None:
    if isinstance(value, dict) and all(isinstance(item, str) and item for item in value.values()):
        return tuple(value.items())
    return None


def _templates(value: object) -> tuple[Template | None, ...] | None:
    names = _strings(value)
    return None if names is None else tuple(map(Template.parse, names))


def one_of(*words: str) -> Kind:
    """Return the kind of a value that is one of some words."""

    def parse(value: object) -> str | None:
        return value if isinstance(value, str) and value in words else None

    shown = [f'"{word}"' for word in words]
    return Kind(parse, f"{', '.join(shown[:-1])} or {shown[-1]}", {"enum": list(words)}, words)


def some_of(*words: str) -> Kind:
    """Return the kind of a value that is a list of some words."""

    def parse(value: object) -> tuple[str, ...] | None:
        names = _strings(value)
        return names if names is not None and set(words).issuperset(names) else None

    shown = ", ".join(f'"{word}"' for word in words[:-1])
    return Kind(parse, f'a list of {shown} or "{words[-1]}"', _list_of({"enum": list(words)}))


_A_STRING: Mapping[str, Any] = {"type": "string", "minLength": 1}
_FIELD = r"\{(?:" + "|".join(FIELDS) + r")\}"
_A_TEMPLATE: Mapping[str, Any] = {
    "type": "string",
    "pattern": rf"^(?!\s*{_FIELD})(?!.*{_FIELD}\s*(?:{_FIELD}|$))(?!.*({_FIELD}).*\1)"
    r"(?=.*\{text\})[^\r\n]+$",
}
_A_SCOPE: Mapping[str, Any] = {
    "type": "string",
    "pattern": r"^(?=(?:.*/)?\{[A-Za-z][A-Za-z0-9_-]*\}(?:/|$))(?!(?:.*/)?\.\.(?:/|$))[^/]+(?:/[^/]+)*/*$",
}
_RULE: Mapping[str, Any] = {"$ref": "#/definitions/rule"}


def _list_of(items: Mapping[str, Any], **more: object) -> Mapping[str, Any]:
    return {"type": "array", "items": items, **more}


STRING = Kind(_string, "a string", _A_STRING)
SCOPES = Kind(
    lambda value: names if (names := _strings(value)) is not None and all(map(is_pattern, names)) else None,
    "a list of folders with parts such as `{lang}`",
    _list_of(_A_SCOPE),
)
URL = Kind(_string, "a URL", _A_STRING)
PATH = Kind(_string, "a path", _A_STRING)
BOOLEAN = Kind(_boolean, "true or false", {"type": "boolean"})
LENGTH = Kind(_length, "a positive integer", {"type": "integer", "minimum": 1})
STRINGS = Kind(_strings, "a list of strings", _list_of(_A_STRING))
GLOBS = Kind(_strings, "a list of glob patterns", _list_of(_A_STRING))
PATTERNS = Kind(
    _patterns,
    "a list of regular expressions",
    _list_of({"type": "string", "format": "regex", "minLength": 1}),
)
LEVELS = Kind(
    _levels,
    "a list of heading levels from 1 to 6",
    _list_of({"type": "integer", "minimum": 1, "maximum": 6}, minItems=1),
)
PATHS = Kind(
    _one_or_more,
    "a path or a list of paths",
    {"anyOf": [_A_STRING, _list_of(_A_STRING, minItems=1)]},
)
SOURCES = Kind(parse_sources, "a path, a table with a `path`, or a list of them", schema())
MAPS = Kind(parse_maps, "a list of tables with `from` and `to`", address_map.schema())
RULES = Kind(_selectors, "a list of rules", _list_of(_RULE))
TEMPLATE = Kind(
    lambda value: Template.parse(value) if isinstance(value, str) else None,
    "a template with `{text}`, and text before and after each field",
    _A_TEMPLATE,
)
TEMPLATES = Kind(
    lambda value: parsed if (parsed := _templates(value)) is not None and None not in parsed else None,
    "a list of templates with `{text}`",
    _list_of(_A_TEMPLATE),
)
STRINGS_BY_WORD = Kind(
    _table_of_strings,
    "a table of words with pages and terms",
    {"type": "object", "additionalProperties": _A_STRING},
)
RULES_BY_GLOB = Kind(
    _table_of_rules,
    "a table of globs with lists of rules",
    {"type": "object", "additionalProperties": _list_of(_RULE)},
)
