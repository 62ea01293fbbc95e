"""The proof on a site: its dialect reads the same markup and the same parts in the linked page.

What the site reads is derived anew from the linked bytes, never taken from the page that placed the links.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.edits import Edit, Shift, applied
from autolink.rewriter.proof.blame import Allowance, Split
from autolink.rewriter.proof.change import Change, changed, insertions
from autolink.rewriter.proof.prove import Proof, objections, prove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.dialects.dialect import Reading
    from autolink.page.page import Page
    from autolink.page.parts import Dedented
    from autolink.rewriter.proof.blame import Verdict

_REASON = "the site would read more than a link"


def prove_on_site(page: Page, changes: Sequence[Change]) -> Proof:
    """Return those changes of a plain page that are proven to alter nothing but links, to its site too.

    The page around its parts and each part are proven by the two parsers on their own bytes, then by its
    dialect: what is closed in a part is found in a reading of that part alone.
    """
    if not page.dialect.of(page.path):
        return prove(page, changes)
    kept, withheld = _proven(page, changes)
    return Proof(changed(page.data, kept), kept, tuple(sorted(withheld)))


def read_by_site(page: Page, changes: Sequence[Change], withheld: Sequence[tuple[int, int, str]]) -> Proof:
    """Return those changes of a plain page with which its site reads the same markup and the same parts."""
    kept, objected = _read_alike(page, list(changes))
    return Proof(changed(page.data, kept), kept, tuple(sorted([*withheld, *objected])))


def _proven(page: Page, changes: Sequence[Change]) -> tuple[list[Change], list[tuple[int, int, str]]]:
    """Return the changes of a page or part that hold to its site as well, and what was withheld."""
    if not changes:  # as of most parts
        return [], []
    held, withheld = _proven_in_parts(page, changes)
    kept, objected = _read_alike(page, held)
    return kept, [*withheld, *objected]


def _read_alike(page: Page, changes: list[Change]) -> tuple[list[Change], list[tuple[int, int, str]]]:
    """Return the changes with which the dialect reads the same, and what was withheld."""
    size = len(page.data)
    changes.sort(key=lambda change: change.start)
    sifted = Split(changes, _reads_alike(page), size, Allowance(size))
    return sifted.good, list(objections(sifted, _REASON))


def _proven_in_parts(
    page: Page, changes: Sequence[Change]
) -> tuple[list[Change], list[tuple[int, int, str]]]:
    """Return the changes that hold where they stand, outside or inside of parts, and what was withheld."""
    if page.outer is None:
        proof = prove(page, changes)
        return proof.changes, list(proof.withheld)
    outside = list(changes)
    kept: list[Change] = []
    withheld: list[tuple[int, int, str]] = []
    for inset in page.insets:
        part, dedented = inset.part, inset.dedented
        inside = [change for change in outside if part.start <= change.start < part.end]
        outside = [change for change in outside if not part.start <= change.start < part.end]
        held, bad = _proven(inset.page, [_in_part(change, dedented) for change in inside])
        kept += (_in_file(change, dedented) for change in held)
        withheld += ((dedented.source(start), dedented.source_end(end), reason) for start, end, reason in bad)
    proof = prove(page.outer, outside)
    return [*kept, *proof.changes], [*withheld, *proof.withheld]


def _in_part(change: Change, dedented: Dedented) -> Change:
    """Return a change of the file as one of a part."""
    start, end = dedented.offset(change.start), dedented.offset(change.end - 1) + 1
    wider = _in_part(change.wider, dedented) if change.wider else None
    opening, closing = (edit.new for edit in change.insertions)
    return Change.around(start, max(start, end), (opening, closing), wider)


def _in_file(change: Change, dedented: Dedented) -> Change:
    """Return a change of a part as one of the file."""
    opening, closing = (edit.new for edit in change.insertions)
    return Change.around(dedented.source(change.start), dedented.source_end(change.end), (opening, closing))


def _reads_alike(page: Page) -> Verdict:
    """Return what compares the reading of a page before and after changes."""
    before = page.reading

    def holds(changes: Sequence[Change]) -> bool:
        edits = insertions(changes)
        after = page.dialect.read(page.path, applied(page.data, edits))
        ours = _Ours(edits)
        others = tuple(item for item in after.closed if not ours.hold(item.start, item.end))
        return after._replace(closed=others) == _moved(before, Shift(edits), len(page.data))

    return holds


def reads_alike_with_words(page: Page) -> Verdict:
    """Return what compares the reading of a page by its site before and after words were replaced."""
    before = page.reading

    def holds(changes: Sequence[Change]) -> bool:
        edits = insertions(changes)
        after = page.dialect.read(page.path, applied(page.data, edits))
        return after == _moved(before, Shift(edits), len(page.data))

    return holds


class _Ours:
    """Where in the linked page the tags are that were put in, in pairs, and all of each link."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        shift = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        for at, _, text in edits:
            self._starts.append(at + shift)
            shift += len(text)
            self._ends.append(at + shift)
        self._links = set(zip(self._starts[::2], self._ends[1::2], strict=True))

    def hold(self, start: int, end: int) -> bool:
        """Tell whether bytes [start, end) are a link, or lie in one of its tags, as `<page.md>` does."""
        number = bisect_right(self._starts, start) - 1
        return (number >= 0 and end <= self._ends[number]) or (start, end) in self._links


def _moved(reading: Reading, shift: Shift, size: int) -> Reading:
    """Return a reading of so many bytes as it has to be once links are put in, none in closed bytes."""

    def end(
        offset: int,
    ) -> int:  # what is put in at the end of a line stands before the line end, if there is one
        return shift.start(offset) if offset == size else shift.end(offset)

    closed = tuple(Closed(shift.start(start), shift.end(end), kind) for start, end, kind in reading.closed)
    parts = tuple(
        part._replace(
            start=shift.end(part.start),
            end=end(part.end),
            lines=tuple((shift.end(first), end(last)) for first, last in part.lines),
        )
        for part in reading.parts
    )
    return reading._replace(closed=closed, parts=parts)
