"""What a project looks like before it has a configuration, and the settings that this suggests.

Nothing is read here: the caller brings the paths of pages, relative to the root.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from autolink.sites.table import profile_of
from autolink.text.escaping import toml_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config.site_files import SiteFile
    from autolink.page.model import Heading
    from autolink.page.page import Page

_LEFT_OUT = ("vendor", "third_party")
_GLOSSARY = re.compile(
    r"glossar.*|.*[-_ ]glossary|terminology|用語集|用語一覧|用語|术语表|術語表|词汇表|용어집|용어|глоссарий",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"CONTEXT|(?i:terms|definitions|vocabulary|acronyms|abbreviations)")
_INDEX_PAGES = ("README.md", "index.md", "_index.md", "readme.md", "index.mdx", "README.mdx")
_TITLE = re.compile(r"^(?:title[ ]*:|#(?=[ \t]))(.*)$", re.MULTILINE)
_LEVELS = (2, 3, 1, 4)
"""The levels at which terms may be, the likeliest first."""
_SHARE = 4
"""A level has terms where it has a quarter as many headings as another one."""
_FORMS = {
    "front-matter": "one on each page, named by `title` in its front matter",
    "definition-list": "in definition lists",
    "bold": "as bold entries, `**Term**: definition`",
}
# A section of an index, not a term: `A`, `A–C`, `あ行`.
_INDEX = re.compile(r"\W*\w\W*|\w\s*[-–—~〜～/]\s*\w|.行")


def excluded(pages: Iterable[str], site: SiteFile | None) -> tuple[str, ...]:
    """Return the folders and pages that are hardly meant to be linked: copies, templates, the changelog."""
    names = {*_LEFT_OUT, *(profile_of(site.site).left_out if site else ())}
    found = set()
    for page in pages:
        parts = page.split("/")
        at = next((at for at, part in enumerate(parts[:-1]) if part in names), None)
        if at is not None:
            found.add("/".join(parts[: at + 1]))
        elif page == "CHANGELOG.md":
            found.add(page)
    return tuple(sorted(found))


def glossary_among(pages: Iterable[str]) -> str | None:
    """Return the page or folder that is the glossary by its name: of several the one nearest the root."""
    found = glossaries_by_name(pages)
    return min(found, key=lambda path: (path.count("/"), len(path), path), default=None)


def glossaries_by_name(pages: Iterable[str]) -> set[str]:
    """Return the pages and folders whose name is that of a glossary."""
    found = set()
    for page in pages:
        parts = page.split("/")
        stem = posixpath.splitext(parts[-1])[0]
        at = next((at for at, part in enumerate(parts[:-1]) if _GLOSSARY.fullmatch(part)), None)
        if at is not None:
            found.add("/".join(parts[: at + 1]))
        elif _GLOSSARY.fullmatch(stem):
            found.add(page)
    return found


def new_glossary(pages: Sequence[str], site: SiteFile | None) -> str:
    """Return where a glossary belongs in a project that has none."""
    for folder in (site.content if site else "", "docs"):
        if folder and any(page.startswith(f"{folder}/") for page in pages):
            return f"{folder}/glossary.md"
    if site and site.content:
        return f"{site.content}/glossary.md"
    return "glossary.md"


def sample_glossary(site: SiteFile | None) -> str:
    """Return a glossary with one term, which says how to write more."""
    title = "---\ntitle: Glossary\n---\n" if site and site.site == "hugo" else "# Glossary\n"
    return f"""{title}
## Example term | Sample term

