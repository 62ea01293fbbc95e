"""Which links are broken, as a reader of the pages sees it: `tests/links/*/`, each folder a small project.

A page says what is expected in a comment on the line before, or on the same line when there is other text on
it: `<!-- expect: L002 -->` is exactly one such finding; `<!-- expect: L001 L002 "text" -->` is two, and the
text occurs in the message of the latter. Where no comment can stand, `expect.txt` lists `path:line L002`.
Names that git or a checkout might not hold are made here, in a copy of the folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from autolink import config
from autolink.files import PAGE_SUFFIXES
from autolink.project.project import Project
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINKS = REPOSITORY / "tests/links"
PROJECTS = sorted(folder.name for folder in LINKS.iterdir() if folder.is_dir())

_COMMENT = re.compile(r"<!--\s*expect:\s*(.*?)\s*-->")
_CONTAINERS = re.compile(r"(?:[ \t>]|[-+*] |\d+[.)] )*")
_FINDING = re.compile(r'([A-Z]\d{3})((?:\s+"[^"]*")*)')
_LINE_END = re.compile(r"\r\n?|\n")
_NO_LINKS = {"L004", "L007"}
"""Rules whose findings stand where the renderer sees no link."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding is: path below the root of the project, line, code."""

    path: str
    line: int
    code: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.code}"


@dataclass
class Expected:
    places: Counter[Place] = field(default_factory=Counter)
    texts: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, path: str, line: int, findings: str) -> None:
        for code, texts in _FINDING.findall(findings):
            place = Place(path, line, code)
            self.places[place] += 1
            self.texts += ((place, text) for text in re.findall(r'"([^"]*)"', texts))


def pages(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix in PAGE_SUFFIXES and path.is_file())


def expected(root: Path) -> Expected:
    """Read what the pages of a project expect."""
    found = Expected()
    for page in pages(root):
        name = page.relative_to(root).as_posix()
        for number, line in enumerate(_LINE_END.split(page.read_bytes().decode("utf-8-sig")), 1):
            for match in _COMMENT.finditer(line):
                alone = _CONTAINERS.sub("", _COMMENT.sub("", line), count=1).strip() == ""
                found.add(name, number + alone, match[1])
    table = root / "expect.txt"
    for line in table.read_text(encoding="utf-8").splitlines() if table.exists() else ():
        place, _, findings = line.partition(" ")
        path, _, row = place.rpartition(":")
        found.add(path, int(row), findings)
    return found


def check(root: Path) -> tuple[Counter[Place], dict[Place, list[str]]]:
    """Check a project; return the places of its findings and their messages."""
    places: Counter[Place] = Counter()
    messages: dict[Place, list[str]] = {}
    for item in Project(config.load(str(root))).check([]):
        place = Place(os.path.relpath(item.path, root).replace(os.sep, "/"), item.line, item.rule.code)
        places[place] += 1
        messages.setdefault(place, []).append(item.message)
    return places, messages


# What is made here


def make_names(root: Path) -> None:
    (root / "Guide.md").write_text("# Upper\n")
    if (root / "guide.md").exists():
        pytest.skip("this file system does not tell upper from lower case")
    names = {
        "guide.md": "# Lower\n",
        "re\u0301sume\u0301.md": "",
        "na\u00efve.md": "",
        "what?.md": "# What\n",
        "who? why.md": "",
        "a<b>.md": "",
        "a|b.md": "",
        'a"b".md': "",
        "a*b.md": "",
        "a:b.md": "",
        "a\\b.md": "",
    }
    try:
        for name, text in names.items():
            (root / name).write_text(text)
        (root / "link.md").symlink_to("docs/real.md")
        (root / "linked").symlink_to("docs", target_is_directory=True)
        (root / "dangling.txt").symlink_to("nowhere.txt")
        (root / "loop.txt").symlink_to("pool.txt")
        (root / "pool.txt").symlink_to("loop.txt")
    except OSError as error:
        pytest.skip(f"this file system cannot hold such names: {error}")
    if (root / "r\u00e9sum\u00e9.md").exists():
        pytest.skip("this file system normalises names")


def make_long_targets(root: Path) -> None:
    targets = ["x" * 100_000, "a/" * 5_000, "../" * 5_000 + "README.md", "%41" * 30_000, "a" * 300 + ".md"]
    broken = "".join(f"<!-- expect: L001 -->\n[x]({target})\n\n" for target in targets)
    anchors = f"<!-- expect: L002 L002 -->\n[x](#{'y' * 100_000}), [x](README.md#{'QUJD' * 25_000}%)\n\n"
    fine = f"[x]({'./' * 50}README.md), [x]({'d/../' * 30}README.md#long), [x](README.md?{'q' * 2_000})\n"
    (root / "d").mkdir()
    (root / "page.md").write_text(broken + anchors + fine)


