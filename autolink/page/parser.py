"""Reads a page with pyromark (pulldown-cmark) once, collecting all that later stages ask about.

The only module that knows the parser's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pyromark import Markdown, Options

from autolink.page.collector import Collector
from autolink.page.model import BLOCK, BREAK, MARK, Heading, Link, LinkKind
from autolink.page.raw_html import RawHtml

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

_SPANS = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "strikethrough"}
_CONTAINERS = {"BlockQuote": "blockquote", "Table": "table", "FootnoteDefinition": "footnote", "List": "list"}


def body_start(data: bytes) -> int:
    """Return the byte offset after a byte order mark and front matter (YAML or TOML)."""
    start = len(BOM) if data.startswith(BOM) else 0
    front_matter = _FRONT_MATTER.match(data, start)
    return front_matter.end() if front_matter else start


@dataclass(slots=True)
class _OpenHeading:
    attribute_id: str | None
    nested: bool
    text_start: int
    fixed: set[int] = field(default_factory=set)


class Parser:
    """Turns the parser's events into parts of a page, one method per kind of event."""

    def __init__(self, data: bytes) -> None:
        self.page = Collector()
        self._data = data
        self._base = body_start(data)
        data[: self._base].decode("utf-8")  # a page is undecodable wherever the bad byte stands
        self._markdown = data[self._base :].decode("utf-8")
        self._html = RawHtml(self.page)
        self._depth = 0
        self._silent = 0  # above 0 inside a code block or an image: text there is not prose
        self._heading: _OpenHeading | None = None
        self._regions: list[int] = []  # where the open containers and spans start in the prose
        self._links: list[tuple[Any, int]] = []

    def run(self) -> Collector:
        """Read the whole page and return what was found."""
        handlers = {
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "InlineMath": self._math,
            "DisplayMath": self._math,
            "InlineHtml": self._html.inline,
            "Html": self._html.block_line,
            "FootnoteReference": self._break,
            "TaskListMarker": self._break,
        }
        if self._base:
            self.page.hide("front matter", 0, self._base)
        base, page, text = self._base, self.page, self._text
        event: Any  # a union of twenty typed dictionaries, of which one key tells the kind
        for event, span in MARKDOWN.events_with_range(self._markdown):
            end = span["end"] + base
            if type(event) is str:
                page.put("\n" if event == "SoftBreak" else BREAK)
                page.last = end
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                if not self._silent:
                    text(value, span["start"] + base, end)
            else:
                handlers[kind](value, span["start"] + base, end)
        return page

    # Text

    def _text(self, value: str, start: int, end: int) -> None:
        page, position = self.page, self.page.length
        if start < end and self._data[start] == _AMPERSAND and value.encode() != self._data[start:end]:
            page.decoded(value, start, end)
            if self._heading:
                self._heading.fixed.update(range(position, page.length))
        elif start == end:  # the rest of an indentation that ends inside a tab
            page.put(value)
        else:
            page.piece(value, start)
            if self._heading and self._data[start - 1] == _BACKSLASH and start > page.last:
                self._heading.fixed.add(position)
        page.last = end

    def _code(self, value: str, start: int, end: int) -> None:
        page = self.page
        if self._heading and not self._silent:
            self._heading.fixed.update(range(page.length, page.length + len(value)))
            page.decoded(value, start, end)
            page.last = end
        else:
            page.hide("code span", start, end)
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
        self._depth += 1
        if self._depth == 1:
            page.blocks.append((start, end))
        kind: str
        value: Any
        kind, value = (tag, None) if type(tag) is str else next(iter(tag.items()))
        if kind in _SPANS:
            page.put(MARK)
            self._regions.append(page.length)
        elif kind in ("Link", "Image"):
            self._silent += kind == "Image"
            self._links.append((value, page.length))
        else:
            page.put(BLOCK)
            if kind in _CONTAINERS:
                self._regions.append(page.length)
            elif kind == "CodeBlock":
                self._silent += 1
                page.hide("code block", start, end)
            elif kind == "HtmlBlock":
                page.hide("HTML block", start, end)
            elif kind == "Heading":
                self._html.empty_anchors.clear()
                self._heading = _OpenHeading(value["id"], self._depth > 1, page.length)

    def _end(self, tag: Any, start: int, end: int) -> None:
        page = self.page
        self._depth -= 1
        kind: str
        value: Any
        kind, value = (tag, None) if type(tag) is str else next(iter(tag.items()))
        if kind in _SPANS:
            page.region(_SPANS[kind], self._regions.pop())
            page.put(MARK)
        elif kind == "Link":
            self._end_link(start, end)
        elif kind == "Image":
            self._silent -= 1
            page.point("image", self._links.pop()[0]["dest_url"], start, end)
            page.hide("image", start, end)
            page.put(BREAK)
        elif kind == "Heading":
            self._end_heading(int(value[1]), start, end)
        elif kind == "HtmlBlock":
            self._html.end_html_block()
        else:
            if kind in _CONTAINERS:
                page.region(_CONTAINERS[kind], self._regions.pop())
            elif kind == "CodeBlock":
                self._silent -= 1
            self._html.end_block()
            page.put(BLOCK)
        page.last = end

    def _end_link(self, start: int, end: int) -> None:
        page = self.page
        value, text_start = self._links.pop()
        link_type = value["link_type"]
        kind: LinkKind = "inline" if link_type == "Inline" else "reference"
        if link_type in ("Autolink", "Email"):
            kind = "autolink"
            page.region("autolink", text_start)
        plain = kind == "inline" and not value["title"]
        close_start = max(page.last, start + 1)
        page.links.append(
            Link(kind, value["dest_url"], plain, start, start + 1, close_start, end, text_start, page.length)
        )

    def _end_heading(self, level: int, start: int, end: int) -> None:
        page, heading = self.page, self._heading
        assert heading is not None
        self._html.end_block()
        self._heading = None
        opening = _ATX_OPENING.match(self._data, start)
        content_start = opening.end() if opening else start
        content_end = max(page.last, content_start)
        anchors = tuple(self._html.empty_anchors)
        source = self._data[content_start:content_end]
        for anchor in reversed(anchors):
            source = source[: anchor.start - content_start] + source[anchor.end - content_start :]
        text, fixed = self._heading_text(heading)
        page.region("heading", heading.text_start)
        page.put(BLOCK)
        page.headings.append(
            Heading(
                level,
                start,
                end,
                content_start,
                content_end,
                source.decode().strip(),
                text,
                fixed,
                heading.attribute_id,
                anchors,
                heading.nested,
            )
        )

    def _heading_text(self, heading: _OpenHeading) -> tuple[str, frozenset[int]]:
        """Return the rendered text, stripped, and which of its characters never separate."""
        whole = self.page.text_since(heading.text_start).replace("\n", " ")
        kept = [(at, ch) for at, ch in enumerate(whole, heading.text_start) if ch not in (MARK, BREAK, BLOCK)]
        text = "".join(ch for _, ch in kept)
        lead = len(text) - len(text.lstrip())
        return text.strip(), frozenset(n - lead for n, (at, _) in enumerate(kept) if at in heading.fixed)
