"""Work in several processes: the same results in the same order, whatever the number and however they start."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from autolink.errors import AutolinkError
from autolink.project import jobs
from autolink.project import pool as workers
from autolink.project.pool import Failure, each
from autolink.project.project import Project
from autolink.rewriter.rename import plan
from tests.support.processes import children, session, wait_for
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from autolink.project.snapshot import Snapshot
    from tests.support.site import Site

GLOSSARY = "## 事前学習 | Pre-training\n\nThe first step.\n\n## LLM\n\nA model.\n"
METHODS = ["fork", "spawn", "forkserver"] if sys.platform == "linux" else ["spawn"]


@pytest.fixture
def many(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a project whose few pages are dealt out to processes all the same."""
    monkeypatch.setattr(workers, "_FEW_BYTES", 1)
    site.write({"glossary.md": GLOSSARY})
    site.write(
        {
            f"p{number}.md": f"# P{number}\n\nLLM, 事前学習. [x](p{number + 1}.md#p{number + 1}) [y](p0.md#no)\n"
            for number in range(40)
        }
    )
    site.write({"p7.md": b"\xff\n"})
    return site


def size(path: str) -> int:
    return os.stat(path).st_size


def fail_on_seven(path: str) -> int:
    if path.endswith("7.md"):
        raise ValueError(f"no {path}")
    return size(path)


@pytest.mark.parametrize("method", METHODS)
def test_the_results_come_in_order(many: Site, method: str) -> None:
    paths = sorted(map(str, many.root.glob("*.md")))
    for number in (2, 5) if method == "fork" else (3,):  # the others start slowly
        assert list(each(size, paths, number, method)) == list(map(size, paths))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_a_failure_of_its_page_alone(many: Site, jobs: int) -> None:
    paths = sorted(map(str, many.root.glob("*.md")))
    results = dict(zip(paths, each(fail_on_seven, paths, jobs), strict=True))
    failed = {path for path, result in results.items() if isinstance(result, Failure)}
    assert failed == {path for path in paths if path.endswith("7.md")}
    for path in failed:
        result = results[path]
        assert isinstance(result, Failure)
        assert result.path == path
        assert f"ValueError: no {path}" in result.traceback


