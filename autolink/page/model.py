"""The parts of a page: headings, prose, links, anchors and comments.

Offsets called `start` and `end` are byte offsets into the file. Offsets called `text_start` and `text_end`
count code points of `Prose.text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

MARK = "\x00"
"""Stands in `Prose.text` for markup of no width (an emphasis delimiter, a tag): no mention crosses it."""
BREAK = "\x01"
"""Stands in `Prose.text` for what separates text within a block: a hard break, a code span, an image."""
BLOCK = "\x02"
"""Stands in `Prose.text` for the start or end of a block."""
HTML_BLOCK = "HTML block"
"""The kind of `Opaque` bytes that are an HTML block."""

LinkKind = Literal["inline", "reference", "autolink", "image", "html", "definition", "template"]
"""`image` is anything that is embedded; `definition` a link reference definition, without text."""


class Anchor(NamedTuple):
    """A place that a link can point to: an element with an `id` or `name`."""

    id: str
    start: int
    end: int


class Comment(NamedTuple):
    """An HTML comment; `text` is what is between `<!--` and `-->`."""

    text: str
    start: int
    end: int


class Link(NamedTuple):
    """A link or image. Its text lies in bytes [open_end, close_start)."""

    kind: LinkKind
    target: str
    """The destination with entities and escapes decoded, not percent-decoded."""
    plain: bool
    """Whether it consists of text and destination alone: no title, no other attribute."""
    start: int
    open_end: int
    close_start: int
    end: int
    text_start: int
    text_end: int


class Undefined(NamedTuple):
    """A reference without a definition, which is left as text: `[text][label]` or `[label][]`."""

    label: str
    start: int
    end: int


class Heading(NamedTuple):
    """A heading, ATX or setext."""

    level: int
    start: int
    end: int
    content_start: int
    """Where the content starts: after the `#`s of an ATX heading."""
    content_end: int
    """Where the content ends, anchors included: before a closing `#` run or an attribute `{#id}`."""
    source: str
    """The content as written, without anchors, stripped: what an anchor id encodes."""
    text: str
    """The content as rendered: markup removed, entities and escapes decoded."""
    fixed: frozenset[int]
    """Offsets in `text` of characters from an escape, an entity or a code span: they never separate."""
    attribute_id: str | None
    """The id of a `{#id}` attribute."""
    anchors: tuple[Anchor, ...]
    """Its empty `<a id=…></a>` elements."""
    nested: bool
    """Whether it is inside a list, a block quote or a footnote."""


class HtmlHeading(NamedTuple):
    """A raw HTML element `<h1>` … `<h6>`; `text` is what it reads, tags removed and entities decoded."""

    start: int
    text: str


class Region(NamedTuple):
    """A part of the prose by what it is in.

    `kind` is `heading`, `autolink`, `blockquote`, `table`, `footnote`, `list`, `emphasis`, `strong`,
    `strikethrough`, the name of a raw HTML element such as `<code>`, or `comment` behind one that an HTML
    block leaves open.
    """

    kind: str
    text_start: int
    text_end: int


class Opaque(NamedTuple):
    """Bytes [start, end) that are no prose at all; `kind` says what: `code block`, `math`, `HTML block`."""

    kind: str
    start: int
    end: int


_STRIDE = 256


@dataclass(frozen=True)
class Prose:
    r"""The prose of a page as one string, with a map back to its bytes.

    `text` is the rendered inline text, block by block. A soft line break is `\n`; `MARK`, `BREAK` and `BLOCK`
    stand for what is not text. It is made of pieces, each of which is a run of bytes in the file.
    """

    text: str
    starts: list[int]
    """Where each piece starts in `text`."""
    offsets: list[int]
    """Where each piece starts in the file."""
    decoded: dict[int, tuple[int, int]]
    """Pieces that read differently from how they are written (`&amp;`): start in `text` → both ends."""

    def byte_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the byte offsets of text [start, end); None where it starts or ends inside an entity."""
        piece = bisect_right(self.starts, start)
        first = self.starts[piece - 1]
        is_within = piece == len(self.starts) or end <= self.starts[piece]
        if is_within and end - first <= _STRIDE and first not in self.decoded:
            byte_start = self.offsets[piece - 1] + len(self.text[first:start].encode())
            return byte_start, byte_start + len(self.text[start:end].encode())
        first_byte, last_byte = self.byte_start(start), self.byte_end(end)
        return None if first_byte is None or last_byte is None else (first_byte, last_byte)

    def byte_start(self, position: int) -> int | None:
        """Return the byte offset of the character at a text position; None in the middle of an entity."""
        piece = bisect_right(self.starts, position) - 1
        start = self.starts[piece]
        if start in self.decoded and position != start:
            return None
        return self.offsets[piece] + self._size(start, position)

    def position(self, offset: int) -> int:
        """Return the text position of the first character that starts at a byte offset or after it."""
        piece = bisect_left(self.offsets, offset) - 1
        if piece < 0:
            return 0
        start, following = self.starts[piece], self.starts[piece + 1 : piece + 2]
        written = self.text[start : following[0] if following else None].encode()
        return start + len(written[: offset - self.offsets[piece]].decode("utf-8", "ignore"))

    def byte_end(self, position: int) -> int | None:
        """Return the byte offset after the character before a text position; None inside an entity."""
        piece = bisect_right(self.starts, position - 1) - 1
        start = self.starts[piece]
        if start in self.decoded:
            text_end, end = self.decoded[start]
            return end if position == text_end else None
        return self.offsets[piece] + self._size(start, position)

    def _size(self, start: int, end: int) -> int:
        """Return the length in UTF-8 of a part of the text."""
        if end - start <= _STRIDE:
            return len(self.text[start:end].encode())
        return self._size_before(end) - self._size_before(start)

    def _size_before(self, position: int) -> int:
        stride = position // _STRIDE
        return self._sizes[stride] + len(self.text[stride * _STRIDE : position].encode())

    @cached_property
    def _sizes(self) -> list[int]:
        """The lengths in UTF-8 of the text before every 256th position: pieces may be as long as the page."""
        text = self.text
        strides = (text[at : at + _STRIDE] for at in range(0, len(text), _STRIDE))
        return [0, *accumulate(len(stride.encode()) for stride in strides)]
