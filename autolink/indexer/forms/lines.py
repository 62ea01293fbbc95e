"""Entries that are lines of a page, not headings: what they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.anchoring import choose_element
from autolink.indexer.attributes import Attributes
from autolink.indexer.heading_aliases import has_letter, split_heading
from autolink.indexer.term import Term
from autolink.page.model import Anchor
from autolink.page.page import Page
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.config import Config

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|\Z)")
_ANCHOR = re.compile(rb'<a (?:id|name)="([^"<>]*)"></a>')


class Line(NamedTuple):
    """A line of a page: where it starts, where its text ends, and where it ends with its line end."""

    start: int
    text_end: int
    end: int
    text: str


class Entry(NamedTuple):
    """A term that stands in lines: where its names and its definition are."""

    names: tuple[tuple[int, int], ...]
    """The byte ranges of its names, anchors included."""
    definition: tuple[int, int]
    avoided: tuple[str, ...] = ()


def prose_lines(page: Page) -> Iterator[Line]:
    """Yield the lines of a page that are neither code, raw HTML nor headings, one by one."""
    taken = [(heading.start, heading.end, "") for heading in page.headings]
    kinds = ("code block", "HTML block", "front matter", "comment")
    taken += [(item.start, item.end, "") for item in page.opaque if item.kind in kinds]
    reason = Intervals(sorted(taken)).reason
    for match in _LINE.finditer(page.data):
        start, end = match.span()
        text = match[0].rstrip(b"\r\n")
        if start < end and reason(start, max(start + 1, start + len(text))) is None:
            yield Line(start, start + len(text), end, text.decode())


def terms(page: Page, entries: Sequence[Entry], separator: str, config: Config) -> list[Term]:
    """Return the terms that entries define; one without a letter in its names is none."""
    taken: set[str] = set()
    found = [_term(page, entry, separator, config, taken) for entry in entries]
    return [term for term in found if term is not None]


def _term(page: Page, entry: Entry, separator: str, config: Config, taken: set[str]) -> Term | None:
    spans: dict[str, tuple[int, int]] = {}
    aliases: list[str] = []
    sources: list[str] = []
    anchors: list[Anchor] = []
    for start, end in entry.names:
        data = page.data[start:end]
        anchors += (
            Anchor(found[1].decode(), start + found.start(), start + found.end())
            for found in _ANCHOR.finditer(data)
        )
        raw, source = data.decode(), _ANCHOR.sub(b"", data).decode().strip()
        headings = Page.parse("", f"## {source} ##".encode()).headings
        if not headings:
            continue
        sources.append(source)
        parts = [alias for alias in split_heading(headings[0], separator)[0] if has_letter(alias)]
        aliases += parts
        for alias in parts:
            at = raw.find(alias)
            if at >= 0 and raw.count(alias) == 1:
                first = start + len(raw[:at].encode())
                spans[alias] = first, first + len(alias.encode())
    if not aliases:
        return None
    start, end = entry.names[0][0], entry.names[-1][1]
    name = f" {separator} ".join(sources)
    anchor, addition = choose_element(page, config, name, [item.id for item in anchors], end, taken)
    coded = tuple(item for item in anchors if decode_anchor_id(item.id) is not None)
    return Term(
        page.path,
        name,
        tuple(dict.fromkeys(aliases)),
        page.place(start, end),
        None,
        entry.definition,
        anchor,
        addition,
        coded,
        anchor,
        Attributes(),
        tuple(item.id for item in coded if item.id != anchor),
        spans=spans,
        avoided=entry.avoided,
    )
