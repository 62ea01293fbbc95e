"""Files without an end, or too large: none is read, whatever it is taken for, in a process of little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import IO, TYPE_CHECKING

import pytest

from autolink import files
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs devices, pipes and limits")

KIBIBYTES = 768 * 1024
TOO_LARGE = 5 * 2**30
LINKED_TERM = f"## Term{anchor('Term')}\n\nA definition.\n"
ENDLESS = ["device", "pipe", "large"]


def make(site: Site, name: str, kind: str) -> None:
    """Put a symlink to an endless device in a place, a symlink to a pipe, or a file of gigabytes."""
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        pipe = site.root.parent / "pipe"
        if not pipe.exists():
            os.mkfifo(pipe)
        path.symlink_to(pipe)
    else:
        path.touch()
        os.truncate(path, TOO_LARGE)


def run(
    site: Site, *arguments: str, stdin: IO[bytes] | int = subprocess.DEVNULL
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process that may not have much memory, or time."""
    limited = f'ulimit -v {KIBIBYTES}; exec "$0" -m autolink "$@"'
    command = ["/bin/sh", "-c", limited, sys.executable, *arguments]
    return subprocess.run(
        command, cwd=site.root, stdin=stdin, capture_output=True, text=True, check=False, timeout=60
    )


def reason(kind: str, limit: int = files.MAX_BYTES) -> str:
    return f"larger than {limit // 2**20} MiB" if kind == "large" else "not a regular file"


@pytest.fixture
def pages(site: Site) -> Site:
    site.write({"glossary.md": LINKED_TERM, "a.md": "Term\n"})
    return site


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_page(pages: Site, kind: str) -> None:
    make(pages, "m.md", kind)
    message = f"m.md:1:1: P004 cannot be read: {reason(kind)}\n"
    result = run(pages, "check", "m.md")
    assert (result.returncode, result.stdout) == (1, message)
    result = run(pages, "fix", "--jobs", "2")
    assert (result.returncode, result.stderr.startswith(message)) == (1, True)
    assert pages.read("a.md") == f"{link('Term', 'Term', 'glossary.md')}\n"


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_page_of_the_glossary(pages: Site, kind: str) -> None:
    pages.write({"autolink.toml": 'glossary = ["glossary.md", "m.md"]\n'})
    make(pages, "m.md", kind)
    result = run(pages, "check")
    assert (result.returncode, result.stdout) == (1, f"m.md:1:1: P004 cannot be read: {reason(kind)}\n")


@pytest.mark.parametrize("kind", ENDLESS)
@pytest.mark.parametrize("name", ["pyproject.toml", "docs/autolink.toml"])
def test_a_configuration(pages: Site, kind: str, name: str) -> None:
    pages.write({"docs/b.md": "Term\n"})
    if name == "pyproject.toml":
        (pages.root / "autolink.toml").unlink()
    make(pages, name, kind)
    result = run(pages, "check", "docs")
    expected = f"error: {name}: {reason(kind, files.MAX_SETTINGS)}\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", expected)


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_configuration_that_is_named(pages: Site, kind: str) -> None:
    make(pages, "other.toml", kind)
    result = run(pages, "check", "--config", "other.toml")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"error: other.toml: {reason(kind, files.MAX_SETTINGS)}\n"


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_baseline(pages: Site, kind: str) -> None:
    pages.write({"autolink.toml": 'baseline = "known.json"\n'})
    make(pages, "known.json", kind)
    result = run(pages, "check")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"error: known.json: {reason(kind)}\n"


def test_patterns_of_what_git_ignores(pages: Site) -> None:
    os.mkfifo(pages.root / ".gitignore")
    assert run(pages, "check").returncode == 0
    (pages.root / ".gitignore").unlink()
    make(pages, "docs/.gitignore", "large")
    result = run(pages, "check")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "error: docs/.gitignore: larger than 1 MiB\n"


