"""Settings: the value of each key, and where it was set."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from autolink import files
from autolink.config.keys import DEFAULT_GLOSSARIES, KEYS
from autolink.config.model import Config
from autolink.config.site_files import site_file
from autolink.config.sources import COMMAND_LINE, DEFAULT, Roots, Source, find, read, root_without_file
from autolink.diagnostics import rules
from autolink.errors import AutolinkError
from autolink.sites.profile import NO_FACTS
from autolink.sites.resolving import SCHEME, TEMPLATE, candidates
from autolink.sites.table import SITES, profile_of
from autolink.text.escaping import toml_string
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from _typeshed import StrPath

    from autolink.config.site_files import SiteFile
    from autolink.sites.profile import Profile


class Setting(NamedTuple):
    """The value of a key as TOML gives it, that value as it is used, and what set it."""

    value: object
    parsed: Any
    source: Source


class Settings(NamedTuple):
    """The settings of a project by key, except those without a value."""

    root: str
    by_key: Mapping[str, Setting]
    site_values: Mapping[str, Any]
    """What the site's own configuration says, by field of the `Config`."""
    file: str = ""
    """The configuration file, where there is one."""

    def config(self) -> Config:
        """Return the configuration that they make. Raises AutolinkError if they contradict each other."""
        values = {key.replace("-", "_"): item.parsed for key, item in self.by_key.items()}
        for key in self.by_key:
            if KEYS[key].is_path:
                values[key.replace("-", "_")] = self._resolved(self.by_key[key].parsed)
        sources = tuple(
            source._replace(path=_resolved(self.root, source.path)) for source in values.get("glossary", ())
        )
        values |= {"sources": sources, "glossary": tuple(source.path for source in sources)}
        values["named"] = tuple(self._named())
        values["rules"] = rules.select(
            values.pop("select", None), values.pop("extend_select", ()), values.pop("ignore", ())
        )
        values["exclude"] = values.get("exclude", ()) + values.pop("extend_exclude", ())
        values |= self.site_values
        config = Config(root=self.root, file=self.file, **values)
        self._check_files("glossary", "glossary", config.glossary)
        self._check_files("shared-references", "file", config.shared_references)
        self._check_link_base(config)
        self._check_anchor(config)
        return config

    def _resolved(self, parsed: str | tuple[str, ...]) -> str | tuple[str, ...]:
        """Return absolute paths for those that a key names."""
        if isinstance(parsed, tuple):
            return tuple(_resolved(self.root, path) for path in parsed)
        return _resolved(self.root, parsed)

    def _named(self) -> Iterator[str]:
        """Yield the paths that are written to and that the command line gave."""
        for key in ("glossary", "baseline"):
            item = self.by_key.get(key)
            if item and item.source is COMMAND_LINE:
                written = [item.parsed] if key == "baseline" else [source.path for source in item.parsed]
                yield from (_resolved(self.root, path) for path in written)

    def _check_files(self, key: str, noun: str, paths: tuple[str, ...]) -> None:
        """Raise AutolinkError if one of the paths that a key names does not exist."""
        for path in paths:
            if not files.exists(path):
                source = self.by_key[key].source
                hint = (
                    ""
                    if source is COMMAND_LINE
                    else "paths in a configuration file are relative to its folder"
                )
                raise AutolinkError(f"{source.place(key)}: the {noun} {path} does not exist", hint)

    def _check_anchor(self, config: Config) -> None:
        if config.link_style == "template" and config.link_template is None:
            source = self.by_key["link-style"].source
            raise AutolinkError(
                f'{source.place("link-style")}: `link-style = "template"` needs `link-template`'
            )
        if config.links_pages and config.link_style == "html":
            source = self.by_key["link-style"].source
            raise AutolinkError(
                f'{source.place("link-style")}: a glossary in front matter needs `link-style = "markdown"`: '
                "an HTML link to a page cannot be told from one of your own"
            )
        if (config.anchor, config.link_style) == ("heading", "html"):
            source = self.by_key["anchor"].source
            raise AutolinkError(
                f'{source.place("anchor")}: `anchor = "heading"` needs `link-style = "markdown"`: an HTML '
                "link to a slug cannot be told from one of your own"
            )

    def _check_link_base(self, config: Config) -> None:
        """Raise AutolinkError where links below `link-base` would not arrive at the files below the root."""
        base = config.link_base
        if base is None or base.startswith("//") or SCHEME.match(base) or TEMPLATE.search(base):
            return
        page = f"{config.root}/x.md"
        path = f"{unquote(base).rstrip('/')}/x.md"
        found = candidates(path, page, config.resolve, config.site_roots, config.root, files.is_folder)
        if not base.startswith("/") or page not in found:
            raise AutolinkError(
                f"{self.by_key['link-base'].source.place('link-base')}: `link-base` is `{base}`, "
                f"where no link to the pages in {config.root} arrives",
                "use the address of that folder, such as https://example.org/docs; a path that starts "
                "with `/` is relative to `site-root`",
            )


