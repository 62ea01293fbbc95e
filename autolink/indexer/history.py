"""What the headings of a page were called: its versions in git's history, compared heading by heading."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from collections import Counter
from contextlib import closing
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.errors import AutolinkError
from autolink.files.git.changes import changes_since
from autolink.files.git.program import DIFF_OPTIONS, ask, command, environment, toplevel
from autolink.page.page import Page
from autolink.text.similar import likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

MAX_COMMITS = 200
"""How far back a page's history is read: this many commits that touch it."""
MAX_BYTES = 50_000_000
"""How much of it is read, all versions together."""
_ALIKE_LENGTH = 4000
_ALIKE_PERCENT = 75
_TAG = re.compile(r"<[^<>]*>")
_HEADING_LINES = re.compile(rb"^.*#.*$|^.*\n {0,3}(?:=+|-+)[ \t\r]*$", re.MULTILINE)


class _Section(NamedTuple):
    level: int
    heading: str
    text: str


def former_headings(page: str, headings: Collection[str], seconds: float = 5.0) -> dict[str, str]:
    """Return what some headings that a page once had are called in it today, as far as its history is clear.

    A heading is given as an anchor id encodes it (`Heading.source`). It became another one when, from one
    version to the next (a merge is one step), that took its place: between the same headings, as many new as
    gone there, of the same level, the text below kept but for a quarter. Uncommitted changes, chains of
    renamings and renamed files are followed. What git or the page cannot tell is left out; so is what git
    cannot tell in so many seconds, a bound that only enormous histories meet.
    """
    now: set[str] | None = None
    became: dict[str, str | None] = {}
    unread: list[bytes] = []  # the last version that was compared, and those before it
    limit = time.monotonic() + seconds
    with contextlib.suppress(OSError, ValueError), closing(_versions(page, seconds)) as versions:
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
    """Tell whether a text was kept but for a quarter of its characters: unrelated prose shares about half."""
    return old == new or likeness(old[:_ALIKE_LENGTH], new[:_ALIKE_LENGTH]) >= _ALIKE_PERCENT


def _versions(page: str, seconds: float) -> Generator[bytes, None, None]:
    """Yield the bytes of a page, from now back through its history. Raises OSError."""
    data = files.read(page)
    left = MAX_BYTES - len(data)
    yield data
    path = os.path.realpath(page).replace(os.sep, "/")
    top = toplevel(os.path.dirname(path))
    if top is None:
        return
    blobs = _blobs(top, path, seconds) or _blobs(top, _renamed_from(top, path), seconds)
    with subprocess.Popen(
        command(top, "cat-file", "--batch"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            for blob in blobs:
                process.stdin.write(f"{blob}\n".encode())
                process.stdin.flush()
                header = process.stdout.readline().split()  # name, type, size; or name, `missing`
                if len(header) != 3 or int(header[2]) > left:
                    return
                left -= int(header[2])
                yield process.stdout.read(int(header[2]))
                process.stdout.read(1)
        finally:
            process.kill()


def _blobs(top: str, path: str | None, seconds: float) -> list[str]:
    """Return the object names of a file's committed versions, newest first, through its renamings."""
    if path is None:
        return []
    walk = ("--first-parent", "--diff-merges=first-parent", "--follow", f"-{MAX_COMMITS}")
    form = ("--raw", "--no-abbrev", "--format=", "--no-show-signature", *DIFF_OPTIONS)
    log = ask(top, "log", *walk, *form, "HEAD", "--", os.path.relpath(path, top), seconds=seconds)
    fields = iter(log.fields)
    names: list[str] = []
    for entry in fields:
        _, _, old, new, status = entry.split()
        names += (new, old)
        next(fields, None)
        if status.startswith("R"):
            next(fields, None)
        elif status.startswith("C"):  # what was before is another page
            names.pop()
            break
    return [name for name, _ in groupby(name for name in names if name.strip("0"))]


def _renamed_from(top: str, path: str) -> str | None:
    """Return what a file is called in the last commit, when its renaming is not committed yet."""
    with contextlib.suppress(AutolinkError):
        renamed = changes_since(top, "HEAD").renamed
        return next((old for old, new in renamed.items() if new == path), None)
    return None
