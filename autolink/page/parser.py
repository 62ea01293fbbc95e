"""Reads a page with pyromark (pulldown-cmark) once, collecting all that later stages ask about.

The only module that knows the parser's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pyromark import Markdown, Options

from autolink.page.model import BREAK, MARK, Anchor, Comment, Heading, Link, LinkKind, Prose, Protected
from autolink.page.tags import Tag, scan

BOM = b"\xef\xbb\xbf"

MARKDOWN = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
    | Options.ENABLE_HEADING_ATTRIBUTES
)
# Front matter is cut off here, not by the parser: its metadata option also takes a thematic break and a
# setext heading in the middle of a page for metadata, which no renderer does.
_FRONT_MATTER = re.compile(
    rb"---[ \t]*\r?\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    rb"|\+\+\+[ \t]*\r?\n(?:.*\n)*?\+\+\+[ \t]*(?:\r?\n|\Z)"
)
_ATX_OPENING = re.compile(rb"#{1,6}(?:[ \t]+|(?=[\r\n]|\Z))")
_AMPERSAND, _BACKSLASH = b"&\\"

_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough"})
_NOT_PROSE = frozenset(
    {
        "a",
        "button",
        "code",
        "kbd",
        "math",
        "pre",
        "samp",
        "script",
        "style",
        "svg",
        "textarea",
        "title",
        "var",
    }
)


def body_start(data: bytes) -> int:
    """Return the byte offset after a byte order mark and front matter (YAML or TOML)."""
    start = len(BOM) if data.startswith(BOM) else 0
    front_matter = _FRONT_MATTER.match(data, start)
    return front_matter.end() if front_matter else start


@dataclass(slots=True)
class _OpenElement:
    tag: Tag
    start: int
    end: int
    text_start: int


@dataclass(slots=True)
class _OpenHeading:
    attribute_id: str | None
    nested: bool
    text_start: int
    fixed: set[int] = field(default_factory=set)
    anchors: list[Anchor] = field(default_factory=list)


class Parser:
    """Collects the parts of a page from the parser's events, one method per kind of event."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.base = body_start(data)
        data[: self.base].decode("utf-8")  # a page is undecodable wherever the bad byte stands
        self.markdown = data[self.base :].decode("utf-8")
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.anchors: list[Anchor] = []
        self.comments: list[Comment] = []
        self.protected: list[Protected] = []
        self.blocks: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._decoded: dict[int, tuple[int, int]] = {}
        self._depth = 0
        self._silent = 0  # above 0 inside a code block or an image: text there is not prose
        self._last = 0  # where the last event ended
        self._heading: _OpenHeading | None = None
        self._html: list[tuple[str, int]] = []
        self._elements: list[_OpenElement] = []
        self._open_links: list[tuple[Any, int]] = []

    def prose(self) -> Prose:
        """Return the prose collected so far."""
        return Prose("".join(self._pieces), self._starts, self._offsets, self._decoded)

    def run(self) -> None:
        """Read the whole page."""
        handlers = {
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "InlineMath": self._opaque,
            "DisplayMath": self._opaque,
            "InlineHtml": self._inline_html,
            "Html": self._html_line,
            "FootnoteReference": self._opaque,
            "TaskListMarker": self._opaque,
        }
        base, text = self.base, self._text
        event: Any  # a union of twenty typed dictionaries, of which one key tells the kind
        for event, span in MARKDOWN.events_with_range(self.markdown):
            end = span["end"] + base
            if type(event) is str:
                self._put(" " if event == "SoftBreak" else BREAK)
                self._last = end
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                if not self._silent:
                    text(value, span["start"] + base, end)
            else:
                handlers[kind](value, span["start"] + base, end)

    # Text

    def _put(self, separator: str) -> None:
        self._pieces.append(separator)
        self._length += 1

    def _text(self, value: str, start: int, end: int) -> None:
        position, data = self._length, self.data
        self._starts.append(position)
        self._offsets.append(start)
        self._pieces.append(value)
        self._length += len(value)
        if data[start] == _AMPERSAND and len(value.encode()) != end - start:
            self._decoded[position] = (self._length, end)
            if self._heading:
                self._heading.fixed.update(range(position, self._length))
        elif self._heading and data[start - 1] == _BACKSLASH and start > self._last:
            self._heading.fixed.add(position)
        self._last = end

    def _code(self, value: str, start: int, end: int) -> None:
        if self._heading and not self._silent:
            self._heading.fixed.update(range(self._length, self._length + len(value)))
            self._pieces.append(value)
            self._length += len(value)
            self._last = end
        else:
            self._opaque(value, start, end)

    def _opaque(self, _value: object, _start: int, end: int) -> None:
        self._put(BREAK)
        self._last = end

    # Blocks and spans

    def _start(self, tag: Any, start: int, end: int) -> None:
        self._last = start
        self._depth += 1
        if self._depth == 1:
            self.blocks.append((start, end))
        kind: str
        value: Any
        kind, value = (tag, None) if type(tag) is str else next(iter(tag.items()))
        if kind in _INLINE:
            self._put(MARK)
        elif kind == "Link":
            self._open_links.append((value, self._length))
        elif kind == "Image":
            self._silent += 1
            self._open_links.append((value, self._length))
        else:
            self._put(BREAK)
            if kind == "CodeBlock":
                self._silent += 1
            elif kind == "Heading":
                self._heading = _OpenHeading(value["id"], self._depth > 1, self._length)

    def _end(self, tag: Any, start: int, end: int) -> None:
        self._depth -= 1
        kind: str
        value: Any
        kind, value = (tag, None) if type(tag) is str else next(iter(tag.items()))
        if kind in _INLINE:
            self._put(MARK)
        elif kind == "Link":
            self._end_link(start, end)
        elif kind == "Image":
            self._silent -= 1
            self._end_image(start, end)
        elif kind == "Heading":
            self._end_heading(int(value[1]), start, end)
        elif kind == "HtmlBlock":
            self._end_html_block()
        else:
            if kind == "CodeBlock":
                self._silent -= 1
            self._end_block()
        self._last = end

    def _end_block(self) -> None:
        for element in self._elements:
            self._close_element(element, self._last, self._last)
        self._elements.clear()
        self._put(BREAK)

    def _end_heading(self, level: int, start: int, end: int) -> None:
        heading = self._heading
        assert heading is not None
        self._end_block()
        self._heading = None
        opening = _ATX_OPENING.match(self.data, start)
        content_start = opening.end() if opening else start
        content_end = max(self._last, content_start)
        source = self.data[content_start:content_end]
        for anchor in reversed(heading.anchors):
            source = source[: anchor.start - content_start] + source[anchor.end - content_start :]
        text, fixed = self._heading_text(heading)
        self.protected.append(Protected(heading.text_start, self._length, "heading"))
        self.headings.append(
            Heading(
                level,
                start,
                end,
                content_end,
                source.decode().strip(),
                text,
                fixed,
                heading.attribute_id,
                tuple(heading.anchors),
                heading.nested,
            )
        )

    def _heading_text(self, heading: _OpenHeading) -> tuple[str, frozenset[int]]:
        """Return the rendered text, stripped, and which of its characters never separate."""
        whole = "".join(self._pieces_since(heading.text_start))
        kept = [i for i, ch in enumerate(whole, heading.text_start) if ch not in (MARK, BREAK)]
        text = "".join(whole[i - heading.text_start] for i in kept)
        lead = len(text) - len(text.lstrip())
        return text.strip(), frozenset(n - lead for n, i in enumerate(kept) if i in heading.fixed)

    def _pieces_since(self, text_start: int) -> list[str]:
        count, length = 0, self._length
        while length > text_start:
            count += 1
            length -= len(self._pieces[-count])
        return self._pieces[len(self._pieces) - count :]

    # Links

    def _end_link(self, start: int, end: int) -> None:
        value, text_start = self._open_links.pop()
        link_type = value["link_type"]
        kind: LinkKind = "inline" if link_type == "Inline" else "reference"
        if link_type in ("Autolink", "Email"):
            kind = "autolink"
        plain = kind == "inline" and not value["title"]
        close_start = max(self._last, start + 1)
        self.links.append(
            Link(kind, value["dest_url"], plain, start, start + 1, close_start, end, text_start, self._length)
        )

    def _end_image(self, start: int, end: int) -> None:
        value, text_start = self._open_links.pop()
        self.links.append(
            Link("image", value["dest_url"], False, start, end, end, end, text_start, text_start)
        )
        self._put(BREAK)

    # Raw HTML

    def _inline_html(self, value: str, start: int, end: int) -> None:
        self._last = end
        tag = next(scan(value), None)
        if tag is None:  # a processing instruction, a declaration, CDATA
            self._put(BREAK)
        elif tag.name == "!--":
            self.comments.append(Comment(tag.text, start, end))
            self._put(MARK)
        elif tag.closing:
            self._closing_tag(tag.name, start, end)
        else:
            self._opening_tag(tag, start, end)

    def _opening_tag(self, tag: Tag, start: int, end: int) -> None:
        attributes = tag.attributes()
        self._collect_anchors(tag.name, attributes, start, end)
        if tag.name == "img":
            self._put(BREAK)
            self._collect_image(attributes, start, end)
            return
        if tag.name != "a" or "href" not in attributes:
            self._put(BREAK if tag.name == "br" else MARK)
        if tag.name in _NOT_PROSE:
            self._elements.append(_OpenElement(tag, start, end, self._length))

    def _closing_tag(self, name: str, start: int, end: int) -> None:
        for index in range(len(self._elements) - 1, -1, -1):
            if self._elements[index].tag.name == name:
                element = self._elements[index]
                del self._elements[index]
                self._close_element(element, start, end)
                return
        self._put(MARK)

    def _close_element(self, element: _OpenElement, start: int, end: int) -> None:
        attributes = element.tag.attributes()
        if element.tag.name == "a" and "href" in attributes:
            plain = len(attributes) == 1 and end > start
            self.links.append(
                Link(
                    "html",
                    attributes["href"],
                    plain,
                    element.start,
                    element.end,
                    start,
                    end,
                    element.text_start,
                    self._length,
                )
            )
            return
        self.protected.append(Protected(element.text_start, self._length, f"<{element.tag.name}>"))
        self._put(MARK)
        identifier = attributes.get("id", attributes.get("name"))
        if self._heading and element.tag.name == "a" and identifier and element.end == start:
            self._heading.anchors.append(Anchor(identifier, element.start, end))

    def _collect_anchors(self, name: str, attributes: dict[str, str], start: int, end: int) -> None:
        for key in ("id", "name") if name == "a" else ("id",):
            if attributes.get(key):
                self.anchors.append(Anchor(attributes[key], start, end))

    def _collect_image(self, attributes: dict[str, str], start: int, end: int) -> None:
        if "src" in attributes:
            self.links.append(
                Link("image", attributes["src"], False, start, end, end, end, self._length, self._length)
            )

    def _html_line(self, value: str, start: int, _end: int) -> None:
        self._html.append((value, start))

    def _end_html_block(self) -> None:
        """Collect links, anchors and comments of an HTML block, whose lines may have container prefixes."""
        html = "".join(line for line, _ in self._html)
        offsets, position = [], 0
        for line, start in self._html:
            offsets.append((position, start))
            position += len(line)
        self._html.clear()
        self._put(BREAK)
        row = 0
        for tag in scan(html):
            while row + 1 < len(offsets) and offsets[row + 1][0] <= tag.start:
                row += 1
            start = offsets[row][1] + len(html[offsets[row][0] : tag.start].encode())
            end = start + len(html[tag.start : tag.end].encode())
            if tag.name == "!--":
                self.comments.append(Comment(tag.text, start, end))
            elif not tag.closing:
                attributes = tag.attributes()
                self._collect_anchors(tag.name, attributes, start, end)
                self._collect_image(attributes, start, end)
                if tag.name == "a" and "href" in attributes:
                    at = self._length
                    self.links.append(Link("html", attributes["href"], False, start, end, end, end, at, at))
