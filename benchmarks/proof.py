"""What the proof costs: `fix` with and without it, in memory, on the project in a folder.

`python -m benchmarks.proof FOLDER` prints seconds and their ratio. The folder is not changed.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING
from unittest.mock import patch

from autolink import config, rewriter
from autolink.project import Project
from autolink.verify import Proof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page import Page
    from autolink.verify import Change


def seconds(folder: str) -> float:
    """Return how long it takes to work out the linked form of every page of a project."""
    start = time.perf_counter()
    for _ in Project(config.load(folder)).fix([folder]):
        pass
    return time.perf_counter() - start


def unproven(_page: Page, changes: Sequence[Change]) -> Proof:
    """Take every change for proven."""
    return Proof(list(changes), ())


def main() -> None:
    """Print the ratio of interleaved runs."""
    folder = sys.argv[1]
    with_proof, without = [], []
    for _ in range(3):
        with_proof.append(seconds(folder))
        with patch.object(rewriter, "provable", unproven):
            without.append(seconds(folder))
    best = min(with_proof), min(without)
    print(f"with the proof {best[0]:.2f} s, without {best[1]:.2f} s: {best[0] / best[1]:.2f} times")


if __name__ == "__main__":
    main()
