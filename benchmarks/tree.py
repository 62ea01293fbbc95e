"""A seeded generator of documentation trees: `python -m benchmarks.tree FOLDER`.

The tree has pages in nested folders below `docs/`, a glossary below `glossary/`, and an `autolink.toml`. Its
links all resolve, unless some are asked to be broken, and terms are mentioned as often as asked for, nowhere
else. The same shape gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field, fields
from itertools import accumulate
from random import Random

from benchmarks.prose import Writer
from benchmarks.words import CJK, FOLDERS, LATIN, TERM_NOUNS, TERM_QUALIFIERS, TERM_SUFFIXES, Language

MAX_TERMS = len(TERM_QUALIFIERS) * len(TERM_NOUNS) * (1 + len(TERM_SUFFIXES))
TERMS_PER_PAGE = 25
MAX_DEPTH = 4
"""Levels of folders, `docs` included."""


@dataclass(frozen=True)
class Shape:
    """What a tree is like. Counts per page are means: a page has them in proportion to its size."""

    pages: int = field(default=2000, metadata={"help": "pages, those of the glossary not counted"})
    megabytes: float = field(default=20.0, metadata={"help": "size of these pages, in 10^6 bytes"})
    headings: float = field(default=10.0, metadata={"help": "headings per page"})
    links: float = field(default=20.0, metadata={"help": "links per page"})
    mentions: float = field(default=20.0, metadata={"help": "mentions of terms per page"})
    terms: int = field(default=500, metadata={"help": f"terms of the glossary, 1 to {MAX_TERMS}"})
    cjk: float = field(default=0.5, metadata={"help": "share of pages written in Japanese, 0 to 1"})
    folders: int = field(default=60, metadata={"help": "folders with pages"})
    aliases: int = field(default=2, metadata={"help": "aliases of a term at most: 1 (English alone) or 2"})
    broken: int = field(default=0, metadata={"help": "links that dangle, in all, spread over the pages"})
    drifted: int = field(default=0, metadata={"help": "links to terms that have another term's name, in all"})
    seed: int = field(default=1, metadata={"help": "another seed, another tree"})


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add an option for each setting of a shape."""
    for setting in fields(Shape):
        default = setting.default
        assert isinstance(default, (int, float))
        help_text = f"{setting.metadata['help']} (default: {default})"
        parser.add_argument(f"--{setting.name}", type=type(default), default=default, help=help_text)


def shape_of(options: argparse.Namespace) -> Shape:
    """Return the shape that the options describe."""
    return Shape(**{setting.name: getattr(options, setting.name) for setting in fields(Shape)})


def write_tree(folder: str, shape: Shape) -> int:
    """Write a tree into a folder and return the size of its pages and glossary, in bytes."""
    _write(f"{folder}/autolink.toml", 'glossary = "glossary"\n')
    names = _term_names(shape)
    sources = {language: _Mentions(names, language) for language in (LATIN, CJK)}
    size = _write_glossary(folder, names, sources, shape)
    plans = _plan_pages(shape)
    flaws = _flaws(plans, names, shape)
    for number, plan in enumerate(plans):
        rng = Random(f"{shape.seed} page {number}")
        items = sources[plan.language].draw(rng, round(shape.mentions * plan.weight))
        items += [_link(plan, plans, rng) for _ in range(round(shape.links * plan.weight))]
        items += flaws.get(number, ())
        rng.shuffle(items)
        size += _write(f"{folder}/{plan.path}", _page(plan, items, shape, rng))
    return size


def _write(path: str, text: str) -> int:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as stream:
        return stream.write(text.encode())


# The glossary


