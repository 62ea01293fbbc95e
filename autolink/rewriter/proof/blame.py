"""Which of some changes a parser objects to, found by halving."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.rewriter.proof.change import Change

    Verdict = Callable[[Sequence[Change]], bool]

MAX_BLAMED = 16
"""Changes to blame one by one; with more, the rest is withheld unseen."""


def split(changes: Sequence[Change], holds: Verdict) -> tuple[list[Change], list[Change]]:
    """Split changes into those that hold together, some of them wider, and those to blame."""
    good: list[Change] = []
    bad: list[Change] = []
    pending = [list(changes)] if changes else []
    while pending:
        part = pending.pop()
        if len(bad) >= MAX_BLAMED:
            bad += part
        elif safely(holds, [*good, *part]):
            good += part
        elif len(part) > 1:
            half = len(part) // 2
            pending += (part[half:], part[:half])
        elif part[0].wider and safely(holds, [*good, part[0].wider]):
            good.append(part[0].wider)
        else:
            bad += part
    return good, bad


def safely(holds: Verdict, changes: Sequence[Change]) -> bool:
    """Ask for a verdict; what cannot read the page cannot vouch for it."""
    try:
        return holds(changes)
    except Exception:  # whatever goes wrong, on whatever somebody wrote
        return False
