"""Author's links whose anchor id dangles, mended where exactly one term can be meant; outdated anchors.

These are the only bytes of an author that `fix` changes: the id in a link's target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from autolink.anchors import decode_anchor_id, encode_anchor_id
from autolink.indexer import term_headings
from autolink.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.config import Config
    from autolink.matcher import Matcher
    from autolink.page.model import Link
    from autolink.renames import Renames

Replacement = tuple[int, int, bytes]
"""An edit that replaces bytes [start, end) by others."""


def replaced(data: bytes, replacements: Iterable[Replacement]) -> bytes:
    """Return bytes with some ranges replaced; the ranges do not overlap."""
    pieces: list[bytes] = []
    position = 0
    for start, end, new in sorted(replacements):
        pieces += (data[position:start], new)
        position = end
    return b"".join([*pieces, data[position:]])


def mended_links(page: Page, matcher: Matcher, renames: Renames) -> Iterator[Replacement]:
    """Yield the edits that mend the author's links of a page to glossary pages."""
    glossary = matcher.glossary
    for link in page.links:
        address, _, fragment = link.target.partition("#")
        anchor_id = unquote(fragment)
        if anchor_id in glossary.by_anchor_id or decode_anchor_id(anchor_id) is None:
            continue
        if matcher.is_managed(link, page):
            continue
        home = glossary.page_at(address, page.path)
        if home is None or (home, anchor_id) in glossary.anchors:
            continue
        terms = renames.meant(anchor_id, home)
        if len(terms) == 1 and terms[0].page == home:
            yield from _new_fragment(page, link, fragment, terms[0].anchor_id)


def _new_fragment(page: Page, link: Link, fragment: str, anchor_id: str) -> Iterator[Replacement]:
    """Yield the edit that replaces the fragment of a link, when it is written where the link is, once."""
    written = fragment.encode()
    for first, last in ((link.start, link.open_end), (link.close_start, link.end)):
        if page.data.count(b"#" + written, first, last) == 1:
            start = page.data.index(b"#" + written, first, last) + 1
            new = quote(anchor_id, safe="") if "%" in fragment else anchor_id
            yield start, start + len(written), new.encode()
            return


def outdated_anchors(page: Page, config: Config, every: bool = False) -> Iterator[Replacement]:
    """Yield the edits that take out the outdated anchors of term headings, or `every` one of them."""
    for heading, _ in term_headings(page, config):
        current = encode_anchor_id(heading.source)
        for anchor in heading.anchors:
            if decode_anchor_id(anchor.id) is not None and (every or anchor.id != current):
                yield anchor.start, anchor.end, b""


def without_anchors(page: Page, config: Config) -> Page:
    """Return a page without the anchors of its term headings."""
    edits = list(outdated_anchors(page, config, every=True))
    return Page.parse(page.path, replaced(page.data, edits)) if edits else page
