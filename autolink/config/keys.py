"""The table of keys. What reads, explains or completes a configuration takes it from here.

The README repeats it, and a test holds the README to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autolink.config import kinds
from autolink.config.kinds import one_of, some_of
from autolink.files import PAGE_SUFFIXES
from autolink.page.slugs import STYLES
from autolink.sites.resolving import FLAVOURS
from autolink.sites.table import SITES

if TYPE_CHECKING:
    from autolink.config.kinds import Kind

OCCURRENCES = ("all", "first-in-page", "first-in-section", "first-in-paragraph")
"""Which mentions may be linked: by the key `occurrences`, and by the attribute of a term."""
CAUTIONS = ("label", "longer-name", "page-topic", "verb", "idiom", "empty-entry")
"""When a mention is not linked by default: the values of `skip-when`."""

DEFAULT_GLOSSARIES = ("glossary", "docs/glossary", "glossary.md", "docs/glossary.md")


class Key(NamedTuple):
    """A key of the configuration. The default is a value as TOML would give it; None when there is none."""

    name: str
    kind: Kind
    default: object
    description: str

    @property
    def is_path(self) -> bool:
        """Whether the values are paths, relative to the root."""
        return self.kind in (kinds.PATH, kinds.PATHS)


_TABLE = (
    Key(
        "glossary",
        kinds.SOURCES,
        None,
        "a page or a folder of pages with the terms, a table that says how they are kept, or a list of "
        "these; without it the first that exists of " + ", ".join(f"`{path}`" for path in DEFAULT_GLOSSARIES),
    ),
    Key(
        "scopes",
        kinds.SCOPES,
        [],
        "folders of languages or versions, such as `content/{lang}`: their pages are linked to the terms in "
        "the same folder, all others to the terms outside of them",
    ),
    Key(
        "scope-fallback",
        kinds.STRING,
        None,
        "the scope, such as `content/en`, whose terms stand in for those that another scope lacks",
    ),
    Key("term-levels", kinds.LEVELS, [2], "levels of the headings that define terms"),
    Key("separator", kinds.STRING, "|", "what separates the aliases in a heading"),
    Key(
        "link-style",
        one_of("html", "markdown", "template"),
        None,
        '`"html"` for `<a href="…">term</a>`, `"markdown"` for `[term](…)`, `"template"` for '
        "what `link-template` says; without it what arrives on the site",
    ),
    Key(
        "anchor",
        one_of("base64", "heading"),
        None,
        'what links point to: `"base64"`, an anchor of ours in the heading, or `"heading"`, the one that the '
        "site gives the heading; without it what arrives on the site",
    ),
    Key(
        "link-template",
        kinds.TEMPLATE,
        None,
        'the form of links as a macro, such as `{{< tooltip text="{text}" id="{id}" >}}`, with the fields '
        "`text`, `id`, `title`, `path`, `anchor`",
    ),
    Key("templates", kinds.TEMPLATES, [], "more such forms, of links that are yours: they are read only"),
    Key("link-base", kinds.URL, None, "address of the project root, for absolute links"),
    Key(
        "page-url-keys",
        kinds.STRINGS,
        ["page-url", "記事URL"],
        "keys of the comment that declares a page's address",
    ),
    Key(
        "occurrences",
        one_of(*OCCURRENCES),
        "all",
        'which mentions are linked: or `"first-in-page"`, `"first-in-section"`, `"first-in-paragraph"`; a '
        "link of yours counts",
    ),
    Key(
        "first-in-page",
        kinds.STRINGS,
        [],
        "words of terms, as they are spelled in a glossary, that are linked once in a page",
    ),
    Key("self-links", kinds.BOOLEAN, True, "whether a term is linked in its own definition"),
    Key(
        "skip-in",
        kinds.STRINGS,
        [],
        "where nothing is linked: `blockquote`, `table`, `footnote`, `list`, `emphasis`, `strong`, "
        "`strikethrough`, or an element such as `span`",
    ),
    Key(
        "html-blocks",
        kinds.BOOLEAN,
        False,
        "whether mentions in block-level HTML such as `<td>` or `<li>` are linked, in HTML; only where such "
        "links arrive and `anchor` is `base64`",
    ),
    Key(
        "skip-when",
        some_of(*CAUTIONS),
        list(CAUTIONS),
        "when a mention is not linked: as a `label` before a colon, as a part of a `longer-name`, as the "
        "`page-topic`, as a `verb` behind a modal or pronoun, in an `idiom`, and if its term has an "
        "`empty-entry`",
    ),
    Key("never-link", kinds.STRINGS, [], "words that are never linked, as they are spelled in a glossary"),
    Key("case-sensitive", kinds.STRINGS, [], "aliases that are mentions in their own case only"),
    Key(
        "prefer",
        kinds.STRINGS_BY_WORD,
        {},
        'which term a word of several means: a table such as `{ pod = "docs/glossary.md#pod" }`',
    ),
    Key("min-length", kinds.LENGTH, 1, "shorter aliases are not linked"),
    Key(
        "case",
        one_of("smart", "sensitive", "insensitive"),
        "smart",
        'the case that mentions need: or `"sensitive"`, `"insensitive"`',
    ),
    Key(
        "cjk-boundary",
        one_of("none", "script"),
        "none",
        '`"script"`: a katakana word is linked only where it is whole',
    ),
    Key(
        "ambiguous",
        one_of("nearest", "skip"),
        "nearest",
        '`"skip"`: a mention that several pages define equally near is not linked',
    ),
    Key("keep-old-anchors", kinds.BOOLEAN, True, "whether a reworded heading keeps its old anchor"),
    Key(
        "site",
        one_of(*SITES),
        "github",
        "who publishes the pages, from which much follows: or "
        + ", ".join(f'`"{site}"`' for site in SITES[1:])
        + "; without any configuration of `autolink`, that of a site chooses it",
    ),
    Key(
        "resolve",
        one_of(*FLAVOURS),
        None,
        "how targets map to pages: as by "
        + ", ".join(f'`"{flavour}"`' for flavour in FLAVOURS)
        + "; without it as on the site",
    ),
    Key(
        "anchor-style",
        one_of(*STYLES),
        None,
        "heading slugs as by "
        + ", ".join(f'`"{style}"`' for style in STYLES)
        + "; without it as on the site",
    ),
    Key(
        "site-root",
        kinds.PATHS,
        None,
        "the folder that a link starting with `/` is relative to, or a list of folders, which are "
        "searched in order; without it that of the site's pages, or the root",
    ),
    Key(
        "site-url",
        kinds.URL,
        None,
        "the address under which `site-root` is published; without it the one in the site's configuration",
    ),
    Key(
        "shared-references",
        kinds.PATHS,
        None,
        "files, or one, with link reference definitions that a generator adds to every page, such as "
        "`includes/links.md`; without it those that `auto_append` names in the configuration of MkDocs",
    ),
    Key(
        "map",
        kinds.MAPS,
        [],
        "tables that say where published addresses stand as files, such as "
        '`{ from = "/en/docs/{path}", to = "pages/{path}/index.md" }`, with `lower-case = true` if the files '
        "are so",
    ),
    Key(
        "ignore-targets",
        kinds.PATTERNS,
        [],
        "regular expressions; links whose target one of them matches are not checked",
    ),
    Key("select", kinds.RULES, None, "rules by code, prefix or name; without it all but those on demand"),
    Key("extend-select", kinds.RULES, [], "rules that are on as well"),
    Key("ignore", kinds.RULES, [], "rules that are off"),
    Key(
        "per-file-ignores",
        kinds.RULES_BY_GLOB,
        {},
        "globs of pages with lists of rules that are off in them",
    ),
    Key(
        "fail-on",
        one_of("error", "warning", "info", "never"),
        "error",
        'least severity of a finding that makes `check` fail: or `"warning"`, `"info"`, `"never"`',
    ),
    Key(
        "unlinked-mentions",
        one_of("each", "first-in-page"),
        "each",
        'which ones M001 reports: or `"first-in-page"`, the first one of each term that a page never links',
    ),
    Key("baseline", kinds.PATH, None, "the file of known findings, which are not reported"),
    Key(
        "include",
        kinds.GLOBS,
        list(PAGE_SUFFIXES),
        "which files below a folder are pages: ends of names, or globs such as `docs/*.txt`",
    ),
    Key("exclude", kinds.GLOBS, [], "globs of pages and folders to leave out"),
    Key("extend-exclude", kinds.GLOBS, [], "more of them, beside those of `exclude`"),
    Key("respect-gitignore", kinds.BOOLEAN, True, "whether what git ignores is left out"),
    Key("force-exclude", kinds.BOOLEAN, False, "whether what is left out is so also when a path names it"),
)

KEYS = {key.name: key for key in _TABLE}
"""All keys by name, in the order in which they are explained."""
