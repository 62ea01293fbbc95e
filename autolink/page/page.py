"""From bytes to a Page: headings, prose, links, anchors and comments, each with byte ranges."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from autolink.page.mdx import mdx_comments
from autolink.page.model import MARK, Prose
from autolink.page.outline import OutlineParser
from autolink.page.parser import BOM
from autolink.page.prose_parser import ProseParser
from autolink.page.sections import Sections

if TYPE_CHECKING:
    from autolink.page.model import Anchor, Comment, Heading, HtmlHeading, Link, Opaque, Region, Undefined
    from autolink.text.intervals import Ranges

_TEXT = rb"[^<>\[\]()&\\`*_~$!:\r\n]+"
_LITERAL_LINK = re.compile(
    rb'<a href="[^"<>]*">(?P<span>\*\*?|~~|)(?! )(?P<html>%b)(?<! )(?P=span)</a>'
    rb"|\[(?P<markdown>%b)\]\([^()<>\s\\]*\)" % (_TEXT, _TEXT)
)
"""A link whose text is what is written, emphasis around it taken away."""
_HTML_HEADING = re.compile(rb"<[hH][1-6]")
_LINE_END = re.compile(rb"\r\n?|\n")
_STRIDE = 256
_CONTINUATION = bytes(range(0x80, 0xC0))  # of a character that starts in an earlier byte of UTF-8


@dataclass(frozen=True)
class Page:
    """One Markdown file, parsed. `path` is absolute, with `/` between its parts."""

    path: str
    data: bytes
    headings: tuple[Heading, ...]
    prose: Prose
    links: tuple[Link, ...]
    """In order of their start."""
    anchors: tuple[Anchor, ...]
    """Elements with an `id` or `name`, those in headings included."""
    comments: tuple[Comment, ...]
    regions: tuple[Region, ...]
    """What parts of the prose stand in, in order of their ends; links are not among them."""
    opaque: tuple[Opaque, ...]
    """What is no prose, in order."""
    blocks: tuple[tuple[int, int], ...]
    """Byte ranges of the top-level blocks."""
    footnotes: tuple[str, ...]
    """The labels of the footnotes that it defines."""
    html_headings: tuple[HtmlHeading, ...] = ()
    """The headings written in raw HTML, in order."""
    undefined: tuple[Undefined, ...] = ()
    """The references that have no definition, in no order."""
    is_outline: bool = False

    @staticmethod
    def parse(path: str, data: bytes) -> Page:
        r"""Parse a page. Raises UnicodeDecodeError when its bytes are not UTF-8.

        Nothing is read from disk: the path only says where the page stands.

        >>> page = Page.parse("/docs/guide.md", "# 用語\n\nSee [LLM](llm.md#usage).\n".encode())
        >>> [heading.text for heading in page.headings], [link.target for link in page.links]
        (['用語'], ['llm.md#usage'])
        >>> page.position(page.links[0].start)
        (3, 5)
        """
        return Page._read(path, data, ProseParser(data))

    @staticmethod
    def outline(path: str, data: bytes) -> Page:
        """Parse no more of a page than headings, links, anchors and comments, in half the time.

        Links have no text (`text_of` knows it); `prose`, `regions`, `opaque` and `blocks` say nothing. Pages
        with footnotes or raw HTML headings are parsed whole. Raises UnicodeDecodeError as `parse` does.
        """
        needs_prose = b"[^" in data or _HTML_HEADING.search(data) is not None
        return Page._read(path, data, ProseParser(data) if needs_prose else OutlineParser(data))

    @staticmethod
    def _read(path: str, data: bytes, parser: ProseParser | OutlineParser) -> Page:
        prose, links, regions = parser.run()
        return Page(
            path,
            data,
            tuple(parser.headings),
            prose,
            links,
            tuple(parser.html.anchors),
            tuple(parser.html.comments),
            regions,
            tuple(parser.page.opaque),
            tuple(parser.blocks),
            tuple(parser.footnotes),
            tuple(parser.html.headings.found),
            tuple(parser.undefined),
            isinstance(parser, OutlineParser),
        )

    @staticmethod
    def empty(path: str, data: bytes) -> Page:
        """Return a page of which only the bytes and their positions are known."""
        return Page(path, data, (), Prose("", [], [], {}), (), (), (), (), (), (), ())

    @cached_property
    def sections(self) -> Sections:
        """The sections that its headings open."""
        return Sections(self.headings, len(self.data))

    @cached_property
    def whole(self) -> Page:
        """The page, completely parsed."""
        return Page.parse(self.path, self.data) if self.is_outline else self

    def text_of(self, link: Link) -> str:
        """Return the rendered text of a link."""
        literal = _LITERAL_LINK.fullmatch(self.data, link.start, link.end)
        if literal:
            return (literal["html"] or literal["markdown"]).decode()
        found = self.whole.links_by_start.get(link.start, link)
        return self.whole.prose.text[found.text_start : found.text_end].replace(MARK, "")

    @cached_property
    def links_by_start(self) -> dict[int, Link]:
        """The links, by the byte offset at which they start."""
        return {link.start: link for link in self.links}

    @cached_property
    def mdx_comments(self) -> Ranges:
        """The byte ranges of the comments `{/* … */}` of an MDX page."""
        return mdx_comments(self)

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [comment.start for comment in self.comments]

    def comment_after(self, offset: int) -> Comment | None:
        """Return the first comment at or after a byte offset."""
        number = bisect_left(self._comment_starts, offset)
        return self.comments[number] if number < len(self.comments) else None

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.data))]

    def line_span(self, offset: int) -> tuple[int, int]:
        """Return the byte range of the line at a byte offset, its line end included."""
        line = bisect_right(self._line_starts, offset)
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.data)
        return self._line_starts[line - 1], end

    def line_range(self, line: int) -> tuple[int, int]:
        """Return the byte range of a line by its number (from 1); an empty one beyond the last line."""
        if not 1 <= line <= len(self._line_starts):
            return len(self.data), len(self.data)
        return self.line_span(self._line_starts[line - 1])

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte offset, both 1-based, the column in code points."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        if line == 1 and self.data.startswith(BOM):
            start = min(len(BOM), offset)
        if offset - start <= _STRIDE:
            return line, _code_points(self.data[start:offset]) + 1
        return line, self._code_points_before(offset) - self._code_points_before(start) + 1

    def _code_points_before(self, offset: int) -> int:
        stride = offset // _STRIDE
        return self._code_points[stride] + _code_points(self.data[stride * _STRIDE : offset])

    @cached_property
    def _code_points(self) -> list[int]:
        """The number of code points before every 256th byte: a line may be as long as the page."""
        strides = (self.data[at : at + _STRIDE] for at in range(0, len(self.data), _STRIDE))
        return [0, *accumulate(map(_code_points, strides))]


def _code_points(data: bytes) -> int:
    return len(data.translate(None, _CONTINUATION))
