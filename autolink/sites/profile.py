"""A profile: what publishes the pages, and all that follows from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Facts(NamedTuple):
    """The settings in the configuration of a site; None for those that it does not have."""

    content: str | None = None
    """The folder of the pages, relative to that of the configuration."""
    url: str | None = None
    """The address under which the pages are published."""
    base: str | None = None
    """The path at which the site starts, `/` at both ends: what addresses that start with `/` begin with."""
    extensions: frozenset[str] | None = None
    """The extensions of Python-Markdown that are on; None where they are not known."""
    slugs: str | None = None
    """The slugs of headings: one of `page.slugs.STYLES`, or empty for some that nobody here knows."""
    slug_levels: int | None = None
    """The deepest level of headings that have a slug."""
    attributes: str | None = None
    id_form: str | None = None
    shared: tuple[str, ...] | None = None
    """Where files may be that are added to every page, relative to the folder of the configuration."""
    resolve: str | None = None
    rooted: str | None = None
    address: str | None = None
    docs: str | None = None


NO_FACTS = Facts()


def says_nothing(_text: str) -> Facts:
    """Read a configuration without relevant settings."""
    return NO_FACTS


class Profile(NamedTuple):
    """A site. The defaults are those of GitHub."""

    name: str
    """The value of the key `site`."""
    title: str
    """Its name for people."""
    syntax: tuple[str, ...] = ()
    """The pieces of syntax that it reads in pages that are not MDX: modules of `page/dialects/`."""
    is_python_markdown: bool = False
    """Whether it reads Python-Markdown, in which the extensions say what is read."""
    extensions: frozenset[str] | None = None
    resolve: str = "github"
    """How targets resolve to pages: one of `sites.resolving.FLAVOURS`."""
    slugs: str = "github"
    """The slugs of headings: one of `page.slugs.STYLES`."""
    knows_slugs: bool = True
    """Whether these are the slugs that it gives, as far as its configuration can be read."""
    slug_levels: int = 6
    """The deepest level of headings that have a slug."""
    anchor: str = "base64"
    """The anchor scheme that arrives there: `base64` or `heading`."""
    link_style: str = "html"
    """The form of links that arrives there: `html` or `markdown`."""
    attributes: str = "either"
    """What `{#id}` after a heading is: its `id`, mere `text`, or `either` where that is not known."""
    id_form: str = "element"
    """How an id is given to a heading: as `element` in it, `attribute` after it or `target` above."""
    knows_elements: bool = True
    """Whether its own check knows the ids of elements."""
    links_to_titles: bool = True
    """Whether headings of the first level are anchors."""
    counts_ids: bool = True
    """Whether an id that is written counts when slugs are numbered."""
    address: str = "file"
    """What links to pages are: paths of a `file`, or of the published `html`, or a `route`, `/base/page/`."""
    address_key: str = ""
    """The key of the front matter that says where a page is published."""
    docs: str = "docs"
    """The path at which Docusaurus publishes its folder `docs`."""
    rewrites_html: bool = True
    """Whether the target of an HTML link may be the path of a page: others leave it as it is, a dead link."""
    rooted: str = "site"
    """What a target that starts with `/` is relative to: the `site`, its `host`, or `either`."""
    folders: str = "listed"
    """What a target that is a folder shows: `listed`, always something; its `index` page; this
    or, right below the folder of the pages, a list (`sections`); or `nothing`."""
    content: str = ""
    """The folder of the pages, relative to that of its configuration."""
    base: str = "/"
    sign: str = ""
    """What has to be in its configuration (a regular expression): other programs use the same name."""
    read: Callable[[str], Facts] = says_nothing
    """Reads the text of that configuration."""
    left_out: tuple[str, ...] = ()
    """The names of folders with pages that are copies or templates."""
    needed: str = ""
    """What is in its configuration where links to Markdown pages arrive (a regular expression)."""
    need: str = ""
    """What has to be added where that is not so."""
    note: tuple[str, ...] = ()
    """What a new configuration says about its links."""
    build: tuple[str, ...] = ()
    """The command that builds it, in the folder of its configuration: `{src}` is that, `{out}` the result."""
    outputs: tuple[str, ...] = ()
    """The folders that builds write there; a command without `{out}` leaves the site in the first."""

    @property
    def is_mdx(self) -> bool:
        """Whether all pages are MDX, whatever their names."""
        return any(piece.startswith("mdx.") for piece in self.syntax)

    def with_facts(self, facts: Facts) -> Profile:
        """Return the profile of a site whose configuration says this."""
        known = facts._replace(url=None, shared=None)._asdict()
        said = {key: value for key, value in known.items() if value is not None}
        if said.get("slugs") == "":
            said |= {"slugs": self.slugs, "knows_slugs": False}
        elif "slugs" in said or "slug_levels" in said:
            said["knows_slugs"] = True
        return self._replace(**said)


VALUE = r"[ ]*[=:][ ]*[\"'`]?"
"""What is between a key and its value, in YAML, TOML and JavaScript."""
URL = r"(https?://[^\s\"'`#<>\\]+)"
PATH = r"([^\s\"'`#,;]+)"


def value_in(text: str, key: str, value: str, flags: int = 0) -> str | None:
    """Return the value of a key at the start of a line or of an object; nothing is parsed."""
    found = re.search(rf"(?:^|[{{,])[ \t]*[\"']?{key}[\"']?{VALUE}{value}", text, re.MULTILINE | flags)
    return found[1] if found else None


def base_of(path: str | None) -> str | None:
    """Return the path at which a site starts, `/` at both ends, from how it or its address is written."""
    if path is None:
        return None
    inner = re.sub(r"^https?://[^/]*", "", path).strip("/")
    return f"/{inner}/" if inner else "/"
