"""Replacing avoided words with the names of their terms: the only words of an author that change."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from autolink.diagnostics.rules import AVOIDED_WORD
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.matcher.avoided import AVOIDED, MOST_TERMS
from autolink.page.edits import Edit, applied
from autolink.page.page import Page
from autolink.rewriter.proof.change import Change
from autolink.rewriter.proof.words import prove_words
from autolink.text.articles import corrected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.config import Config
    from autolink.matcher.matcher import Matcher
    from autolink.matcher.verdicts import Mention

_ARTICLE = re.compile(r"(?<![\w'’.-])(?P<article>[Aa]n?|AN)[\s\x00]+[\"'“‘(]?\x00*\Z")
_REACH = 40
"""Code points next to a word that are looked at."""
_CAPITAL_BEFORE = re.compile(r"[A-Z][A-Za-z0-9]*+-\Z")
_CAPITAL_BEHIND = re.compile(r"-[a-z0-9]*+[A-Z]")
_SENTENCE_START = re.compile(r"(?:\A|[\x00-\x02\n.!?:;\"“‘(*])\s*\Z")
_IN_LINE = re.compile(r"[\w,;.)][ \t]*\Z")
_ENGLISH = re.compile(r"\b(?:the|is|of|to|and)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:de|la|el|que|uma?|una|il|een|egy|az|do|da)\b", re.IGNORECASE)
_ROUNDS = 4
"""How often a page is read again until it holds no avoided words that can be replaced."""


class WordReplacer:
    """Replaces avoided words."""

    def __init__(self, matcher: Matcher, config: Config) -> None:
        self._matcher = matcher
        self._config = config

    def concern(self, path: str) -> bool:
        """Tell whether avoided words are reported on the page at a path: the glossary has some."""
        return bool(self._matcher.avoidance.words) and AVOIDED_WORD in self._config.rules_in(path)

    def replacements(self, mention: Mention, text: str) -> list[str]:
        """Return what to write for an avoided word that reads so: one text for each term that avoids it."""
        terms = (mention.term, *mention.rivals)
        replacement = self._matcher.avoidance.replacement
        return list(dict.fromkeys(replacement(text, mention.alias, term).text for term in terms))

    def edits(self, page: Page, mentions: Sequence[Mention]) -> list[tuple[Edit, ...]]:
        """Return for each avoided word of a page, in order, what replaces it; no edits where nothing may.

        All of them together change these words and nothing else.
        """
        is_english = cache(lambda: _is_english(page.prose.text))
        wanted = [
            self._change(page, mention, is_english) if mention.verdict == AVOIDED else None
            for mention in mentions
        ]
        if not any(wanted):
            return [() for _ in mentions]
        ours = {link.start for link in self._matcher.managed.on(page)}
        proven = prove_words(page, [change for change in wanted if change], ours)
        kept = {change.start for change in proven}
        return [change.insertions if change and change.start in kept else () for change in wanted]

    def replaced(self, page: Page) -> tuple[bytes, int]:
        """Return a page with its avoided words replaced, and how many were, suppressed ones left alone.

        Words next to each other may make another one that is avoided: it is done when none is left. Where
        that has no end nothing is replaced.
        """
        plain, count = page.data, 0
        for _ in range(_ROUNDS):
            edits = [item for item in self.edits(page, self._on(page)) if item]
            if not edits:
                return page.data, count
            count += len(edits)
            data = applied(page.data, [edit for item in edits for edit in item])
            page = Page.parse(page.path, data, page.dialect)
        return plain, 0

    def count(self, page: Page) -> int:
        """Return how many avoided words of a page can be replaced, suppressed ones left out."""
        return sum(map(bool, self.edits(page, self._on(page))))

    def _on(self, page: Page) -> list[Mention]:
        """Return the avoided words of a page that are not suppressed, nor left to the author."""
        off = Suppressions(suppressions(page) if page.comments else [])
        found = (item for item in self._matcher.judged(page) if item.verdict == AVOIDED)
        return [item for item in found if not off.cover(AVOIDED_WORD, item.start)]

    def _change(self, page: Page, mention: Mention, is_english: Callable[[], bool]) -> Change | None:
        """Return what replaces an avoided word, and corrects the article before it; None if not certain."""
        text = page.prose.text[mention.text_start : mention.text_end]
        replacement = self._matcher.avoidance.replacement
        terms = (mention.term, *mention.rivals)
        if len(terms) > MOST_TERMS:
            return None
        found = {replacement(text, mention.alias, term)[:2] for term in terms}
        is_plain = page.data[mention.start : mention.end] == text.encode()
        if len(found) > 1 or not is_plain:
            return None
        ((new, exact),) = found
        exact = exact and not _is_tied(page.prose.text, mention.text_start, mention.text_end, new)
        article = _article(page, mention.text_start, new, is_english) if exact else None
        if article is None:
            return None
        edits = (*article, Edit(mention.start, mention.end, new.encode()))
        return Change(edits[0].start, mention.end, edits)


def _is_tied(text: str, start: int, end: int, new: str) -> bool:
    """Tell whether what is next to a range of a text wants it to stay.

    A hyphen and a word with a capital make a name of it (`JS-IPFS`), `^` or `~` may want no space between.
    """
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _CAPITAL_BEFORE.search(before) or _CAPITAL_BEHIND.match(behind):
        return True
    around = before[before.rfind(" ") + 1 :] + behind.partition(" ")[0]
    return (" " in new) != (" " in text[start:end]) and ("^" in around or "~" in around)


def _article(page: Page, position: int, new: str, is_english: Callable[[], bool]) -> tuple[Edit, ...] | None:
    """Return the edit of the article before a text position; None where it is not certain."""
    text = page.prose.text
    first = max(0, position - _REACH)
    match = _ARTICLE.search(text[first:position])
    if match is None:
        return ()
    written, at = match["article"], first + match.start()
    needed = corrected(written, new)
    if needed == written:
        return ()
    before = text[max(0, at - 8) : at]
    is_name = written == "A" and (new.isupper() or not _SENTENCE_START.search(before))
    is_alone = "\n" in match[0] and not _IN_LINE.search(before)  # a site may read it as a heading or label
    start = page.prose.byte_start(at)
    if needed is None or is_name or is_alone or start is None or not is_english():
        return None
    return (Edit(start, start + len(written), needed.encode()),)


def _is_english(text: str) -> bool:
    """Tell whether `a` is likely an article in a text: nothing else in it is of another language."""
    return _ENGLISH.search(text) is not None or _OTHERS.search(text) is None
