"""The proof that replacing words changes these words and no structure.

Both parsers read the page, or each block of it, before and after: all that is not text has to stay, and the
text has to be what it was with the words replaced, none of them in code, an image or a link of the author.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from autolink.page.edits import Edit, applied
from autolink.page.readings import events, events_with_words
from autolink.rewriter.proof.blame import Allowance, Split
from autolink.rewriter.proof.change import Change, changed, insertions
from autolink.rewriter.proof.objections import objection_to
from autolink.rewriter.proof.prove import by_block
from autolink.rewriter.proof.referee import Referee
from autolink.rewriter.proof.site import reads_alike_with_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from autolink.page.page import Page
    from autolink.page.parts import Dedented
    from autolink.rewriter.proof.blame import Verdict


def prove_words(page: Page, changes: Sequence[Change], ours: Collection[int]) -> list[Change]:
    """Return those replacements of words, in order, that are proven to change nothing else.

    The insertions of each change are the edits that replace its words; `ours` is where the links start that
    `autolink` made: words in their texts may be replaced.
    """
    kept = _proven(page, changes, ours)
    size = len(page.data)
    return Split(kept, reads_alike_with_words(page), size, Allowance(size)).good


def _proven(page: Page, changes: Sequence[Change], ours: Collection[int]) -> list[Change]:
    """Return the replacements that hold to both parsers where they stand, outside or inside of parts."""
    if page.outer is None:
        return _proven_by_parsers(page, changes, ours)
    outside = list(changes)
    kept: list[Change] = []
    for inset in page.insets:
        part, dedented = inset.part, inset.dedented
        inside = [change for change in outside if part.start <= change.start < part.end]
        outside = [change for change in outside if not part.start <= change.start < part.end]
        moved = {_in_part(change, dedented): change for change in inside}
        links = {dedented.offset(start) for start in ours if part.start <= start < part.end}
        kept += (moved[change] for change in _proven(inset.page, list(moved), links))
    return sorted([*kept, *_proven_by_parsers(page.outer, outside, ours)], key=lambda change: change.start)


def _in_part(change: Change, dedented: Dedented) -> Change:
    edits = tuple(
        Edit(dedented.offset(edit.start), dedented.offset(edit.end - 1) + 1, edit.new)
        for edit in change.insertions
    )
    return Change(edits[0].start, edits[-1].end, edits)


def _proven_by_parsers(page: Page, changes: Sequence[Change], ours: Collection[int]) -> list[Change]:
    size = len(page.data)
    allowance = Allowance(size)
    kept: list[Change] = []
    for (start, end), touched in by_block(page, changes):
        block = page.data[start:end]
        if not objection_to(block):
            kept += Split(touched, _refereed(block, start), end - start, allowance).good
    return Split(kept, _parsed_alike(page.data, ours), size, allowance).good


# pyromark


def _parsed_alike(data: bytes, ours: Collection[int]) -> Verdict:
    """Return what compares the events of a page before and after words were replaced."""

    def holds(changes: Sequence[Change]) -> bool:
        edits = insertions(changes)
        return events(applied(data, edits)) == events_with_words(data, edits, ours)

    return holds


# mistune


def _refereed(block: bytes, base: int) -> Verdict:
    """Return what compares a block, which starts at byte `base`, as the referee reads it."""
    referee = Referee(())
    before = cache(lambda: referee.read(block))

    def holds(changes: Sequence[Change]) -> bool:
        words = ((block[e.start - base : e.end - base].decode(), e.new.decode()) for e in insertions(changes))
        return _is_replaced(before(), referee.read(changed(block, changes, base)), words)

    return holds


def _is_replaced(before: Sequence[object], after: Sequence[object], words: Iterator[tuple[str, str]]) -> bool:
    """Tell whether the texts among what was read differ in words that were replaced, in order."""
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=True):
        if old == new:
            continue
        if not isinstance(old, str) or not isinstance(new, str) or not _explained(old, new, words):
            return False
    return next(words, None) is None


def _explained(old: str, new: str, words: Iterator[tuple[str, str]]) -> bool:
    """Tell whether a text is what it was with the next words replaced: as many as it takes."""
    at = to = 0  # up to where both are read
    while True:
        same = _common(old, new, at, to)
        if (at + same, to + same) == (len(old), len(new)):
            return True
        word, other = next(words, ("", ""))
        places = range(same, max(0, same - len(word)) - 1, -1) if word else ()
        fitting = (by for by in places if old.startswith(word, at + by) and new.startswith(other, to + by))
        place = next(fitting, None)
        if place is None:
            return False
        at += place + len(word)
        to += place + len(other)


def _common(old: str, new: str, at: int, to: int) -> int:
    """Return how many characters are the same from two positions on."""
    count = 0
    most = min(len(old) - at, len(new) - to)
    while count < most and old[at + count] == new[to + count]:
        count += 1
    return count
