"""What git ignores is left out. Real git is the judge."""

from __future__ import annotations

import os
import subprocess
from random import Random
from typing import TYPE_CHECKING

import pytest

from autolink import files
from autolink.config import Config
from autolink.files.ignore.patterns import Patterns

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.site import Site


@pytest.fixture(autouse=True)
def _git_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name, value in (("NAME", "N"), ("EMAIL", "n@example.com")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)


def git(folder: Path | str, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


def listed_by_git(folder: Path | str) -> list[str]:
    """Return the pages below a folder that git does not ignore, tracked or not."""
    names = git(folder, "ls-files", "-coz", "--exclude-standard").split(b"\0")
    return sorted({os.fsdecode(name) for name in names if name.endswith(b".md")})


def found(folder: Path | str, root: Path | str | None = None, **settings: bool) -> list[str]:
    """Return the pages found below a folder, relative to it."""
    top = str(folder)
    pages = files.find_pages([top], Config(root=str(root or folder), **settings).selection)  # type: ignore[arg-type]
    return [page.removeprefix(f"{top}/") for page in pages]


# Single patterns: what .gitignore says, a file, and whether it is ignored

PATTERNS = [
    ("a.md", "a.md", True),
    ("a.md", "deep/er/a.md", True),
    ("a.md", "ba.md", False),
    ("a.md", "a.md.md", False),
    ("A.md", "a.md", False),
    ("/a.md", "a.md", True),
    ("/a.md", "deep/a.md", False),
    ("deep/a.md", "deep/a.md", True),
    ("deep/a.md", "x/deep/a.md", False),
    ("**/deep/a.md", "x/deep/a.md", True),
    ("docs", "docs/a.md", True),
    ("docs/", "docs/a.md", True),
    ("docs/", "x/docs/a.md", True),
    ("a.md/", "a.md", False),
    ("docs/*", "docs/a.md", True),
    ("docs/*", "docs/deep/a.md", True),
    ("docs/*.md", "docs/deep/a.md", False),
    ("docs/**/*.md", "docs/a.md", True),
    ("docs/**/*.md", "docs/x/y/a.md", True),
    ("docs/**/*.md", "other/docs/a.md", False),
    ("**/a.md", "a.md", True),
    ("docs/**", "docs/x/a.md", True),
    ("doc**/a.md", "docs/x/a.md", True),  # a quirk: the letters before the first star are compared apart
    ("d?c**/a.md", "docs/x/a.md", False),
    ("*.md", "a.md", True),
    ("*.mdx", "a.md", False),
    ("a*c*e.md", "abcde.md", True),
    ("a*c*e.md", "abcdef.md", False),
    ("a*c", "abc.md", False),
    ("?.md", "a.md", True),
    ("?.md", "é.md", False),  # two bytes
    ("??.md", "é.md", True),
    ("[ab].md", "b.md", True),
    ("[!ab].md", "b.md", False),
    ("[^ab].md", "c.md", True),
    ("[a-c].md", "b.md", True),
    ("[c-a].md", "b.md", False),
    ("[]].md", "].md", True),
    ("[a-].md", "-.md", True),
    ("[[:digit:]].md", "1.md", True),
    ("[[:digit:]].md", "d.md", False),
    ("[[:nothing:]].md", "n.md", False),
    ("[a.md", "[a.md", False),
    (r"\[a.md", "[a.md", True),
    (r"\*.md", "a.md", False),
    (r"\*.md", "*.md", True),
    (r"a.md\ ", "a.md", False),
    ("a.md  ", "a.md", True),
    (" a.md", "a.md", False),
    ("a.md\\", "a.md", False),
    ("# a.md", "a.md", False),
    ("#a.md", "#a.md", False),
    (r"\#a.md", "#a.md", True),
    (r"\!a.md", "!a.md", True),
    ("a.md\r\n", "a.md", True),
    ("\ufeffa.md", "a.md", True),
    ("/", "a.md", False),
    ("//a.md", "a.md", False),
    ("*.md\n!a.md", "a.md", False),
    ("*.md\n!a.md", "b.md", True),
    ("!a.md\n*.md", "a.md", True),
    ("docs/\n!docs/a.md", "docs/a.md", True),
    ("docs/*\n!docs/a.md", "docs/a.md", False),
    ("*\n!*/\n!a.md", "docs/a.md", False),
    ("*\n!*/\n!a.md", "docs/b.md", True),
]


@pytest.mark.parametrize(("patterns", "name", "ignored"), PATTERNS)
def test_a_pattern_means_what_it_means_to_git(site: Site, patterns: str, name: str, ignored: bool) -> None:
    site.write({".gitignore": patterns, name: ""})
    git(site.root, "init", "-q")
    assert (listed_by_git(site.root) == [name]) is not ignored
    assert (found(site.root) == [name]) is not ignored


# Generated trees

NAMES = (
    "a",
    "b",
    "ab",
    "ba",
    "abc",
    "a.b",
    "A",
    "é",
    "a b",
    "[a]",
    "a-b",
    "]",
    "!a",
    "#a",
    "a\\b",
    "foo",
    "b ",
)
PIECES = (
    *("a", "b", "ab", "foo", ".md", "*.md", "é", "A", "-", "!", "#", " ", "[", "]", "\\"),
    *("*", "**", "?", "/", "/", "/**", "**/", "*/", "a/", "\\a", "\\!", "\\#", "\\ ", "\\*", "\\/"),
    *("[ab]", "[!a]", "[^b]", "[a-c]", "[c-a]", "[]a]", "[!]]", "[a-]", "[\\]]", "[a/b]"),
    *("[[:alpha:]]", "[[:x:]]", "[[:]"),
)
COMMON_PIECES = ("a", "b", "ab", "foo", ".md", "*", "**", "?", "/", "/", "**/", "/**")


def random_pattern(random: Random) -> str:
    pieces = random.choice((PIECES, COMMON_PIECES))
    pattern = "".join(random.choices(pieces, k=random.randint(1, 5)))
    return "!" + pattern if random.random() < 0.25 else pattern


def write_random_folder(folder: str, random: Random) -> None:
    """Write pages in nested folders, with `.gitignore` files in up to three of them."""
    folders = [folder]
    for _ in range(12):
        place = "/".join([folder, *random.choices(NAMES, k=random.randint(0, 3))])
        os.makedirs(place, exist_ok=True)
        folders.append(place)
        with open(f"{place}/{random.choice(NAMES)}.md", "wb"):
            pass
    for place in (folder, *random.sample(folders, 2)):
        patterns = [random_pattern(random) for _ in range(random.choice((1, 2, 3, 5)))]
        with open(f"{place}/.gitignore", "wb") as stream:
            stream.write(random.choice(("\n", "\r\n")).join(patterns).encode())


@pytest.mark.parametrize("seed", range(4))
def test_generated_trees_are_read_as_git_reads_them(site: Site, seed: int) -> None:
    random = Random(seed)
    for number in range(100):
        write_random_folder(f"{site.root}/{number}", random)
    git(site.root, "init", "-q")
    expected = listed_by_git(site.root)
    assert found(site.root) == expected
    assert 200 < len(expected) < len(found(site.root, respect_gitignore=False)) - 200


# Where patterns come from


@pytest.fixture
def repository(site: Site) -> Site:
    git(site.root, "init", "-q")
    return site


def test_a_nested_file_takes_a_folder_back_in(repository: Site) -> None:
    repository.write(
        {".gitignore": "build\n", "a/.gitignore": "!build\n", "a/build/x.md": "", "build/y.md": ""}
    )
    assert found(repository.root) == listed_by_git(repository.root) == ["a/build/x.md"]


def test_a_nested_file_cannot_take_in_what_lies_in_an_ignored_folder(repository: Site) -> None:
    repository.write({".gitignore": "build/\n", "build/.gitignore": "!x.md\n", "build/x.md": "", "y.md": ""})
    assert found(repository.root) == listed_by_git(repository.root) == ["y.md"]


def test_a_nested_file_holds_below_its_folder_only(repository: Site) -> None:
    repository.write({"a/.gitignore": "/x.md\n", "a/x.md": "", "x.md": "", "a/b/x.md": "", "b/x.md": ""})
    assert found(repository.root) == listed_by_git(repository.root) == ["a/b/x.md", "b/x.md", "x.md"]


def test_git_info_exclude_is_read_and_yields_to_gitignore(repository: Site) -> None:
    repository.write({".git/info/exclude": "/x.md\n/y.md\n", ".gitignore": "!y.md\n"})
    repository.write(dict.fromkeys(("x.md", "y.md", "a/x.md"), ""))
    assert found(repository.root) == listed_by_git(repository.root) == ["a/x.md", "y.md"]


def test_a_project_below_the_top_of_its_repository(repository: Site) -> None:
    repository.write(
        {".gitignore": "/part/x.md\nz.md\n", "part/.gitignore": "!z.md\n", ".git/info/exclude": "v.md"}
    )
    repository.write(dict.fromkeys(("part/x.md", "part/y.md", "part/z.md", "part/a/x.md", "part/a/v.md"), ""))
    part = repository.root / "part"
    assert found(part) == listed_by_git(part) == ["a/x.md", "y.md", "z.md"]
    assert found(part / "a", root=part) == listed_by_git(part / "a") == ["x.md"]


def test_a_worktree_has_the_exclusions_of_its_repository(repository: Site, tmp_path: Path) -> None:
    repository.write({".git/info/exclude": "x.md\n"})
    git(repository.root, "commit", "-q", "--allow-empty", "-m", "first")
    git(repository.root, "worktree", "add", "-q", str(tmp_path / "tree"))
    for name in ("x.md", "y.md"):
        (tmp_path / "tree" / name).write_bytes(b"")
    assert found(tmp_path / "tree") == listed_by_git(tmp_path / "tree") == ["y.md"]


def test_a_repository_inside_another_one_has_its_own_patterns(repository: Site) -> None:
    repository.write({".gitignore": "x.md\n", "module/.gitignore": "y.md\n"})
    repository.write(dict.fromkeys(("module/x.md", "module/y.md", "x.md", "y.md"), ""))
    git(repository.root / "module", "init", "-q")
    assert listed_by_git(repository.root / "module") == ["x.md"]
    assert found(repository.root) == ["module/x.md", "y.md"]


def test_outside_of_a_repository_the_patterns_below_the_root_hold(site: Site, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"y.md\n")
    site.write({".gitignore": "x.md\n", "x.md": "", "y.md": "", "a/x.md": ""})
    assert found(site.root) == ["y.md"]


def test_a_users_own_exclusions_do_not_count(repository: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({"config/git/ignore": "x.md\n", "x.md": ""})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(repository.root / "config"))
    assert listed_by_git(repository.root) == []
    assert found(repository.root) == ["x.md"]


def test_a_gitignore_that_is_no_file_says_nothing(repository: Site) -> None:
    repository.write({"patterns": "x.md\n", "x.md": "", "a/.gitignore/y": "", "a/x.md": ""})
    (repository.root / ".gitignore").symlink_to("patterns")
    assert found(repository.root) == listed_by_git(repository.root) == ["a/x.md", "x.md"]


# What is not up to git


def test_ignored_files_can_be_taken_in(repository: Site) -> None:
    repository.write({".gitignore": "x.md\nbuild/\n", "x.md": "", "build/y.md": ""})
    assert found(repository.root) == []
    assert found(repository.root, respect_gitignore=False) == ["build/y.md", "x.md"]


def test_an_ignored_page_or_folder_that_is_named_is_read(repository: Site) -> None:
    repository.write({".gitignore": "x.md\nbuild/\n", "x.md": "", "build/y.md": ""})
    config = Config(root=str(repository.root))
    for name in ("x.md", "build/y.md"):
        assert files.find_pages([f"{repository.root}/{name}"], config.selection) == [
            f"{repository.root}/{name}"
        ]
    assert found(repository.root / "build", root=repository.root) == ["y.md"]


def test_a_tracked_file_that_a_pattern_matches_is_left_out_all_the_same(repository: Site) -> None:
    repository.write({".gitignore": "x.md\n", "x.md": ""})
    git(repository.root, "add", "-f", "x.md")
    assert listed_by_git(repository.root) == ["x.md"]
    assert found(repository.root) == []


def test_a_link_to_an_ignored_file_that_exists_does_not_dangle(repository: Site) -> None:
    repository.write(
        {".gitignore": "x.md\n", "x.md": "# X\n", "glossary.md": "## T\n\n[x](x.md#x) [y](missing.md)\n"}
    )
    result = repository.run("check")
    assert "missing.md" in result.stdout
    assert "x.md" not in result.stdout


def test_patterns_that_invite_backtracking_are_settled_at_once() -> None:
    name = "a" * 250
    for pattern in (b"*a" * 100 + b"b", b"**/*a/" * 50 + b"b", b"[a]*" * 100 + b"b", b"*" * 9000 + b"b"):
        patterns = Patterns("/", pattern)
        assert patterns.verdict(f"/{f'{name}/' * 15}{name}", name, False) is None