def _term_names(shape: Shape) -> list[tuple[str, ...]]:
    """Return the aliases of each term: most have a Japanese and an English one, some only one of them.

    With one alias each, all are English, and any tool reads the headings as they are meant. One name of ten
    is another one with a word more, so that aliases overlap.
    """
    rng = Random(f"{shape.seed} terms")
    pairs = [(qualifier, noun) for qualifier in TERM_QUALIFIERS for noun in TERM_NOUNS]
    rng.shuffle(pairs)
    short = pairs[: (shape.terms * 9 + 9) // 10]
    longer = [(*pair, suffix) for pair in short for suffix in TERM_SUFFIXES]
    parts = [*short, *rng.sample(longer, shape.terms - len(short))]
    rng.shuffle(parts)
    names: list[tuple[str, ...]] = []
    for number, words in enumerate(parts):
        japanese = "".join(word[0] for word in words)
        english = " ".join(word[1] for word in words)
        kind = 4 if shape.aliases == 1 else number % 6
        names.append((english,) if kind == 4 else (japanese,) if kind == 5 else (japanese, english))
    return names


class _Mentions:
    """The aliases that pages in a language use, the first ones far more often than the last."""

    def __init__(self, names: list[tuple[str, ...]], language: Language) -> None:
        self._aliases = [name[0] for name in names] if language is CJK else []
        if language is not CJK:
            self._aliases = [name[-1] for name in names if name[-1].isascii()] or [names[0][0]]
        self._weights = list(accumulate(1 / (rank + 5) for rank in range(len(self._aliases))))

    def draw(self, rng: Random, count: int) -> list[str]:
        """Return mentions as they are to be written: one of twelve is strong."""
        drawn = rng.choices(self._aliases, cum_weights=self._weights, k=count)
        return [f"**{alias}**" if rng.random() < 1 / 12 else alias for alias in drawn]


def _write_glossary(
    folder: str, names: list[tuple[str, ...]], sources: dict[Language, _Mentions], shape: Shape
) -> int:
    size = 0
    for first in range(0, len(names), TERMS_PER_PAGE):
        rng = Random(f"{shape.seed} glossary {first}")
        path = _glossary_page(first, shape)
        rng.choice(FOLDERS)  # which the path took
        parts = [f"# Terms {first + 1} and following\n"]
        for name in names[first : first + TERMS_PER_PAGE]:
            language = LATIN if name[-1].isascii() and rng.random() < 0.5 else CJK
            writer = Writer(rng, language, sources[language].draw(rng, 1), 300)
            anchor = f'<a id="{_anchor_id(name)}"></a>' if shape.drifted else ""
            parts += [f"## {' | '.join(name)}{anchor}\n", writer.paragraph()]
        size += _write(f"{folder}/{path}", "\n".join(parts))
    return size


def _glossary_page(first: int, shape: Shape) -> str:
    """Return the path of the glossary page whose first term has a number."""
    folder = Random(f"{shape.seed} glossary {first}").choice(FOLDERS)
    return f"glossary/{folder}/terms-{first // TERMS_PER_PAGE + 1:03}.md"


def _anchor_id(name: tuple[str, ...]) -> str:
    return b64encode(" | ".join(name).encode()).decode()


# Pages


@dataclass(frozen=True)
class _Heading:
    level: int
    text: str
    slug: str


@dataclass(frozen=True)
class _Plan:
    """What is decided about a page before any page is written, so that pages can link to each other."""

    path: str
    language: Language
    weight: float
    """Its size in proportion to the mean."""
    headings: tuple[_Heading, ...]


def _plan_pages(shape: Shape) -> list[_Plan]:
    rng = Random(f"{shape.seed} plan")
    weights = [rng.lognormvariate(0, 0.6) for _ in range(shape.pages)]
    mean = sum(weights) / len(weights)
    folders = ["docs"]
    while len(folders) < shape.folders:
        parent = rng.choice(folders)
        if parent.count("/") + 1 < MAX_DEPTH:
            folders.append(f"{parent}/{rng.choice(FOLDERS)}-{len(folders)}")
    plans: list[_Plan] = []
    for number, weight in enumerate(weights):
        language = CJK if rng.random() < shape.cjk else LATIN
        path = f"{rng.choice(folders)}/{rng.choice(FOLDERS)}-{number}.md"
        headings = _headings(rng, language, max(1, round(shape.headings * weight / mean)))
        plans.append(_Plan(path, language, weight / mean, headings))
    return plans


def _headings(rng: Random, language: Language, count: int) -> tuple[_Heading, ...]:
    writer = Writer(rng, language)
    headings: list[_Heading] = []
    seen: Counter[str] = Counter()
    for number in range(count):
        level = 1 if number == 0 else 2 if number == 1 else rng.choice((2, 2, 3))
        text = writer.heading() if level < 3 or rng.random() < 0.7 else language.repeated_heading
        slug = _slug(text)
        numbered = f"{slug}-{seen[slug]}" if seen[slug] else slug
        seen[slug] += 1
        headings.append(_Heading(level, text, numbered))
    return tuple(headings)


def _slug(text: str) -> str:
    """Return the fragment that GitHub makes of a heading, before numbering."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _link(plan: _Plan, plans: list[_Plan], rng: Random) -> str:
    """Return a link: 13 of 20 to another page (most to a heading of it), 4 in the page, 3 out of the tree."""
    chance = rng.random()
    if chance < 0.15:
        url = f"https://{rng.choice(FOLDERS)}.example.com/{rng.choice(FOLDERS)}/{rng.randrange(1000)}"
        return f"<{url}>" if chance < 0.05 else f"[{rng.choice(plan.language.nouns)}]({url})"
    other = plan if chance < 0.35 else rng.choice(plans)
    heading = rng.choice(other.headings)
    path = "" if other is plan else posixpath.relpath(other.path, posixpath.dirname(plan.path))
    fragment = "" if path and rng.random() < 0.25 else f"#{heading.slug}"
    return f"[{heading.text}]({path}{fragment})"


def _flaws(plans: list[_Plan], names: list[tuple[str, ...]], shape: Shape) -> dict[int, list[str]]:
    """Return the links that are wrong, by the number of their page."""
    rng = Random(f"{shape.seed} flaws")
    flaws: dict[int, list[str]] = {}
    kinds = [
        *(_BROKEN[number % len(_BROKEN)] for number in range(shape.broken)),
        *["drifted"] * shape.drifted,
    ]
    for kind in kinds:
        page = rng.randrange(len(plans))
        flaws.setdefault(page, []).append(_flaw(kind, plans[page], plans, names, shape, rng))
    return flaws


_BROKEN = ("file", "anchor", "own anchor", "renamed term", "anchor")


def _flaw(
    kind: str, plan: _Plan, plans: list[_Plan], names: list[tuple[str, ...]], shape: Shape, rng: Random
) -> str:
    """Return a link of a page that is wrong in one way."""
    other, term = rng.choice(plans), rng.randrange(len(names))
    heading = rng.choice(other.headings)
    path = posixpath.relpath(other.path, posixpath.dirname(plan.path))
    home = _glossary_page(term - term % TERMS_PER_PAGE, shape)
    glossary = posixpath.relpath(home, posixpath.dirname(plan.path))
    if kind == "file":
        return f"[{heading.text}]({path.removesuffix('.md')}x.md)"
    if kind == "anchor":
        return f"[{heading.text}]({path}#{heading.slug}-gone)"
    if kind == "own anchor":
        return f"[{plan.headings[0].text}](#{plan.headings[0].slug}x)"
    if kind == "renamed term":
        return f"[{names[term][0]}]({glossary}#{_anchor_id((*names[term], 'former'))})"
    text = names[(term + 1) % len(names)][0]
    return f"[{text}]({glossary}#{_anchor_id(names[term])})"


def _page(plan: _Plan, items: list[str], shape: Shape, rng: Random) -> str:
    budget = shape.megabytes * 1e6 / shape.pages * plan.weight
    writer = Writer(rng, plan.language, items, budget)
    title = plan.headings[0].text
    parts = [f"---\ntitle: {title!r}\nweight: {rng.randrange(100)}\n---\n"] if rng.random() < 0.2 else []
    written = 0
    for number, heading in enumerate(plan.headings, 1):
        block = f"{'#' * heading.level} {heading.text}\n"
        while block:
            parts.append(block)
            written += len(block.encode()) + 1
            block = writer.block() if written < budget * number / len(plan.headings) else ""
    return "\n".join([*parts, *writer.rest()])


def main() -> None:
    """Write a tree, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tree", description=main.__doc__)
    parser.add_argument("folder", help="where to write it")
    add_options(parser)
    options = parser.parse_args()
    shape = shape_of(options)
    print(f"{write_tree(options.folder, shape):,} bytes")


if __name__ == "__main__":
    main()
