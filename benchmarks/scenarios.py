"""What is measured: scenarios, each with its trees, its rows and the ratios that the rows are to reach."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from benchmarks import commands
from benchmarks.commands import AUTOLINK, FLOOR, JOBS, PYTHON, START
from benchmarks.measure import MeasureError
from benchmarks.tree import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.trees import Trees

Of = Literal["time", "memory", "time per MB"]

INTERPRETER = "python -c pass"
GLOSSARIFY_SCHEMA = "https://raw.githubusercontent.com/about-code/glossarify-md/v5.1.0/conf/v5/schema.json"
"""Names the form of its configuration, without which it asks whether to convert it; never fetched."""

CHECKED = Shape(pages=2000, megabytes=20, links=40, terms=500)
FIXED = Shape(pages=14_000, megabytes=57, links=6, mentions=22, terms=600, folders=200)
SITE = replace(FIXED, pages=2000, megabytes=57 / 7, folders=30)
LARGE = Shape(pages=48_000, megabytes=240, links=10, mentions=4, terms=600, folders=600)
BROKEN = replace(CHECKED, broken=400, drifted=170)
VERY_BROKEN = replace(CHECKED, broken=8000, drifted=170)
SMALL = replace(LARGE, pages=4000, megabytes=20, folders=50)
FEW = replace(FIXED, pages=100, megabytes=57 / 140, folders=10)
ONE = Shape(pages=1, megabytes=0.005, terms=1, folders=1, links=1, mentions=1)
PEERS = Shape(pages=1000, megabytes=3, links=6, mentions=6, terms=500, cjk=0, aliases=1)


@dataclass(frozen=True)
class Workload:
    """One row: a command that runs in a folder, as a whole process."""

    name: str
    command: Sequence[str]
    folder: str
    status: int = 0
    """The exit status that says it did its work."""
    prepare: Callable[[], object] | None = None
    """Run before each measurement, not measured."""
    environment: Mapping[str, str] = field(default_factory=dict)
    megabytes: float = 0
    """The size of the pages that it reads, where time per megabyte is of interest."""


@dataclass(frozen=True)
class Ratio:
    """One row compared with another one, and the bar that it is to stay below, where there is one.

    Without `base` it is no ratio but the row's own value: MiB for memory.
    """

    row: str
    base: str | None
    bar: float | None = None
    of: Of = "time"


@dataclass(frozen=True)
class Scenario:
    """Rows that are measured in turn."""

    rows: Sequence[Workload]
    ratios: Sequence[Ratio]
    notes: Callable[[], list[str]] = list
    """What else is to be told, found out after the rows."""


def startup(trees: Trees, scale: float) -> Scenario:
    """Measure start-up: imports and the command line."""
    folder = trees.plain(ONE)
    rows = [
        Workload(INTERPRETER, START, folder),
        Workload("--version", (*AUTOLINK, "--version"), folder),
        Workload("check one page", (*AUTOLINK, "check"), folder),
        Workload("fix one page", (*AUTOLINK, "fix"), trees.copy(folder, "one")),
    ]
    ratios = [
        Ratio("--version", INTERPRETER, 6),
        Ratio("check one page", INTERPRETER, 12),
        Ratio("fix one page", INTERPRETER),
    ]
    return Scenario(rows, ratios)


def one_page(trees: Trees, scale: float) -> Scenario:
    """Change one page in a small and in a large project, with the same glossary: what a hook sees."""
    rows = [Workload(INTERPRETER, START, trees.plain(ONE))]
    names = []
    page = _typical_page(trees.plain(FEW))
    for shape in (FEW, _scaled(FIXED, scale)):
        names.append(f"fix one page of {shape.pages:,}")
        project = trees.copy(trees.linked(shape), f"one-of-{shape.pages}")
        changed = os.path.join(project, "docs", "changed.md")
        rows.append(
            Workload(
                names[-1], (*AUTOLINK, "fix", "docs/changed.md"), project, prepare=_writing(changed, page)
            )
        )
    ratios = [
        *(Ratio(name, INTERPRETER, 25) for name in names),
        Ratio(names[1], names[0], 1.1),
    ]
    return Scenario(rows, ratios)


def check(trees: Trees, scale: float) -> Scenario:
    """Measure `check` against the floor and against rumdl."""
    shape = _scaled(CHECKED, scale)
    plain, linked = trees.plain(shape), trees.linked(shape)
    rows = [
        _floor("floor", plain),
        Workload("check", (*AUTOLINK, "check"), plain),
        _floor("floor, linked tree", linked),
        Workload("check, linked tree", (*AUTOLINK, "check"), linked),
    ]
    ratios = [Ratio("check", "floor", 1.5), Ratio("check, linked tree", "floor, linked tree")]
    if commands.RUMDL:
        command = (commands.RUMDL, *commands.RUMDL_CHECK)
        rows.insert(2, Workload("rumdl check", command, plain, environment=commands.RUMDL_ENVIRONMENT))
        ratios.insert(0, Ratio("check", "rumdl check", 0.8))
    return Scenario(rows, ratios)


def broken(trees: Trees, scale: float) -> Scenario:
    """Measure `check` where links are broken, which is when people run it, against rumdl."""
    rows: list[Workload] = []
    ratios: list[Ratio] = []
    for shape, bar in ((BROKEN, 0.8), (VERY_BROKEN, 1.0)):
        shape = replace(_scaled(shape, scale), broken=max(1, round(shape.broken * scale)))
        folder, count = trees.plain(shape), f"{shape.broken:,} broken"
        rows += (
            _floor(f"floor, {count}", folder),
            Workload(f"check, {count}", (*AUTOLINK, "check", "-q"), folder, status=1),
        )
        ratios.append(Ratio(f"check, {count}", f"floor, {count}"))
        if commands.RUMDL:
            command = (commands.RUMDL, *commands.RUMDL_CHECK)
            environment = commands.RUMDL_ENVIRONMENT
            rows.append(Workload(f"rumdl check, {count}", command, folder, 1, environment=environment))
            ratios.append(Ratio(f"check, {count}", f"rumdl check, {count}", bar))
    return Scenario(rows, ratios)


def fix(trees: Trees, scale: float) -> Scenario:
    """Measure `fix` with nothing to do and with everything to do, and `unlink`, which undoes that.

    The tree of "all to do" is plain again after each round, but for the anchors of the glossary.
    """
    shape = _scaled(FIXED, scale)
    plain, linked = trees.plain(shape), trees.linked(shape)
    changing = trees.copy(plain, "fixed")
    rows = [
        _floor("floor", plain),
        _floor("floor, linked tree", linked),
        Workload("fix --check, nothing to do", (*AUTOLINK, "fix", "--check"), linked),
        Workload("fix --check, all to do", (*AUTOLINK, "fix", "--check"), plain, status=1),
        Workload("fix, all to do", (*AUTOLINK, "fix"), changing, prepare=_sync),
        Workload("unlink", (*AUTOLINK, "unlink"), changing, prepare=_sync),
    ]
    ratios = [
        Ratio("fix --check, nothing to do", "floor, linked tree", 2.0),
        Ratio("fix --check, all to do", "floor"),
        Ratio("fix, all to do", "floor", 15),
        Ratio("unlink", "floor, linked tree"),
    ]
    return Scenario(rows, ratios, lambda: [f"links written: {_count(linked, b'<a href'):,}", proof(plain)])


def site(trees: Trees, scale: float) -> Scenario:
    """Measure what it costs to read the dialect of a site, MkDocs: the same pages with and without `site`."""
    plain = trees.plain(_scaled(SITE, scale))
    read = trees.copy(plain, "site")
    with open(os.path.join(read, "autolink.toml"), "a", encoding="utf-8") as stream:
        stream.write('site = "mkdocs"\n')
    folders = {"": plain, ", MkDocs": read}
    rows = [
        _floor("floor", plain),
        *(
            Workload(f"fix --check{site}", (*AUTOLINK, "fix", "--check"), folder, status=1)
            for site, folder in folders.items()
        ),
    ]
    return Scenario(rows, [Ratio("fix --check, MkDocs", "fix --check", 1.3), Ratio("fix --check", "floor")])


def large(trees: Trees, scale: float) -> Scenario:
    """Measure memory and time per megabyte on the largest documentation there is."""
    rows: list[Workload] = []
    ratios: list[Ratio] = []
    for shape in (_scaled(SMALL, scale), _scaled(LARGE, scale)):
        folder, size = trees.plain(shape), shape.megabytes
        rows += (
            replace(_floor(f"floor, {size:g} MB", folder), megabytes=size),
            Workload(f"check, {size:g} MB", (*AUTOLINK, "check"), folder, megabytes=size),
            Workload(f"fix --check, {size:g} MB", (*AUTOLINK, "fix", "--check"), folder, 1, megabytes=size),
        )
    small, big = rows[:3], rows[3:]
    ratios += (Ratio(row.name, None, 600, "memory") for row in big[1:])
    ratios += (
        Ratio(after.name, before.name, 1.15, "time per MB") for before, after in zip(small, big, strict=True)
    )
    ratios += (Ratio(row.name, big[0].name) for row in big[1:])
    return Scenario(rows, ratios)


def peers(trees: Trees, scale: float) -> Scenario:
    """Measure `fix` against glossarify-md, where installed, on a tree that both read alike."""
    if not commands.GLOSSARIFY:
        return Scenario((), ())
    plain = trees.plain(_scaled(PEERS, scale))
    changing, out, settings = trees.copy(plain, "peers"), trees.scratch("out"), trees.scratch("peer.json")
    with open(settings, "w", encoding="utf-8") as stream:
        form = {"$schema": GLOSSARIFY_SCHEMA, "glossaries": [{"file": "glossary/**/*.md"}]}
        json.dump({**form, "baseDir": plain, "outDir": out, "excludeFiles": []}, stream)
    peer = "glossarify-md"
    unlink = (*AUTOLINK, "unlink", "--anchors")
    rows = [
        Workload(peer, (commands.GLOSSARIFY, "--config", settings), plain),
        Workload("fix", (*AUTOLINK, "fix"), changing, prepare=lambda: _run(unlink, changing)),
    ]

    def notes() -> list[str]:
        written = _count(changing, b"<a href"), _count(out, b"][")
        if not all(written):
            raise MeasureError(f"links written: {written}; glossarify-md 6.0.1 needs zwitch 2.0.2")
        told = f"links written: {written[0]:,} by autolink, {written[1]:,} by glossarify-md"
        return [f"{told}, which rewrites those of the author too"]

    return Scenario(rows, [Ratio("fix", peer, 1 / 50), Ratio("fix", peer, 1 / 3, "memory")], notes)


SCENARIOS: dict[str, Callable[[Trees, float], Scenario]] = {
    "startup": startup,
    "one-page": one_page,
    "check": check,
    "broken": broken,
    "fix": fix,
    "site": site,
    "large": large,
    "peers": peers,
}


def proof(folder: str) -> str:
    """Return what the referee costs in `fix --check` on a tree, told in one line."""
    return _run((PYTHON, "-m", "benchmarks.proof", folder), os.getcwd()).strip()


def _scaled(shape: Shape, scale: float) -> Shape:
    pages, folders = (max(1, round(count * scale)) for count in (shape.pages, shape.folders))
    return replace(shape, pages=pages, folders=folders, megabytes=shape.megabytes * pages / shape.pages)


def _floor(name: str, folder: str) -> Workload:
    return Workload(name, (*FLOOR, folder, "--jobs", str(JOBS)), folder)


def _run(command: Sequence[str], folder: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _sync() -> None:
    """Have what was written before on disk, so that no row pays for another."""
    if hasattr(os, "sync"):
        os.sync()


def _pages(folder: str) -> list[str]:
    return sorted(
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".md")
    )


def _typical_page(folder: str) -> bytes:
    """Return the page of median size below `docs`."""
    pages = sorted(_pages(os.path.join(folder, "docs")), key=os.path.getsize)
    with open(pages[len(pages) // 2], "rb") as stream:
        return stream.read()


def _writing(path: str, data: bytes) -> Callable[[], None]:
    def write() -> None:
        with open(path, "wb") as stream:
            stream.write(data)

    return write


def _count(folder: str, needle: bytes) -> int:
    """Return how often bytes occur in the pages below a folder."""
    count = 0
    for path in _pages(folder):
        with open(path, "rb") as stream:
            count += stream.read().count(needle)
    return count
