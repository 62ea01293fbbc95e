"""The floor: read every page below a folder and list the parser's events, nothing else.

No tool that parses Markdown with pyromark in Python can be faster than this. Run as a script, so that nothing
is imported that it does not need: `python benchmarks/floor.py FOLDER --jobs 2`.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from pyromark import Markdown, Options

if TYPE_CHECKING:
    from collections.abc import Sequence

# The options of autolink/page/parser.py.
MARKDOWN = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
    | Options.ENABLE_HEADING_ATTRIBUTES
)
CHUNKS_PER_JOB = 8
"""Pages are dealt out in chunks: more of them share the work evenly, fewer cost less."""


def find_pages(folder: str) -> list[str]:
    """Return the paths of the pages below a folder, sorted."""
    return sorted(
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".md")
    )


def count_events(paths: Sequence[str]) -> int:
    """Return how many events the parser reports for some pages."""
    count = 0
    for path in paths:
        with open(path, "rb") as stream:
            data = stream.read()
        count += len(list(MARKDOWN.events_with_range(data.decode())))
    return count


def count_in_processes(paths: Sequence[str], jobs: int) -> int:
    """Return how many events the parser reports for some pages, shared out among worker processes."""
    from concurrent.futures import ProcessPoolExecutor

    size = -(-len(paths) // (jobs * CHUNKS_PER_JOB)) or 1
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    with ProcessPoolExecutor(jobs) as pool:
        return sum(pool.map(count_events, chunks))


def main() -> None:
    """Print how many events there are below a folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=1, help="worker processes; 1 means none (default: 1)")
    options = parser.parse_args()
    paths = find_pages(options.folder)
    count = count_events(paths) if options.jobs == 1 else count_in_processes(paths, options.jobs)
    print(f"{len(paths)} pages, {count} events")


if __name__ == "__main__":
    main()
