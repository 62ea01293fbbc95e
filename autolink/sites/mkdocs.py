"""Which Markdown extensions a site of MkDocs or Zensical turns on, read from its configuration.

That is YAML, which nobody but a parser reads for sure. It is read event by event: no tag constructs anything,
no alias is followed, and no value that is not a name matters.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 1_000_000
"""Characters of a configuration above which it is not read."""
MAX_DEPTH = 50
"""Values in values above which a configuration is not read."""
BUILT_IN = frozenset({"fenced_code", "tables", "toc"})
"""What MkDocs always turns on."""
ZENSICAL_DEFAULTS = BUILT_IN | {
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
    *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "caret", "details", "emoji", "highlight")),
    *(f"pymdownx.{name}" for name in ("inlinehilite", "keys", "magiclink", "mark", "smartsymbols")),
    *(f"pymdownx.{name}" for name in ("superfences", "tabbed", "tasklist", "tilde")),
}
"""What Zensical turns on where none is named (`DEFAULT_MARKDOWN_EXTENSIONS` of version 0.0.73)."""
_PLUGINS_WITH_SYNTAX = frozenset({"mkdocstrings"})
_PREFIX = "markdown.extensions."


def extensions(text: str, defaults: frozenset[str] = BUILT_IN) -> frozenset[str] | None:
    """Return the names of the extensions that a `mkdocs.yml` turns on, and of plugins that add syntax.

    `defaults` are those of a site whose configuration names none. None where they cannot be told: the file is
    no YAML, too large or too deep, or what it says stands elsewhere, in another file or behind an alias.
    """
    if len(text) > MAX_LENGTH:
        return None
    from yaml import YAMLError

    try:
        found = _top_level(text)
    except (YAMLError, ValueError):
        return None
    if not isinstance(found, dict):
        return defaults if found is None else None
    if "INHERIT" in found or "<<" in found:
        return None
    return _chosen(found.get("markdown_extensions", defaults), found.get("plugins"))


def zensical_extensions(text: str) -> frozenset[str] | None:
    """Return the names of the extensions that a `zensical.toml` turns on; None where it is no TOML."""
    if len(text) > MAX_LENGTH:
        return None
    try:
        found: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    project = found.get("project", found)
    if not isinstance(project, dict):
        return None
    stated = project.get("markdown_extensions", ZENSICAL_DEFAULTS)
    return _chosen(_hoisted(stated), project.get("plugins"), BUILT_IN | {"pymdownx.superfences"})


def _chosen(stated: Any, plugins: Any, always: frozenset[str] = BUILT_IN) -> frozenset[str] | None:
    names, others = _names(stated), _names(plugins)
    if names is None or others is None:
        return None
    return always | {name.removeprefix(_PREFIX) for name in names} | (_PLUGINS_WITH_SYNTAX & set(others))


def _names(value: Any) -> list[str] | None:
    """Return the names in a list of names and of names with options, or in a mapping of names to options."""
    if value is None:
        return []
    if isinstance(value, (dict, frozenset)):
        return list(value) if "<<" not in value else None
    if not isinstance(value, list):
        return None
    names: list[str] = []
    for item in value:
        if isinstance(item, str):
            names.append(item)
        elif isinstance(item, dict):
            names += item
        else:
            return None
    return names


def _hoisted(stated: Any) -> Any:
    """Return extensions by their whole names: in TOML `pymdownx.blocks.tab` is a table in tables."""
    if not isinstance(stated, dict):
        return stated
    names: dict[str, object] = {}
    for name, value in stated.items():
        inner = value if isinstance(value, dict) and name in _NAMESPACES else None
        names |= (
            {f"{name}.{key}": item for key, item in inner.items()} if inner is not None else {name: value}
        )
    return names if names.keys() == stated.keys() else _hoisted(names)


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_NAMESPACES = ("pymdownx", "pymdownx.blocks", "zensical", "zensical.extensions")


def _top_level(text: str) -> Any:
    """Return what a YAML file says: mappings, lists, and scalars as they are written, empty ones as None.

    What is behind an alias or has a tag of its own is False. ValueError where it is too deep.
    """
    import yaml

    events: Iterator[Any] = iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _value(events, 0)
    return None


def _value(events: Iterator[Any], depth: int) -> Any:
    """Return the value that the next events make."""
    import yaml

    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    event = next(events)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(item := _value(events, depth + 1), yaml.SequenceEndEvent):
            items.append(item)
        return items
    if isinstance(event, yaml.MappingStartEvent):
        pairs = {}
        while not isinstance(key := _value(events, depth + 1), yaml.MappingEndEvent):
            value = _value(events, depth + 1)
            pairs[key if isinstance(key, str) else ""] = value
        return pairs
    if isinstance(event, yaml.ScalarEvent):
        return (
            (event.value if event.value not in _NULL or event.style else None) if event.tag is None else False
        )
    return False if isinstance(event, yaml.AliasEvent) else event