def resolve(
    start: str,
    config_file: StrPath | None = None,
    *,
    isolated: bool = False,
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """Return the settings for a folder, those without a value left out.

    `config_file` is read instead of the nearest one; `isolated` reads none. `overrides` are TOML values by
    key; they win. Raises AutolinkError for a file that cannot be read, an unknown key or a wrong value.
    """
    found: tuple[Source, Mapping[str, object]] | None
    if config_file is not None:
        found = read(files.absolute(config_file)) or (Source(files.absolute(config_file)), {})
    else:
        found = None if isolated else find(start)
    root = os.path.dirname(found[0].name) if found else root_without_file(start)
    is_only = isolated or config_file is not None
    settings = {key: item for key in KEYS if (item := _default(key, root, is_only))}
    for source, values in (found or (DEFAULT, {}), (COMMAND_LINE, overrides or {})):
        settings.update((key, _checked(key, value, source)) for key, value in values.items())
    unnamed = () if isolated else SITES
    settled = _with_site(root, settings, unnamed, is_configured=found is not None)
    return settled._replace(file=found[0].name if found else "")


def _with_site(
    root: str, settings: dict[str, Setting], unnamed: tuple[str, ...], *, is_configured: bool
) -> Settings:
    """Return settings with those that follow from the site.

    If no site is named, the configuration of one of those `unnamed` chooses it, unless `autolink` has a
    configuration, which should have named it.
    """
    is_default = settings["site"].source is DEFAULT
    file = site_file(unnamed if is_default else (settings["site"].parsed,), root)
    overlooked = file if is_default and is_configured else None
    file = None if overlooked else file
    source = Source(f"{root}/{file.path}") if file else DEFAULT
    if file and is_default:
        settings["site"] = Setting(file.site, file.site, source)
    facts = file.facts if file else NO_FACTS
    profile = profile_of(settings["site"].parsed).with_facts(facts)
    for key, value in _of_site(profile, file, settings).items():
        if key not in settings and value:
            settings[key] = _checked(key, value, source)
    unread = source.name if file and not file.is_read else ""
    return Settings(root, settings, {"facts": facts, "unread": unread, "overlooked": overlooked})


def _of_site(
    profile: Profile, file: SiteFile | None, settings: Mapping[str, Setting]
) -> dict[str, str | list[str] | None]:
    """Return the settings that follow from a site, by key; anchors by slug need links in Markdown."""
    anchor = settings["anchor"].parsed if "anchor" in settings else None
    style = settings["link-style"].parsed if "link-style" in settings else None
    sources = settings["glossary"].parsed if "glossary" in settings else ()
    links_pages = any(source.form == "front-matter" for source in sources)
    return {
        "resolve": profile.resolve,
        "anchor-style": profile.slugs,
        "anchor": "base64" if style == "html" else profile.anchor,
        "link-style": "markdown" if anchor == "heading" or links_pages else profile.link_style,
        "site-root": file.content if file else None,
        "site-url": file.facts.url if file else None,
        "shared-references": list(file.shared) if file else None,
    }


def _default(key: str, root: str, is_only: bool) -> Setting | None:
    value = KEYS[key].default
    if key == "glossary":
        base, roots = root.rstrip("/"), Roots({root: root})
        there = (path for path in DEFAULT_GLOSSARIES if files.exists(f"{base}/{path}"))
        # that of a project below is no default
        ours = (path for path in there if is_only or roots[os.path.dirname(f"{base}/{path}")] == root)
        value = next(ours, None)
    return None if value is None else Setting(value, KEYS[key].kind.parse(value), DEFAULT)


def _checked(key: str, value: object, source: Source) -> Setting:
    """Return a validated setting. Raises AutolinkError with its place and what was expected."""
    if key not in KEYS:
        hint = "`autolink check --isolated --show-settings` lists the keys"
        if isinstance(value, dict):
            hint = "keys go at the top of autolink.toml, or under [tool.autolink] in pyproject.toml"
        raise AutolinkError(f"{source.place(key)}: unknown key `{key}`{did_you_mean(key, KEYS)}", hint)
    kind = KEYS[key].kind
    try:
        parsed = kind.parse(value)
    except AutolinkError as error:
        raise AutolinkError(f"{source.place(key)}: {error}", error.hint) from error
    if parsed is None:
        guess = did_you_mean(value, kind.words) if isinstance(value, str) and kind.words else ""
        raise AutolinkError(
            f"{source.place(key)}: `{key}` must be {kind.expected}, not {to_toml(value)}{guess}"
        )
    return Setting(value, parsed, source)


def to_toml(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, dict):
        pairs = [f"{to_toml(key)} = {to_toml(item)}" for key, item in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return toml_string(value) if isinstance(value, str) else str(value)


def _resolved(root: str, path: str) -> str:
    """Return the absolute path for one in a configuration."""
    return files.absolute(os.path.join(root, path))
