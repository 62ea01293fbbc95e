"""The links of a page that are checked: those that Markdown sees, and bare URLs; none in MDX comments."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from autolink.page.fragments import is_shown
from autolink.page.model import BLOCK, Link
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autolink.links.resolver import Resolver
    from autolink.page.outline import Outline
    from autolink.page.page import Page

# GFM §6.9: extended web autolinks. GitHub's parser goes back from `://` over ASCII letters; before `www.` it
# wants space or a delimiter. It reads the bytes of the file: delimiters and entities are a part of the URL.
_BARE_URL = re.compile(
    r"(?:(?<![A-Za-z])https?://|(?<![^\s*_~(\x00-\x02])www\.)[^\s<\x00-\x02]+", re.IGNORECASE
)
_ANY_URL = re.compile(rb"(?:https?://|www\.)[^\s<>\"'`]+", re.IGNORECASE)
_ENDING = re.compile(rb"(?:&[A-Za-z0-9]{1,32};|[?!.,:;*_~'\"])\Z")
_LONGEST_ENDING = 34
_CLEAR_END = re.compile(rb"[*_~?!.,:;'\")]*(?:[\s<|]|\Z)")
_REACH = 100  # bytes after a URL
_BRACKET_REACH = 1000  # code points before it
_NOT_TEXT = frozenset({"<a>", "<code>", "<pre>", "<kbd>", "<samp>", "<script>", "<style>", "<textarea>"})
_TEXT = frozenset({"bare URL", "emoji code"})
_WITH_TEMPLATES = "shortcode"
"""The kind of markup in the content of which Hugo expands shortcodes as everywhere."""


def outgoing_links(page: Outline, resolver: Resolver | None = None) -> Sequence[Link]:
    """Return the links of a page in order of their start.

    With a resolver, only those bare URLs count that mean something of the project; a page that may have such
    is parsed whole.
    """
    links = page.links
    if resolver is None:
        links = (*links, *bare_urls(page.whole))
    elif resolver.may_mean_project(page.data) and _may_have_bare_urls(page, resolver.means_project):
        links = (*links, *(link for link in bare_urls(page.whole) if resolver.means_project(link.target)))
    elif not page.hidden:
        return links
    return sorted((link for link in links if _is_shown(page, link)), key=lambda link: link.start)


def _is_shown(page: Outline, link: Link) -> bool:
    if page.data.startswith(b"<", link.start) and link.kind in ("html", "image"):
        return is_shown(page, link.start)
    kind = page.hidden.reason(link.start, link.start + 1)
    return kind is None or (link.kind == "template" and kind == _WITH_TEMPLATES)


def is_embed(page: Outline, link: Link) -> bool:
    """Tell whether a link is none: `@[youtube](id)` embeds something in VuePress and its kin."""
    return link.kind == "inline" and page.data[link.start - 1 : link.start] == b"@"


def _may_have_bare_urls(page: Outline, is_wanted: Callable[[str], bool]) -> bool:
    """Tell whether a wanted URL stands anywhere but in the links that are known."""
    found = list(_ANY_URL.finditer(page.data))
    if not found:
        return False
    known = Intervals((link.start, link.end, link.kind) for link in page.links)
    others = (match for match in found if known.reason(*match.span()) is None)
    return any(is_wanted(_target(match[0].decode("utf-8", "replace"))) for match in others)


def bare_urls(page: Page) -> Iterator[Link]:
    """Yield the URLs that are in the text of a page and that GitHub makes links of (GFM §6.9)."""
    text = page.prose.text
    found = [match.span() for match in _BARE_URL.finditer(text)]
    taken = _taken(page) if found else Intervals(())
    for start, stop in found:
        first, last = page.prose.byte_start(start), page.prose.byte_end(stop)
        if first is None or last is None or taken.reason(start, stop) or _in_brackets(text, start):
            continue
        written = page.data[first:last]
        if _CLEAR_END.match(page.data[last : last + _REACH]) and b"\\" not in written:
            written = _trimmed(written)
            last = first + len(written)
            yield Link(
                "autolink", _target(unescape(written.decode())), False, first, first, last, last, start, stop
            )


def _target(url: str) -> str:
    """Return what a bare URL points to: `www.` stands for an address of HTTP."""
    return f"http://{url}" if url[:4].lower() == "www." else url


def _taken(page: Page) -> Intervals:
    """Return where no bare URL is: in the text of a link, in code, in templates and the like."""
    from autolink.page.dialects.markup import (
        protected_text,  # twenty expressions, for the pages with such a URL
    )

    position = page.prose.position
    links = ((link.text_start, link.text_end, link.kind) for link in page.links)
    blocks = ((position(start), position(end), kind) for start, end, kind in page.html_blocks)
    regions = ((item.text_start, item.text_end, item.kind) for item in page.regions if item.kind in _NOT_TEXT)
    protected = protected_text(page.prose.text)
    others = (item for item in protected if item[2] not in _TEXT)
    return Intervals((*links, *blocks, *regions, *others))


def _in_brackets(text: str, position: int) -> bool:
    """Tell whether a bracket is open at a position: GitHub makes no links there."""
    before = text[
        max(
            text.rfind(BLOCK, max(0, position - _BRACKET_REACH), position), position - _BRACKET_REACH, 0
        ) : position
    ]
    return before.count("[") > before.count("]")


def _trimmed(url: bytes) -> bytes:
    """Return a URL without the punctuation after it (GFM §6.9, extended autolink path validation)."""
    end = len(url)
    surplus = url.count(b")") - url.count(b"(")
    while end:
        if url[end - 1] == ord(")") and surplus > 0:
            surplus -= 1
            end -= 1
            continue
        ending = _ENDING.search(url, max(0, end - _LONGEST_ENDING), end)
        if ending is None:
            break
        end = ending.start()
    return url[:end]
