"""What a project looks like before it has a configuration, and the settings that this suggests.

Nothing is read here: the caller brings the paths of pages, relative to the root.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autolink.sites.table import profile_of
from autolink.text.escaping import toml_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config.site_files import SiteFile
    from autolink.page.model import Heading

_LEFT_OUT = ("vendor", "third_party")
_GLOSSARY = re.compile(
    r"glossar.*|.*[-_ ]glossary|terminology|用語集|用語一覧|用語|术语表|術語表|词汇表|용어집|용어|глоссарий",
    re.IGNORECASE,
)
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
    found = set()
    for page in pages:
        parts = page.split("/")
        stem = posixpath.splitext(parts[-1])[0]
        at = next((at for at, part in enumerate(parts[:-1]) if _GLOSSARY.fullmatch(part)), None)
        if at is not None:
            found.add("/".join(parts[: at + 1]))
        elif _GLOSSARY.fullmatch(stem):
            found.add(page)
    return min(found, key=lambda path: (path.count("/"), len(path), path), default=None)


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

A heading of level 2 is a term, its names separated by `|`; its definition follows. Put yours here.
"""


def term_level(headings: Iterable[Heading]) -> int | None:
    """Return the level of the headings of a glossary that look like terms; None when none do."""
    texts: dict[int, set[str]] = {}
    for heading in headings:
        if heading.text and not heading.nested:
            texts.setdefault(heading.level, set()).add(heading.text)
    for level, fewest in ((2, 1), (3, 1), (1, 2), (4, 1)):
        names = texts.get(level, set())
        if len(names) >= fewest and sum(not _INDEX.fullmatch(name) for name in names) * 2 > len(names):
            return level
    return None


# The configuration


@dataclass(frozen=True, slots=True)
class Proposal:
    """The settings of a new configuration. Paths are relative to the root."""

    glossary: str
    term_level: int
    site: SiteFile | None
    exclude: tuple[str, ...]


def as_toml(proposal: Proposal) -> str:
    """Return a configuration file: the keys that matter, each with what it means."""
    return "\n".join(_blocks(proposal))


def _blocks(proposal: Proposal) -> Iterator[str]:
    kind = "page" if "." in posixpath.basename(proposal.glossary) else "folder of pages"
    yield f"# The {kind} with the terms.\nglossary = {_quoted(proposal.glossary)}\n"
    if proposal.term_level != 2:
        marks = "#" * proposal.term_level
        yield f"# A term is a heading of this level, `{marks} Term`.\nterm-levels = [{proposal.term_level}]\n"
    if proposal.site:
        profile = profile_of(proposal.site.site)
        yield (
            "# Who publishes the pages: what is markup there, how links are written, and where they arrive.\n"
            + "".join(f"# {line}\n" for line in profile.note)
            + f"site = {_quoted(profile.name)}\n"
        )
    if proposal.exclude:
        listed = ", ".join(map(_quoted, proposal.exclude))
        yield f"# Pages and folders in which nothing is linked or checked.\nexclude = [{listed}]\n"
    yield (
        '# Which mentions are linked: the first in each section. Or "all", "first-in-page".\n'
        'occurrences = "first-in-section"\n'
    )
    yield "# Whether a term is linked in its own definition.\nself-links = false\n"


def _quoted(path: str) -> str:
    """Return a path as a TOML string. Raises UnicodeEncodeError for a name that is no text."""
    path.encode()
    return toml_string(path)
