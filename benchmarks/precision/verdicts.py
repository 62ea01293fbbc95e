"""The verdicts of readers on the links of the sample: what is committed, and how far they agree.

`python -m benchmarks.precision.verdicts` makes the committed file from the links that were drawn and what
each of the readers said.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FILE = os.path.join(os.path.dirname(__file__), "verdicts.jsonl")
KEEP, DELETE = "keep", "delete"


class Verdict(NamedTuple):
    """What readers said of a link. Its sentence is known by a hash alone: the text is not ours."""

    part: str
    path: str
    """The page, relative to the root of its project."""
    offset: int
    """Byte offset of the mention in the plain page."""
    alias: str
    term: str
    sentence: str
    """`links.digest` of the sentence."""
    readers: tuple[str, ...]
    """`keep` or `delete`, by reader."""

    @property
    def good(self) -> float:
        """The share of the readers who would keep the link: 1 for all, 0 for none."""
        return self.readers.count(KEEP) / len(self.readers)


def load(path: str = FILE) -> list[Verdict]:
    """Return the verdicts in a file. Raises ValueError where a line is none."""
    with open(path, encoding="utf-8") as stream:
        return [_parsed(line) for line in stream]


def _parsed(line: str) -> Verdict:
    values = json.loads(line)
    if tuple(values) != Verdict._fields or not {KEEP, DELETE} >= {*values["readers"]} != set():
        raise ValueError(f"not a verdict: {line}")
    return Verdict(**{**values, "readers": tuple(values["readers"])})


def kappa(verdicts: Iterable[Verdict]) -> float:
    """Return Cohen's kappa of two readers: 1 where they agree, 0 where they do so by chance alone.

    Raises ValueError where a link has not exactly two readers.
    """
    pairs = [item.readers for item in verdicts]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("kappa is a measure of two readers")
    if not pairs:
        return 1.0
    first, second = (sum(pair[at] == KEEP for pair in pairs) / len(pairs) for at in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def merged(links: Iterable[str], readers: Sequence[Iterable[str]]) -> Iterator[Verdict]:
    """Yield the verdicts that lines of `draw` and of readers make; KeyError where one said nothing."""
    said = [{item["id"]: item["verdict"] for item in map(json.loads, lines)} for lines in readers]
    for link in map(json.loads, links):
        known = {name: link[name] for name in Verdict._fields[:-1]}
        yield Verdict(**known, readers=tuple(verdicts[link["id"]] for verdicts in said))


def main() -> None:
    """Write the file of verdicts from the links that were drawn and what the readers said."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision.verdicts", description=main.__doc__)
    parser.add_argument("links", help="what `draw` wrote")
    parser.add_argument("reader", nargs="+", help='JSON lines such as {"id": 1, "verdict": "keep"}')
    parser.add_argument("--to", default=FILE, metavar="FILE", help="where the verdicts go")
    options = parser.parse_args()
    found = merged(_lines(options.links), [_lines(path) for path in options.reader])
    lines = [json.dumps(item._asdict(), ensure_ascii=False) for item in found]
    with open(options.to, "w", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(f"{line}\n" for line in lines))


def _lines(path: str) -> list[str]:
    with open(path, encoding="utf-8") as stream:
        return stream.readlines()


if __name__ == "__main__":
    main()
