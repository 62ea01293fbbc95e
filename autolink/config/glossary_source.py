"""An entry of the key `glossary`: where terms are kept, and in which form."""

from __future__ import annotations

from typing import Any, NamedTuple

from autolink.errors import AutolinkError
from autolink.text.similar import did_you_mean

FORMS = ("headings", "front-matter", "definition-list", "bold")
"""The source forms: modules of `indexer/forms/`."""
ENTRIES_IN_PROSE = frozenset({"definition-list", "bold"})
"""The forms whose entries are neither headings nor pages: their names would be prose."""


class GlossarySource(NamedTuple):
    """Where terms are kept, and how. What is not given comes from the configuration, or is the default."""

    path: str
    """A page, or a folder of pages."""
    form: str = "headings"
    levels: tuple[int, ...] = ()
    """The levels of the headings that define terms; of none those of `term-levels`."""
    separator: str = ""
    """What separates the aliases in a name; of none that of `separator`."""
    name: str = "title"
    """The key of front matter that holds the name of a term."""
    aliases: str = "aliases"
    """The key that holds more aliases: a list, or one."""
    id: str = "id"
    """The key that holds the id of a term, for templates."""
    definition: str = ""
    """The key that holds the definition; without it the page is the definition."""
    applies_to: tuple[str, ...] = ()
    """Globs, relative to the root, of the pages that are linked to these terms; of none all pages."""


_KEYS = tuple(field.replace("_", "-") for field in GlossarySource._fields)


def parse_sources(value: object) -> tuple[GlossarySource, ...] | None:
    """Return the entries that a TOML value gives: a path, a table, or a list of them; None for a wrong value.

    Raises AutolinkError where a table has a wrong key or value.
    """
    items = value if isinstance(value, list) else [value]
    sources = []
    for item in items:
        if isinstance(item, str) and item:
            sources.append(GlossarySource(item))
        elif isinstance(item, dict):
            sources.append(_of_table(item))
        else:
            return None
    return tuple(sources) or None


def _of_table(table: dict[str, Any]) -> GlossarySource:
    fields: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise AutolinkError(f"unknown key `{key}` in an entry of `glossary`{did_you_mean(key, _KEYS)}")
        fields[key.replace("-", "_")] = _checked(key, value)
    if "path" not in fields:
        raise AutolinkError("an entry of `glossary` needs a `path`")
    return GlossarySource(**fields)


def _checked(key: str, value: object) -> object:
    if key == "form" and value not in FORMS:
        guess = did_you_mean(value, FORMS) if isinstance(value, str) else ""
        raise AutolinkError(f"`form` of a glossary must be one of {', '.join(FORMS)}{guess}")
    if key == "levels":
        if isinstance(value, list) and value and all(type(item) is int and 1 <= item <= 6 for item in value):
            return tuple(value)
        raise AutolinkError("`levels` of a glossary must be a list of heading levels from 1 to 6")
    if key == "applies-to":
        if isinstance(value, list) and value and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        raise AutolinkError("`applies-to` of a glossary must be a list of glob patterns")
    if not isinstance(value, str) or not value:
        raise AutolinkError(f"`{key}` of a glossary must be a string")
    return value


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the key `glossary`."""
    text = {"type": "string", "minLength": 1}
    levels = {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 6}, "minItems": 1}
    special = {
        "form": {"enum": list(FORMS)},
        "levels": levels,
        "applies-to": {"type": "array", "items": text, "minItems": 1},
    }
    table = {
        "type": "object",
        "properties": {key: special.get(key, text) for key in _KEYS},
        "required": ["path"],
        "additionalProperties": False,
    }
    entry = {"anyOf": [text, table]}
    return {"anyOf": [text, table, {"type": "array", "items": entry, "minItems": 1}]}
