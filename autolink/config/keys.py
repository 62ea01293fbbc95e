"""The table of configuration keys, from which validation, documentation, schema and completion are made."""

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
        "these; by default the first of these that exists: "
        + ", ".join(f"`{path}`" for path in DEFAULT_GLOSSARIES),
    ),
    Key(
        "scopes",
        kinds.SCOPES,
        [],
        "folders of languages or versions, such as `content/{lang}`: their pages are linked to the terms in "
        "the same folder, and all other pages to the terms outside these folders",
    ),
    Key(
        "scope-fallback",
        kinds.STRING,
        None,
        "the scope, such as `content/en`, whose terms are used if another scope lacks them",
    ),
    Key("term-levels", kinds.LEVELS, [2], "the levels of the headings that define terms"),
    Key("separator", kinds.STRING, "|", "what separates the aliases in a heading"),
    Key(
        "link-style",
        one_of("html", "markdown", "template"),
        None,
        '`"html"` for `<a href="…">term</a>`, `"markdown"` for `[term](…)`, `"template"` for '
        "the form that `link-template` gives; by default the form that works on the site",
    ),
    Key(
        "anchor",
        one_of("base64", "heading"),
        None,
        'what links point to: `"base64"`, an anchor that `fix` adds to the heading, or `"heading"`, the '
        "one that the site gives the heading; by default the one that works on the site",
    ),
    Key(
        "link-template",
        kinds.TEMPLATE,
        None,
        'the form of links as a macro, such as `{{< tooltip text="{text}" id="{id}" >}}`, with the fields '
        "`text`, `id`, `title`, `path`, `anchor`",
    ),
    Key(
        "templates",
        kinds.TEMPLATES,
        [],
        "forms of your own links that are macros, for reading only",
    ),
    Key("link-base", kinds.URL, None, "the address of the project root, for absolute links"),
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
        'which mentions are linked: `"all"`, `"first-in-page"`, `"first-in-section"` or '
        '`"first-in-paragraph"`; your own links count',
    ),
    Key(
        "first-in-page",
        kinds.STRINGS,
        [],
        "aliases, as they are spelled in a glossary, that are linked once on each page",
    ),
    Key("self-links", kinds.BOOLEAN, True, "whether a term is linked in its own definition"),
    Key(
        "skip-in",
        kinds.STRINGS,
        [],
        "where nothing is linked: `blockquote`, `table`, `footnote`, `list`, `emphasis`, `strong`, "
        "`strikethrough`, or an HTML element such as `span`",
    ),
    Key(
        "html-blocks",
        kinds.BOOLEAN,
        False,
        "whether mentions in block-level HTML such as `<td>` or `<li>` are linked, with HTML links; only if "
        "such links work on the site and `anchor` is `base64`",
    ),
    Key(
        "skip-when",
        some_of(*CAUTIONS),
        list(CAUTIONS),
        "when a mention is not linked: as a `label` before a colon, as a part of a `longer-name`, as the "
        "`page-topic`, as a `verb` after a modal or pronoun, in an `idiom`, or if its term has an "
        "`empty-entry`",
    ),
    Key("never-link", kinds.STRINGS, [], "aliases, as they are spelled in a glossary, that are never linked"),
    Key("case-sensitive", kinds.STRINGS, [], "aliases that are linked only in exactly this case"),
    Key(
        "prefer",
        kinds.STRINGS_BY_WORD,
        {},
        'which term an alias of several terms means: a table such as `{ pod = "docs/glossary.md#pod" }`',
    ),
    Key("min-length", kinds.LENGTH, 1, "the minimum length of the aliases that are linked"),
    Key(
        "case",
        one_of("smart", "sensitive", "insensitive"),
        "smart",
        'whether mentions must have the case of the alias: `"smart"`, `"sensitive"` or `"insensitive"`',
    ),
    Key(
        "cjk-boundary",
        one_of("none", "script"),
        "none",
        '`"script"`: an alias in katakana is linked only as a whole word, not as a part of a longer one',
    ),
    Key(
        "ambiguous",
        one_of("nearest", "skip"),
        "nearest",
        '`"skip"`: a mention is not linked if several terms are equally near',
    ),
    Key("keep-old-anchors", kinds.BOOLEAN, True, "whether a reworded heading keeps its old anchor"),
    Key(
        "site",
        one_of(*SITES),
        "github",
        "what publishes the pages, which decides the defaults of many other keys: "
        + ", ".join(f'`"{site}"`' for site in SITES)
        + "; if `autolink` has no configuration, that of the site chooses it",
    ),
    Key(
        "resolve",
        one_of(*FLAVOURS),
        None,
        "how link targets map to pages, as in "
        + ", ".join(f'`"{flavour}"`' for flavour in FLAVOURS)
        + "; by default as on the site",
    ),
    Key(
        "anchor-style",
        one_of(*STYLES),
        None,
        "how headings become slugs, as in "
        + ", ".join(f'`"{style}"`' for style in STYLES)
        + "; by default as on the site",
    ),
    Key(
        "site-root",
        kinds.PATHS,
        None,
        "the folder that a link starting with `/` is relative to, or a list of folders, which are "
        "searched in order; by default the folder of the site's pages, or the project root",
    ),
    Key(
        "site-url",
        kinds.URL,
        None,
        "the address at which `site-root` is published; by default the one in the site's configuration",
    ),
    Key(
        "shared-references",
        kinds.PATHS,
        None,
        "one or more files with link reference definitions that a generator adds to every page, such as "
        "`includes/links.md`; by default those in `auto_append` of the MkDocs configuration",
    ),
    Key(
        "map",
        kinds.MAPS,
        [],
        "tables that map published addresses to files, such as "
        '`{ from = "/en/docs/{path}", to = "pages/{path}/index.md" }`, with `lower-case = true` if the names '
        "of the files are in lower case",
    ),
    Key(
        "ignore-targets",
        kinds.PATTERNS,
        [],
        "regular expressions; links whose target matches one of them are not checked",
    ),
    Key(
        "select",
        kinds.RULES,
        None,
        "rules to turn on, by code, prefix or name, instead of those that are on by default",
    ),
    Key("extend-select", kinds.RULES, [], "more rules to turn on"),
    Key("ignore", kinds.RULES, [], "rules to turn off"),
    Key(
        "per-file-ignores",
        kinds.RULES_BY_GLOB,
        {},
        "globs of pages, each with a list of rules to turn off there",
    ),
    Key(
        "fail-on",
        one_of("error", "warning", "info", "never"),
        "error",
        'the lowest severity that makes `check` fail: `"error"`, `"warning"`, `"info"` or `"never"`',
    ),
    Key(
        "unlinked-mentions",
        one_of("each", "first-in-page"),
        "each",
        'which unlinked mentions M001 reports: `"each"`, or `"first-in-page"`, the first mention of each '
        "term that the page never links",
    ),
    Key("baseline", kinds.PATH, None, "the file of known findings, which are not reported"),
    Key(
        "include",
        kinds.GLOBS,
        list(PAGE_SUFFIXES),
        "which files in a folder are pages: file name suffixes, or globs such as `docs/*.txt`",
    ),
    Key("exclude", kinds.GLOBS, [], "globs of pages and folders to exclude"),
    Key("extend-exclude", kinds.GLOBS, [], "more globs, in addition to `exclude`"),
    Key("respect-gitignore", kinds.BOOLEAN, True, "whether to exclude files that git ignores"),
    Key(
        "force-exclude",
        kinds.BOOLEAN,
        False,
        "whether to exclude files even if PATHS name them",
    ),
)

KEYS = {key.name: key for key in _TABLE}
"""All keys by name, in the order in which they are explained."""