def test_few_bytes_are_worth_no_processes(many: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_FEW_BYTES", 10**9)
    monkeypatch.setattr(workers, "_in_processes", None)
    paths = sorted(map(str, many.root.glob("*.md")))
    assert list(each(size, paths, 8)) == list(map(size, paths))


def test_a_consumer_that_wants_no_more_leaves_no_process_behind(many: Site) -> None:
    paths = sorted(map(str, many.root.glob("*.md"))) * 20
    results = each(size, paths, 2)
    assert next(results) == size(paths[0])
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_the_chunks_hold_every_page_once_and_as_many_bytes(many: Site) -> None:
    many.write({"large.md": "x" * 5000})
    paths = sorted(map(str, many.root.glob("*.md")))
    chunks = workers._chunks(paths, 2)
    assert [path for chunk in chunks for path in chunk] == paths
    sizes = [sum(map(size, chunk)) for chunk in chunks]
    limit = sum(sizes) / (2 * workers._CHUNKS_PER_JOB)
    assert all(total < limit + max(map(size, chunk)) for total, chunk in zip(sizes, chunks, strict=True))


# What the project does


def all_of(snapshot: Snapshot, path: str, data: bytes, works: tuple[Callable[..., object], ...]) -> object:
    return [work(snapshot, path, data) for work in works]


@pytest.mark.parametrize("method", METHODS)
def test_pages_are_checked_and_linked_the_same_in_every_kind_of_process(many: Site, method: str) -> None:
    project = Project.load(many.root)
    paths = project.find([])
    snapshot = replace(project.snapshot(), pages=frozenset(paths))
    renaming = plan(snapshot.glossary, "LLM", "SLM", False, project.config)
    works = (
        jobs.check,
        partial(
            jobs.check_fragments, fragments=frozenset({"no", "p1"}), targets={paths[0]: frozenset({"no.md"})}
        ),
        jobs.fix,
        partial(jobs.unlink, anchors=True),
        partial(jobs.rename, renaming=renaming, mentions=True),
        jobs.count_mentions,
    )
    job = jobs.Job(partial(all_of, works=works), snapshot, project.sources)
    assert list(each(job, paths, 2, method)) == list(map(job, paths))


@pytest.mark.parametrize(
    "command",
    [("check", "--select", "ALL"), ("fix", "--diff"), ("rename", "--diff", "--mentions", "LLM", "SLM")],
)
def test_the_output_is_the_same_for_any_number_of_processes(many: Site, command: tuple[str, ...]) -> None:
    first = many.run(*command, "--jobs", "1")
    assert first.exit_code == 1
    assert first.stdout.count("\n") > 40
    for number in ("2", "3", "8"):
        result = many.run(*command, "--jobs", number)
        assert (result.exit_code, result.stdout) == (1, first.stdout)


def test_what_is_written_is_the_same_with_any_number_of_processes(many: Site) -> None:
    plain = many.tree()
    many.run("fix", "--jobs", "1")
    linked = many.tree()
    assert linked != plain
    many.write(plain)
    many.run("fix", "--jobs", "4")
    assert many.tree() == linked
    result = many.run("unlink", "--anchors", "--jobs", "4")
    assert "Removed 78 links in " in result.stderr
    assert many.tree() == plain


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_error_of_ours_names_the_page_and_leaves_the_others_alone(
    many: Site, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    from autolink.rewriter.rewriter import Rewriter

    rewrite = Rewriter.rewrite

    def broken(self: Rewriter, page: object) -> object:
        if page.path.endswith("p3.md"):  # type: ignore[attr-defined]
            raise RuntimeError("\x1b[2Jboom")
        return rewrite(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(Rewriter, "rewrite", broken)
    result = many.run("fix", "--jobs", jobs)
    assert result.exit_code == 2
    assert "error: p3.md: internal error: RuntimeError: \\x1b[2Jboom" in result.stderr
    assert "Traceback" not in result.stderr
    assert "<a href" in many.read("p4.md")
    assert "<a href" not in many.read("p3.md")
    assert "Traceback" in many.run("fix", "--jobs", jobs, "-v").stderr


# Processes that end


ENDINGS = [("SIGINT", "interrupted"), ("SIGTERM", "terminated"), ("SIGHUP", "hung up")]


def start(site: Site, *command: str) -> subprocess.Popen[bytes]:
    """Start a command of ours in a session of its own."""
    return subprocess.Popen(
        [*command], cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def autolink(site: Site, *arguments: str) -> subprocess.Popen[bytes]:
    return start(site, sys.executable, "-m", "autolink", *arguments)


@pytest.fixture
def large(site: Site) -> Site:
    """Return a project that two processes are busy with for some seconds."""
    keep_busy(site, pages=150)
    return site


def keep_busy(site: Site, pages: int) -> None:
    """Write pages that two processes need some hundredths of a second for, each."""
    text = "LLM and 事前学習, *again*.\n" * 3500
    site.write({"glossary.md": GLOSSARY, **{f"p{n}.md": f"# P{n}\n\n{text}" for n in range(pages)}})


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize(("name", "said"), ENDINGS)
def test_a_signal_ends_all_processes_at_once(large: Site, command: str, name: str, said: str) -> None:
    process = autolink(large, command, "-j2")
    wait_for(lambda: len(children(process.pid)) >= 2)
    process.send_signal(getattr(signal, name))  # to the parent alone, as `kill` does
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + getattr(signal, name)
    assert errors.decode().strip() == said
    wait_for(lambda: not session(process.pid))
    assert not list(large.root.glob(".autolink-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize(("name", "said"), ENDINGS)
def test_a_signal_to_the_whole_group_is_heard_once(large: Site, name: str, said: str) -> None:
    process = autolink(large, "fix", "-j2")
    wait_for(lambda: len(children(process.pid)) >= 2)
    for _ in range(2):  # `timeout` does it twice, a terminal once
        os.killpg(process.pid, getattr(signal, name))
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.decode().strip()) == (128 + getattr(signal, name), said)
    wait_for(lambda: not session(process.pid))


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("delay", [0, 0.001, 0.002, 0.005, 0.01])
def test_a_signal_while_the_processes_are_started(large: Site, delay: float) -> None:
    process = autolink(large, "check", "-j8")
    wait_for(lambda: children(process.pid))
    time.sleep(delay)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.decode().strip()) == (128 + signal.SIGTERM, "terminated")
    wait_for(lambda: not session(process.pid))


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_run_under_nohup_does_not_hear_that_the_terminal_is_gone(site: Site) -> None:
    keep_busy(site, pages=40)
    ignoring = f"trap '' HUP; exec '{sys.executable}' -m autolink check -q -j2"
    process = start(site, "sh", "-c", ignoring)
    wait_for(lambda: len(children(process.pid)) >= 2)
    os.killpg(process.pid, signal.SIGHUP)
    assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_signal_is_heard_while_nobody_reads_the_output(site: Site) -> None:
    text = "".join(f"LLM {number}\n" for number in range(300))
    site.write({"glossary.md": GLOSSARY, **{f"p{number}.md": text for number in range(40)}})
    process = autolink(site, "fix", "--diff")
    assert process.stdout
    assert process.stdout.readline().startswith(b"---")
    process.send_signal(signal.SIGTERM)  # while it waits for us to read more
    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    process.communicate()


NAP = """
from autolink.project import pool
from tests.project.test_pool import nap
pool._FEW_BYTES = 1
for _ in pool.each(nap, ["{path}"] * 40, 2, "{method}"):
    pass
"""


def nap(_: str) -> None:
    print("napping", flush=True)
    time.sleep(600)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_processes_end_with_their_parent_whatever_ends_it(many: Site, method: str, name: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", NAP.format(path=many.root / "p1.md", method=method)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(2)] == [b"napping\n"] * 2
    process.send_signal(getattr(signal, name))  # which a library has no business to handle
    assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == -getattr(signal, name)
    wait_for(lambda: not session(process.pid), seconds=2)


def kill_itself_on_seven(path: str) -> int:
    if path.endswith("7.md"):
        os.kill(os.getpid(), signal.SIGKILL)
    return size(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_process_that_is_killed_is_an_error_with_a_hint(many: Site) -> None:
    paths = sorted(map(str, many.root.glob("*.md")))
    with pytest.raises(AutolinkError, match="a worker process was killed") as caught:
        list(each(kill_itself_on_seven, paths, 2))
    assert "--jobs 1" in caught.value.hint
    assert not multiprocessing.active_children()


def much(_: str) -> bytes:
    return b"x" * 2_000_000


def test_a_process_that_is_killed_while_it_sends_is_not_waited_for(many: Site) -> None:
    results = each(much, sorted(map(str, many.root.glob("*.md"))), 2)
    next(results)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(AutolinkError, match="a worker process was killed"):
        list(results)


def test_processes_that_wait_to_send_end_with_the_iterator(many: Site) -> None:
    results = each(much, sorted(map(str, many.root.glob("*.md"))), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_no_other_process_is_ended_with_the_iterator(many: Site) -> None:
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    try:
        results = each(size, sorted(map(str, many.root.glob("*.md"))), 2)
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert multiprocessing.active_children() == [other]
    finally:
        other.kill()
        other.join()
        other.close()


def test_a_process_that_cannot_be_started_is_an_error_with_a_hint(
    many: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    result = many.run("check", "--jobs", "2")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: cannot start a process: Resource temporarily unavailable\nhint: try --jobs 1\n"
    )
