"""Entries that are lines of a page, not headings: what they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import FLAWED_ENTRY
from autolink.indexer.anchor_ids import can_have_anchor, decode_anchor_id
from autolink.indexer.anchoring import EntryAnchors
from autolink.indexer.attributes import Attributes
from autolink.indexer.heading_aliases import has_letter, split_heading
from autolink.indexer.term import Term
from autolink.page.dialects.myst.glossaries import GLOSSARY, GLOSSARY_TERM
from autolink.page.model import Anchor
from autolink.page.page import Page
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.config import Config
    from autolink.indexer.anchoring import Addition, Body
    from autolink.indexer.avoided import Avoided

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?+|\n|\Z)")
_ANCHOR = re.compile(rb'<a (?:id|name)="([^"<>]*)"></a>')
_DIRECTIVES = frozenset({"directive", GLOSSARY, GLOSSARY_TERM})


class Line(NamedTuple):
    """A line of a page: where it starts, where its text ends, and where it ends with its line end."""

    start: int
    text_end: int
    end: int
    text: str


class Entry(NamedTuple):
    """A term that is in lines: where its names and its definition are."""

    names: tuple[tuple[int, int], ...]
    """The byte ranges of its names, anchors included."""
    definition: tuple[int, int]
    avoided: tuple[Avoided, ...] = ()
    body: Body | None = None
    """Where a target of it can stand; None where none can."""
    has_title: bool = False
    """Whether each of its names stands for itself, so that a template has the first of them."""


def prose_lines(page: Page) -> Iterator[Line]:
    """Yield the lines of a page that are neither code, raw HTML, directives nor headings, one by one."""
    taken = [(heading.start, heading.end, "") for heading in page.headings]
    kinds = ("code block", "HTML block", "front matter", "comment")
    taken += [(item.start, item.end, "") for item in page.opaque if item.kind in kinds]
    taken += [(item.start, item.end, "") for item in page.closed if item.kind in _DIRECTIVES]
    reason = Intervals(sorted(taken)).reason
    for match in _LINE.finditer(page.data):
        start, end = match.span()
        text = match[0].rstrip(b"\r\n")
        if start < end and reason(start, max(start + 1, start + len(text))) is None:
            yield Line(start, start + len(text), end, text.decode())


def terms(
    page: Page, entries: Iterable[Entry], separator: str, config: Config
) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that entries define, and what is wrong with others; one without a letter is none."""
    chosen = EntryAnchors(page, config)
    found: list[Term] = []
    diagnostics: list[Diagnostic] = []
    for entry in entries:
        names = _names(page, entry, separator)
        span = entry.names[0][0], entry.names[-1][1]
        if names.aliases and not can_have_anchor(names.text):
            message = "an entry has a control character or ends in a backslash, so it cannot have an anchor"
            diagnostics.append(Diagnostic.at(page, span, FLAWED_ENTRY, message))
        elif names.aliases:
            ids = [item.id for item in names.anchors]
            if anchor := chosen.of(names.text, ids, span[1], entry.body):
                found.append(_term(page, entry, names, *anchor))
            else:
                message = "the entry has no place for an anchor to link to, so it is not a term"
                diagnostics.append(Diagnostic.at(page, span, FLAWED_ENTRY, message))
    return found, diagnostics


class _Names(NamedTuple):
    """What is in the names of an entry."""

    text: str
    """The names as written together, without anchors."""
    title: str
    """The text of the first."""
    aliases: tuple[str, ...]
    spans: dict[str, tuple[int, int]]
    anchors: list[Anchor]


def _names(page: Page, entry: Entry, separator: str) -> _Names:
    spans: dict[str, tuple[int, int]] = {}
    aliases: list[str] = []
    sources: list[str] = []
    texts: list[str] = []
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
        texts.append(headings[0].text)
        parts = [alias for alias in split_heading(headings[0], separator)[0] if has_letter(alias)]
        aliases += parts
        for alias in parts:
            at = raw.find(alias)
            if at >= 0 and raw.count(alias) == 1:
                first = start + len(raw[:at].encode())
                spans[alias] = first, first + len(alias.encode())
    name = f" {separator} ".join(sources)
    return _Names(name, "".join(texts[:1]), tuple(dict.fromkeys(aliases)), spans, anchors)


def _term(page: Page, entry: Entry, names: _Names, anchor: str, addition: Addition | None) -> Term:
    start, end = entry.names[0][0], entry.names[-1][1]
    coded = tuple(item for item in names.anchors if decode_anchor_id(item.id) is not None)
    return Term(
        page.path,
        names.text,
        names.aliases,
        page.place(start, end),
        None,
        entry.definition,
        anchor,
        addition,
        coded,
        anchor,
        Attributes(),
        tuple(item.id for item in coded if item.id != anchor),
        spans=names.spans,
        avoided=entry.avoided,
        title=names.title if entry.has_title else "",
    )
