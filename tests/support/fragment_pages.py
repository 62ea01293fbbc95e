"""Pages put together from fragments at random, the same ones each time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINTS = ("\n\n", "\n\n", "\n\n", "\n", " ", "\n> ", "\n- ")


def fragment_pages(fragments: Sequence[str], count: int, joints: Sequence[str] = _JOINTS) -> list[str]:
    """Return `count` pages of up to eight fragments each, with one of `joints` after each."""
    generator = random.Random(1)
    pages = []
    for _ in range(count):
        chosen = [generator.choice(fragments) for _ in range(generator.randint(1, 8))]
        pages.append("".join(part + generator.choice(joints) for part in chosen) + "LLM\n")
    return pages