def make_line_ends(root: Path) -> None:
    page = (
        "# Page\n\n[fine](#page), [x](gone.md) <!-- expect: L001 -->\n\n日本[x](#gone) <!-- expect: L002 -->\n\n"
        "```\n[x](gone.md)\n```\n\n<!-- expect: L001 -->\n[gone]: gone.md\n\n<p>\n<!-- expect: L001 -->\n"
        '<a href="gone.md">x</a>\n</p>\n\n- a\n\n  <!-- expect: L004 -->\n  [the page][nope]\n'
    )
    for name, data in {
        "lf.md": page.encode(),
        "crlf.md": page.replace("\n", "\r\n").encode(),
        "bom.md": b"\xef\xbb\xbf" + page.encode(),
        "bom_crlf.md": b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode(),
        "front.md": b"---\r\ntitle: x\r\n---\r\n" + page.replace("\n", "\r\n").encode(),
        "no_end.md": page.encode().rstrip(b"\n"),
    }.items():
        (root / name).write_bytes(data)


def make_repository(root: Path, remote: str) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git here")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for arguments in (
        ["init", "-q", "."],
        ["symbolic-ref", "HEAD", "refs/heads/main"],
        ["remote", "add", "origin", remote],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "All"],
    ):
        subprocess.run([git, *arguments], cwd=root, env=clean, check=True, timeout=60)


def make_neighbour(root: Path) -> None:
    """Put another project beside one, with no repository around both."""
    shutil.copytree(LINKS / "inline", root.parent / "inline")


MADE: dict[str, Callable[[Path], None]] = {
    "paths": make_neighbour,
    "names_made": make_names,
    "long_made": make_long_targets,
    "lines_made": make_line_ends,
    "remote_made": lambda root: make_repository(root, "git@github.com:example/harbour.git"),
    "remote_gitlab_made": lambda root: make_repository(root, "https://gitlab.com/group/sub/harbour.git"),
}


@pytest.fixture
def place(name: str, tmp_path: Path) -> Path:
    """Return the folder of a project, completed in a copy where something has to be made."""
    if name not in MADE:
        return LINKS / name
    root = tmp_path / name
    shutil.copytree(LINKS / name, root)
    MADE[name](root)
    return root


@pytest.mark.parametrize("name", PROJECTS)
def test_the_findings_are_those_that_the_pages_expect(name: str, place: Path) -> None:
    wanted = expected(place)
    found, messages = check(place)
    wrong = [f"missing: {item} ×{count}" for item, count in sorted((wanted.places - found).items())]
    wrong += [
        f"false alarm: {item} ×{count} {messages[item]}"
        for item, count in sorted((found - wanted.places).items())
    ]
    wrong += [
        f"no `{text}`: {item} {messages[item]}"
        for item, text in wanted.texts
        if item in messages and not any(text in message for message in messages[item])
    ]
    assert not wrong, "\n".join(["", *(line[:400] for line in wrong)])


# How many


class _Targets(HTMLParser):
    """Counts what points somewhere in rendered pages; footnotes point for themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if "data-footnote-ref" in names or "data-footnote-backref" in names or tag in ("span", "label"):
            return
        self.count += sum(name in names for name in ("href", "src", "poster"))
        self.count += len((names.get("srcset") or "").split(", ")) * ("srcset" in names)


def count_links(root: Path) -> int:
    counter = _Targets()
    for page in pages(root):
        text = re.sub(
            r"\A(---|\+\+\+)\n.*?^\1\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
        extensions = ["table", "autolink", "strikethrough"]
        counter.feed(cmarkgfm.markdown_to_html_with_extensions(text, options=options, extensions=extensions))
    return counter.count


def count(root: Path) -> tuple[int, int]:
    """Return how many links of a project are fine, and how many are not."""
    places = expected(root).places
    broken = sum(number for item, number in places.items() if item.code[0] == "L")
    unseen = sum(number for item, number in places.items() if item.code in _NO_LINKS)
    return count_links(root) - (broken - unseen), broken


def test_there_are_many_links_and_half_of_them_are_fine() -> None:
    counts = [count(LINKS / name) for name in PROJECTS]
    fine, broken = (sum(column) for column in zip(*counts, strict=True))
    assert fine + broken >= 250
    assert fine >= broken, f"{fine} fine, {broken} broken"
