"""Work on many pages in several processes; the results come in order, whatever the number of processes."""

from __future__ import annotations

import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from autolink import files
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")

_FEW_BYTES = 1_500_000
"""Pages of less in all are not worth the start of processes, which costs as much as parsing so many."""
_CHUNKS_PER_JOB = 8
"""Pages are dealt out in chunks of as many bytes: more of them share the work evenly, fewer cost less."""
_LEAD = 3
"""Chunks that each process may be ahead of the consumer, so that results do not pile up."""


class Failure(NamedTuple):
    """An error of ours on a page; the other pages are not touched by it."""

    path: str
    traceback: str


def usable_cpus() -> int:
    """Return how many CPUs this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[str], Result], paths: Sequence[str], jobs: int = 1, method: str | None = None
) -> Iterator[Result | Failure]:
    """Yield what `work` makes of each path, in order, in so many processes.

    `work` has to be picklable where processes do not start as copies of this one (`method`: `fork`, `spawn`
    or `forkserver`; the default is `fork` on Linux, elsewhere what Python prefers). What it raises is a
    `Failure` of that page. Processes end when the iterator is closed, or interrupted.
    """
    chunks = _chunks(paths, jobs) if jobs > 1 else []
    if len(chunks) < 2:
        for path in paths:
            yield _attempt(work, path)
        return
    yield from _in_processes(work, chunks, jobs, method)


def _chunks(paths: Sequence[str], jobs: int) -> list[list[str]]:
    """Deal out paths in chunks of about the same number of bytes; one chunk when they are few."""
    sizes = [files.size(path) for path in paths]
    total = sum(sizes)
    if total < _FEW_BYTES:
        return [list(paths)]
    limit = total / (jobs * _CHUNKS_PER_JOB)
    chunks: list[list[str]] = [[]]
    filled = 0
    for path, size in zip(paths, sizes, strict=True):
        if filled >= limit:
            chunks.append([])
            filled = 0
        chunks[-1].append(path)
        filled += size
    return chunks


def _in_processes(
    work: Callable[[str], Result], chunks: list[list[str]], jobs: int, method: str | None
) -> Iterator[Result | Failure]:
    import gc
    import multiprocessing

    from autolink.project import signals

    if method is None and sys.platform == "linux":
        method = "fork"
    context = multiprocessing.get_context(method)
    gc.freeze()  # pages of memory that are not written stay shared with the processes
    workers: list[_Worker] = []
    try:
        with signals.held_back():  # while a process is copied, Python loses what a handler raises
            while len(workers) < min(jobs, len(chunks)):
                workers.append(_start(context, work, chunks))
        yield from _results(workers, len(chunks))
    finally:  # the end, an interrupt, or a consumer that wants no more: there is nothing to wait for
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()
        gc.unfreeze()


class _Worker(NamedTuple):
    """A process, as its parent sees it.

    Each has a pipe of its own. One that is killed while it sends leaves half a result in it, but none that
    anybody waits for, and no lock that another one needs.
    """

    process: BaseProcess
    pipe: Connection
    given: deque[int]
    """The chunks that it was given and has not returned, by their numbers."""


def _start(context: BaseContext, work: Callable[[str], Any], chunks: list[list[str]]) -> _Worker:
    try:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, work, chunks), daemon=True)  # type: ignore[attr-defined]
        process.start()
    except OSError as error:
        raise AutolinkError(f"cannot start a process: {error.strerror}", "try --jobs 1") from error
    theirs.close()  # the process has the only copy, so that we notice its end
    return _Worker(process, ours, deque())


def _results(workers: Sequence[_Worker], count: int) -> Iterator[Any]:
    """Deal out chunks, by their numbers, and yield what comes of them, in order."""
    from multiprocessing.connection import wait

    chunks = deque(range(count))
    results: dict[int, list[Any]] = {}
    try:
        for number in range(count):
            while number not in results:
                _deal(workers, chunks, number + _LEAD * len(workers))
                ready = wait([worker.pipe for worker in workers])
                for worker in workers:
                    if worker.pipe in ready:
                        results[worker.given.popleft()] = worker.pipe.recv()
            yield from results.pop(number)
    except (EOFError, ConnectionError) as error:
        hint = "it may have run out of memory: try --jobs 1"
        raise AutolinkError("a worker process was killed", hint) from error


def _deal(workers: Sequence[_Worker], chunks: deque[int], end: int) -> None:
    """Give workers the next chunks before an end: two at a time, but the last ones to those that are free."""
    at_hand = 2 if len(chunks) > len(workers) else 1
    for most in range(1, at_hand + 1):
        for worker in workers:
            if len(worker.given) < most and chunks and chunks[0] < end:
                worker.pipe.send(chunks[0])
                worker.given.append(chunks.popleft())


def _serve(pipe: Connection, work: Callable[[str], Any], chunks: list[list[str]]) -> None:
    """Live as a worker: return what `work` makes of the chunks whose numbers come out of the pipe."""
    import gc
    import threading

    from autolink.project import signals

    signals.left_to_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # pages are no cycles
    while True:
        pipe.send([_attempt(work, path) for path in chunks[pipe.recv()]])


def _end_with_parent() -> None:
    """Wait until the parent is gone, whatever ended it, and end this process on the spot."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _attempt(work: Callable[[str], Result], path: str) -> Result | Failure:
    try:
        return work(path)
    except Exception:  # one page that we cannot handle must not keep us from the others
        import traceback

        return Failure(path, traceback.format_exc())
