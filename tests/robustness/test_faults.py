"""Killed, interrupted, out of space, beside others: every file is old or new, and the next run does the rest.

These are real processes and, where the system allows it, real file systems.

`FAULTS=thorough pytest tests/robustness/test_faults.py -k any_moment` sends signals at 30 moments, not 4, to
runs over 2,000 pages, not 200. It takes some minutes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.processes import session, wait_for
from tests.support.site import Site, anchor, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

THOROUGH = os.environ.get("FAULTS") == "thorough"

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
    return subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


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
    done = result.stderr.startswith(("Linked ", f"Nothing to change in {len(names) + 1} pages with 1 term."))
    assert done, result.stderr
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


# Signals at any moment


class Undisturbed(NamedTuple):
    """A project before and after a run, and how many seconds the run took."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Return a project of enough bytes for two processes, and what `fix` makes of it."""
    site = Site(tmp_path_factory.mktemp("undisturbed"))
    site.write({"autolink.toml": ""})
    for name in make(site, 2000 if THOROUGH else 200):
        site.write({name: TEXT * 8})
    before = site.tree()
    start = time.perf_counter()
    assert site.process("fix", "-j2").returncode == 0
    return Undisturbed(before, site.tree(), time.perf_counter() - start)


ENDINGS = {"SIGKILL": "", "SIGTERM": "terminated\n", "SIGHUP": "hung up\n", "SIGINT": "interrupted\n"}
"""The signals, and what a run says that they end."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("number", range(30 if THOROUGH else len(ENDINGS)))
def test_a_signal_at_any_moment(site: Site, undisturbed: Undisturbed, number: int) -> None:
    site.write(undisturbed.before)
    name = list(ENDINGS)[number % len(ENDINGS)]
    process = start(site, "fix", "-q", "-j2")
    time.sleep(Random(number).uniform(0, 1.1 * undisturbed.seconds))
    process.send_signal(getattr(signal, name))
    _, errors = process.communicate(timeout=30)
    wait_for(lambda: not session(process.pid), seconds=2)

    left = site.tree()
    temporary = left.keys() - undisturbed.before.keys()
    assert all(re.fullmatch(r"\.autolink-[0-9a-f]{16}", file) for file in temporary)
    assert len(temporary) <= (name == "SIGKILL")
    done = assert_before_or_after(left, undisturbed)
    if process.returncode == 128 + getattr(signal, name):
        assert errors.decode() == ENDINGS[name]
    elif name != "SIGKILL":  # Python itself had not begun yet, or was ending
        assert done in (0, len(undisturbed.before.items() - undisturbed.after.items()))

    assert site.process("fix", "-q", "-j2").returncode == 0
    assert site.tree() == {**undisturbed.after, **{file: left[file] for file in temporary}}


def assert_before_or_after(found: Mapping[str, bytes], undisturbed: Undisturbed) -> int:
    """Assert that every file is as it was or as it should be; return how many have changed."""
    done = 0
    for name, before in undisturbed.before.items():
        assert found[name] in (before, undisturbed.after[name]), name
        done += found[name] != before
    return done


@pytest.mark.parametrize("include", [[".md"], ["*"], [".md", "docs/**"]])
def test_what_a_killed_run_left_is_no_page(site: Site, include: list[str]) -> None:
    names = make(site, 3)
    leftovers = {".autolink-0123456789abcdef": "A Term.\n", "docs/.autolink-0123456789abcdef": "A Term.\n"}
    site.write({"autolink.toml": f"include = {include}\nexclude = ['*.toml']\n", **leftovers})
    assert_completed(site, names)
    assert {name: site.read(name) for name in leftovers} == leftovers


# Two runs at once, readers that stop


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
    assert f"in {len(written)} pages" in errors
    (volume.root / "filler").unlink()
    assert volume.process("fix").returncode == 0
    assert volume.process("fix", "--check").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of resources")
def test_a_file_that_may_not_grow_stays_as_it_is(site: Site) -> None:
    """What a full disk is like where no file system can be mounted."""
    names = make(site, 4)
    long = TEXT + "x" * (2048 - len(TEXT.encode()))
    site.write(dict.fromkeys(names[:2], long))
    run = f"ulimit -f 4; exec '{sys.executable}' -B -m autolink fix"  # 4 blocks of 512 bytes
    done = subprocess.run(["sh", "-c", run], cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    for name in names[:2]:
        assert f"error: {name}: File too large\n" in done.stderr
        assert site.read(name) == long
    assert assert_old_or_new(site, names[2:]) == 2
    assert set(site.tree()) == {*names, "autolink.toml", "glossary.md"}
    assert site.run("fix").exit_code == 0


def test_a_read_only_file_system(volume: Site) -> None:
    names = make(volume, 3)
    assert _mount("-o", "remount,ro", str(volume.root))
    before = volume.tree()
    done = volume.process("fix")
    assert done.returncode == 2
    for name in names:
        assert f"error: {name}: Read-only file system\n" in done.stderr.decode()
    assert "No page was changed." in done.stderr.decode()
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
