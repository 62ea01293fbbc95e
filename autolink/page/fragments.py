"""The fragments that a page answers to: heading slugs, ids of elements, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink.page.model import Anchor
from autolink.page.slug_texts import MADE_OF_TEXT, given_id, slug_text
from autolink.page.slugs import Slugger, docutils_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from autolink.page.model import Heading
    from autolink.page.outline import Outline


_DEEPEST = 6
_RAW = frozenset({"raw HTML", "HTML", "component"})
"""The kinds of closed ranges in which elements are what they look like."""


class Naming(NamedTuple):
    """How a site names the headings of a page."""

    style: str = "github"
    """One of `page.slugs.STYLES`."""
    levels: int = _DEEPEST
    """The deepest level of headings that have a slug."""
    attributes: str = "either"
    """What `{#id}` after a heading is: its `id`, mere `text`, or `either` where that is not known."""
    elements: bool = True
    """Whether the ids of elements are anchors to the site."""
    counts_ids: bool = True
    """Whether an id that is written counts when slugs are numbered."""
    shares_targets: bool = False
    """Whether a target such as `(id)=` is known on all pages."""
    titles: bool = True
    """Whether headings of the first level are anchors; their slugs count in any case."""

    @property
    def is_plain(self) -> bool:
        """Whether the text of a heading alone makes its slug."""
        made_of_text = self.style in MADE_OF_TEXT and self.levels >= _DEEPEST
        return made_of_text and self.titles and not self.shares_targets


def id_of(heading: Heading, naming: Naming) -> str:
    """Return the id that `{#id}` gives a heading, or may give it; empty where it gives none."""
    if heading.level == 1 and not naming.titles:
        return ""
    return given_id(heading, naming.style, naming.attributes) or ""


def heading_slugs(page: Outline, naming: Naming) -> list[str]:
    """Return the slug of each Markdown heading of a page; empty where it has none."""
    return _slugs(page, naming)[0]


def _slugs(page: Outline, naming: Naming) -> tuple[list[str], list[str]]:
    """Return the slugs of a page's Markdown headings, and of those in raw HTML, numbered together.

    Only GitHub gives them to raw HTML.
    """
    ids = [id_of(heading, naming) for heading in page.headings] if naming.attributes == "id" else ()
    slugger = Slugger(naming.style, ids if naming.counts_ids else ())
    if naming.is_plain and naming.attributes == "either":
        headings = [(item.start, item.text, False, True) for item in page.headings]
    else:
        headings = [
            (item.start, slug_text(item, naming.style, naming.attributes), False, _has_slug(item, naming))
            for item in page.headings
        ]
    if page.html_headings and naming.style == "github":
        raw = ((item.start, item.text, True, True) for item in page.html_headings)
        headings = sorted([*headings, *raw])
    slugs: tuple[list[str], list[str]] = ([], [])
    comments = page.hidden
    for start, text, is_raw, has_slug in headings:
        hidden = comments and comments.reason(start, start + 1)
        slugs[is_raw].append(slugger.slug(text) if has_slug and not hidden else "")
    if not naming.titles:
        slugs[0][:] = [
            "" if item.level == 1 else slug for item, slug in zip(page.headings, slugs[0], strict=True)
        ]
    return slugs


def _has_slug(heading: Heading, naming: Naming) -> bool:
    replaced = naming.attributes == "id" and given_id(heading, naming.style, naming.attributes)
    return heading.level <= naming.levels and not replaced


def anchor_names(page: Outline, naming: Naming) -> frozenset[str]:
    """Return every fragment that a page answers to: heading slugs, ids, footnotes."""
    names = set().union(*_slugs(page, naming))
    names.update(written_ids(page, naming))
    if naming.shares_targets:  # docutils, which also knows headings by its own ids
        names.update(shared_name(anchor.id) for anchor in page.targets)
        names.update(docutils_id(item.text) for item in page.headings if _has_slug(item, naming))
    for label in page.footnotes:
        names.update((f"fn-{label}", f"fnref-{label}", f"fn:{label}", f"fnref:{label}", f"^{label}"))
    return frozenset(names - {""})


def shared_name(identifier: str) -> str:
    """Return the name under which the anchors of a page hold a target that is known on all pages."""
    return f"({identifier.lower()})="


def written_ids(page: Outline, naming: Naming) -> Iterator[str]:
    """Yield the ids that are written in a page: of elements, of `{#id}`, and of the site's own targets."""
    given = (id_of(heading, naming) for heading in page.headings if heading.attribute_id)
    yield from filter(None, given)
    if naming.elements:
        yield from (anchor.id for anchor in page.anchors if is_shown(page, anchor.start))
    yield from (anchor.id for anchor in page.targets)


def is_shown(page: Outline, at: int) -> bool:
    """Tell whether an element of raw HTML, which starts at a byte offset, is part of the published page."""
    kind = page.hidden.reason(at, at + 1)
    return kind is None or kind in _RAW


def is_answered(fragment: str, names: Collection[str]) -> bool:
    """Tell whether anchors answer to a fragment as written: raw, decoded, or with GitHub's prefix."""
    if fragment in names:
        return True
    decoded = unquote(fragment)
    return decoded in names or decoded.removeprefix("user-content-") in names


def duplicate_anchors(page: Outline, naming: Naming) -> Iterator[Anchor]:
    """Yield the explicit anchors of a page whose id another one has already."""
    headings = page.headings if naming.attributes != "text" else ()
    attributes = [Anchor(h.attribute_id, h.start, h.end) for h in headings if h.attribute_id]
    if attributes or page.anchors:
        seen: dict[str, int] = {}
        for anchor in sorted((*attributes, *page.anchors), key=lambda anchor: anchor.start):
            if seen.setdefault(anchor.id, anchor.start) != anchor.start:
                yield anchor
