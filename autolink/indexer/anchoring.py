"""The anchor of a term: what links to it point to, and how an id is written that is not there yet."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from autolink.indexer.anchor_ids import decode_anchor_id, encode_anchor_id
from autolink.page.fragments import heading_slugs, id_of, written_ids
from autolink.page.slug_texts import KRAMDOWN, is_kramdown_id, slug_text
from autolink.page.slugs import docutils_id, github_slug, slug_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.page.model import Heading
    from autolink.page.page import Page

_UNUSABLE = re.compile(r"[\s<>()\\|`\"'\[\]$]")
_SPACE = re.compile(rb"\s*+")


class Addition(NamedTuple):
    """An id to be written at a byte offset: an `element` or `attribute` of a heading, or a `target` above."""

    form: str
    at: int
    text: bytes


def element(identifier: str) -> bytes:
    """Return an anchor as an element; nothing in the ids that we make has to be escaped."""
    return f'<a id="{identifier}"></a>'.encode()


class TermAnchors:
    """Chooses the anchors of the terms on one page, in the order of their headings."""

    def __init__(self, page: Page, config: Config) -> None:
        self._page = page
        self._config = config
        self._naming = config.naming
        self._slugs = heading_slugs(page, config.naming)
        self._numbers: Counter[str] = Counter()

    def slug(self, number: int) -> str:
        """Return the fragment that a heading, given by its number, has without an anchor of ours."""
        return id_of(self._page.headings[number], self._naming) or self._slugs[number]

    def of(self, number: int) -> tuple[str, Addition | None]:
        """Return the anchor of the term that a heading defines, and what has to be written for it."""
        heading = self._page.headings[number]
        if self._config.anchor == "base64":
            anchor = encode_anchor_id(heading.source)
            is_there = any(item.id == anchor for item in heading.anchors)
            addition = Addition("element", heading.content_end, element(anchor))
            return anchor, None if is_there else addition
        anchor = self._authors(heading) or (self._slugs[number] if self._is_stable(number) else "")
        if anchor:
            return anchor, None
        if self._is_numbered_by_others(number):
            return self._slugs[number], None
        anchor = self._new(number)
        return anchor, self._addition(heading, anchor)

    def _authors(self, heading: Heading) -> str:
        """Return the id that an author gave a heading in a way that the site knows, base64 aside."""
        if self._naming.attributes == "id" and (given := id_of(heading, self._naming)):
            return given
        ids = [item.id for item in heading.anchors] if self._naming.elements else []
        if self._config.profile.id_form == "target":
            ids += self._targets.get(heading.start, ())
        usable = (item for item in ids if decode_anchor_id(item) is None and not _UNUSABLE.search(item))
        return next(usable, "")

    @cached_property
    def _targets(self) -> dict[int, list[str]]:
        """The targets that are right above something, by where this starts."""
        found: dict[int, list[str]] = {}
        for target in self._page.targets:
            below = _SPACE.match(self._page.data, target.end)
            found.setdefault(below.end() if below else target.end, []).insert(0, target.id)
        return found

    @cached_property
    def _plain_slugs(self) -> list[str]:
        """The slugs of all headings before they are numbered."""
        style, attributes = self._naming.style, self._naming.attributes
        return [slug_of(slug_text(item, style, attributes), style) for item in self._page.headings]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._plain_slugs)

    @cached_property
    def _taken(self) -> Counter[str]:
        return Counter([*written_ids(self._page, self._naming), *self._slugs])

    def _is_stable(self, number: int) -> bool:
        """Tell whether a slug stays what it is when other headings of the page change."""
        slug = self._slugs[number]
        is_own = slug == self._plain_slugs[number] and self._counts[slug] == 1 and self._taken[slug] == 1
        # A formula is part of the slug or not, which an extension decides.
        is_plain = "$" not in self._page.headings[number].source
        return bool(slug) and is_own and is_plain and self._config.profile.knows_slugs

    def _is_numbered_by_others(self, number: int) -> bool:
        """Tell whether an id would give another heading another slug: where it does not count as taken."""
        slug = self._plain_slugs[number]
        return bool(slug) and not self._naming.counts_ids and self._counts[slug] > 1

    def _new(self, number: int) -> str:
        """Return an id for a heading that nothing else on the page has: its slug on GitHub."""
        heading = self._page.headings[number]
        stem = github_slug(heading.text)
        if self._config.profile.id_form == "target":
            stem = _shared_stem("term", stem, heading.source)
        elif self._naming.style in KRAMDOWN and not is_kramdown_id(stem):
            stem = f"term-{zlib.crc32(heading.source.encode()):08x}"
        anchor = stem = stem or "term"
        while self._taken[anchor] > (anchor == self._slugs[number]):
            self._numbers[stem] += 1
            anchor = f"{stem}-{self._numbers[stem]}"
        self._taken[anchor] += 1
        return anchor

    def _addition(self, heading: Heading, anchor: str) -> Addition:
        form, data = self._config.profile.id_form, self._page.data
        if form == "attribute":
            return Addition(form, heading.content_end, f" {{#{anchor}}}".encode())
        if form == "target":
            line_end = b"\r\n" if b"\r\n" in data[heading.start : heading.end] else b"\n"
            return Addition(form, heading.start, f"({anchor})=".encode() + line_end)
        return Addition("element", heading.content_end, element(anchor))


class Body(NamedTuple):
    """Where the first block of an entry starts, a byte offset, and how other lines of it are indented."""

    start: int
    indent: str


class EntryAnchors:
    """Chooses the anchors of the terms on one page that are not headings.

    They are elements in their names, or targets at their definitions where the site knows no elements.
    """

    def __init__(self, page: Page, config: Config) -> None:
        self._page = page
        self._config = config
        self._numbers: Counter[str] = Counter()

    def of(
        self, name: str, ids: Sequence[str], at: int, body: Body | None
    ) -> tuple[str, Addition | None] | None:
        """Return the anchor of a term whose elements have some ids, and what it lacks.

        An element would go to a byte offset, a target to `body`. None where the term can have no anchor.
        """
        if self._config.anchor == "base64":
            anchor = encode_anchor_id(name)
        elif self._config.profile.id_form == "target":
            return self._target(name, body)
        else:
            usable = (item for item in ids if decode_anchor_id(item) is None and not _UNUSABLE.search(item))
            anchor = next(usable, "") or self._free(github_slug(name) or "term")
        return anchor, None if anchor in ids else Addition("element", at, element(anchor))

    def _target(self, name: str, body: Body | None) -> tuple[str, Addition | None] | None:
        given = self._targets.get(body.start) if body else None
        if given and not _UNUSABLE.search(given):
            return given, None
        stem = _shared_stem("entry", github_slug(name), name)  # Sphinx gives `term-…` itself
        anchor = self._free(stem)
        if self._are_unused:
            return anchor, None
        if body is None:
            return None
        line_end = "\r\n" if b"\r\n" in self._page.data else "\n"
        return anchor, Addition("target", body.start, f"({anchor})={line_end}{body.indent}".encode())

    @cached_property
    def _are_unused(self) -> bool:
        """Whether the links of the project name terms otherwise, as the role `term` does."""
        template = self._config.link_template if self._config.link_style == "template" else None
        return template is not None and not {"anchor", "path"} & {*template.fields}

    @cached_property
    def _targets(self) -> dict[int, str]:
        return {target.start: target.id for target in self._page.targets}

    @cached_property
    def _taken(self) -> set[str]:
        naming = self._config.naming
        return {*written_ids(self._page, naming), *heading_slugs(self._page, naming)}

    def _free(self, stem: str) -> str:
        anchor = stem
        while anchor in self._taken:
            self._numbers[stem] += 1
            anchor = f"{stem}-{self._numbers[stem]}"
        self._taken.add(anchor)
        return anchor


def _shared_stem(prefix: str, slug: str, name: str) -> str:
    """Return an id for a name with a slug, for a site where all pages share the names of targets."""
    if slug.isascii() and docutils_id(slug):
        return f"{prefix}-{docutils_id(slug)}"
    return f"{prefix}-{zlib.crc32(name.encode()):08x}"
