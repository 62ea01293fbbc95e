"""Work on many pages in several processes; the results come in order, whatever the number of processes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from autolink import files
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

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
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    if method is None and sys.platform == "linux":
        method = "fork"
    gc.freeze()  # pages of memory that are not written stay shared with the processes
    pool = ProcessPoolExecutor(
        min(jobs, len(chunks)), multiprocessing.get_context(method), initializer=_start, initargs=(work,)
    )
    ended = False
    pending: deque[Future[list[Any]]] = deque()
    try:
        with _no_interrupt():
            pending.append(pool.submit(_run, chunks[0]))
        for chunk in chunks[1:]:
            pending.append(pool.submit(_run, chunk))
            if len(pending) > jobs * _LEAD:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
        ended = True
    except BrokenProcessPool as error:
        hint = "perhaps the memory did not suffice: try --jobs 1"
        raise AutolinkError("a worker process was killed", hint) from error
    finally:
        if not ended:  # an interrupt, or a consumer that wants no more: nothing is to be waited for
            processes = multiprocessing.active_children()
            for process in processes:
                process.terminate()
            for process in processes:
                process.join()
        pool.shutdown(wait=ended, cancel_futures=True)
        gc.unfreeze()


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Put off Ctrl-C: while a process is copied, Python loses an interrupt."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Callable[[str], Any]


def _start(work: Callable[[str], Any]) -> None:
    """Prepare a process: on Ctrl-C it waits for its parent to end it, in silence."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # pages are no cycles
    global _work
    _work = work


def _run(paths: Sequence[str]) -> list[Any]:
    return [_attempt(_work, path) for path in paths]


def _attempt(work: Callable[[str], Result], path: str) -> Result | Failure:
    try:
        return work(path)
    except Exception:  # one page that we cannot handle must not keep us from the others
        import traceback

        return Failure(path, traceback.format_exc())
