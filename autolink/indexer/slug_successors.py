"""Which term a dangling slug means: no slug decodes, but it is made of what a heading said."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from autolink.page.slugs import slug_of
from autolink.text.similar import is_reworded, most_alike, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term

_ALIKE = 75
"""From 0 to 100, how much a slug has to resemble another one for a closer look (rapidfuzz ratio)."""
_MOST_ALIKE = 10
_MOST_WORDS = 40
"""Words of a slug above which it is not looked at."""


class SlugSuccessors:
    """Finds the terms that slugs of a style may mean which dangle on glossary pages."""

    def __init__(self, glossary: Glossary, style: str) -> None:
        self._glossary = glossary
        self._style = style
        self._known: dict[str, dict[str, str]] = {}
        """The anchors of pages with their simplified forms."""

    def of(self, slug: str, page: str) -> list[Term]:
        """Return the terms that a slug dangling on a glossary page may mean.

        Those that have it, elsewhere or once their ids are written; else those that share an alias with its
        heading; else the one whose slug is the same but for spelling, if no other anchor of the page is.
        """
        if slug.count("-") >= _MOST_WORDS or not has_letter(slug):
            return []
        found = self._by_slug.get(slug) or self._sharing(slug)
        if found:
            here = [term for term in found if term.page == page]
            return here or list(found)
        return self._alike(slug, page)

    @cached_property
    def _by_slug(self) -> dict[str, list[Term]]:
        return _grouped((name, term) for term in self._glossary.terms for name in {term.anchor, term.slug})

    @cached_property
    def _by_alias(self) -> dict[str, list[Term]]:
        aliases = ((alias, term) for term in self._glossary.terms for alias in term.aliases)
        return _grouped((slug_of(alias, self._style), term) for alias, term in aliases)

    # A heading `A | B` has the slug `a--b` on some sites and `a-b` on others. In the latter form a single
    # alias proves nothing: `reward-model` is no `model`.

    def _sharing(self, slug: str) -> list[Term]:
        """Return the terms with an alias that is a part of a slug, or with aliases that make all of it."""
        parts = dict.fromkeys((slug, *slug.split("--")))
        return list(dict.fromkeys(term for part in parts for term in self._made_of(part)))

    def _made_of(self, slug: str) -> list[Term]:
        """Return the terms of which aliases, one after the other, make a slug."""
        ends = [at for at, ch in enumerate(f"{slug}-") if ch == "-"]
        made: dict[int, dict[Term, None]] = {}
        for number, end in enumerate(ends):
            reached: dict[Term, None] = {}
            for start in (-1, *ends[:number]):
                for term in self._by_alias.get(slug[start + 1 : end], ()):
                    if start < 0 or term in made[start]:
                        reached[term] = None
            made[end] = reached
        return list(made[ends[-1]])

    # Likeness

    def _alike(self, slug: str, page: str) -> list[Term]:
        """Return the term that alone has a similar slug; other pages count where the page has none."""
        by_place = self._glossary.by_place
        near = {by_place.get((page, name)) for name in self._reworded(slug, self._names(page))}
        if not near:
            elsewhere = self._reworded(slug, self._everywhere)
            near = {term for name in elsewhere for term in self._by_slug[name]}
        return [term for term in near if term] if len(near) == 1 else []

    def _names(self, page: str) -> dict[str, str]:
        if page not in self._known:
            names = sorted(self._glossary.anchors.get(page, ()))
            self._known[page] = {name: simplified(name) for name in names}
        return self._known[page]

    @cached_property
    def _everywhere(self) -> dict[str, str]:
        return {name: simplified(name) for name in self._by_slug}

    def _reworded(self, slug: str, names: dict[str, str]) -> Iterator[str]:
        """Yield the names that are a slug but for spelling; they come with their simplified forms."""
        listed, old = list(names), simplified(slug)
        for index in most_alike(slug, list(names.values()), _MOST_ALIKE, _ALIKE):
            if is_reworded(old, names[listed[index]]):
                yield listed[index]


def has_letter(slug: str) -> bool:
    """Tell whether a slug has any meaning: Python-Markdown makes `_1` of a heading in Japanese."""
    return any(map(str.isalpha, slug))


def _grouped(pairs: Iterable[tuple[str, Term]]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for name, term in pairs:
        if name:
            found.setdefault(name, []).append(term)
    return found
