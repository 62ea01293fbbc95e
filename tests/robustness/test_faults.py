"""Killed, interrupted, out of space, beside others: every file is old or new, and the next run does the rest.

These are real processes and, where the system allows it, real file systems.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.site import Site, anchor, link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "A Term, the Terms of a paragraph.\n\n" + "No mention in this one. " * 40 + "\n\nは**Term**は\n"
LINKED = TEXT
for written in ("**Term**", "Terms", "A Term"):
    LINKED = LINKED.replace(
        written,
        written.replace(written.removeprefix("A "), link(written.removeprefix("A "), "Term", "glossary.md")),
    )
COUNT = 500


def start(site: Site, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a process of its own, in the background."""
    command = [sys.executable, "-m", "autolink", *arguments]
    return subprocess.Popen(command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def make(site: Site, count: int) -> list[str]:
    """Write a glossary and many pages; return the names of the pages."""
    names = [f"page-{number:04}.md" for number in range(count)]
    site.write({"glossary.md": f"## Term{anchor('Term')}\n\nA definition.\n", **dict.fromkeys(names, TEXT)})
    return names


def start_and_wait(site: Site, names: list[str]) -> subprocess.Popen[bytes]:
    """Start `fix` and wait until it has written some pages."""
    process = start(site, "fix")
    while site.read(names[3]) == TEXT:
        assert process.poll() is None
        time.sleep(0.001)
    return process


def assert_old_or_new(site: Site, names: list[str]) -> int:
    """Assert that every page is as it was or as it should be; return how many are new."""
    contents = [site.read(name) for name in names]
    assert set(contents) <= {TEXT, LINKED}
    return contents.count(LINKED)


def assert_completed(site: Site, names: list[str]) -> None:
    """Run `fix` and assert that all pages are done and nothing else was taken for a page."""
    result = site.run("fix")
    assert result.exit_code == 0, result.output
    assert f"{len(names) + 1} pages, 1 term" in result.stderr
    assert assert_old_or_new(site, names) == len(names)
    assert site.run("fix", "--check").stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_killed_run_leaves_every_file_old_or_new(site: Site) -> None:
    names = make(site, COUNT)
    process = start_and_wait(site, names)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert 0 < assert_old_or_new(site, names) < COUNT
    assert_completed(site, names)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_run_leaves_nothing_behind(site: Site) -> None:
    names = make(site, COUNT)
    process = start_and_wait(site, names)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode not in (0, 1), "1 would say that something would change"
    assert b"Traceback" not in errors
    assert 0 < assert_old_or_new(site, names) < COUNT
    assert set(site.tree()) == {*names, "autolink.toml", "glossary.md"}
    assert_completed(site, names)


def test_what_a_killed_run_left_is_no_page(site: Site) -> None:
    names = make(site, 3)
    leftovers = {".autolink-abc123": "A Term.\n", ".autolink-abc123.tmp": "A Term.\n"}
    site.write(leftovers)
    assert_completed(site, names)
    assert {name: site.read(name) for name in leftovers} == leftovers


def test_two_runs_at_once(site: Site) -> None:
    names = make(site, 100)
    processes = [start(site, "fix") for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors  # what the other one has done is done
    assert assert_old_or_new(site, names) == len(names)
    assert_completed(site, names)
    assert set(site.tree()) == {*names, "autolink.toml", "glossary.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
@pytest.mark.parametrize("command", [["fix", "--diff"], ["fix", "--check"], ["unlink", "--diff"]])
def test_a_reader_that_stops_reading_is_no_fault(site: Site, command: list[str]) -> None:
    make(site, 100)
    if command[0] == "unlink":
        site.run("fix")
    before = site.tree()
    process = start(site, *command)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()
    assert site.tree() == before


# File systems that are full or read-only


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return an empty project on a file system of 1 MB of its own."""
    root = tmp_path / "volume"
    root.mkdir()
    if not _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(root)):
        pytest.skip("cannot mount a file system")
    try:
        site = Site(root)
        site.write({"autolink.toml": ""})
        monkeypatch.chdir(root)
        yield site
    finally:
        monkeypatch.undo()
        subprocess.run(["umount", "-l", str(root)], check=True)


def test_a_full_disk_leaves_every_file_old_or_new(volume: Site) -> None:
    names = make(volume, 40)
    for name in names:  # two blocks each; the links make it three
        volume.write({name: TEXT + "x" * (8192 - len(TEXT.encode()))})
    status = os.statvfs(volume.root)
    volume.write({"filler": b"\0" * (status.f_bavail - 10) * status.f_bsize})
    before = volume.tree()
    done = volume.process("fix")
    assert done.returncode == 2
    errors = done.stderr.decode()
    assert "Traceback" not in errors
    after = volume.tree()
    assert set(after) == set(before)
    written = [name for name in names if after[name] != before[name]]
    assert 0 < len(written) < len(names)
    for name in names:
        assert after[name] in (before[name], before[name].replace(TEXT.encode(), LINKED.encode()))
        assert (f"error: {name}: No space left on device\n" in errors) == (name not in written)
    assert f"{len(written)} pages changed" in errors
    (volume.root / "filler").unlink()
    assert volume.process("fix").returncode == 0
    assert volume.process("fix", "--check").returncode == 0


def test_a_read_only_file_system(volume: Site) -> None:
    names = make(volume, 3)
    assert _mount("-o", "remount,ro", str(volume.root))
    before = volume.tree()
    done = volume.process("fix")
    assert done.returncode == 2
    for name in names:
        assert f"error: {name}: Read-only file system\n" in done.stderr.decode()
    assert "0 pages changed" in done.stderr.decode()
    assert volume.tree() == before
    assert volume.process("fix", "--check").returncode == 1
    assert volume.process("check").returncode == 0


# Symlinks


@pytest.fixture
def outside(site: Site) -> Path:
    """Return a page outside the project."""
    make(site, 1)
    page = site.root.parent / "outside" / "page.md"
    page.parent.mkdir()
    page.write_text("A Term.\n")
    return page


def test_a_symlink_to_outside_is_left_alone_and_reported(site: Site, outside: Path) -> None:
    (site.root / "m.md").symlink_to(outside)
    result = site.run("fix")
    assert result.exit_code == 2
    assert "error: m.md: symlink to a file outside the project\n" in result.stderr
    assert outside.read_text() == "A Term.\n"
    assert (site.root / "m.md").is_symlink()
    assert assert_old_or_new(site, ["page-0000.md"]) == 1


@pytest.mark.parametrize("named", ["linked", "linked/page.md"])
def test_a_page_in_a_symlinked_folder_outside_is_left_alone_and_reported(
    site: Site, outside: Path, named: str
) -> None:
    (site.root / "linked").symlink_to(outside.parent)
    result = site.run("fix", named)
    assert outside.read_text() == "A Term.\n"
    assert result.exit_code == 2
    assert "outside the project" in result.stderr


def test_a_project_that_is_reached_by_a_symlink_is_no_other(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = make(site, 2)
    (site.root.parent / "entrance").symlink_to(site.root)
    monkeypatch.chdir(site.root.parent / "entrance")
    (site.root / "m.md").symlink_to("page-0000.md")
    assert site.run("fix", names[1]).exit_code == 0
    assert site.run("fix", "m.md").exit_code == 0
    assert assert_old_or_new(site, names) == 2


def test_a_symlink_to_a_page_in_another_folder_is_not_a_second_page(site: Site) -> None:
    """One text cannot be linked from two folders: the page decides, not its symlink."""
    names = make(site, 1)
    (site.root / "docs").mkdir()
    (site.root / "docs/m.md").symlink_to(f"../{names[0]}")
    (site.root / "a").mkdir()
    (site.root / "a/m.md").symlink_to(f"../{names[0]}")
    site.run("fix")
    assert site.read(names[0]) == LINKED
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("fix", "docs/m.md").exit_code == 0
    assert site.read(names[0]) == LINKED
    site.run("unlink")
    assert site.read(names[0]) == TEXT
