"""The fragments that a page answers to: heading slugs, ids of elements, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.page.model import Anchor
from autolink.page.slugs import FROM_SOURCE, Slugger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from autolink.page.outline import Outline


def heading_slugs(page: Outline, style: str) -> list[str]:
    """Return the slug of each Markdown heading of a page."""
    return _slugs(page, style)[0]


def _slugs(page: Outline, style: str) -> tuple[list[str], list[str]]:
    """Return the slugs of a page's Markdown headings, and of those in raw HTML, numbered together.

    kramdown makes them of the source, others of the text. Only GitHub gives them to raw HTML.
    """
    slugger = Slugger(style)
    source = style in FROM_SOURCE
    headings = [(item.start, item.source if source else item.text, False) for item in page.headings]
    if page.html_headings and style == "github":
        headings = sorted([*headings, *((item.start, item.text, True) for item in page.html_headings)])
    slugs: tuple[list[str], list[str]] = ([], [])
    comments = page.hidden
    for start, text, is_raw in headings:
        hidden = comments and comments.reason(start, start + 1)
        slugs[is_raw].append("" if hidden else slugger.slug(text))
    return slugs


def anchor_names(page: Outline, style: str) -> frozenset[str]:
    """Return every fragment that a page answers to: heading slugs, `{#id}`, element ids, footnotes."""
    names = set().union(*_slugs(page, style))
    names.update(heading.attribute_id for heading in page.headings if heading.attribute_id)
    hidden = page.hidden.reason
    names.update(anchor.id for anchor in page.anchors if hidden(anchor.start, anchor.start + 1) is None)
    for label in page.footnotes:
        names.update((f"fn-{label}", f"fnref-{label}", f"fn:{label}", f"fnref:{label}", f"^{label}"))
    return frozenset(names - {""})


def is_answered(fragment: str, names: Collection[str]) -> bool:
    """Tell whether anchors answer to a fragment as written: raw, decoded, or with GitHub's prefix."""
    if fragment in names:
        return True
    decoded = unquote(fragment)
    return decoded in names or decoded.removeprefix("user-content-") in names


def duplicate_anchors(page: Outline) -> Iterator[Anchor]:
    """Yield the explicit anchors of a page whose id another one has already."""
    attributes = [Anchor(h.attribute_id, h.start, h.end) for h in page.headings if h.attribute_id]
    if attributes or page.anchors:
        seen: dict[str, int] = {}
        for anchor in sorted((*attributes, *page.anchors), key=lambda anchor: anchor.start):
            if seen.setdefault(anchor.id, anchor.start) != anchor.start:
                yield anchor
