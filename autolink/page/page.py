"""From bytes to a Page: headings, prose, links, anchors and comments, each with byte ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.page.dialects.dialect import PLAIN, Reading
from autolink.page.model import HTML_BLOCK, MARK
from autolink.page.outline import Outline
from autolink.page.parts import Dedented, Inset, Layout, blanked, in_place
from autolink.page.reader import PageReader
from autolink.page.sections import Sections
from autolink.page.templates import template_links
from autolink.text.intervals import NO_INTERVALS, Intervals

if TYPE_CHECKING:
    from autolink.page.dialects.dialect import Dialect
    from autolink.page.dialects.model import Closed
    from autolink.page.model import Link, Opaque, Prose, Region

_LINE_END = re.compile(rb"(?:\r\n?+|\n)[ \t>]*+")


@dataclass(frozen=True)
class Page(Outline):
    """One Markdown file, parsed. `path` is absolute, with `/` between its parts."""

    prose: Prose
    regions: tuple[Region, ...]
    """What parts of the prose stand in, in order of their ends; links are not among them."""
    opaque: tuple[Opaque, ...]
    """What is no prose, in order."""
    blocks: tuple[tuple[int, int], ...]
    """Byte ranges of the top-level blocks."""

    outer: Page | None = None
    """The page without its insets, where it has some: what a parser sees that does not know the dialect."""
    insets: tuple[Inset, ...] = ()
    """The parts that the site reads as content and CommonMark as code."""

    @staticmethod
    def parse(path: str, data: bytes, dialect: Dialect = PLAIN) -> Page:
        r"""Parse a page as a site reads it. Raises UnicodeDecodeError when its bytes are not UTF-8.

        Nothing is read from disk: the path only says where the page stands.

        Examples:
            >>> page = Page.parse("/docs/guide.md", "# 用語\n\nSee [LLM](llm.md#usage).\n".encode())
            >>> [heading.text for heading in page.headings], [link.target for link in page.links]
            (['用語'], ['llm.md#usage'])
            >>> page.position(page.links[0].start)
            (3, 5)
        """
        page = _parsed(path, data, dialect, _MAX_DEPTH)
        return _with_template_links(page) if dialect.templates and page.closed else page

    @cached_property
    def reading(self) -> Reading:
        """What its dialect finds in it: what is closed in a part is left to a reading of that part."""
        if self.outer is None:
            return Reading(self.closed)
        if not self.insets:  # its parts are nested too deep to be parsed
            return self.dialect.read(self.path, self.data)
        return Reading(self.outer.closed, tuple(inset.part for inset in self.insets))

    @property
    def whole(self) -> Page:
        """The page itself."""
        return self

    @cached_property
    def html_blocks(self) -> Intervals:
        """The byte ranges of the HTML blocks whose text is prose."""
        if not self.dialect.reads_html(self.path):
            return NO_INTERVALS
        return Intervals((start, end, kind) for kind, start, end in self.opaque if kind == HTML_BLOCK)

    @cached_property
    def sections(self) -> Sections:
        """The sections that its headings open."""
        return Sections(self.headings, len(self.data))

    @cached_property
    def links_by_start(self) -> dict[int, Link]:
        """The links, by the byte offset at which they start."""
        return {link.start: link for link in self.links}

    def rendered_text_of(self, link: Link) -> str:
        """Return the rendered text of a link that starts where one of the page's does."""
        found = self.links_by_start.get(link.start, link)
        return self.prose.text[found.text_start : found.text_end].replace(MARK, "")


def _with_template_links(page: Page) -> Page:
    """Return a page whose links in the form of a template are links, and nothing else at their places."""
    found = list(template_links(page))
    taken = Intervals(sorted((link.start, link.end, "template") for link in found))
    others = (link for link in page.links if taken.reason(link.start, link.start + 1) is None)
    return replace(page, links=tuple(sorted((*others, *found), key=lambda link: link.start)))


_MAX_DEPTH = 10
"""How deep parts may nest; what is deeper is no prose."""


def _parsed(path: str, data: bytes, dialect: Dialect, depth: int) -> Page:
    closed, parts = dialect.read(path, data)
    if not parts:
        return _plain(path, data, dialect, closed)
    outer = _plain(path, blanked(data, parts), dialect, closed)
    lent = b"".join(_on_a_line(data, link) for link in outer.links if link.kind == "definition")
    insets: list[Inset] = []
    for part in parts if depth else ():
        dedented = Dedented(data, part)
        inner = dedented.data + (b"\n\n" + lent if lent else b"")
        insets.append(Inset(part, dedented, _parsed(path, inner, dialect, depth - 1)))
    return _with_insets(path, data, outer, tuple(insets))


def _on_a_line(data: bytes, definition: Link) -> bytes:
    """Return a link reference definition as a part can take it, whatever containers its lines stand in."""
    return _LINE_END.sub(b" ", data[definition.start : definition.end]) + b"\n"


def _plain(path: str, data: bytes, dialect: Dialect, closed: tuple[Closed, ...]) -> Page:
    """Parse a page that has no parts."""
    reader = _reader_of_html(data) if dialect.reads_html(path) else PageReader(data)
    prose, links, regions = reader.run()
    opaque, blocks = tuple(reader.page.opaque), tuple(reader.blocks)
    return Page(path, data, *reader.outline(links), dialect, closed, prose, regions, opaque, blocks)


def _reader_of_html(data: bytes) -> PageReader:
    from autolink.page.html_text import HtmlText  # which few projects ask for

    return PageReader(data, HtmlText)


def _with_insets(path: str, data: bytes, outer: Page, insets: tuple[Inset, ...]) -> Page:
    """Return a page with what its insets hold in place."""
    layout = Layout(outer, insets)
    headings = (heading for inset in insets for heading in inset.headings())
    blocks = (inset.span(*block) for inset in insets for block in inset.page.blocks)
    return Page(
        path,
        data,
        tuple(sorted((*outer.headings, *headings), key=lambda heading: heading.start)),
        layout.links(),
        in_place(outer.anchors, insets, lambda page: page.anchors),
        in_place(outer.comments, insets, lambda page: page.comments),
        (*outer.footnotes, *(label for inset in insets for label in inset.page.footnotes)),
        outer.html_headings,
        in_place(outer.undefined, insets, lambda page: page.undefined),
        outer.dialect,
        in_place(outer.closed, insets, lambda page: page.closed),
        layout.prose(),
        layout.regions(),
        in_place(outer.opaque, insets, lambda page: page.opaque),
        tuple(sorted((*outer.blocks, *blocks))),
        outer,
        insets,
    )
