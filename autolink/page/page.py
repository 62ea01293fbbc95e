"""From bytes to a Page: headings, prose, links, anchors and comments, each with byte ranges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.page.model import MARK
from autolink.page.outline import Outline
from autolink.page.reader import PageReader
from autolink.page.sections import Sections

if TYPE_CHECKING:
    from autolink.page.model import Link, Opaque, Prose, Region


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
        reader = PageReader(data)
        prose, links, regions = reader.run()
        opaque, blocks = tuple(reader.page.opaque), tuple(reader.blocks)
        return Page(path, data, *reader.outline(links), prose, regions, opaque, blocks)

    @property
    def whole(self) -> Page:
        """The page itself."""
        return self

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
