"""From bytes to a Page: headings, prose, links, anchors and comments, each with byte ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.page.parser import BOM, Parser

if TYPE_CHECKING:
    from autolink.page.model import Anchor, Comment, Heading, Link, Prose, Protected

_LINE_END = re.compile(rb"\r\n?|\n")


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
    protected: tuple[Protected, ...]
    """In order of their start; links are not among them."""
    blocks: tuple[tuple[int, int], ...]
    """Byte ranges of the top-level blocks."""

    @staticmethod
    def parse(path: str, data: bytes) -> Page:
        """Parse a page. Raises UnicodeDecodeError when its bytes are not UTF-8."""
        parser = Parser(data)
        parser.run()
        return Page(
            path,
            data,
            tuple(parser.headings),
            parser.prose(),
            tuple(sorted(parser.links, key=lambda link: link.start)),
            tuple(parser.anchors),
            tuple(parser.comments),
            tuple(sorted(parser.protected, key=lambda part: part.text_start)),
            tuple(parser.blocks),
        )

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.data))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte offset, both 1-based, the column in code points."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        if line == 1 and self.data.startswith(BOM):
            start = min(len(BOM), offset)
        return line, len(self.data[start:offset].decode("utf-8", "replace")) + 1