Each level-2 heading is a term. Separate its names with `|`, and write its definition here.
"""


def index_pages(pages: Iterable[str]) -> list[str]:
    """Return the pages that stand for their folder, the root aside, those nearest to it first."""
    found = [page for page in pages if "/" in page and posixpath.basename(page) in _INDEX_PAGES]
    return sorted(found, key=lambda page: (page.count("/"), page))


def likely_glossaries(pages: Iterable[str]) -> list[str]:
    """Return the pages that are a glossary if their text is that of one, those nearest to the root first."""
    found = [page for page in pages if _LIKELY.fullmatch(posixpath.splitext(posixpath.basename(page))[0])]
    return sorted(found, key=lambda page: (page.count("/"), page))


def is_titled_glossary(text: str) -> bool:
    """Tell whether the first title of a page, in its front matter or as a heading, is that of a glossary."""
    title = _TITLE.search(text)
    return title is not None and _GLOSSARY.fullmatch(title[1].strip(" \t\r#\"'")) is not None


def term_level(pages: Iterable[Page]) -> int | None:
    """Return the level of the headings of a glossary that look like terms; None when none do.

    Letters of an index aside, it is the likeliest level that has about as many different headings as any
    other: one `## Terms` above many `###` is a title, and so are headings of which most have nothing but
    deeper ones below.
    """
    names: dict[int, set[str]] = {}
    bare: dict[int, set[str]] = {}
    letters: dict[int, set[str]] = {}
    for heading, is_bare in _headings(pages):
        if _INDEX.fullmatch(heading.text):
            letters.setdefault(heading.level, set()).add(heading.text)
        else:
            names.setdefault(heading.level, set()).add(heading.text)
            if is_bare:
                bare.setdefault(heading.level, set()).add(heading.text)
    counts = {level: len(found) for level, found in names.items() if len(found) > len(letters.get(level, ()))}
    if counts.get(1) == 1:
        del counts[1]  # the title of the page
    most = max(counts.values(), default=0)
    for level in _LEVELS:
        count = counts.get(level, 0)
        deeper = max((counts[other] for other in counts if other > level), default=0)
        is_title = 2 * len(bare.get(level, ())) > count and deeper > count
        if count and count * _SHARE >= most and not is_title:
            return level
    return None


def _headings(pages: Iterable[Page]) -> Iterator[tuple[Heading, bool]]:
    """Yield the headings of some pages, each with whether nothing but a deeper one follows it."""
    for page in pages:
        for heading, below in zip_longest(page.headings, page.headings[1:]):
            if heading.text and not heading.nested:
                is_bare = below is not None and below.level > heading.level
                yield heading, is_bare and not page.data[heading.end : below.start].strip()


# The configuration


@dataclass(frozen=True, slots=True)
class Proposal:
    """The settings of a new configuration. Paths are relative to the root."""

    glossary: str
    form: str
    term_level: int
    site: SiteFile | None
    exclude: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()
    """Glossaries of other languages or versions, each with the folder whose pages it is for."""
    scopes: str = ""
    """The pattern of the folders, that of the first glossary among them; empty where it is for all others."""


def as_toml(proposal: Proposal) -> str:
    """Return a configuration file: the keys that matter, each with what it means."""
    return "\n".join(_blocks(proposal))


def _blocks(proposal: Proposal) -> Iterator[str]:
    yield _glossary_block(proposal)
    if proposal.scopes:
        comment = "# Each page is linked to the glossary in its own folder."
        yield f"{comment}\nscopes = [{_quoted(proposal.scopes)}]\n"
    if proposal.form == "headings" and proposal.term_level != 2:
        marks = "#" * proposal.term_level
        yield f"# Terms are headings of this level: `{marks} Term`.\nterm-levels = [{proposal.term_level}]\n"
    if proposal.site:
        profile = profile_of(proposal.site.site)
        yield (
            "# What publishes the pages. This decides what counts as markup and how links are written.\n"
            + "".join(f"# {line}\n" for line in profile.note)
            + f"site = {_quoted(profile.name)}\n"
        )
    if proposal.exclude:
        listed = ", ".join(map(_quoted, proposal.exclude))
        yield f"# Pages and folders to exclude.\nexclude = [{listed}]\n"
    yield (
        '# Link the first mention in each section. Or: "all", "first-in-page", "first-in-paragraph".\n'
        'occurrences = "first-in-section"\n'
    )
    yield "# Do not link a term within its own definition.\nself-links = false\n"


def _glossary_block(proposal: Proposal) -> str:
    kind = "page" if "." in posixpath.basename(proposal.glossary) else "folder of pages"
    form = "" if proposal.form == "headings" else f", {_FORMS[proposal.form]}"
    first = _entry(proposal.glossary, proposal.form, "")
    if not proposal.others:
        return f"# The {kind} with the terms{form}.\nglossary = {first}\n"
    others = [
        _entry(path, proposal.form, "" if proposal.scopes else folder) for path, folder in proposal.others
    ]
    listed = "".join(f"    {entry},\n" for entry in (first, *others))
    return f"# Each {kind} with the terms{form}.\nglossary = [\n{listed}]\n"


def _entry(path: str, form: str, folder: str) -> str:
    """Return an entry of the key `glossary`, for the pages of a folder where one is given."""
    fields = [f"path = {_quoted(path)}"]
    if form != "headings":
        fields.append(f"form = {_quoted(form)}")
    if folder:
        fields.append(f"applies-to = [{_quoted(f'{folder}/**')}]")
    return f"{{ {', '.join(fields)} }}" if len(fields) > 1 else _quoted(path)


def _quoted(path: str) -> str:
    """Return a path as a TOML string. Raises UnicodeEncodeError for a name that is no text."""
    path.encode()
    return toml_string(path)
