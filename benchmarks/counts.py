"""Counts the work that commands do on a small fixed tree, and compares it with a table: no clock, no noise.

`python -m benchmarks.counts` prints what is more than the table says and fails if anything is more than a
tenth above it; `--update` writes the table anew. What is counted is the same on every machine.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import sys
import tempfile
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks import workload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Counts = dict[str, dict[str, int]]
"""How often what was done, by command."""

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "counts.json")
TOLERANCE = 1.10
SLACK = 2
"""What small numbers may grow by: a tenth of 5 is nothing."""
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

OF_ONE_VERSION = ("calls", "calls of built-ins")
"""What depends on the version of Python: kept and compared by version."""

_AUDITED = {
    "open": "files opened",
    "os.scandir": "folders listed",
    "os.listdir": "folders listed",
    "os.rename": "files replaced",
    "subprocess.Popen": "processes started",
}
_FUNCTIONS = {
    ("text/folding.py", "fold"): "texts folded",
    ("rewriter/proof/argument.py", "is_harmless"): "blocks argued about",
}


class Work:
    """Counts what the libraries are asked to do. Has to be made before `autolink` is imported."""

    def __init__(self, folder: str) -> None:
        self.counter: Counter[str] = Counter()
        self._folder = folder
        self._watch_parser()
        self._watch_automaton()
        self._watch_referee()
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        name = _AUDITED.get(event)
        if name is None:
            return
        subject = arguments[0] if arguments else None
        if event == "subprocess.Popen" or self._is_inside(subject):
            self.counter[name] += 1

    def _is_inside(self, path: object) -> bool:
        return isinstance(path, str) and os.path.abspath(path).startswith(self._folder)

    def _watch_parser(self) -> None:
        import pyromark

        counter, parser = self.counter, pyromark.Markdown

        class Markdown:
            def __init__(self, **options: Any) -> None:
                self._parser = parser(**options)

            def __getattr__(self, name: str) -> Any:
                return getattr(self._parser, name)

            def events_with_range(self, text: str, **options: Any) -> Iterator[Any]:
                return self._counted(text, self._parser.events_with_range(text, **options))

            def events(self, text: str, **options: Any) -> Iterator[Any]:
                return self._counted(text, self._parser.events(text, **options))

            def html(self, text: str, **options: Any) -> str:
                counter["parser: runs"] += 1
                counter["parser: code points"] += len(text)
                return self._parser.html(text, **options)

            def _counted(self, text: str, found: Iterator[Any]) -> Iterator[Any]:
                events = list(found)
                counter["parser: runs"] += 1
                counter["parser: code points"] += len(text)
                counter["parser: events"] += len(events)
                return iter(events)

        pyromark.Markdown = Markdown  # type: ignore[misc, assignment]

    def _watch_automaton(self) -> None:
        import ahocorasick_rs

        counter, automaton = self.counter, ahocorasick_rs.AhoCorasick

        class AhoCorasick:
            def __init__(self, patterns: list[str], **options: Any) -> None:
                self._automaton = automaton(patterns, **options)
                counter["automaton: patterns"] += len(patterns)

            def find_matches_as_indexes(self, text: str, **options: Any) -> list[tuple[int, int, int]]:
                found = self._automaton.find_matches_as_indexes(text, **options)
                counter["automaton: passes"] += 1
                counter["automaton: code points"] += len(text)
                counter["automaton: matches"] += len(found)
                return found

        ahocorasick_rs.AhoCorasick = AhoCorasick  # type: ignore[misc, assignment]

    def _watch_referee(self) -> None:
        import mistune

        counter, parse = self.counter, mistune.Markdown.parse

        def counted(self: mistune.Markdown, text: str, *arguments: Any) -> Any:
            counter["referee: runs"] += 1
            counter["referee: code points"] += len(text)
            return parse(self, text, *arguments)

        mistune.Markdown.parse = counted  # type: ignore[method-assign, assignment]


def measure() -> Counts:
    """Return the work that each command does. For a process of its own: it changes the libraries."""
    workload.stay_alone()
    with tempfile.TemporaryDirectory(prefix="autolink-counts-") as parent:
        folder = os.path.join(os.path.realpath(parent), "tree")
        work = Work(folder)
        page = workload.write(folder)
        for command in workload.COMMANDS.values():  # so that nothing is imported or cached for the first time
            workload.run(folder, command, page)
        found: Counts = {}
        for name, command in workload.COMMANDS.items():
            work.counter.clear()
            profile = cProfile.Profile()
            profile.runcall(workload.run, folder, command, page)
            found[name] = dict(sorted({**_calls(profile), **work.counter}.items()))
    return found


def _calls(profile: cProfile.Profile) -> Counter[str]:
    """Return how often functions of autolink were called, and built-in ones by them.

    Comprehensions are left out: since Python 3.12 they are no calls.
    """
    found: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code
        if isinstance(code, str) or not _is_ours(code.co_filename):
            continue
        if code.co_name not in ("<listcomp>", "<setcomp>", "<dictcomp>"):
            found["calls"] += entry.callcount
        for called in entry.calls or ():
            if isinstance(called.code, str):
                found["calls of built-ins"] += called.callcount
        for (place, function), name in _FUNCTIONS.items():
            if code.co_name == function and code.co_filename.endswith(f"autolink/{place}"):
                found[name] += entry.callcount
    return found


def _is_ours(path: str) -> bool:
    """Tell whether code is autolink's: of one of its files, or the generated methods of its data classes."""
    import autolink

    assert autolink.__file__
    return path == "<string>" or path.startswith(os.path.dirname(autolink.__file__) + os.sep)


