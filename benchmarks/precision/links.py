"""The links that `autolink` makes in a project, and the sentences that they stand in."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.matcher.verdicts import LINKED
from autolink.page.page import Page
from autolink.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.matcher.verdicts import Mention
    from autolink.project.snapshot import Snapshot

_END = re.compile(r"[.!?](?=\s)|[。！？]")
_NEW_BLOCK = re.compile(r"\s*+(?:[-*+]\s|\d++[.)]\s|\||#|>|$)")
_DIGITS = 16
"""Hexadecimal digits of a hash that are kept."""


class Judged(NamedTuple):
    """A candidate, and what became of it."""

    mention: Mention
    verdict: str
    """Empty where it is linked, else the rule that decided."""


class Linking:
    """A project as `autolink` would link it now. Its pages are plain: no link is one of `autolink` yet."""

    def __init__(self, folder: str) -> None:
        project = Project.load(folder)
        self.root = project.config.root
        found = sorted(project.find([]))
        self.paths = [os.path.relpath(path, self.root).replace(os.sep, "/") for path in found]
        self.snapshot: Snapshot = project.snapshot()

    def page(self, path: str) -> Page:
        """Return a page by its path, relative to the root."""
        place = os.path.join(self.root, path)
        with open(place, "rb") as stream:
            return Page.parse(place, stream.read(), self.snapshot.config.dialect)

    def judged(self, page: Page) -> Iterator[Judged]:
        """Yield every candidate of a page, in order, with the verdict of `autolink explain`."""
        candidates = self.snapshot.matcher.candidates(page)
        meant = [item for item in candidates if item.verdict == LINKED]
        withheld = iter(self.snapshot.rewriter.verdicts(page, meant) if meant else ())
        for item in candidates:
            if item.verdict != LINKED:
                yield Judged(item, item.verdict)
            else:
                reason = next(withheld)
                yield Judged(item, f"withheld: {reason}" if isinstance(reason, str) else "")


def sentence(data: bytes, offset: int) -> tuple[int, int]:
    """Return where the sentence is in which a byte of a plain page stands.

    It is told from the bytes alone, by rules that stay as they are whatever `autolink` learns of Markdown: it
    ends at a full stop, and at lines that are empty or look like those of another block.
    """
    first = data.rfind(b"\n", 0, offset) + 1
    while first and not _NEW_BLOCK.match(_line(data, first)):
        before = data.rfind(b"\n", 0, first - 1) + 1
        if not _line(data, before).strip():
            break
        first = before
    last = data.find(b"\n", offset)
    while 0 <= last < len(data) - 1 and not _NEW_BLOCK.match(_line(data, last + 1)):
        last = data.find(b"\n", last + 1)
    last = len(data) if last < 0 else last
    head, tail = data[first:offset].decode(), data[offset:last].decode()
    stops = [match.end() for match in _END.finditer(head)]
    stop = _END.search(tail)
    begin = first + len(head[: stops[-1]].encode()) if stops else first
    return begin, offset + len(tail[: stop.end()].encode()) if stop else last


def _line(data: bytes, start: int) -> str:
    """Return the line that starts at an offset, without its end."""
    end = data.find(b"\n", start)
    return data[start : len(data) if end < 0 else end].decode()


def digest(data: bytes, offset: int) -> str:
    """Return the hash by which the sentence around a byte is known: the start of its SHA-256."""
    first, last = sentence(data, offset)
    return hashlib.sha256(b" ".join(data[first:last].split())).hexdigest()[:_DIGITS]