@pytest.mark.parametrize("kind", ENDLESS)
@pytest.mark.parametrize("name", [".git", ".git/commondir", ".git/info/exclude"])
def test_files_of_git(pages: Site, kind: str, name: str) -> None:
    make(pages, name, kind)
    result = run(pages, "check")
    if (kind, name) == ("large", ".git/info/exclude"):
        assert result.stderr == f"error: {name}: larger than 1 MiB\n"
    else:
        assert (result.returncode, result.stderr) == (0, "No problems found. No links were checked.\n")


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_what_links_point_to_is_not_there(pages: Site, kind: str) -> None:
    pages.write(
        {"autolink.toml": 'exclude = ["out.md"]\n', "a.md": "[](x.html#y) [](x.py#L2) [](out.md#y)\n"}
    )
    for name in ("x.html", "x.py", "out.md"):
        make(pages, name, kind)
    result = run(pages, "check")
    assert (result.returncode, result.stdout.count(": L002 ")) == (1, 3)


def test_of_what_is_too_large_nobody_says_what_is_in_it(pages: Site) -> None:
    names = ("x.html", "x.py", "out.md", "large.md")
    for name in names:
        make(pages, name, "large")
    fragments = "[a](x.html#y) [b](x.py#L2) [c](out.md#y) [d](large.md#y) [e](large.md#44Ki)\n"
    pages.write({"autolink.toml": 'exclude = ["out.md"]\n', "a.md": fragments})
    result = run(pages, "check")
    assert result.stdout == "large.md:1:1: P004 cannot be read: larger than 64 MiB\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("mkdocs.yml", "device"), (".pre-commit-config.yaml", "pipe"), ("glossary.md", "large")],
)
def test_what_init_looks_at(pages: Site, name: str, kind: str) -> None:
    (pages.root / "autolink.toml").unlink()
    make(pages, name, kind)
    result = run(pages, "init", "--yes")
    is_passed_over = name != "glossary.md"
    assert (result.returncode, reason(kind) in result.stderr) == ((0, False) if is_passed_over else (2, True))
    assert ("cannot tell from mkdocs.yml which extensions are enabled" in result.stderr) is (
        name == "mkdocs.yml"
    )


def test_a_page_on_stdin(pages: Site) -> None:
    with open("/dev/zero", "rb") as endless:
        result = run(pages, "fix", "-", stdin=endless)
    assert (result.returncode, result.stderr) == (2, "error: stdin is larger than 64 MiB\n")


# Configurations that cost much


@pytest.mark.parametrize("depth", [51, 2_000, 100_000])
@pytest.mark.parametrize(
    "form", ["a{dots} = 1", "[a{dots}]", "a = {open}{close}", "a = {open}", "a = {table}"]
)
def test_a_configuration_of_many_levels(pages: Site, form: str, depth: int) -> None:
    text = form.format(
        dots=".a" * depth,
        open="[" * depth,
        close="]" * depth,
        table="{ a = " * depth + "1" + " }" * depth,
    )
    pages.write({"autolink.toml": f"{text}\n"})
    result = pages.run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    expected = "error: autolink.toml: nested too deeply\n"
    assert result.stderr == expected or (form == "a = {open}" and depth == 51)


@pytest.mark.parametrize("table", ["", f"[x{'.x' * 2_000}]\n"])
def test_a_configuration_of_many_long_names(pages: Site, table: str) -> None:
    dots = ".a" * (10 if table else 500)
    names = "\n".join(f"b{number}{dots} = 1" for number in range(20_000 if table else 1_000))
    pages.write({"autolink.toml": f"{table}{names}\n"})
    result = run(pages, "check")
    assert (result.returncode, "nested too deeply" in result.stderr) == (2, True)


def test_a_large_configuration_of_few_levels(pages: Site) -> None:
    table = "".join(f'a{number} = "A sentence. Another one: x.y.z."\n' for number in range(5_000))
    (pages.root / "autolink.toml").unlink()
    pages.write({"pyproject.toml": f"[tool.autolink]\n[tool.other.more]\n{table}"})
    assert pages.run("check").exit_code == 0
