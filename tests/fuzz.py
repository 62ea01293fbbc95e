"""Link many generated documents and count what changes besides links: `python -m tests.fuzz --help`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.support.fuzzed_sites import JUDGES


def main() -> None:
    """Print the differences that a judge finds, by the smallest page that shows each."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--judge", choices=JUDGES, required=True)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    judge = JUDGES[options.judge]()
    found = 0
    classes: Counter[str] = Counter()
    for case in judge.differences(judge.cases(options.documents, options.seed)):
        found += 1
        smallest = judge.smallest(case)
        shown = f"{smallest.style}: {smallest.text!r} -> {judge.link(smallest).text!r}"
        classes[shown] += 1
        if classes[shown] == 1:
            print(shown, file=sys.stderr)
    for shown, count in classes.most_common():
        print(f"{count:6} {shown}")
    print(f"{options.judge}: {found} of {options.documents} documents differ, {len(classes)} classes")


if __name__ == "__main__":
    main()
