"""Ids of terms in a form of the site, `{#id}` or `(id)=`: written where terms lack one, and removed.

They are put in before a page is linked, and a page that reads otherwise with them does not get them. Elements
are put in with the links.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from autolink.config.glossary_source import ENTRIES_IN_PROSE
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.anchoring import element
from autolink.indexer.build import terms_on
from autolink.page.edits import Edit, Shift, applied
from autolink.page.model import BLOCK
from autolink.page.outline import TARGET
from autolink.page.page import Page
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer.anchoring import Addition

_TARGET_ABOVE = re.compile(rb"^\([^()\r\n]*\)=\r?\n\Z", re.MULTILINE)
_TARGET_IN_ENTRY = re.compile(rb"\([^()\r\n]*+\)=\r?\n[ \t]*+")
_REACH = 1000
"""Bytes above a heading in which a target is looked for."""


def missing_ids(page: Page, config: Config) -> list[Edit]:
    """Return the edits that give terms the ids that they lack, as far as nothing else changes."""
    additions = [addition for addition in _additions(page, config) if addition.form != "element"]
    if not additions or _changes_nothing_else(page, additions):
        return _edits(additions)
    return _edits([addition for addition in additions if _changes_nothing_else(page, [addition])])


def _additions(page: Page, config: Config) -> list[Addition]:
    return [term.addition for term in terms_on(page, config)[0] if term.addition]


def _edits(additions: Sequence[Addition]) -> list[Edit]:
    return [Edit(addition.at, addition.at, addition.text) for addition in additions]


def _changes_nothing_else(page: Page, additions: Sequence[Addition]) -> bool:
    """Tell whether a page reads the same with ids written into it, these aside."""
    edits = _edits(additions)
    after = Page.parse(page.path, applied(page.data, edits), page.dialect)
    shift = Shift(edits)
    before = {(shift.start(start), shift.end(end), kind) for start, end, kind in page.closed}
    ours = Intervals((shift.end(edit.start), shift.start(edit.start), "ours") for edit in edits)
    added = [item for item in after.closed if tuple(item) not in before]
    targets = [item for item in added if item.kind == TARGET]
    return (
        [(item.level, item.text, item.nested) for item in after.headings]
        == [(item.level, item.text, item.nested) for item in page.headings]
        and [link.target for link in after.links] == [link.target for link in page.links]
        and len(after.closed) == len(before) + len(added)
        and all(ours.reason(item.start, item.end) for item in added)
        and len(targets) == sum(addition.form == "target" for addition in additions)
        and _given(after) == _given(page) + sum(addition.form == "attribute" for addition in additions)
        and len(_words(after)) == len(_words(page)) + len(targets)
    )


def _words(page: Page) -> list[str]:
    return page.prose.text.replace(BLOCK, " ").split()


def _given(page: Page) -> int:
    """Return how many headings of a page have a `{#id}`."""
    return sum(heading.attribute_id is not None for heading in page.headings)


def id_removals(page: Page, config: Config) -> list[Edit]:
    """Return the edits that remove the ids that would be written there again."""
    candidates = sorted({*_elements(page, config), *_others(page, config)})
    if not candidates:
        return []
    bare = Page.parse(page.path, applied(page.data, candidates), page.dialect)
    written = {(term.addition.at, term.addition.text) for term in terms_on(bare, config)[0] if term.addition}
    shift = Shift(candidates)
    return [
        edit for edit in candidates if (shift.end(edit.start), page.data[edit.start : edit.end]) in written
    ]


def _elements(page: Page, config: Config) -> Iterator[Edit]:
    """Yield the edits that would remove the elements in the entries of terms that may be ours."""
    starts = [anchor.start for anchor in page.anchors]
    for term in terms_on(page, config)[0]:
        first, last = bisect_left(starts, term.start), bisect_left(starts, term.place.end)
        for anchor in page.anchors[first:last]:
            written = element(anchor.id)
            if decode_anchor_id(anchor.id) is None and page.data.startswith(written, anchor.start):
                yield Edit(anchor.start, anchor.start + len(written), b"")


def _others(page: Page, config: Config) -> Iterator[Edit]:
    """Yield the edits that would remove all ids in the site's own form at the names of terms."""
    form, data, source = config.profile.id_form, page.data, config.source_of(page.path)
    if source.form in ENTRIES_IN_PROSE:
        yield from _targets_in_entries(page, config)
    for heading in page.headings if source.form == "headings" else ():
        if heading.nested or heading.level not in source.levels:
            continue
        if form == "attribute" and heading.attribute_id:
            written = f" {{#{heading.attribute_id}}}".encode()
            if data.startswith(written, heading.content_end):
                yield Edit(heading.content_end, heading.content_end + len(written), b"")
        elif form == "target":
            first = max(0, heading.start - _REACH)
            above = _TARGET_ABOVE.search(data[first : heading.start])
            if above:
                yield Edit(first + above.start(), heading.start, b"")
        elif form == "element" and config.anchor == "heading":
            for anchor in heading.anchors:
                if anchor.end == heading.content_end and decode_anchor_id(anchor.id) is None:
                    yield Edit(anchor.start, anchor.end, b"")


def _targets_in_entries(page: Page, config: Config) -> Iterator[Edit]:
    """Yield the edits that would remove the targets to which terms that are no headings have links."""
    starts = {target.id: target.start for target in page.targets}
    for term in terms_on(page, config)[0]:
        found = _TARGET_IN_ENTRY.match(page.data, starts.get(term.anchor, len(page.data)))
        if found:
            yield Edit(*found.span(), b"")