# The table


def read_table(version: str = VERSION) -> Counts:
    """Return the table: what holds for every version of Python, and what it has for this one."""
    with open(TABLE, encoding="utf-8") as stream:
        table = json.load(stream)
    expected: Counts = table["any"]
    for command, counts in table["versions"].get(version, {}).items():
        expected.setdefault(command, {}).update(counts)
    return expected


def write_table(found: Counts) -> None:
    """Write the table anew; numbers of other versions of Python stay."""
    versions: dict[str, Counts] = {}
    if os.path.exists(TABLE):
        with open(TABLE, encoding="utf-8") as stream:
            versions = json.load(stream)["versions"]
    versions[VERSION] = _only(found, own=True)
    with open(TABLE, "w", encoding="utf-8") as stream:
        json.dump({"any": _only(found, own=False), "versions": versions}, stream, indent=1)
        stream.write("\n")


def _only(found: Counts, own: bool) -> Counts:
    return {
        command: {name: count for name, count in counts.items() if (name in OF_ONE_VERSION) == own}
        for command, counts in found.items()
    }


def excesses(found: Mapping[str, Mapping[str, int]], expected: Counts) -> list[str]:
    """Return what is more than a tenth above the table, or no longer there to be counted, one line each."""
    told = []
    for command in sorted(expected.keys() | found.keys()):
        new, old = found.get(command, {}), expected.get(command, {})
        for name in sorted(new.keys() | old.keys()):
            count, known = new.get(name, 0), old.get(name, 0)
            if name in OF_ONE_VERSION and name not in old:
                continue
            if count > max(known * TOLERANCE, known + SLACK):
                told.append(f"{command}: {name}: {count:,}, {known:,} expected")
            elif known and not count:
                told.append(f"{command}: {name}: none, {known:,} expected; is it still called that?")
    return told


def table(found: Counts, expected: Counts) -> str:
    """Return what was counted as a Markdown table."""
    lines = ["| command | what | count | table |", "| --- | --- | ---: | ---: |"]
    for command, counts in found.items():
        for name, count in counts.items():
            known = expected.get(command, {}).get(name)
            lines.append(f"| {command} | {name} | {count:,} | {'' if known is None else f'{known:,}'} |")
    return "\n".join(lines)


def main() -> None:
    """Count the work of each command and compare it with the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counts", description=main.__doc__)
    parser.add_argument("--update", action="store_true", help="write the table anew")
    parser.add_argument("--json", action="store_true", help="print the counts alone, as JSON")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set may cost a call more or less
        os.execve(
            sys.executable,
            [sys.executable, "-m", "benchmarks.counts", *sys.argv[1:]],
            {**os.environ, "PYTHONHASHSEED": "0"},
        )
    found = measure()
    if options.json:
        print(json.dumps(found))
        return
    expected = read_table() if os.path.exists(TABLE) else {}
    print(table(found, expected))
    if options.update:
        write_table(found)
    elif told := excesses(found, expected):
        sys.exit("\n".join(["More work than before:", *told]))


if __name__ == "__main__":
    main()
