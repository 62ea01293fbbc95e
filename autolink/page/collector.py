"""Where the parts of a page are gathered while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.model import Link, Opaque, Prose, Region

if TYPE_CHECKING:
    from autolink.page.model import Anchor, Comment, Heading, LinkKind


class Collector:
    """Gathers the prose of a page and everything else that is found in it."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.anchors: list[Anchor] = []
        self.comments: list[Comment] = []
        self.regions: list[Region] = []
        self.opaque: list[Opaque] = []
        self.blocks: list[tuple[int, int]] = []
        self.length = 0
        """Length of the prose so far, in code points."""
        self.last = 0
        """Where the last event ended, in bytes."""
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._decoded: dict[int, tuple[int, int]] = {}

    def put(self, text: str) -> None:
        """Add text that has no bytes of its own: `MARK`, `BREAK`, `BLOCK`, a line break, a heading's code."""
        self._pieces.append(text)
        self.length += len(text)

    def piece(self, text: str, start: int) -> None:
        """Add text as it is written at a byte offset."""
        self._starts.append(self.length)
        self._offsets.append(start)
        self._pieces.append(text)
        self.length += len(text)

    def decoded(self, text: str, start: int, end: int) -> None:
        """Add text that is written otherwise, as an entity."""
        self._decoded[self.length] = (self.length + len(text), end)
        self.piece(text, start)

    def region(self, kind: str, text_start: int) -> None:
        """Note what the prose since a position stands in."""
        self.regions.append(Region(kind, text_start, self.length))

    def hide(self, kind: str, start: int, end: int) -> None:
        """Note bytes that are no prose."""
        self.opaque.append(Opaque(kind, start, end))

    def point(self, kind: LinkKind, target: str, start: int, end: int) -> None:
        """Add a link without text in the prose: an image, or a tag in an HTML block."""
        self.links.append(Link(kind, target, False, start, end, end, end, self.length, self.length))

    def prose(self) -> Prose:
        """Return the prose."""
        return Prose("".join(self._pieces), self._starts, self._offsets, self._decoded)

    def text_since(self, position: int) -> str:
        """Return the end of the prose, from a position at which something was added."""
        count, length = 0, self.length
        while length > position:
            count += 1
            length -= len(self._pieces[-count])
        return "".join(self._pieces[len(self._pieces) - count :])
