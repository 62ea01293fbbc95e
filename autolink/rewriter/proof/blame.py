"""Finding the changes that a parser objects to, by halving."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.rewriter.proof.change import Change

    Verdict = Callable[[Sequence[Change]], bool]

MAX_BLAMED = 16
"""Changes to blame one by one; with more, the rest is withheld unseen."""
_READ_AGAIN = 600_000
_TIMES_READ_AGAIN = 4


class Allowance:
    """How many bytes may be read again to find the changes to blame on a page of `size` bytes.

    To find one takes up to twice the logarithm of their number in readings of a whole block, which is much
    where the block is all of a large page. Small pages have more than they can spend.
    """

    def __init__(self, size: int) -> None:
        self._left = _READ_AGAIN + _TIMES_READ_AGAIN * size

    def spend(self, size: int) -> bool:
        """Tell whether so many bytes may be read again, and count them if so."""
        if size > self._left:
            return False
        self._left -= size
        return True


class Split:
    """Changes split into those that are `good` together, some of them wider, and those that are not.

    Of the latter some are to blame, `bad`, and some withheld `unseen`: there are too many to blame, or the
    allowance is spent. A verdict reads `size` bytes; the first one, on all changes, is always asked for.
    """

    def __init__(self, changes: Sequence[Change], holds: Verdict, size: int, allowance: Allowance) -> None:
        self.good: list[Change] = []
        self.bad: list[Change] = []
        self.unseen: list[Change] = []
        self._holds, self._size, self._allowance = holds, size, allowance
        if safely(holds, changes):
            self.good += changes
        elif changes:
            self._sift(changes, fails=True)

    def _sift(self, part: Sequence[Change], *, fails: bool) -> bool:
        """Sift changes, of which it may be known that not all are good; return whether they are."""
        if len(self.bad) >= MAX_BLAMED or not (fails or self._may_ask()):
            self.unseen += part
        elif not fails and safely(self._holds, [*self.good, *part]):
            self.good += part
            return True
        elif len(part) > 1:
            half = len(part) // 2
            is_left_good = self._sift(part[:half], fails=False)
            self._sift(part[half:], fails=is_left_good)  # if so, both halves are what was just read
        elif (wider := part[0].wider) and self._may_ask() and safely(self._holds, [*self.good, wider]):
            self.good.append(wider)
        else:
            self.bad += part
        return False

    def _may_ask(self) -> bool:
        return self._allowance.spend(self._size)


def safely(holds: Verdict, changes: Sequence[Change]) -> bool:
    """Ask for a verdict; a parser that fails on the page proves nothing."""
    try:
        return holds(changes)
    except Exception:  # whatever goes wrong, on any input
        return False
