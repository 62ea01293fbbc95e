"""What the configuration of MkDocs or Zensical says: above all, which Markdown extensions are on.

That is YAML, which nobody but a parser reads for sure. It is read event by event: no tag constructs anything,
no alias is followed, and no value that is not a name matters.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from typing import TYPE_CHECKING, Any

from autolink.sites.profile import Facts, base_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 1_000_000
"""The maximum length of a configuration in characters; a longer one is not read."""
MAX_DEPTH = 50
"""The maximum depth of a configuration; a deeper one is not read."""
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


def mkdocs_facts(text: str, defaults: frozenset[str] = BUILT_IN) -> Facts:
    """Read a `mkdocs.yml`: the extensions that it turns on, and plugins that add syntax, among them.

    `defaults` are the extensions of a site whose configuration names none. They are None where they cannot
    be told: the file is not valid YAML, too large or too deep, or the value is in another file or behind
    an alias.
    """
    from yaml import YAMLError

    try:
        found = _top_level(text) if len(text) <= MAX_LENGTH else False
    except (YAMLError, ValueError):
        found = False
    if not isinstance(found, dict):
        return Facts(extensions=defaults if found is None else None)
    stated = found.get("markdown_extensions", defaults)
    is_told = "INHERIT" not in found and "<<" not in found
    return _facts(text, found, stated, _chosen(stated, found.get("plugins")) if is_told else None)


def zensical_facts(text: str) -> Facts:
    """Read a `zensical.toml`, or the `mkdocs.yml` that Zensical reads in its place."""
    if re.search(r"(?m)^\[project", text) is None:
        return mkdocs_facts(text, ZENSICAL_DEFAULTS)
    try:
        found: Any = tomllib.loads(text) if len(text) <= MAX_LENGTH else None
    except (tomllib.TOMLDecodeError, RecursionError):
        return Facts()
    project = found.get("project", found) if isinstance(found, dict) else None
    if not isinstance(project, dict):
        return Facts()
    stated = _hoisted(project.get("markdown_extensions", ZENSICAL_DEFAULTS))
    extensions = _chosen(stated, project.get("plugins"), BUILT_IN | {"pymdownx.superfences"})
    return _facts(text, project, stated, extensions)


def _facts(text: str, found: dict[str, Any], stated: Any, extensions: frozenset[str] | None) -> Facts:
    content, url = found.get("docs_dir"), found.get("site_url")
    url = url if isinstance(url, str) and url else None
    has_attributes = extensions is not None and "attr_list" in extensions
    return Facts(
        content=content if isinstance(content, str) else None,
        url=url,
        base=base_of(url),
        extensions=extensions,
        slugs=_slugs(text),
        attributes=("id" if has_attributes else "text") if extensions is not None else None,
        id_form="attribute" if has_attributes else None,
        shared=_appended(_options(stated, "pymdownx.snippets")),
        rooted="site" if _ABSOLUTE_LINKS.search(text) else None,
        resolve="github" if found.get("use_directory_urls") in _FALSE else None,
    )


def _options(stated: Any, name: str) -> dict[str, Any]:
    """Return the options of an extension; none where it has none, or is not named."""
    named = stated if isinstance(stated, list) else [stated]
    found = (item[name] for item in named if isinstance(item, dict) and name in item)
    return next((options for options in found if isinstance(options, dict)), {})


def _appended(options: dict[str, Any]) -> tuple[str, ...] | None:
    """Return where the files may be that `pymdownx.snippets` appends to every page; None for none."""
    names, bases = _listed(options.get("auto_append")), _listed(options.get("base_path")) or ["."]
    return tuple(posixpath.join(base, name) for name in names for base in bases) or None


def _listed(value: Any) -> list[str]:
    """Return the words of a list, or the only one."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _slugs(text: str) -> str | None:
    """Return the slugs that the option `slugify` of the extension `toc` makes; None where it is not set."""
    option = re.search(r"\bslugify\b[^\n]*(?:\n[ \t]+kwds:[^\n]*)?(?:\n[ \t]+case:[^\n]*)?", text)
    if option is None:
        return None
    makes_lower = re.search(r"\bcase\b\W+lower\b|slugs\.uslugify\b", option[0])
    return "pymdownx" if "pymdownx.slugs" in option[0] and makes_lower else ""


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


_ABSOLUTE_LINKS = re.compile(r"(?m)^[ \t]*absolute_links[ ]*:[ ]*[\"']?relative_to_docs\b")
_FALSE = ("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", False)
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
