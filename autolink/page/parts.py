"""Parts of a page that CommonMark takes for code and the site for content: each is parsed as a page.

The page around them is parsed with their bytes blanked, so that no offset changes. A part is dedented into
bytes of its own, with a table back to the file; what is found in it is then put in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from autolink.page.model import BLOCK, Prose, Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from autolink.page.dialects.model import Part
    from autolink.page.model import Heading, Link
    from autolink.page.page import Page

Spanned = TypeVar("Spanned", bound=Any)
"""A named tuple with the fields `start` and `end`, in bytes."""

_TEXT = re.compile(rb"[^\r\n]")


def blanked(data: bytes, parts: Sequence[Part]) -> bytes:
    """Return bytes with spaces in the place of parts, line ends left where they are."""
    pieces: list[bytes] = []
    position = 0
    for part in parts:
        pieces += (data[position : part.start], _TEXT.sub(b" ", data[part.start : part.end]))
        position = part.end
    return b"".join([*pieces, data[position:]])


class Dedented:
    """The Markdown of a part, and where its bytes are in the file."""

    def __init__(self, data: bytes, part: Part) -> None:
        self.data = b"".join([data[start:end] for start, end in part.lines])
        self._sources = [start for start, _ in part.lines]
        self._starts = [0, *accumulate(end - start for start, end in part.lines)][:-1]

    def source(self, offset: int) -> int:
        """Return where in the file the byte at an offset of the part stands."""
        line = bisect_right(self._starts, offset) - 1
        return self._sources[line] + offset - self._starts[line]

    def source_end(self, offset: int) -> int:
        """Return where in the file the byte before an offset of the part ends."""
        return self.source(offset - 1) + 1 if offset else self.source(0)

    def offset(self, source: int) -> int:
        """Return the offset in the part of a byte of the file, which has to be in it."""
        line = bisect_right(self._sources, source) - 1
        return self._starts[line] + source - self._sources[line]


class Inset:
    """A part, parsed, that gives what it holds with the offsets of the file."""

    def __init__(self, part: Part, dedented: Dedented, page: Page) -> None:
        self.part = part
        self.dedented = dedented
        self.page = page
        self._source, self._end = dedented.source, dedented.source_end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where bytes [start, end) of the part are in the file."""
        return self._source(start), self._end(end)

    def moved(self, items: Iterable[Spanned]) -> Iterator[Spanned]:
        """Yield anchors, comments and the like of the part with their place in the file."""
        for item in items:
            if item.start < len(self.dedented.data):  # else it was lent to the part
                start, end = self.span(item.start, item.end)
                yield item._replace(start=start, end=end)

    def headings(self) -> Iterator[Heading]:
        """Yield the headings, which quote terms and do not define them."""
        for heading in self.moved(self.page.headings):
            first, last = self.span(heading.content_start, heading.content_end)
            anchors = tuple(self.moved(heading.anchors))
            last = max(first, last)
            yield heading._replace(content_start=first, content_end=last, anchors=anchors, nested=True)

    def links(self, base: int) -> Iterator[Link]:
        """Yield the links; `base` is where the text of the part starts."""
        for link in self.moved(self.page.links):
            yield link._replace(
                open_end=self._end(link.open_end),
                close_start=self._end(link.close_start),
                text_start=base + link.text_start,
                text_end=base + link.text_end,
            )


class Layout:
    """Where the text of a page and of its insets goes when they are one prose, in the order of the file."""

    def __init__(self, outer: Page, insets: Sequence[Inset]) -> None:
        self._outer = outer
        self._insets = insets
        self._cuts = [outer.prose.position(inset.part.start) for inset in insets]
        lengths = (len(inset.page.prose.text) + 2 * len(BLOCK) for inset in insets)
        self._ahead = [0, *accumulate(lengths)]

    def _first(self, position: int) -> int:
        """Return where the character at a text position of the outer page goes."""
        return position + self._ahead[bisect_right(self._cuts, position)]

    def _last(self, position: int) -> int:
        """Return where the character before a text position of the outer page ends."""
        return position + self._ahead[bisect_left(self._cuts, position)]

    def _placed(self) -> Iterator[tuple[Inset, int]]:
        """Yield the insets, each with where its text starts."""
        for number, inset in enumerate(self._insets):
            yield inset, self._cuts[number] + self._ahead[number] + len(BLOCK)

    def prose(self) -> Prose:
        """Return the prose of all."""
        outer = self._outer.prose
        found = [(offset, self._first(at)) for offset, at in zip(outer.offsets, outer.starts, strict=True)]
        decoded = {self._first(at): (self._last(end), byte) for at, (end, byte) in outer.decoded.items()}
        pieces: list[str] = []
        position = 0
        for (inset, base), cut in zip(self._placed(), self._cuts, strict=True):
            inner = inset.page.prose
            pieces += (outer.text[position:cut], BLOCK, inner.text, BLOCK)
            position = cut
            for offset, at in zip(inner.offsets, inner.starts, strict=True):
                found.append((inset.dedented.source(offset), base + at))
            for at, (end, byte) in inner.decoded.items():
                decoded[base + at] = base + end, inset.dedented.source_end(byte)
        pieces.append(outer.text[position:])
        found.sort()
        return Prose("".join(pieces), [at for _, at in found], [offset for offset, _ in found], decoded)

    def links(self) -> tuple[Link, ...]:
        """Return the links of all, in order of their start."""
        found = [
            link._replace(text_start=first, text_end=max(first, self._last(link.text_end)))
            for link in self._outer.links
            for first in (self._first(link.text_start),)
        ]
        for inset, base in self._placed():
            found += inset.links(base)
        return tuple(sorted(found, key=lambda link: link.start))

    def regions(self) -> tuple[Region, ...]:
        """Return what parts of the prose are in."""
        found = [
            Region(kind, self._first(start), self._last(end)) for kind, start, end in self._outer.regions
        ]
        for inset, base in self._placed():
            found += (Region(kind, base + start, base + end) for kind, start, end in inset.page.regions)
        return tuple(found)


def in_place(
    outer: Iterable[Spanned], insets: Sequence[Inset], of: Callable[[Page], Iterable[Spanned]]
) -> tuple[Spanned, ...]:
    """Return what the outer page has of a kind and what its insets have, in order of their start."""
    inner = (item for inset in insets for item in inset.moved(of(inset.page)))
    return tuple(sorted((*outer, *inner), key=lambda item: item.start))
