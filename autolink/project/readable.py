"""A page as readers see it: without the markup of its links and the anchors of terms."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.page.edits import Edit, Shift, applied
from autolink.page.positions import PageBytes
from autolink.rewriter.link_form import CLOSING

if TYPE_CHECKING:
    from autolink.page.model import Link
    from autolink.page.page import Page

_LINKED = frozenset({"inline", "html", "template"})
_AROUND = 60
"""Characters of a sentence that are shown on either side of a link, at most."""
_SENTENCE_END = re.compile(r"[.!?]\s|[。！？]|\n\s*\n")


class Spot(NamedTuple):
    """A range of a readable page: its line (0-based), and its column and length in bytes."""

    line: int
    column: int
    length: int


class Readable:
    """A page without the markup of its links and the anchors of terms. Lines count from 0."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._links = [
            link for link in page.links if link.kind in _LINKED and link.open_end < link.close_start
        ]
        self._anchors = [
            anchor
            for anchor in page.anchors
            if page.data.startswith(b"<a ", anchor.start) and decode_anchor_id(anchor.id) is not None
        ]
        spans = [(link.start, link.open_end) for link in self._links]
        spans += [(link.close_start, link.end) for link in self._links]
        for anchor in self._anchors:
            is_open = page.data.startswith(CLOSING, anchor.end)
            spans.append((anchor.start, anchor.end + len(CLOSING) * is_open))
        cuts: list[Edit] = []
        for start, end in sorted(spans):
            if not cuts or start >= cuts[-1].end:
                cuts.append(Edit(start, end, b""))
        self._shift = Shift(cuts)
        self._plain = PageBytes(page.path, applied(page.data, cuts))
        self.lines = self._plain.data.splitlines()

    @cached_property
    def links(self) -> dict[Spot, Link]:
        """The links, by where their texts are."""
        spans = ((self._span(link), link) for link in self._links)
        return {self._spot(*span): link for span, link in spans}

    @cached_property
    def anchors(self) -> dict[str, Spot]:
        """Where the anchors of terms are, by id."""
        places = ((anchor.id, self._shift.end(anchor.start)) for anchor in self._anchors)
        return {anchor_id: self._spot(at, at) for anchor_id, at in places}

    def _span(self, link: Link) -> tuple[int, int]:
        return self._shift.start(link.open_end), self._shift.end(link.close_start)

    def _spot(self, start: int, end: int) -> Spot:
        line = self._plain.position(start)[0]
        return Spot(line - 1, start - self._plain.line_range(line)[0], end - start)

    def markup(self, link: Link) -> bytes:
        """Return the markup of a link."""
        data = self._page.data
        return data[link.start : link.open_end] + data[link.close_start : link.end]

    def sentence(self, link: Link) -> tuple[str, str, str]:
        """Return the text of a link between what is before and after it in its sentence."""
        (start, end), data = self._span(link), self._plain.data
        before = data[max(0, start - 5 * _AROUND) : start].decode("utf-8", "ignore")
        after = data[end : end + 5 * _AROUND].decode("utf-8", "ignore")
        starts = [found.end() for found in _SENTENCE_END.finditer(before)]
        stop = _SENTENCE_END.search(after)
        before = _one_line(before[starts[-1] if starts else 0 :]).lstrip()
        after = _one_line(after[: stop.end() if stop else None]).rstrip()
        before = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
        after = f"{after[:_AROUND]}…" if len(after) > _AROUND else after
        return before, _one_line(data[start:end].decode()), after


def _one_line(text: str) -> str:
    return re.sub(r"\s++", " ", text)
