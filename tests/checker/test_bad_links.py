"""Links, files and repositories made to hurt: a verdict or a clear message, never a crash."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")
GLOSSARY = "## Term\n\nText.\n"


def codes(site: Site) -> list[str]:
    """Return the place and code of each finding."""
    lines = site.run("check").stdout.splitlines()
    return [f"{line.partition(':')[0]} {line.split(' ')[1]}" for line in lines]


def git(site: Site, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=site.root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("x" * 100_000, "L001"),
        ("a.md%", "L001"),
        ("%", "L001"),
        ("%00", "L001"),
        ("glossary.md%00", "L001"),
        ("%FF.md", "L001"),
        ("%ff%fe/x", "L001"),
        ("p/" * 5_000, "L001"),
        ("../" * 5_000, "L001"),
        ("%2e%2e/" * 5_000, "L001"),
        ("glossary.md/" * 50, "L001"),
        ("a" * 256 + ".md", "L001"),
        ("\\\\host\\share", "L001"),
        ("#%", "L002"),
        ("#%00", "L002"),
        ("#%FF", "L002"),
        ("glossary.md#%E3%81", "L002"),
        ("#" * 100_000, "L002"),
        ("glossary.md#" + "A" * 100_000, "L002"),
        ("?" * 100_000, None),
        ("./" * 150 + "glossary.md", None),
        ("data:image/png;base64," + "A" * 100_000, None),
        ("https://example.org/" + "x/" * 50_000, None),
        ("https://docs.example.org/" + "x/" * 50_000, "L001"),
        ("https://docs.example.org/%00%FF%", "L001"),
    ],
    ids=lambda value: str(value)[:24],
)
@pytest.mark.parametrize("form", ["[x](<{}>)", '<img src="{}">', "[x]\n\n[x]: <{}>"])
def test_a_hostile_target_has_a_verdict(site: Site, form: str, target: str, code: str | None) -> None:
    settings = 'site-url = "https://docs.example.org"\n'
    site.write({"autolink.toml": settings, "glossary.md": GLOSSARY, "page.md": form.format(target)})
    assert codes(site) == ([f"page.md {code}"] if code else [])


def test_loops_of_symlinks(site: Site) -> None:
    site.write(
        {"glossary.md": GLOSSARY, "page.md": "[a](a/x.md) [b](b) [c](dot/dot/dot/page.md) [d](none)\n"}
    )
    for name, target in {"a": "b", "b": "a", "dot": ".", "none": "nowhere"}.items():
        (site.root / name).symlink_to(target)
    assert codes(site) == ["page.md L001", "page.md L001", "page.md L001"]


def test_names_that_differ_in_case_or_normal_form(site: Site) -> None:
    site.write(
        {"glossary.md": GLOSSARY, "Same.txt": "", "same.txt": "", "caf\u00e9.txt": "", "cafe\u0301.txt": ""}
    )
    if len(os.listdir(site.root)) < 6:
        pytest.skip("this file system does not tell them apart")
    site.write(
        {"page.md": "[x](Same.txt) [x](same.txt) [x](caf\u00e9.txt) [x](cafe\u0301.txt) [x](SAME.txt)\n"}
    )
    assert codes(site) == ["page.md L006"]
    assert "`Same.txt`" in site.run("check").stdout


def test_a_folder_of_many_files_and_as_many_broken_links(site: Site) -> None:
    names = [f"{number:05}" for number in range(1_000)]
    (site.root / "many").mkdir()
    for name in names:
        (site.root / "many" / f"{name}.txt").touch()
    links = "\n".join(f"[a](many/{name}.txt) [b](many/{name}.text) [c](many/{name}.TXT)" for name in names)
    site.write({"glossary.md": GLOSSARY, "page.md": links})
    lines = site.run("check").stdout.splitlines()
    assert len(lines) == 2_000
    assert all(f"`many/{name}.txt`" in lines[2 * row] for row, name in enumerate(names))


def test_a_large_html_file(site: Site) -> None:
    html = "".join(f'<p id="i{number}">{"text " * 12}<b</p>\n' for number in range(20_000))
    site.write({"glossary.md": GLOSSARY, "page.md": "[x](a.html#i19999) [x](a.html#nope)\n", "a.html": html})
    assert codes(site) == ["page.md L002"]


@needs_git
def test_a_repository_without_commits(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "https://github.com/o/r/blob/main/gone.md\n"})
    git(site, "init", "-q", "-b", "main")
    git(site, "remote", "add", "origin", "git@github.com:o/r.git")
    assert codes(site) == ["page.md L001"]
    assert site.run("check", "--since", "HEAD").stdout == site.run("check").stdout  # all of it is new
    result = site.run("check", "--since", "v1")
    assert result.exit_code == 2
    assert "has no commits yet" in result.stderr


@needs_git
def test_a_shallow_clone(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "[x](glossary.md#T2xkIGhlYWRpbmc=)\n"})
    git(site, "init", "-q", "-b", "main")
    for message in ("one", "two"):
        site.write({"other.md": message})
        git(site, "add", ".")
        git(site, "commit", "-qm", message)
    clone = site.root.parent / "clone"
    git(site, "clone", "-q", "--depth", "1", f"file://{site.root}", str(clone))
    result = site.process("check", str(clone))
    assert result.returncode == 1
    assert b"L003" in result.stdout
    result = site.process("check", "--since", "HEAD~1", str(clone))
    assert result.returncode == 2
    assert b"shallow" in result.stderr


def test_no_git_on_the_machine(site: Site) -> None:
    site.write(
        {
            "glossary.md": GLOSSARY,
            "page.md": "[x](glossary.md#T2xkIGhlYWRpbmc=) https://github.com/o/r/blob/main/x\n",
        }
    )
    result = site.process("check", environment={"PATH": str(site.root)})
    assert result.returncode == 1
    assert result.stdout.count(b"\n") == 1
    assert b"L003" in result.stdout
    result = site.process("check", "--since", "main", environment={"PATH": str(site.root)})
    assert (result.returncode, result.stderr) == (2, b"error: git is not installed\n")


def test_no_seed_of_hashes_changes_what_is_said(site: Site) -> None:
    pages = {
        f"p{number}.md": "[x](guid.md) [x](#nope) [x][nope] <a href='A.md'>x</a>\n" for number in range(20)
    }
    site.write(
        {"glossary.md": GLOSSARY, "a.md": "", "guide.md": "", "guides.md": "", "sub/guid.md": "", **pages}
    )
    runs = {site.process("check", environment={"PYTHONHASHSEED": str(seed)}).stdout for seed in range(1, 4)}
    assert len(runs) == 1
