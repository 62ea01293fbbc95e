"""Terms as bold entries: `**Term**: definition` at the start of a paragraph or list item.

So they are kept in the `CONTEXT.md` of teams that work with coding agents, with a line `_Avoid_: a, b (why)`
of words that are not to be used.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import FLAWED_ENTRY
from autolink.indexer.avoided import listed
from autolink.indexer.forms.lines import Entry, prose_lines, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config import Config
    from autolink.config.glossary_source import GlossarySource
    from autolink.indexer.term import Term
    from autolink.page.page import Page

_ITEM = r"(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)?"
_ENTRY = re.compile(
    _ITEM + r"(?P<run>\*\*|__)(?P<name>[^*_\s](?:[^*]*?[^*\s:：])?)(?P<colon>[:：]?)(?P=run)"
    r"[ \t]*(?P<mark>[:：—–]|-(?=[ \t])|)"
)
_AVOID = re.compile(
    _ITEM + r"[_*]{1,2}Avoid(?:[_*]{1,2}[ \t]*[:：]|[:：][_*]{1,2})(?P<words>.*)", re.IGNORECASE
)


def entries(page: Page, source: GlossarySource, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that the bold entries of a page define."""
    starts = [heading.start for heading in page.headings if not heading.nested]
    found: list[Entry] = []
    problems: list[Diagnostic] = []
    for line in prose_lines(page):
        avoided = _AVOID.match(line.text)
        entry = _ENTRY.match(line.text)
        if avoided:
            if found and bisect(starts, line.start) == bisect(starts, found[-1].definition[0]):
                words, flaws = listed(avoided["words"])
                found[-1] = found[-1]._replace(avoided=tuple(dict.fromkeys((*found[-1].avoided, *words))))
                span = line.start, line.text_end
                problems += (Diagnostic.at(page, span, FLAWED_ENTRY, text) for text in flaws)
        elif entry and (entry["colon"] or entry["mark"]):
            first = line.start + len(line.text[: entry.start("name")].encode())
            last = line.start + len(line.text[: entry.end("name")].encode())
            if found:
                found[-1] = found[-1]._replace(definition=(found[-1].definition[0], line.start))
            start = line.start + len(line.text[: entry.end()].encode())
            found.append(Entry(((first, last),), (start, len(page.data))))
    defined, diagnostics = terms(page, _cut(found, starts), source.separator, config)
    return defined, [*diagnostics, *problems]


def _cut(found: list[Entry], headings: list[int]) -> Iterator[Entry]:
    """Yield entries whose definitions end at the next heading at the latest, given where these start."""
    for entry in found:
        first, last = entry.definition
        following = bisect(headings, first)
        end = min(last, headings[following]) if following < len(headings) else last
        yield entry._replace(definition=(first, end))
