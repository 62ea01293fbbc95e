"""The plain form of a page: what its author wrote, with a map from the linked page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.page.model import Link

_MAX_UNLINKS = 5
_TARGET = rb"[\w./~%:+-]*#[A-Za-z0-9+/=]+"
# None behind what might make something else of it: `<` of a tag, `!` of an image, `\` takes its meaning away;
# in brackets behind brackets, parsers disagree.
_LINKS = {
    "html": re.compile(rb'<a href="(?<![<!?/\\]<a href=")%b">([^<>]+)</a>' % _TARGET),
    "markdown": re.compile(rb"\[(?<![<!?/\\\]]\[)([^\[\]]+)\]\(%b\)" % _TARGET),
}


class Plain:
    """A page's bytes without some links, with a map from the offsets of the one to the other."""

    def __init__(self, data: bytes, links: Sequence[Link]) -> None:
        self._starts: list[int] = []
        self._removed = [0]
        kept: list[bytes] = []
        position = 0
        for start, end in sorted(part for link in links for part in _markup(link)):
            kept.append(data[position:start])
            position = end
            self._starts.append(start)
            self._removed.append(self._removed[-1] + end - start)
        kept.append(data[position:])
        self.data = b"".join(kept)

    def offset(self, offset: int) -> int:
        """Return where a byte of the page's text stands in the plain page."""
        return offset - self._removed[bisect_right(self._starts, offset)]

    def end_offset(self, offset: int) -> int:
        """Return where a range ends that ends at this byte: before a tag that starts here."""
        return self.offset(offset - 1) + 1


def without_links(data: bytes, style: str) -> bytes:
    """Return bytes without what looks like a managed link, whatever it stands in: the page is not parsed."""
    return b"".join(_LINKS[style].split(data))


def _markup(link: Link) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the byte ranges of a link's markup: before its text and after it."""
    return (link.start, link.open_end), (link.close_start, link.end)


def unlinked(page: Page, managed_links: Callable[[Page], list[Link]]) -> Page | None:
    """Return a page as if it had never been linked.

    Taking links out may leave text that reads as a managed link again (`[[LLM](…)](…)`). That is taken out
    too, a few times; None when there is no end to it.
    """
    for _ in range(_MAX_UNLINKS):
        managed = managed_links(page)
        if not managed:
            return page
        page = Page.parse(page.path, Plain(page.data, managed).data)
    return None
