"""From the glossary and a page to its mentions.

All aliases are one Aho-Corasick automaton that runs over the prose of a page once. Of the candidates that
pass their boundaries, the leftmost wins, then the longest; a rejected candidate consumes no text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from autolink.page.model import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.config import Config
    from autolink.indexer import Glossary, Term
    from autolink.page import Page
    from autolink.page.model import Link


@dataclass(frozen=True, slots=True)
class Mention:
    """An occurrence of an alias in prose: bytes [start, end), and its place in `Prose.text`."""

    start: int
    end: int
    text_start: int
    text_end: int
    term: Term


class Matcher:
    """Finds the mentions of a glossary's terms. Built once per run."""

    def __init__(self, glossary: Glossary, config: Config) -> None:
        self._glossary = glossary
        self._config = config
        self._aliases = list(glossary.by_alias)
        self._automaton = AhoCorasick(self._aliases, store_patterns=False) if self._aliases else None

    def mentions(self, page: Page) -> list[Mention]:
        """Return the mentions of a page that are to be linked, in order, never overlapping."""
        if self._automaton is None:
            return []
        text = page.prose.text
        candidates = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not candidates:
            return []
        candidates.sort(key=lambda found: (found[1], -found[2]))
        closed = _Closed(self._closed_ranges(page))
        chosen: dict[int, Term] = {}
        mentions: list[Mention] = []
        consumed = 0
        for alias, start, end in candidates:
            if start < consumed or not _is_whole(text, start, end) or closed.overlaps(start, end):
                continue
            byte_start, byte_end = page.prose.byte_start(start), page.prose.byte_end(end)
            if byte_start is None or byte_end is None:
                continue
            if alias not in chosen:
                chosen[alias] = choose(self._glossary.by_alias[self._aliases[alias]], page.path)
            if not self._config.self_links and in_own_definition(chosen[alias], page, byte_start):
                continue
            mentions.append(Mention(byte_start, byte_end, start, end, chosen[alias]))
            consumed = end
        return mentions

    def managed_links(self, page: Page) -> list[Link]:
        """Return the links of a page that `autolink` made, in order."""
        return [link for link in page.links if self.is_managed(link, page)]

    def is_managed(self, link: Link, page: Page) -> bool:
        """Tell whether `autolink` made a link, by its form: an anchor id, and an alias of it as text."""
        if not link.plain:
            return False
        _, _, fragment = link.target.partition("#")
        aliases = self._glossary.aliases_of(fragment)
        return bool(aliases) and page.prose.text[link.text_start : link.text_end].replace(MARK, "") in aliases

    def _closed_ranges(self, page: Page) -> Iterable[tuple[int, int]]:
        """Yield the ranges of `Prose.text` that are not to be linked."""
        for part in page.protected:
            yield part.text_start, part.text_end
        for link in page.links:
            if link.text_end > link.text_start and not self.is_managed(link, page):
                yield link.text_start, link.text_end
        for match in _BARE_URL.finditer(page.prose.text):
            yield match.span()


# As GitHub finds them (GFM, autolinks extension): up to white space or `<`, whatever the script.
_BARE_URL = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<\x00\x01]++"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"
)


class _Closed:
    """A set of ranges, asked for overlaps in logarithmic time."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether a non-empty range shares a character with one of the set."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def choose(terms: tuple[Term, ...], page: str) -> Term:
    """Return the term that a mention on a page means, when several pages define its alias.

    The one on the same page, else the one on the page that shares the longest directory path, else the
    first by path.
    """
    if len(terms) == 1:
        return terms[0]
    folders = page.split("/")[:-1]

    def nearness(term: Term) -> tuple[bool, int]:
        shared = 0
        for ours, theirs in zip(folders, term.page.split("/")[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        return term.page == page, shared

    return max(terms, key=nearness)


def in_own_definition(term: Term, page: Page, offset: int) -> bool:
    """Tell whether a byte offset lies in the section that a term's own heading opens."""
    if term.page != page.path:
        return False
    inside_level = 0
    for heading in page.headings:
        if heading.start > offset:
            break
        if heading.source == term.heading:
            inside_level = heading.level
        elif heading.level <= inside_level:
            inside_level = 0
    return inside_level > 0


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate is not part of a longer word of a script that puts spaces between words."""
    first, last = text[start], text[end - 1]
    if _joins(first):
        before = start - 1
        while before >= 0 and text[before] == MARK:
            before -= 1
        if before >= 0 and _joins(text[before]):
            return False
    if _joins(last):
        after = end
        while after < len(text) and text[after] == MARK:
            after += 1
        if after < len(text) and _joins(text[after]):
            return False
    return True


@lru_cache(maxsize=65_536)
def _joins(character: str) -> bool:
    """Tell whether a character makes one word with a like neighbour: letters, digits, marks, `_`.

    Not those of Han, Hiragana, Katakana, Thai, Lao and Khmer, which are written without spaces.
    """
    if character == "_":
        return True
    if unicodedata.category(character)[0] not in "LNM":
        return False
    name = unicodedata.name(character, "")
    return not name.startswith(_SPACELESS)


_SPACELESS = (
    "CJK ",
    "HIRAGANA",
    "KATAKANA",
    "HALFWIDTH KATAKANA",
    "THAI",
    "LAO",
    "KHMER",
    "IDEOGRAPHIC",
    "HANGUL",
)
