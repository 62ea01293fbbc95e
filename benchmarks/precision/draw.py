"""Draws the sample: sets the projects up, looks at what `autolink` would link, and takes some at random.

What is drawn is written with its context, for readers to judge. None of that belongs in the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from typing import TYPE_CHECKING

from autolink.indexer.definition import definition_of
from autolink.page.front_matter import Scalar, front_matter
from benchmarks.precision.links import Linking, digest, sentence
from benchmarks.precision.projects import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.matcher.verdicts import Mention
    from autolink.page.page import Page
    from benchmarks.precision.projects import Part

SEED = 17
_AROUND = 160
"""Characters of context on either side."""
_DEFINITION = 200
"""Characters of a definition."""

Record = dict[str, str | int | list[str]]


def drawn(linking: Linking, part: Part, seed: int = SEED) -> Iterator[Record]:
    """Yield the links of a part that are drawn, in the order of its pages, each with its context."""
    found = [
        (path, judged.mention)
        for path in linking.paths
        if path.startswith(part.folder)
        for judged in linking.judged(linking.page(path))
        if not judged.verdict
    ]
    rng = random.Random(f"{seed} {part.name}")
    for at in sorted(rng.sample(range(len(found)), min(part.links, len(found)))):
        path, mention = found[at]
        yield _record(linking, part.name, path, mention)


def _record(linking: Linking, name: str, path: str, mention: Mention) -> Record:
    page, term = linking.page(path), mention.term
    with open(term.page, "rb") as stream:
        definition = definition_of(term, stream.read())
    start, end = mention.start, mention.end
    return {
        "part": name,
        "path": path,
        "offset": start,
        "alias": mention.alias,
        "term": term.name,
        "sentence": digest(page.data, start),
        "line": page.position(start)[0],
        "title": _title(page),
        "aliases": list(term.aliases),
        "definition": definition[:_DEFINITION],
        "in": _regions(page, mention),
        "context": _context(page.data, start, end),
    }


def _title(page: Page) -> str:
    title = front_matter(page.data).get("title")
    if isinstance(title, Scalar):
        return title.text
    return page.headings[0].text if page.headings else ""


def _regions(page: Page, mention: Mention) -> str:
    """Return what a mention stands in: `paragraph`, or kinds of regions such as `list strong`."""
    kinds = [
        region.kind
        for region in page.regions
        if region.text_start <= mention.text_start and mention.text_end <= region.text_end
    ]
    return " ".join(dict.fromkeys(kinds)) or "paragraph"


def _context(data: bytes, start: int, end: int) -> str:
    """Return the text around a mention, at least its sentence, the mention in `⟦…⟧`."""
    first, last = sentence(data, start)
    before, after = data[:start].decode(), data[end:].decode()
    left = max(_AROUND, len(data[first:start].decode()))
    right = max(_AROUND, len(data[end:last].decode()))
    return f"{before[-left:]}⟦{data[start:end].decode()}⟧{after[:right]}"


def main() -> None:
    """Set the projects up and draw the sample."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision.draw", description=main.__doc__)
    parser.add_argument("--corpora", required=True, metavar="DIR", help="the folder of the corpora")
    parser.add_argument("--projects", required=True, metavar="DIR", help="a new folder for the projects")
    parser.add_argument("--links", required=True, metavar="FILE", help="where the links go, as JSON lines")
    options = parser.parse_args()
    number = 0
    with open(options.links, "w", encoding="utf-8") as stream:
        for project in PROJECTS:
            folder = os.path.join(options.projects, project.name)
            project.write(options.corpora, folder)
            linking = Linking(folder)
            for part in project.parts:
                for record in drawn(linking, part):
                    number += 1
                    line = json.dumps({"id": number, **record}, ensure_ascii=False)
                    stream.write(f"{line}\n")
                print(f"{part.name}: drawn", flush=True)


if __name__ == "__main__":
    main()
