"""What was done to a page, for people: which words are linked to which terms, but not the markup."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.links.linked_term import linked_term
from autolink.page.page import Page
from autolink.project.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autolink.page.model import Link
    from autolink.project.snapshot import Snapshot
    from autolink.rewriter.fixed_page import FixedPage

Kind = Literal["added", "updated", "removed"]


class LinkChange(NamedTuple):
    """A link that was added, updated or removed, with its sentence; lines are 1-based."""

    line: int
    column: int
    """In bytes of the readable page."""
    kind: Kind
    sentence: tuple[str, str, str]
    """What is before its text, this, and what is after it."""
    target: str
    """The name of the term that it points to, or pointed to; where that is none, its target."""
    page: str
    """The path of the page of the term; empty where it points to none."""


class AnchorChange(NamedTuple):
    """An anchor of a term that was added or removed, and the name that it encodes."""

    line: int
    column: int
    kind: Kind
    name: str


class LineChange(NamedTuple):
    """A line that reads differently; None where there is none before, or after."""

    line: int
    column: int
    before: str | None
    after: str | None


Change = LinkChange | AnchorChange | LineChange


def changes_of(fixed: FixedPage, snapshot: Snapshot) -> list[Change]:
    """Return what was done to a page, from its start to its end."""
    dialect = snapshot.config.dialect
    old = Readable(Page.parse(fixed.path, fixed.before, dialect))
    new = Readable(Page.parse(fixed.path, fixed.rewrite.data, dialect))
    lines: dict[int, int] = {}
    found: list[Change] = [*_line_changes(old, new, lines)]
    found += _anchor_changes(old, new, lines)
    found += _link_changes(old, new, lines, fixed.path, snapshot)
    return sorted(found, key=lambda change: change[:2])


def _line_changes(old: Readable, new: Readable, lines: dict[int, int]) -> Iterator[LineChange]:
    """Yield the lines that read differently; add to `lines` which of the others is which."""
    if old.lines == new.lines:
        lines.update(zip(range(len(old.lines)), range(len(old.lines)), strict=True))
        return
    for tag, first, last, new_first, new_last in SequenceMatcher(None, old.lines, new.lines).get_opcodes():
        if tag == "equal":
            lines.update(zip(range(first, last), range(new_first, new_last), strict=True))
            continue
        pairs = zip_longest(old.lines[first:last], new.lines[new_first:new_last])
        for number, (before, after) in enumerate(pairs, new_first + 1):
            yield LineChange(number, -1, _decoded(before), _decoded(after))


def _decoded(line: bytes | None) -> str | None:
    return None if line is None else line.decode()


def _anchor_changes(old: Readable, new: Readable, lines: Mapping[int, int]) -> Iterator[AnchorChange]:
    for name, spot in new.anchors.items():
        if name not in old.anchors:
            yield AnchorChange(spot.line + 1, spot.column, "added", decode_anchor_id(name) or name)
    for name, spot in old.anchors.items():
        if name not in new.anchors:
            line = lines.get(spot.line, spot.line)
            yield AnchorChange(line + 1, spot.column, "removed", decode_anchor_id(name) or name)


def _link_changes(
    old: Readable, new: Readable, lines: Mapping[int, int], path: str, snapshot: Snapshot
) -> Iterator[LinkChange]:
    """Yield the links that changed in lines that read as before."""
    before = ((spot, link) for spot, link in old.links.items() if spot.line in lines)
    was = {spot._replace(line=lines[spot.line]): link for spot, link in before}
    same = frozenset(lines.values())
    now = {spot: link for spot, link in new.links.items() if spot.line in same}

    def change(line: int, column: int, kind: Kind, link: Link, page: Readable) -> LinkChange:
        term = linked_term(link, path, snapshot.glossary, snapshot.resolver)
        name = decode_anchor_id(unquote(link.target.partition("#")[2])) or link.target
        target, home = (term.name, term.page) if term else (name, "")
        return LinkChange(line + 1, column, kind, page.sentence(link), target, home)

    for spot, link in now.items():
        if spot not in was:
            yield change(spot.line, spot.column, "added", link, new)
        elif old.markup(was[spot]) != new.markup(link):
            yield change(spot.line, spot.column, "updated", link, new)
    for spot, link in was.items():
        if spot not in now:
            yield change(spot.line, spot.column, "removed", link, old)
