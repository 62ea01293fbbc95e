"""What matching costs per megabyte, by the number of terms and by the length of a page.

`python -m benchmarks.matching` prints both tables. Only the search is timed, not the building of the matcher.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from autolink.config import Config
from autolink.page.page import Page
from autolink.project.snapshot import Snapshot
from autolink.project.sources import Sources

if TYPE_CHECKING:
    from autolink.matcher.matcher import Matcher

_SYLLABLES = ("ba", "do", "fe", "gi", "ka", "lu", "mo", "ne", "pi", "ra", "so", "tu", "ve", "zo")
_FILLER = ("the", "page", "says", "that", "this", "and", "other", "words", "are", "set", "in", "lines")


def words(count: int, seed: int) -> list[str]:
    """Return different made-up words."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choices(_SYLLABLES, k=5)).capitalize()] = None
    return list(found)


def page(size: int, mentioned: list[str]) -> Page:
    """Return a page of about `size` bytes in which every twentieth word is a mention."""
    rng = random.Random(size)
    text: list[str] = []
    length = 0
    while length < size:
        word = rng.choice(mentioned) if rng.random() < 0.05 else rng.choice(_FILLER)
        text.append(word if rng.random() > 0.01 else word + ".\n\n")
        length += len(text[-1]) + 1
    return Page.parse("/page.md", " ".join(text).encode())


def matcher(terms: list[str]) -> Matcher:
    """Return the matcher of some terms."""
    config = Config(root="/", glossary=("/glossary.md",))
    text = "".join(f"## {term}\n\n" for term in terms)
    return Snapshot.take(config, Sources({"/glossary.md": text.encode()})).matcher


def seconds_per_megabyte(search: Matcher, subject: Page, rounds: int = 3) -> float:
    """Return the best time of some rounds, for a million bytes."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        search.mentions(subject)
        best = min(best, time.perf_counter() - start)
    return best / len(subject.data) * 1e6


def main() -> None:
    """Print the tables."""
    terms = words(50_000, seed=1)
    subject = page(2_000_000, terms[:500])
    print("| terms | build, s | s per MB | ratio |\n|---:|---:|---:|---:|")
    first = 0.0
    for count in (500, 5_000, 50_000):
        search = matcher(terms[:count])
        start = time.perf_counter()
        search.mentions(page(100, terms[:1]))
        build = time.perf_counter() - start
        cost = seconds_per_megabyte(search, subject)
        first = first or cost
        print(f"| {count} | {build:.2f} | {cost:.3f} | {cost / first:.2f} |")
    print("\n| page, bytes | s per MB | ratio |\n|---:|---:|---:|")
    search, first = matcher(terms[:500]), 0.0
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        cost = seconds_per_megabyte(search, page(size, terms[:500]))
        first = first or cost
        print(f"| {size} | {cost:.3f} | {cost / first:.2f} |")


if __name__ == "__main__":
    main()
