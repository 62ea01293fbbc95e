"""Collects the parts of a page while it is read."""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from autolink.page.model import Link, LinkKind, Opaque, Prose, Region

if TYPE_CHECKING:
    from collections.abc import Callable

RawLink = tuple[LinkKind, str, bool, int, int, int, int, int, int]
"""The fields of a `Link`, the last two being piece numbers."""
_START = itemgetter(3)
# What a named tuple makes of its values, in a third of the time.
_new_link: Callable[[RawLink], Link] = partial(tuple.__new__, Link)
_new_region: Callable[[tuple[str, int, int]], Region] = partial(tuple.__new__, Region)
_new_opaque: Callable[[tuple[str, int, int]], Opaque] = partial(tuple.__new__, Opaque)


class Collector:
    """Collects the prose of a page and everything else that is found in it.

    The prose is a list of pieces. Until all are there, a place in it is the number of a piece (`here`): what
    is added for every event has to cost next to nothing.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.put = self.pieces.append
        """Add text that has no bytes of its own: `MARK`, `BREAK`, `BLOCK` or a line break."""
        self.written: list[int] = []
        """The numbers of the pieces that are in the file."""
        self.offsets: list[int] = []
        """Where these pieces start in the file."""
        self.decoded: dict[int, int] = {}
        """Pieces that are written differently from how they read (an entity): number → end in the file."""
        self.links: list[RawLink] = []
        self.regions: list[tuple[str, int, int]] = []
        self.opaque: list[Opaque] = []
        self.last = 0
        """Where the last event ended, in bytes."""

    @property
    def here(self) -> int:
        """The number of the next piece."""
        return len(self.pieces)

    def decode(self, text: str, start: int, end: int) -> None:
        """Add text that is written differently from how it reads, at bytes [start, end)."""
        self.decoded[len(self.pieces)] = end
        self.written.append(len(self.pieces))
        self.offsets.append(start)
        self.pieces.append(text)

    def region(self, kind: str, first: int, last: int) -> None:
        """Note what the pieces from one number to another, not included, are in."""
        self.regions.append((kind, first, last))

    def hide(self, kind: str, start: int, end: int) -> None:
        """Note bytes that are no prose."""
        self.opaque.append(_new_opaque((kind, start, end)))

    def point(self, kind: LinkKind, target: str, start: int, end: int) -> None:
        """Add a link without text in the prose: an image, a definition, or a tag in an HTML block."""
        here = len(self.pieces)
        self.links.append((kind, target, False, start, end, end, end, here, here))

    def finish(self) -> tuple[Prose, tuple[Link, ...], tuple[Region, ...]]:
        """Return the prose, the links in order, and the regions."""
        at = [0, *accumulate(map(len, self.pieces))]
        decoded = {at[number]: (at[number + 1], end) for number, end in self.decoded.items()}
        prose = Prose("".join(self.pieces), [at[number] for number in self.written], self.offsets, decoded)
        links = [
            _new_link((*fields[:7], at[fields[7]], at[fields[8]]))
            for fields in sorted(self.links, key=_START)
        ]
        regions = [_new_region((kind, at[first], at[last])) for kind, first, last in self.regions]
        return prose, tuple(links), tuple(regions)
