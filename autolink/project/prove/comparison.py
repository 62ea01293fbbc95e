"""Comparing a page as built from plain and from linked Markdown: what was inserted, what else differs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink.project.prove.html_syntax import Tag
from autolink.project.prove.html_tokens import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from autolink.project.prove.html_syntax import Token

ANY = "\0"
"""A text or the value of an attribute that differs from build to build: equal to all others."""
_EXCERPT = 120
"""Characters of a page that are shown of a difference."""
_LEAD = 40
"""Characters, of the last tokens before it, that are shown too."""
_BEFORE = 3


class Difference(NamedTuple):
    """Where two builds of a page part ways: an excerpt of each."""

    plain: str
    linked: str


class Change(NamedTuple):
    """The value of an attribute, such as the fragment of a link, that differs."""

    old: str
    new: str
    difference: Difference


class Comparison(NamedTuple):
    """What linking did to a page."""

    links: tuple[str, ...] = ()
    """The targets of the links that were inserted, in order."""
    difference: Difference | None = None
    """The first place that differs in more than links, if any does."""
    ids: tuple[tuple[str, str], ...] = ()
    """The ids of elements that became ids of terms, old and new."""
    changes: tuple[Change, ...] = ()
    """Attributes that differ: no matter where they follow an id (`unexplained`)."""


def masked(first: Sequence[Token], second: Sequence[Token]) -> list[Token] | None:
    """Return the tokens of a page, with `ANY` for what differs in a second build of the same sources.

    None where the two have not even the same tags.
    """
    if len(first) != len(second):
        return None
    found: list[Token] = []
    for one, other in zip(first, second, strict=True):
        if one == other:
            found.append(one)
        elif isinstance(one, str) and isinstance(other, str):
            found.append(ANY)
        elif isinstance(one, Tag) and isinstance(other, Tag) and _names(one) == _names(other):
            pairs = zip(one.attributes, other.attributes, strict=True)
            found.append(Tag(one.name, tuple(a if a == b else (a[0], ANY) for a, b in pairs)))
        else:
            return None
    return found


def _names(tag: Tag) -> list[str]:
    return [tag.name, *(name for name, _ in tag.attributes)]


def compare(plain: Sequence[Token], linked: Sequence[Token], term_ids: Collection[str]) -> Comparison:
    """Compare a page built from plain and from linked Markdown.

    Links, and empty elements with ids, may have been inserted; elements may have got one of the `term_ids`.
    """
    walk = _Walk(plain, term_ids)
    for at, token in enumerate(linked):
        if not walk.takes(token):
            return walk.comparison(linked, at)
    return walk.comparison(linked, len(linked))


def unexplained(comparison: Comparison, ids: Mapping[str, Collection[str]]) -> Difference | None:
    """Return the first difference of a page, given which ids became which others on all pages."""
    for old, new, difference in comparison.changes:
        address, _, fragment = old.rpartition("#")
        new_address, _, new_fragment = new.rpartition("#")
        if address != new_address or unquote(new_fragment) not in ids.get(unquote(fragment), ()):
            return difference
    return comparison.difference


class _Walk:
    """Walks along the plain page while it is given the tokens of the linked one."""

    def __init__(self, plain: Sequence[Token], term_ids: Collection[str]) -> None:
        self._plain = plain
        self._term_ids = term_ids
        self._at = 0
        """The token of the plain page where we are."""
        self._offset = 0
        """How many characters of it, if it is a text, the linked page has shown."""
        self._open: dict[str, list[tuple[bool, bool]]] = {"a": [], "span": []}
        """The elements that are open in the linked page: whether each was inserted, and whether it links."""
        self._links: list[str] = []
        self._ids: list[tuple[str, str]] = []
        self._changes: list[Change] = []

    def takes(self, token: Token) -> bool:
        """Continue past a token of the linked page; tell whether the plain page can be like this."""
        if isinstance(token, str):
            return self._takes_text(token)
        return self._takes_end(token) if token.name.startswith("/") else self._takes_start(token)

    def comparison(self, linked: Sequence[Token], at: int) -> Comparison:
        """Return what was found when the token at a place of the linked page, or its end, was reached."""
        difference = None
        links = self._links
        if at < len(linked) or not self._is_over():
            difference = self._difference(linked[at : at + _EXCERPT])
            known = Counter(targets(self._plain[self._at :]))
            links = [*links, *(Counter(targets(linked[at:])) - known).elements()]
        return Comparison(tuple(links), difference, tuple(self._ids), tuple(self._changes))

    def _takes_text(self, text: str) -> bool:
        here = self._plain[self._at] if self._at < len(self._plain) else None
        if here == ANY:
            return True
        if not isinstance(here, str) or not here.startswith(text, self._offset):
            return False
        self._offset += len(text)
        if self._offset == len(here):
            self._at, self._offset = self._at + 1, 0
        return True

    def _takes_end(self, tag: Tag) -> bool:
        elements = self._open.get(tag.name[1:])
        is_inserted, _ = elements.pop() if elements else (False, False)
        return is_inserted or self._steps_over(tag)

    def _takes_start(self, tag: Tag) -> bool:
        links = tag.name == "a" and tag.value("href") is not None
        is_inserted = False
        if not self._steps_over(tag):
            if _is_anchor(tag):
                is_inserted = True
            elif not self._steps_over_changed(tag):
                if not self._may_be_inserted(tag):
                    return False
                is_inserted = True
                self._links.extend(targets([tag]))
        if tag.name in self._open:
            self._open[tag.name].append((is_inserted, links))
        return True

    def _may_be_inserted(self, tag: Tag) -> bool:
        """Tell whether a tag is that of a link that is in no other one, or of an element around its text."""
        around = [is_inserted for is_inserted, links in self._open["a"] if links]
        return any(around) if tag.name == "span" else bool(list(targets([tag]))) and not around

    def _steps_over(self, tag: Tag) -> bool:
        """Continue past a tag if it is here in the plain page too."""
        at, here = self._tag_here()
        if here is None or here.name != tag.name or len(here.attributes) != len(tag.attributes):
            return False
        pairs = zip(here.attributes, tag.attributes, strict=True)
        if not all(a == b or (a[0] == b[0] and a[1] == ANY) for a, b in pairs):
            return False
        self._at, self._offset = at + 1, 0
        return True

    def _steps_over_changed(self, tag: Tag) -> bool:
        """Continue past a tag that is here in the plain page with another id, or pointing to another."""
        at, here = self._tag_here()
        if here is None or here.name != tag.name:
            return False
        old, new = dict(here.attributes), dict(tag.attributes)
        different = [name for name in {**old, **new} if old.get(name) not in (new.get(name), ANY)]
        others = [name for name in different if name != "id"]
        values = [(old.get(name), new.get(name)) for name in others]
        if "id" in different and new.get("id") not in self._term_ids:
            return False
        if not all(before and after for before, after in values):
            return False
        difference = self._difference([tag])
        self._changes += [Change(before or "", after or "", difference) for before, after in values]
        if "id" in different:
            self._ids.append((old.get("id") or "", new["id"] or ""))
        self._at, self._offset = at + 1, 0
        return True

    def _tag_here(self) -> tuple[int, Tag | None]:
        """Return the tag of the plain page that is here, and its place."""
        at = self._at
        if at < len(self._plain) and self._plain[at] == ANY:
            at += 1
        here = self._plain[at] if at < len(self._plain) and not self._offset else None
        return at, here if isinstance(here, Tag) else None

    def _is_over(self) -> bool:
        return all(token == ANY for token in self._plain[self._at :])

    def _difference(self, rest: Sequence[Token]) -> Difference:
        """Return both pages from here on, with a little of what comes before; `rest` is of the linked one."""
        here = list(self._plain[self._at : self._at + _EXCERPT])
        before = [*self._plain[max(0, self._at - _BEFORE) : self._at]]
        if here and isinstance(here[0], str):
            before.append(here[0][max(0, self._offset - _LEAD) : self._offset])
            here[0] = here[0][self._offset : self._offset + _EXCERPT].replace(ANY, "…")
        tails = (token[-_LEAD:] if isinstance(token, str) else token for token in before)
        start = "".join(shown([token], _EXCERPT) for token in tails)
        plain, linked = (shown(tokens, _EXCERPT) or "(the end)" for tokens in (here, rest))
        return Difference(f"…{start[-_LEAD:]}{plain}", f"…{start[-_LEAD:]}{linked}")


def _is_anchor(tag: Tag) -> bool:
    """Tell whether a tag is that of an element that has an id, and does nothing else."""
    names = [name for name, _ in tag.attributes]
    return tag.name in ("a", "span") and names == ["id"]


def targets(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the targets of the links of a page."""
    for token in tokens:
        if isinstance(token, Tag) and token.name == "a":
            target = token.value("href")
            if target is not None:
                yield target
