"""What the headings of a page were called: its versions in the git history, compared by heading."""

from __future__ import annotations

import contextlib
import re
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from autolink.files.git.versions import versions_of
from autolink.page.page import Page
from autolink.page.slug_texts import slug_text
from autolink.page.slugs import slug_of
from autolink.text.similar import likeness

if TYPE_CHECKING:
    from collections.abc import Collection

    from autolink.page.fragments import Naming

_ALIKE_LENGTH = 4000
_ALIKE_PERCENT = 75
_TAG = re.compile(r"<[^<>]*>")
_HEADING_LINES = re.compile(rb"^.*#.*$|^.*\n {0,3}(?:=+|-+)[ \t\r]*$", re.MULTILINE)


class _Section(NamedTuple):
    level: int
    heading: str
    text: str


def former_headings(page: str, headings: Collection[str], seconds: float = 5.0) -> dict[str, str]:
    """Return the present names of some former headings of a page, as far as its history is clear.

    A heading is given as an anchor id encodes it (`Heading.source`). It became another one when, from one
    version to the next (a merge is one step), that took its place: between the same headings, as many new as
    gone there, of the same level, the text below kept but for a quarter. Uncommitted changes, chains of
    renamings and renamed files are followed. What git or the page cannot tell is left out; so is what git
    cannot tell in this many seconds, a bound that only enormous histories meet.
    """
    now: set[str] | None = None
    became: dict[str, str | None] = {}
    unread: list[bytes] = []  # the last version that was compared, and those before it
    limit = time.monotonic() + seconds
    with contextlib.suppress(OSError, ValueError), closing(versions_of(page, seconds)) as versions:
        for version in versions:
            if now is None:
                now = {section.heading for section in _sections(version)}
            wanted = [heading for heading in headings if heading not in now and heading not in became]
            if not wanted or time.monotonic() > limit:
                break
            unread.append(version)
            outline = _outline(version)
            if any(heading.encode() in outline for heading in wanted):
                _compare(unread, now, became)
                unread = [version]
    there = now or set()
    found = {old: became.get(old) for old in headings if old not in there}
    return {old: new for old, new in found.items() if new is not None and new in there}


def heading_of_slug(page: str, slug: str, naming: Naming, seconds: float = 5.0) -> str | None:
    """Return what the heading of a page that last had a slug is called today, as far as that is clear.

    It is given as an anchor id encodes it (`Heading.source`); see `former_headings`.
    """
    limit = time.monotonic() + seconds
    with contextlib.suppress(OSError, ValueError), closing(versions_of(page, seconds)) as versions:
        seen: bytes | None = None
        for number, version in enumerate(versions):
            outline = _outline(version)
            if time.monotonic() > limit:
                break
            if outline == seen:
                continue
            seen = outline
            headings = Page.parse("", version).headings
            had = {
                item.source
                for item in headings
                if slug_of(slug_text(item, naming.style, naming.attributes), naming.style) == slug
            }
            if len(had) > 1:
                break
            if had:
                name = had.pop()
                return former_headings(page, [name], limit - time.monotonic()).get(name) if number else name
    return None


def _compare(versions: list[bytes], now: set[str], became: dict[str, str | None]) -> None:
    """Add what became of the headings of some versions, newest first; what a later version tells stays."""
    for newer, older in pairwise(versions):
        if _outline(newer) != _outline(older):
            for old, new in _replaced(_sections(older), _sections(newer)).items():
                became.setdefault(old, new if new is None or new in now else became.get(new))


def _outline(page: bytes) -> bytes:
    """Return the lines of a page that may belong to headings."""
    return b"\n".join(_HEADING_LINES.findall(page))


def _sections(data: bytes) -> list[_Section]:
    """Return the headings of a page, each with the text below it, without tags. Raises UnicodeDecodeError."""
    page = Page.parse("", data)
    ends = [*(heading.start for heading in page.headings[1:]), len(data)]
    return [
        _Section(heading.level, heading.source, _TAG.sub("", data[heading.end : end].decode()).strip())
        for heading, end in zip(page.headings, ends, strict=False)
    ]


def _replaced(older: list[_Section], newer: list[_Section]) -> dict[str, str | None]:
    """Return the headings that are gone, each with the one that took its place, if that is clear."""
    count = Counter(section.heading for section in older)
    kept = count.keys() & {section.heading for section in newer}
    found: dict[str, str | None] = dict.fromkeys(heading for heading in count if heading not in kept)
    came = _gaps(newer, kept)
    for place, gone in _gaps(older, kept).items():
        new_ones = came.get(place, [])
        if len(gone) == len(new_ones):
            for old, new in zip(gone, new_ones, strict=True):
                if old.level == new.level and count[old.heading] == 1 and _alike(old.text, new.text):
                    found[old.heading] = new.heading
    return found


def _gaps(sections: list[_Section], kept: Collection[str]) -> dict[tuple[str, str], list[_Section]]:
    """Return the sections that are not kept, by the kept headings around them; none if ambiguous."""
    gaps: dict[tuple[str, str], list[_Section]] = {}
    gap: list[_Section] = []
    before = ""
    for section in (*sections, _Section(0, "", "")):
        if section.level and section.heading not in kept:
            gap.append(section)
        else:
            place = (before, section.heading)
            gaps[place] = [] if place in gaps else gap
            before, gap = section.heading, []
    return gaps


def _alike(old: str, new: str) -> bool:
    """Tell whether at least three quarters of a text were kept: unrelated prose shares about half."""
    return old == new or likeness(old[:_ALIKE_LENGTH], new[:_ALIKE_LENGTH]) >= _ALIKE_PERCENT
