"""Work in several processes: the same results in the same order, whatever the number and however they start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from autolink.project import jobs
from autolink.project import pool as workers
from autolink.project.pool import Failure, each
from autolink.project.project import Project
from autolink.rewriter.rename import plan

if TYPE_CHECKING:
    from pathlib import Path

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
@pytest.mark.parametrize("jobs", [2, 5])
def test_the_results_come_in_order(many: Site, jobs: int, method: str) -> None:
    paths = sorted(map(str, many.root.glob("*.md")))
    assert list(each(size, paths, jobs, method)) == list(map(size, paths))


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
    import multiprocessing

    paths = sorted(map(str, many.root.glob("*.md"))) * 20
    results = each(size, paths, 2)
    assert next(results) == size(paths[0])
    results.close()  # type: ignore[attr-defined]
    wait_for(lambda: not multiprocessing.active_children())


def test_the_chunks_hold_every_page_once_and_as_many_bytes(many: Site) -> None:
    many.write({"large.md": "x" * 5000})
    paths = sorted(map(str, many.root.glob("*.md")))
    chunks = workers._chunks(paths, 2)
    assert [path for chunk in chunks for path in chunk] == paths
    sizes = [sum(map(size, chunk)) for chunk in chunks]
    limit = sum(sizes) / (2 * workers._CHUNKS_PER_JOB)
    assert all(total < limit + max(map(size, chunk)) for total, chunk in zip(sizes, chunks, strict=True))


# What the project does


@pytest.mark.parametrize("method", METHODS)
def test_pages_are_checked_and_linked_the_same_in_every_kind_of_process(many: Site, method: str) -> None:
    project = Project.load(many.root)
    paths = project.find([])
    snapshot = replace(project.snapshot(), pages=frozenset(paths))
    renaming = plan(snapshot.glossary, "LLM", "SLM", False, project.config)
    for work in (
        jobs.check,
        partial(jobs.check_fragments, fragments=frozenset({"no", "p1"})),
        jobs.fix,
        partial(jobs.unlink, anchors=True),
        partial(jobs.rename, renaming=renaming, mentions=True),
        jobs.count_mentions,
    ):
        job: jobs.Job[object] = jobs.Job(work, snapshot, project.sources)
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
    assert "78 links removed" in result.stderr
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


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("command", ["check", "fix"])
def test_an_interrupt_ends_all_processes_at_once(site: Site, command: str) -> None:
    pages = {
        f"p{number}.md": f"# P{number}\n\n" + "LLM and 事前学習, *again*.\n" * 3500 for number in range(300)
    }
    site.write({"glossary.md": GLOSSARY, **pages})
    process = subprocess.Popen(
        [sys.executable, "-m", "autolink", command, "-j2"],
        cwd=site.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for(lambda: len(children(process.pid)) >= 2)
    process.send_signal(signal.SIGINT)  # to the parent alone, as `kill` does
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.decode().strip() == "interrupted"
    wait_for(lambda: not group(process.pid))
    assert not list(site.root.glob(".autolink-*"))


def wait_for(condition: object) -> None:
    for _ in range(3000):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to pass")


def children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as stream:
            return list(map(int, stream.read().split()))
    except OSError:
        pytest.skip("needs /proc")


def group(pid: int) -> list[Path]:
    """Return the processes of a session that are still there, zombies left out."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stream:
                fields = stream.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == pid and fields[0] != "Z":
            found.append(name)
    return found  # type: ignore[return-value]
