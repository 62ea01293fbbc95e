"""The text of HTML blocks as prose, where the project wants mentions there linked.

A link may stand where browsers and GitHub's sanitizer agree on what the text is in: every tag of the block is
one to CommonMark and to HTML alike, the tags nest, and all elements around the text are known to hold text
with links. Everything else stays closed.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from autolink.page.html_nesting import BLOCKS, HOLDING, SPANS, Nesting
from autolink.page.model import BLOCK, BREAK, MARK
from autolink.page.raw_html import RawHtml
from autolink.page.tags import RAW_TEXT, scan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from autolink.page.collector import Collector
    from autolink.page.raw_html import HtmlBlock
    from autolink.page.tags import Tag

_NO_WIDTH = SPANS | {"!--", "wbr"}
_OPAQUE = frozenset({"iframe", "noembed", "noframes", "noscript", "plaintext", "template", "xmp"})
"""Elements in which browsers see no tags, or may see none."""
_PIECE = re.compile(r"\n[ \t]*+|&(?:#[0-9]++|#[xX][0-9A-Fa-f]++|[A-Za-z][A-Za-z0-9]*+);?|[^\n&]++|&")
_NONE: frozenset[int] = frozenset()
_CONTROL = re.compile("[\x00-\x02\ufffd]")


class HtmlText(RawHtml):
    """Reads raw HTML, and the text of HTML blocks into the prose."""

    def __init__(self, collector: Collector) -> None:
        super().__init__(collector)
        self._nesting = Nesting()
        self._is_doubtful = False
        """Whether a block held what might open an element to browsers alone."""

    def end_block(self) -> None:
        """Close what is still open at the end of a block of Markdown; browsers continue with some of it."""
        left = (name for name, opened in self.open_tags.items() if opened and name not in SPANS)
        self._is_doubtful = self._is_doubtful or any(left)
        super().end_block()

    def end_html_block(self) -> None:
        """Read the HTML block whose lines were taken."""
        block = self._taken()
        tags = list(scan(block.html))
        is_clear = _is_clear(block.html, tags)
        self._is_doubtful = self._is_doubtful or not is_clear
        links = _links(tags) if is_clear else _NONE
        holds_links = self._holding(tags, links)
        self._page.put(BLOCK)
        read = 0
        for number, tag in enumerate(tags):
            is_prose = holds_links[number] and self._is_open
            if number - 1 in links:
                self._link(block, tags[number - 1], tag, is_prose)
            else:
                self._between(block, read, tag.start, is_prose)
                if number not in links:
                    self._take(block, tag)
            read = tag.end
        self._between(block, read, len(block.html), holds_links[-1] and self._is_open)
        self._page.put(BLOCK)

    def _holding(self, tags: Sequence[Tag], links: Collection[int]) -> list[bool]:
        """Tell for each text of a block, before a tag or at the end, whether it may hold links."""
        nesting, found = self._nesting, []
        nesting.begin()
        for number, tag in enumerate(tags):
            found.append(nesting.holds_links)
            if number not in links and number - 1 not in links:
                nesting.take(tag)
        found.append(nesting.holds_links)
        return [False] * len(found) if self._is_doubtful or nesting.is_broken else found

    @property
    def _is_open(self) -> bool:
        """Whether neither a heading nor a link is open around a block."""
        return not (self.headings.is_open or self._block.get("a"))

    def _between(self, block: HtmlBlock, start: int, end: int, is_prose: bool) -> None:
        """Take the text from one position to another."""
        if is_prose:
            self._put(block, start, end)
        else:
            self.headings.take(unescape(block.html[start:end]))

    def _put(self, block: HtmlBlock, start: int, end: int) -> None:
        """Put text into the prose: references decoded, the indentation of lines left out."""
        page = self._page
        for match in _PIECE.finditer(block.html, start, end):
            text = match[0]
            value = unescape(text) if text[0] == "&" else text
            if text[0] == "\n":
                page.put("\n")
            elif not value:
                page.put(BREAK)
            elif value != text:
                page.decode(value, block.offset(match.start()), block.offset(match.end() - 1) + 1)
            else:
                page.written.append(page.here)
                page.offsets.append(block.offset(match.start()))
                page.put(text)

    def _link(self, block: HtmlBlock, opening: Tag, closing: Tag, is_prose: bool) -> None:
        """Take a link that holds nothing but text."""
        page, attributes = self._page, opening.attributes()
        start, open_end = block.span(opening)
        self._collect("a", attributes, start, open_end)
        first = page.here
        self._put(block, opening.end, closing.start)
        bytes_of = start, open_end, *block.span(closing)
        target, plain = attributes["href"].strip(), len(attributes) == 1
        page.links.append(("html", target, plain, *bytes_of, first, page.here))
        if not is_prose:
            page.region("<a>", first, page.here)

    def _take(self, block: HtmlBlock, tag: Tag) -> None:
        """Take a tag that is no part of a link."""
        mark = BLOCK if tag.name in BLOCKS else MARK if tag.name in _NO_WIDTH else BREAK
        if not tag.closing:
            self._page.put(mark)
        self._block_tag(tag, *block.span(tag))
        if tag.closing:
            self._page.put(mark)


def _is_clear(html: str, tags: Sequence[Tag]) -> bool:
    """Tell whether browsers see the same tags in a block as CommonMark does, and no others.

    What looks like a tag in a script is one on GitHub, which takes `<script>` for text (GFM §6.11).
    """
    if _CONTROL.search(html):
        return False
    read, last = 0, ""
    for tag in tags:
        if "<" in html[read : tag.start]:
            return False
        if last in _OPAQUE and not (tag.closing and tag.name == last):
            return False
        if tag.name == "!--":
            if not _is_plain(html[tag.start : tag.end]):
                return False
        elif tag.empty and not (tag.is_void or tag.name in HOLDING):  # to browsers, `<a/>` opens an element
            return False
        read, last = tag.end, "" if tag.closing else tag.name
    return last not in RAW_TEXT | _OPAQUE and "<" not in html[read:]


def _is_plain(comment: str) -> bool:
    """Tell whether a comment ends at the same place to all."""
    is_disputed = comment.startswith(("<!-->", "<!--->")) or "<!--" in comment[4:] or "--!>" in comment
    return comment.endswith("-->") and not is_disputed


def _links(tags: Sequence[Tag]) -> frozenset[int]:
    """Return the numbers of the tags that open links with nothing but text in them."""
    return frozenset(
        number
        for number, (tag, following) in enumerate(pairwise(tags))
        if tag.name == following.name == "a"
        and following.closing
        and not (tag.closing or tag.empty)
        and "href" in tag.attributes()
    )
