"""Takes the events of pyromark (pulldown-cmark) one by one, collecting all that later stages ask about.

The modules of this room that read pages are the only ones that know the parser's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyromark import Markdown

from autolink.page.collector import Collector
from autolink.page.model import (
    BLOCK,
    BREAK,
    HTML_BLOCK,
    MARK,
    Anchor,
    Comment,
    Heading,
    HtmlHeading,
    Link,
    LinkKind,
    Undefined,
)
from autolink.page.raw_html import RawHtml
from autolink.page.syntax import OPTIONS, body_start, decoded, definitions, given_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyromark.event import BrokenLink

    Event = tuple[Any, Any]
    """An event and the range that it is about, two dictionaries."""
    OutlineFields = tuple[
        tuple[Heading, ...],
        tuple[Link, ...],
        tuple[Anchor, ...],
        tuple[Comment, ...],
        tuple[str, ...],
        tuple[HtmlHeading, ...],
        tuple[Undefined, ...],
    ]


_ATX_OPENING = re.compile(rb"#{1,6}(?:[ \t]+|(?=[\r\n]|\Z))")
NONE: frozenset[int] = frozenset()
_MARKUP = frozenset({MARK, BREAK, BLOCK})
AMPERSAND, BACKSLASH = b"&\\"

PLAIN_BLOCKS = frozenset({"Paragraph", "Item", "TableCell", "TableRow", "TableHead"})
_SPANS = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "strikethrough"}
_CONTAINERS = {"BlockQuote": "blockquote", "Table": "table", "FootnoteDefinition": "footnote", "List": "list"}


def destination(link: Any) -> tuple[LinkKind, str]:
    """Return kind and target of a link as the parser describes it."""
    link_type, target = link["link_type"], link["dest_url"]
    if link_type == "Inline":
        return "inline", target
    if link_type == "Autolink":
        return "autolink", target
    return ("autolink", f"mailto:{target}") if link_type == "Email" else ("reference", target)


def image(image: Any) -> tuple[LinkKind, str]:
    """Return kind and target of an image as the parser describes it."""
    return "image" if image["link_type"] == "Inline" else "reference", image["dest_url"]


@dataclass(slots=True)
class _OpenHeading:
    attribute_id: str | None
    nested: bool
    first: int
    """The number of its first piece."""
    fixed: set[int] = field(default_factory=set)
    """The pieces whose first character never separates; of those that are decoded, no character does."""


class EventReader:
    """Turns the parser's events into parts of a page, one method per kind of event.

    `run` of those that inherit from it says which events are asked for.
    """

    def __init__(self, data: bytes, raw_html: type[RawHtml] = RawHtml) -> None:
        self.page = Collector()
        self.html = raw_html(self.page)
        self.headings: list[Heading] = []
        self.blocks: list[tuple[int, int]] = []
        self.footnotes: list[str] = []
        self.undefined: list[Undefined] = []
        self._data = data
        self._base = body_start(data)
        data[: self._base].decode("utf-8")  # a page is undecodable wherever the bad byte stands
        self._markdown = decoded(data[self._base :])
        self._depth = 0
        """How many blocks are open, paragraphs and the like not counted."""
        self._silent = 0  # above 0 inside a code block or an image: text there is not prose
        self._heading: _OpenHeading | None = None
        self._regions: list[int] = []  # the first pieces of the open containers and spans
        self._links: list[tuple[Any, int]] = []

    def outline(self, links: tuple[Link, ...]) -> OutlineFields:
        """Return the parts of the page's outline, once the page was read."""
        html = self.html
        found = tuple(self.headings), links, tuple(html.anchors), tuple(html.comments)
        return *found, tuple(self.footnotes), tuple(html.headings.found), tuple(self.undefined)

    def _handlers(self) -> dict[str, Callable[[Any, int, int], None]]:
        """Return what takes each kind of event; kept nowhere, so that a parser is no cycle."""
        return {
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "InlineMath": self._math,
            "DisplayMath": self._math,
            "InlineHtml": self.html.inline,
            "Html": self.html.block_line,
            "FootnoteReference": self._break,
            "TaskListMarker": self._break,
        }

    def _events(self) -> Iterator[Event]:
        """Return the events: a union of twenty typed dictionaries, of which one key tells the kind."""
        parser = Markdown(options=OPTIONS, broken_link_callback=self._take_undefined)
        return parser.events_with_range(self._markdown)

    def _take_undefined(self, link: BrokenLink) -> None:
        """Note a full or collapsed reference without a definition; `[word]` alone is only a word."""
        if link["link_type"] != "Shortcut":
            start, end = (link["span"][side] + self._base for side in ("start", "end"))
            self.undefined.append(Undefined(link["reference"], start, end))

    def _definitions(self) -> None:
        """Collect the link reference definitions, which have no events."""
        for definition in definitions(self._markdown):
            start, end = (definition["span"][side] + self._base for side in ("start", "end"))
            self.page.point("definition", definition["dest"], start, end)

    # Text

    def _text(self, value: str, start: int, end: int) -> None:
        """Take text: in a heading, an entity, or the rest of an indentation that ends inside a tab."""
        page, heading = self.page, self._heading
        if self._silent:
            return
        if start == end:
            page.put(value)
        elif self._data[start] == AMPERSAND and value.encode() != self._data[start:end]:
            if heading:
                heading.fixed.add(page.here)
            page.decode(value, start, end)
        else:
            if heading and self._data[start - 1] == BACKSLASH and start > page.last:
                heading.fixed.add(page.here)
            page.written.append(page.here)
            page.offsets.append(start)
            page.put(value)
        page.last = end

    def _code(self, value: str, start: int, end: int) -> None:
        page = self.page
        if self._heading and not self._silent:
            self._heading.fixed.add(page.here)
            page.decode(value, start, end)
            page.last = end
        else:
            page.hide("code span", start, end)
            self.html.headings.take(value)
            self._break(value, start, end)

    def _math(self, value: str, start: int, end: int) -> None:
        self.page.hide("math", start, end)
        self._break(value, start, end)

    def _break(self, _value: object, _start: int, end: int) -> None:
        self.page.put(BREAK)
        self.page.last = end

    # Blocks and spans

    def _start(self, tag: Any, start: int, end: int) -> None:
        page = self.page
        page.last = start
        if type(tag) is str:
            kind, value = tag, None
        else:
            ((kind, value),) = tag.items()
        if kind in _SPANS:
            page.put(MARK)
            self._regions.append(len(page.pieces))
        elif kind == "Link":
            self._links.append((value, page.here))
        elif kind == "Image":
            self._silent += 1
            self._links.append((value, page.here))
        else:
            page.put(BLOCK)
            self._start_block(kind, value, start, end)

    def _start_block(self, kind: str, value: Any, start: int, end: int) -> None:
        page = self.page
        if not self._depth:
            self.blocks.append((start, end))
        self._depth += 1
        if kind in _CONTAINERS:
            self._regions.append(page.here)
        if kind == "CodeBlock":
            self._silent += 1
            page.hide("code block", start, end)
        elif kind == "HtmlBlock":
            page.hide(HTML_BLOCK, start, end)
        elif kind == "FootnoteDefinition":
            self.footnotes.append(value)
        elif kind == "Heading":
            self.html.empty_anchors.clear()
            self._heading = _OpenHeading(given_id(value), self._depth > 1, page.here)

    def _end(self, tag: Any, start: int, end: int) -> None:
        page = self.page
        if type(tag) is str:
            kind, value = tag, None
        else:
            ((kind, value),) = tag.items()
        if kind in _SPANS:
            page.region(_SPANS[kind], self._regions.pop(), page.here)
            page.put(MARK)
        elif kind == "Link":
            self._end_link(start, end)
        elif kind == "Image":
            self._silent -= 1
            page.point(*image(self._links.pop()[0]), start, end)
            page.hide("image", start, end)
            page.put(BREAK)
        else:
            self._depth -= 1
            self._end_block(kind, value, start, end)
        page.last = end

    def _end_block(self, kind: str, value: Any, start: int, end: int) -> None:
        page = self.page
        if kind == "Heading":
            self._end_heading(int(value[1]), start, end)
        elif kind == "HtmlBlock":
            self.html.end_html_block()
        else:
            if kind in _CONTAINERS:
                page.region(_CONTAINERS[kind], self._regions.pop(), page.here)
            elif kind == "CodeBlock":
                self._silent -= 1
            self.html.end_block()
            page.put(BLOCK)

    def _end_link(self, start: int, end: int) -> None:
        page = self.page
        value, first = self._links.pop()
        if self._silent:  # inside an image's description
            return
        kind, target = destination(value)
        if kind == "autolink":
            page.region("autolink", first, page.here)
        plain = kind == "inline" and not value["title"]
        bytes_of = (start, start + 1, max(page.last, start + 1), end)
        page.links.append((kind, target, plain, *bytes_of, first, page.here))

    def _end_heading(self, level: int, start: int, end: int) -> None:
        page, heading = self.page, self._heading
        assert heading is not None
        self.html.end_block()
        self._heading = None
        anchors = tuple(self.html.empty_anchors)
        content_start, source = self._source(start, page.last, anchors)
        content_end = max(page.last, content_start)
        text, fixed = self._heading_text(heading)
        page.region("heading", heading.first, page.here)
        page.put(BLOCK)
        self.headings.append(
            Heading(
                level,
                start,
                end,
                content_start,
                content_end,
                source,
                text,
                fixed,
                heading.attribute_id,
                anchors,
                heading.nested,
            )
        )

    def _source(self, start: int, content_end: int, anchors: tuple[Anchor, ...]) -> tuple[int, str]:
        """Return where the content of a heading starts, and what is written there, anchors left out."""
        opening = _ATX_OPENING.match(self._data, start)
        content_start = opening.end() if opening else start
        source = self._data[content_start:content_end]
        for anchor in reversed(anchors):
            source = source[: anchor.start - content_start] + source[anchor.end - content_start :]
        return content_start, source.decode().strip()

    def _heading_text(self, heading: _OpenHeading) -> tuple[str, frozenset[int]]:
        """Return the rendered text, stripped, and which of its characters never separate."""
        page = self.page
        pieces = [" " if piece == "\n" else piece for piece in page.pieces[heading.first :]]
        text = "".join([piece for piece in pieces if piece not in _MARKUP])
        if not heading.fixed:
            return text.strip(), NONE
        fixed: set[int] = set()
        at = len(text.lstrip()) - len(text)
        for number, piece in enumerate(pieces, heading.first):
            if number in heading.fixed:
                fixed.update(range(at, at + (len(piece) if number in page.decoded else 1)))
            at += len(piece) * (piece not in _MARKUP)
        return text.strip(), frozenset(fixed)
