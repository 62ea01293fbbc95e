"""The configuration as the rest of the program reads it."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.config.glossary_source import GlossarySource
from autolink.config.keys import CAUTIONS, DEFAULT_GLOSSARIES
from autolink.config.scopes import Scopes
from autolink.config.sources import is_root
from autolink.diagnostics import rules
from autolink.errors import AutolinkError
from autolink.files import PAGE_SUFFIXES, Selection
from autolink.page.fragments import Naming
from autolink.sites.dialects import dialect_of
from autolink.sites.profile import NO_FACTS
from autolink.sites.table import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config.site_files import SiteFile
    from autolink.diagnostics.rules import Rule
    from autolink.page.dialects.dialect import Dialect
    from autolink.page.templates import Template
    from autolink.sites.address_map import AddressMap
    from autolink.sites.profile import Facts, Profile

_OF_GLOSSARY = rules.select(
    (), ("G", "M", "T", rules.UNUSED_SUPPRESSION.code), (rules.PAGE_URL_MISMATCH.code,)
)
"""The rules that need a glossary; a comment may keep a mention from being linked with one."""
_HEADINGS = GlossarySource("")


class NoGlossaryError(AutolinkError):
    """There is no glossary, but linking needs one."""


@dataclass(frozen=True)
class Config:
    """The settings of a project. Paths are absolute, with `/` between their parts."""

    root: str
    file: str = ""
    """The configuration file, where there is one."""
    glossary: tuple[str, ...] = ()
    """Pages, or folders of pages, with the terms of the glossary; none to check links only."""
    sources: tuple[GlossarySource, ...] = ()
    """How their terms are kept, where that is said."""
    named: tuple[str, ...] = ()
    """The paths among the values that the command line gave: they may be written, wherever they are."""
    scopes: tuple[str, ...] = ()
    """Patterns of the folders of languages or versions, each with its own glossary."""
    scope_fallback: str | None = None
    """The scope whose terms stand in for those that another scope lacks."""
    term_levels: tuple[int, ...] = (2,)
    separator: str = "|"
    page_url_keys: tuple[str, ...] = ("page-url", "記事URL")
    link_style: str = "html"
    link_template: Template | None = None
    """The form of links where `link_style` is `template`."""
    templates: tuple[Template, ...] = ()
    """More forms of the author's own links."""
    link_base: str | None = None
    self_links: bool = True
    keep_old_anchors: bool = True
    """Whether a reworded term heading keeps its old anchor next to the new one."""
    case: str = "smart"
    cjk_boundary: str = "none"
    ambiguous: str = "nearest"
    occurrences: str = "all"
    first_in_page: tuple[str, ...] = ()
    """Words of terms that are linked once in a page."""
    skip_in: tuple[str, ...] = ()
    """Containers, spans and raw HTML elements in which nothing is linked."""
    html_blocks: bool = False
    """Whether mentions in the text of HTML blocks are linked."""
    skip_when: tuple[str, ...] = CAUTIONS
    """Cases in which a careful writer would not link a mention."""
    never_link: tuple[str, ...] = ()
    """Words that are never linked."""
    case_sensitive: tuple[str, ...] = ()
    """Aliases that are linked only in their own case."""
    prefer: tuple[tuple[str, str], ...] = ()
    """Words with the term that they mean: a page, relative to the root, `#`, and a name or anchor."""
    min_length: int = 1
    """Aliases of fewer characters (code points) are not linked."""
    site_root: tuple[str, ...] = ()
    """The folders that a link starting with `/` may be relative to, as configured; see `site_roots`."""
    site_url: str | None = None
    """The address under which `site_root` is published."""
    shared_references: tuple[str, ...] = ()
    """Files whose link reference definitions and footnotes count on every page."""
    site: str = "github"
    """What publishes the pages."""
    facts: Facts = NO_FACTS
    """What the site's own configuration says."""
    unread: str = ""
    """The path of the site's own configuration, if not all relevant settings could be read."""
    overlooked: SiteFile | None = None
    """The configuration of a site that is there although the configuration of `autolink` names no `site`."""
    map: tuple[AddressMap, ...] = ()
    """Which addresses stand for which files, where the site does not say so."""
    resolve: str = "github"
    anchor_style: str = "github"
    anchor: str = "base64"
    """The anchor scheme: `base64` or `heading`."""
    ignore_targets: tuple[str, ...] = ()
    """Regular expressions; links whose written target one of them matches are not checked."""
    per_file_ignores: tuple[tuple[str, frozenset[Rule]], ...] = ()
    """Globs, relative to the root, of pages with the rules that are off in them."""
    rules: frozenset[Rule] = rules.select(None, (), ())
    """The rules that are on."""
    unlinked_mentions: str = "each"
    """Which mentions without a link are reported: `each`, or `first-in-page` of a term without any."""
    fail_on: str = "error"
    """The lowest severity of a diagnostic that makes `check` fail, or `never`."""
    include: tuple[str, ...] = PAGE_SUFFIXES
    """Which files in a folder are pages: file name suffixes, or glob patterns relative to the root."""
    exclude: tuple[str, ...] = ()
    """Glob patterns, relative to the root, of pages and folders to exclude."""
    baseline: str | None = None
    """The file of known diagnostics, which are not reported."""
    respect_gitignore: bool = True
    """Whether files that git ignores are excluded."""
    force_exclude: bool = False
    """Whether exclusions also apply to paths that are named."""
    is_only: bool = False
    """Whether it also holds for folders with their own configuration."""

    @property
    def site_roots(self) -> tuple[str, ...]:
        """The folders that a link starting with `/` may be relative to, in the order of the search."""
        return self.site_root or (self.root,)

    def below_site_root(self, path: str) -> str | None:
        """Return a path relative to the first of the `site_roots` that it is in; None where it is in none."""
        roots = (root for root in self.site_roots if path.startswith(f"{root}/"))
        return next((path.removeprefix(f"{root}/") for root in roots), None)

    @cached_property
    def dialect(self) -> Dialect:
        """What the site reads beyond CommonMark and GFM."""
        known = (self.link_template, *self.templates)
        templates = tuple(template for template in known if template is not None)
        return replace(dialect_of(self.profile), templates=templates, html_blocks=self._reads_html)

    @property
    def _reads_html(self) -> bool:
        """Whether the text of HTML blocks is prose: where a link of ours in HTML would be known again."""
        is_html = self.anchor == "base64" and self.link_style != "template"
        return self.html_blocks and is_html and not self.profile.is_mdx

    @cached_property
    def profile(self) -> Profile:
        """What follows from the site that publishes the pages, and from its own configuration."""
        return profile_of(self.site).with_facts(self.facts)

    @cached_property
    def naming(self) -> Naming:
        """How the site names the headings of a page."""
        profile = self.profile
        return Naming(
            self.anchor_style,
            profile.slug_levels,
            profile.attributes,
            profile.knows_elements,
            profile.counts_ids,
            profile.id_form == "target",
            profile.links_to_titles,
        )

    def require_glossary(self) -> None:
        """Raise NoGlossaryError when there is no glossary."""
        if not self.glossary:
            raise NoGlossaryError(
                f"no glossary found in {self.root}: there is no {', '.join(DEFAULT_GLOSSARIES[:-1])} or "
                f"{DEFAULT_GLOSSARIES[-1]}",
                "run `autolink init`, or name a glossary with --glossary PATH or `glossary` in autolink.toml",
            )

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(self.root, self.scopes)

    def scope_of(self, path: str) -> str:
        """Return the folder of the scope of a page, relative to the root; empty where it is in none."""
        return self._scopes.of(path) if self.scopes else ""

    def source_of(self, path: str) -> GlossarySource:
        """Return the entry that says how the terms of a page are kept: the nearest of several."""
        holding = [item for item in self.sources if path == item.path or path.startswith(f"{item.path}/")]
        found = max(holding, key=lambda item: len(item.path), default=_HEADINGS)
        return found._replace(
            levels=found.levels or self.term_levels, separator=found.separator or self.separator
        )

    @cached_property
    def links_pages(self) -> bool:
        """Whether some links point to whole pages, which are the terms."""
        return any(source.form == "front-matter" for source in self.sources)

    @property
    def selection(self) -> Selection:
        """The settings that select pages."""
        return Selection(
            self.root,
            self.glossary,
            self.include,
            self.exclude,
            self.respect_gitignore,
            self.force_exclude,
            None if self.is_only else is_root,
        )

    def rules_in(self, path: str) -> frozenset[Rule]:
        """Return the rules that are on in a file."""
        rules, name = self.rules, path.removeprefix(f"{self.root}/")
        if not self.glossary:
            rules -= _OF_GLOSSARY
        return rules.difference(*self._off_in(name))

    def is_off_in(self, path: str, rule: Rule) -> bool:
        """Tell whether `per-file-ignores` switches a rule off in a file."""
        name = path.removeprefix(f"{self.root}/")
        return any(rule in off for off in self._off_in(name))

    def _off_in(self, name: str) -> Iterator[frozenset[Rule]]:
        return (off for glob, off in self.per_file_ignores if fnmatch.fnmatch(name, glob))

    def ignores(self, target: str) -> bool:
        """Tell whether links with a target, as written, are not checked."""
        return bool(self.ignore_targets) and self._ignored_targets.search(target) is not None

    @cached_property
    def _ignored_targets(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.ignore_targets))

    @cached_property
    def page_url_pattern(self) -> re.Pattern[str]:
        """Matches the text of a comment that declares a page's URL; group 1 is the URL."""
        keys = "|".join(map(re.escape, self.page_url_keys))
        return re.compile(rf"\s*(?:{keys})\s*[:：]\s*(\S+)\s*")
