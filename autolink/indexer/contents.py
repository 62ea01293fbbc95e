"""What kind of entry a term has: one that says something, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from autolink.page.outline import TARGET
from autolink.text.folding import fold
from autolink.text.scripts import KIND, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.indexer.term import EntryKind, Term
    from autolink.page.page import Page

_MARKS = b" \t\r\n:~*_-" + "：—–".encode()
_LONGEST = 200
"""Bytes: a longer definition says more than where to look."""
_DESTINATION = re.compile(r"(?<=\])(?:\([^()\n]*+\)|\[[^\[\]\n]*+\])")
_MARKUP = str.maketrans("", "", "*_`[]")
_REFERENCE = re.compile(
    r"(?:please )?(?:see|refer to)\b[^.,:;!?]++\.?"
    r"|[^。、]+参照(?:のこと|してください|ください)?。?"
    r"|(?:请)?(?:参见|参阅|参考|请见)[^。，]++。?"
    r"|[^.,]+참[고조](?:하세요|하십시오|)\.?",
    re.IGNORECASE,
)
_OF_VERB = re.compile(r"to (?!be\b)\w", re.IGNORECASE)
_FULL_STOPS = ".。 "
_ARTICLES = frozenset({"a", "an", "the"})
_THING = "のこと"


class Contents:
    """Where the blocks of a page start that are neither headings nor comments."""

    def __init__(self, page: Page) -> None:
        hidden = {heading.start for heading in page.headings} | {comment.start for comment in page.comments}
        self._starts = [start for start, _ in page.blocks if start not in hidden]
        self._headings = {heading.start for heading in page.headings}
        self._markup = sorted(_markup(page))
        self._data = page.data

    def kind(self, term: Term) -> EntryKind:
        """Return what kind of entry a term of the page has."""
        start, end = term.definition
        goes_on = term.start not in self._headings and self._data[start:end].strip(_MARKS)
        if not goes_on:  # where the name ends
            first = bisect_left(self._starts, start)
            if first == len(self._starts) or self._starts[first] >= end:
                return "empty"
            start = self._starts[first]
        said = self._without_markup(start, end)
        if not said.strip():
            return "empty"
        said = said.strip(_MARKS)
        opening = said[:_LONGEST].decode("utf-8", "ignore")
        text = _DESTINATION.sub("", opening).translate(_MARKUP)
        if len(said) < _LONGEST and (_REFERENCE.fullmatch(text) or _is_longer_name(text, term.aliases)):
            return "reference"
        return "verb" if _OF_VERB.match(text) else "plain"

    def _without_markup(self, start: int, end: int) -> bytes:
        """Return the bytes of a range without what `fix` may write there, which says nothing."""
        pieces = []
        at = start
        for first, last in self._markup[
            bisect_left(self._markup, (start,)) : bisect_left(self._markup, (end,))
        ]:
            pieces.append(self._data[at:first])
            at = max(at, last)
        return b"".join([*pieces, self._data[at:end]])


def _markup(page: Page) -> Iterator[tuple[int, int]]:
    """Yield where targets `(id)=` stand, and the markup around the texts of links."""
    yield from ((item.start, item.end) for item in page.closed if item.kind == TARGET)
    for link in page.links:
        if link.kind != "image":
            yield link.start, link.open_end
            yield link.close_start, link.end


def _is_longer_name(text: str, aliases: tuple[str, ...]) -> bool:
    """Tell whether a definition is one word and an alias: `Programming language` for `Language`."""
    folded = fold(text.rstrip(_FULL_STOPS).removesuffix(_THING)).text
    for alias in aliases:
        name = fold(alias).text
        rest = folded.removesuffix(name)
        if rest == folded or rest.rstrip() in _ARTICLES:
            continue
        if rest.rstrip().isalpha() and (rest.endswith(" ") or _is_cjk(rest)):
            return True
    return False


def _is_cjk(text: str) -> bool:
    return all(KIND[ch] in (Kind.HAN, Kind.KATAKANA) for ch in text)
