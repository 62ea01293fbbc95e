"""Scores the `autolink` that is importable by the judged sample: which of the judged links it still makes.

Links that it makes and that nobody has judged do not count; how many links it makes in all is told.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.precision.links import Linking, digest
from benchmarks.precision.projects import PROJECTS
from benchmarks.precision.verdicts import FILE, Verdict, kappa, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.page.page import Page
    from benchmarks.precision.links import Judged
    from benchmarks.precision.projects import Project


class CorpusError(Exception):
    """A page is not the one that was judged."""


class Outcome(NamedTuple):
    """What a version makes of a judged link."""

    verdict: Verdict
    group: str
    rule: str
    """Empty where it makes the link, else the rule that keeps it from being made."""
    line: int
    """The line of the mention, 1-based."""


def outcomes(
    project: Project, folder: str, verdicts: Iterable[Verdict], counts: Counter[str]
) -> Iterator[Outcome]:
    """Yield what becomes of the judged links of a project in a folder; count all its links, by part.

    Raises CorpusError where a sentence is not the one that was judged.
    """
    linking = Linking(folder)
    pages: defaultdict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for item in verdicts:
        pages[item.part, item.path].append(item)
    for part in project.parts:
        missing = {path for name, path in pages if name == part.name} - {*linking.paths}
        if missing:
            raise CorpusError(f"{part.name}: {min(missing)} is not there")
        for path in linking.paths:
            if path.startswith(part.folder):
                page = linking.page(path)
                judged = list(linking.judged(page))
                counts[part.name] += sum(not item.verdict for item in judged)
                for item in pages[part.name, path]:
                    yield Outcome(item, part.group, _rule(item, page, judged), page.position(item.offset)[0])


def _rule(verdict: Verdict, page: Page, judged: Sequence[Judged]) -> str:
    """Return the rule that keeps a judged link from being made; empty where it is made."""
    if digest(page.data, verdict.offset) != verdict.sentence:
        raise CorpusError(f"{verdict.part}: {verdict.path} has changed since it was judged")
    here = [item for item in judged if item.mention.start == verdict.offset]
    rules = [item.verdict for item in here if item.mention.term.name == verdict.term]
    if "" in rules:
        return ""
    if any(not item.verdict for item in here):
        return "linked to another term"
    return rules[0] if rules else "no candidate"


# Tables

_HEAD: tuple[str, ...] = (
    *("", "judged", "made", "kept before", "kept now"),
    *("good lost", "split gone", "wrong gone", "links"),
)
_KINDS = ("good", "split", "wrong")


def tables(found: Sequence[Outcome], counts: Counter[str]) -> str:
    """Return the score of a version as text: by group, by part and by rule."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    parts: defaultdict[str, list[Outcome]] = defaultdict(list)
    for item in found:
        groups[item.group].append(item)
        parts[item.verdict.part].append(item)
    rows = [_HEAD]
    rows += [_row(name, items, None) for name, items in groups.items()]
    rows += [_row("all", found, None), ("",) * len(_HEAD)]
    rows += [_row(name, items, counts[name]) for name, items in parts.items()]
    return "\n\n".join(
        [_aligned(rows), _aligned(_rules(found)), _agreement([item.verdict for item in found])]
    )


def _agreement(verdicts: Sequence[Verdict]) -> str:
    """Return how far the readers agree."""
    if any(len(item.readers) != 2 for item in verdicts):
        return "Not judged by two readers."
    agreed = sum(item.good in (0, 1) for item in verdicts)
    return f"The readers agree on {agreed} of {len(verdicts)} links, kappa {kappa(verdicts):.2f}."


def _row(name: str, items: Sequence[Outcome], links: int | None) -> tuple[str, ...]:
    made = [item for item in items if not item.rule]
    return (
        name,
        str(len(items)),
        str(len(made)),
        _share(items),
        _share(made),
        *(_gone(items, kind) for kind in _KINDS),
        "" if links is None else str(links),
    )


def _share(items: Sequence[Outcome]) -> str:
    """Return the share of links that readers would keep."""
    return f"{sum(item.verdict.good for item in items) / len(items):.1%}" if items else "-"


def _gone(items: Sequence[Outcome], kind: str) -> str:
    """Return how many links of a kind are not made any more, and how many there are."""
    alike = [item for item in items if _kind(item.verdict) == kind]
    return f"{sum(bool(item.rule) for item in alike)} of {len(alike)}"


def _kind(verdict: Verdict) -> str:
    """Return `good` for a link that all readers would keep, `wrong` for one that none would, else `split`."""
    return "good" if verdict.good == 1 else "split" if verdict.good else "wrong"


def _rules(found: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """Return a row for each rule that keeps judged links from being made, those with most of them first."""
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in found:
        if item.rule:
            rules[item.rule][_kind(item.verdict)] += 1
    ordered = sorted(rules.items(), key=lambda row: (-row[1].total(), row[0]))
    rows = [(rule, *(str(count[kind]) for kind in _KINDS)) for rule, count in ordered]
    return [("not made, by rule", *_KINDS), *rows]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines, the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    )
    return "\n".join(lines)


def differences(found: Iterable[Outcome]) -> Iterator[str]:
    """Yield a line for each link on which the version and all readers differ."""
    for item in found:
        verdict, kind, said = item.verdict, _kind(item.verdict), ""
        if item.rule and kind == "good":
            said = f"good, not made: {item.rule}"
        elif not item.rule and kind == "wrong":
            said = "wrong, made"
        if said:
            yield f"{verdict.part} {verdict.path}:{item.line} {verdict.alias} → {verdict.term}: {said}"


def _add_settings(path: str, folder: str) -> None:
    """Add the settings in a file, if it is there, to those of a project."""
    if os.path.isfile(path):
        with open(path, "rb") as more, open(os.path.join(folder, "autolink.toml"), "ab") as settings:
            settings.write(more.read())


def main() -> None:
    """Score this version of autolink by the judged sample."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision.score", description=main.__doc__)
    parser.add_argument("--corpora", required=True, metavar="DIR", help="the folder of the corpora")
    parser.add_argument("--verdicts", default=FILE, metavar="FILE", help="the judged links")
    parser.add_argument("--settings", metavar="DIR", help="more settings, `PROJECT.toml`, for some projects")
    parser.add_argument("--list", action="store_true", help="list where this version and the readers differ")
    options = parser.parse_args()
    verdicts, counts = load(options.verdicts), Counter[str]()
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="autolink-precision-") as folder:
        for project in PROJECTS:
            names = {part.name for part in project.parts}
            judged = [item for item in verdicts if item.part in names]
            place = os.path.join(folder, project.name)
            try:
                project.write(options.corpora, place)
                if options.settings:
                    _add_settings(os.path.join(options.settings, f"{project.name}.toml"), place)
                found += outcomes(project, place, judged, counts)
            except (OSError, CorpusError) as error:
                sys.exit(f"error: {error}")
    if options.list:
        print("".join(f"{line}\n" for line in differences(found)))
    print(tables(found, counts))


if __name__ == "__main__":
    main()
