"""The text of HTML blocks as prose, where the project wants mentions there linked.

A link may stand where browsers and GitHub's sanitizer agree on what the text is in: every tag of the block is
one to CommonMark and to HTML alike, the tags nest, and all elements around the text are known to hold text
with links. Everything else stays closed.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from autolink.page.model import BLOCK, BREAK, MARK
from autolink.page.raw_html import RawHtml
from autolink.page.tags import RAW_TEXT, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autolink.page.collector import Collector
    from autolink.page.raw_html import HtmlBlock
    from autolink.page.tags import Tag

_IMPLIED_END = frozenset({"caption", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements whose end tag may be left out (HTML standard, §13.1.2.4)."""
_NO_TEXT = frozenset({"table", "tbody", "tfoot", "thead", "tr"})
"""Elements whose text browsers move elsewhere (HTML standard, §13.2.6.1, "foster parent")."""
_BLOCKS = (
    frozenset({"address", "article", "aside", "blockquote", "body", "center", "details", "div", "dl"})
    | {"figcaption", "figure", "footer", "header", "html", "main", "ol", "section", "summary", "ul"}
    | _IMPLIED_END
    | _NO_TEXT
)
_SPANS = frozenset(
    {"abbr", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font", "i", "ins", "mark", "q"}
) | {"s", "small", "span", "strike", "strong", "sub", "sup", "u"}
_HOLDING = _BLOCKS | _SPANS
"""The elements that may hold text with links."""
_NO_WIDTH = _SPANS | {"!--", "wbr"}
_PIECE = re.compile(r"\n[ \t]*+|&(?:#[0-9]++|#[xX][0-9A-Fa-f]++|[A-Za-z][A-Za-z0-9]*+);?|[^\n&]++|&")
_CONTROL = re.compile("[\x00-\x02\ufffd]")


class HtmlText(RawHtml):
    """Reads raw HTML, and the text of HTML blocks into the prose."""

    def __init__(self, collector: Collector) -> None:
        super().__init__(collector)
        self._opened: list[str] = []
        """The elements that are open, by name, of all HTML blocks so far."""
        self._counts: Counter[str] = Counter()
        self._closing = 0
        """How many of them may not hold links."""
        self._is_doubtful = False
        """Whether a block held what might open an element to browsers alone."""

    def end_html_block(self) -> None:
        """Read the HTML block whose lines were taken."""
        block = self._taken()
        tags = list(scan(block.html))
        self._is_doubtful = self._is_doubtful or not _is_clear(block.html, tags)
        links = frozenset() if self._is_doubtful else _links(tags)
        is_known = not self._is_doubtful and _nest(
            tag for number, tag in enumerate(tags) if number not in links and number - 1 not in links
        )
        self._page.put(BLOCK)
        read = 0
        for number, tag in enumerate(tags):
            if number - 1 in links:
                self._link(block, tags[number - 1], tag, is_known and self._is_open)
            else:
                self._between(block, read, tag.start, is_known and self._is_open)
                if number not in links:
                    self._take(block, tag)
            read = tag.end
        self._between(block, read, len(block.html), is_known and self._is_open)
        self._page.put(BLOCK)

    @property
    def _is_open(self) -> bool:
        """Whether a link may stand in the text that follows."""
        if self._closing or self.headings.is_open or self._block.get("a"):
            return False
        return not self._opened or self._opened[-1] not in _NO_TEXT

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
        mark = BLOCK if tag.name in _BLOCKS else MARK if tag.name in _NO_WIDTH else BREAK
        if tag.closing:
            self._block_tag(tag, *block.span(tag))
            self._leave(tag.name)
            self._page.put(mark)
            return
        self._page.put(mark)
        self._block_tag(tag, *block.span(tag))
        if tag.name != "!--" and not tag.empty:
            self._opened.append(tag.name)
            self._counts[tag.name] += 1
            self._closing += tag.name not in _HOLDING

    def _leave(self, name: str) -> None:
        """Close an element, and those that were opened in it."""
        while self._counts[name]:
            last = self._opened.pop()
            self._counts[last] -= 1
            self._closing -= last not in _HOLDING
            if last == name:
                return


def _is_clear(html: str, tags: Sequence[Tag]) -> bool:
    """Tell whether browsers see the same tags in a block as CommonMark does, and no others."""
    if _CONTROL.search(html):
        return False
    read, last = 0, ""
    for tag in tags:
        if last not in RAW_TEXT and "<" in html[read : tag.start]:
            return False
        if tag.name == "!--":
            if tag.text.startswith((">", "->")) or "<!--" in tag.text or "--!>" in tag.text:
                return False
            if not html.endswith("-->", tag.start, tag.end):
                return False
        elif tag.empty and not (tag.is_void or tag.name in _HOLDING):  # to browsers, `<a/>` opens an element
            return False
        read, last = tag.end, "" if tag.closing else tag.name
    return last not in RAW_TEXT and "<" not in html[read:]


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


def _nest(tags: Iterable[Tag]) -> bool:
    """Tell whether the tags of a block nest, whatever was open before it and stays open behind it."""
    opened: list[str] = []
    for tag in tags:
        if tag.name == "!--" or tag.empty:
            continue
        if not tag.closing:
            opened.append(tag.name)
            continue
        while opened and opened[-1] != tag.name:
            if opened.pop() not in _IMPLIED_END:
                return False
        if opened:
            opened.pop()
    return True
