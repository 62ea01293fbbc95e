"""Changes: edits that are made together or not at all."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.edits import Edit, applied, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

_START = itemgetter(0)


class Change(NamedTuple):
    """Insertions that are made together or not at all: the two tags of a link, or of an anchor.

    `start` and `end` are the byte range that they enclose.
    """

    start: int
    end: int
    insertions: tuple[Edit, ...]
    wider: Change | None = None
    """The same link around the emphasis that the mention fills, in case this one is not possible."""

    @staticmethod
    def around(start: int, end: int, tags: tuple[bytes, bytes], wider: Change | None = None) -> Change:
        """Return the change that puts two tags around bytes [start, end)."""
        return Change(start, end, (Edit(start, start, tags[0]), Edit(end, end, tags[1])), wider)


def insertions(changes: Sequence[Change]) -> list[Edit]:
    """Return all insertions from first to last; at one offset a link closes before the next one opens."""
    listed = [edit for change in changes for edit in change.insertions]
    ordered = in_order(listed)
    if ordered is listed:
        return listed
    return in_order([edit for change in sorted(changes, key=_START) for edit in change.insertions])


def changed(data: bytes, changes: Sequence[Change], base: int = 0) -> bytes:
    """Return bytes with changes made; `data` starts at byte `base` of the page."""
    return applied(data, insertions(changes), base)
