"""What follows from a change: which pages are judged again, and when the whole project is indexed."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from autolink.project.pool import usable_cpus
from autolink.server.diagnostics import Publisher
from autolink.server.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from autolink.project.live import LiveProject
    from autolink.server.documents import Document
    from autolink.server.server import Server

_PAUSE = 0.015
"""Seconds after an edit in which another one may come before the page is judged."""
_LONGEST_PAUSE = 2.0
_STRIDE = 50
"""Pages after which progress is told."""
_SETTLING = 0.3
"""Seconds after which the whole project is indexed again, since changes of files come in bunches."""
_FEW = 20
"""Files that may have changed on disk without the whole project being indexed again."""
_HEAD_START = 0.1
"""Seconds before a project is indexed for the first time, in which the open pages are judged."""


class Updates:
    """Follows the changes of texts and files."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.publisher = Publisher(server)
        self._pending: dict[str, asyncio.TimerHandle] = {}
        self._costs: dict[str, float] = {}
        """What it took to judge pages, in seconds: those that take long are judged less often."""
        self._indexing: set[int] = set()
        """The projects that are being indexed, by identity."""
        self._tasks: set[asyncio.Task[None]] = set()

    # Texts

    def opened(self, document: Document) -> None:
        """Judge a page that was opened."""
        live = self._server.projects.of(document.path)
        if live:
            live.write(document.path, document.data)
            self._judge(live, document.path)

    def changed(self, document: Document) -> None:
        """Take a new text, and judge its page when the edits pause."""
        live = self._server.projects.of(document.path)
        if live is None or document.is_lost:
            return
        live.write(document.path, document.data)
        self._forget_pending(document.path)
        pause = min(max(_PAUSE, self._costs.get(document.path, 0) / 2), _LONGEST_PAUSE)
        later = asyncio.get_running_loop().call_later
        self._pending[document.path] = later(pause, self._guarded_judge, live, document.path)

    def saved(self, path: str) -> None:
        """Judge a page that was saved, and those that ask about it; git is asked what it alone knows."""
        live = self._server.projects.of(path)
        if live is None:
            return
        self._forget_pending(path)
        live.refresh(path)
        live.is_outdated = live.is_outdated or live.defines(path)
        self._tell(live, {path, *live.asking(path)})
        self._ask_git(live, path)

    def closed(self, document: Document) -> None:
        """Judge a page that was closed, as it is on disk."""
        live = self._server.projects.of(document.path)
        self._forget_pending(document.path)
        self._costs.pop(document.path, None)
        if live:
            live.write(document.path, None)
            self._judge(live, document.path)

    def flush(self, path: str, only_terms: bool = False) -> None:
        """Judge a page now if it waits for that; with `only_terms` only the pages that the glossary is on."""
        live = self._server.projects.of(path)
        waiting = [
            other
            for other in self._pending
            if live and (live.defines(other) or (other == path and not only_terms))
        ]
        for other in waiting:
            if live and self._server.projects.of(other) is live:
                self._judge(live, other)

    def _forget_pending(self, path: str) -> None:
        waiting = self._pending.pop(path, None)
        if waiting:
            waiting.cancel()

    def _guarded_judge(self, live: LiveProject, path: str) -> None:
        try:
            self._judge(live, path)
        except Exception as error:  # a page that we cannot handle must not end the server
            self._server.log(f"{path}: {type(error).__name__}: {error}")

    def _judge(self, live: LiveProject, path: str) -> None:
        """Find out what is wrong in a page now, and in the open pages that depend on it."""
        started = time.monotonic()
        self._forget_pending(path)
        live.follow(path)
        others = live.texts if live.defines(path) else live.asking(path, live.texts)
        self._tell(live, {path, *others})
        if others:
            self.publisher.refresh()
        self._costs[path] = time.monotonic() - started

    def _tell(self, live: LiveProject, paths: set[str]) -> None:
        live.judge(paths)
        for failure in live.failures:
            self._server.log(f"{failure.path}: {failure.traceback}")
        live.failures.clear()
        self.publisher.publish(live, sorted(paths))
        self.index_later(live)

    def _ask_git(self, live: LiveProject, path: str) -> None:
        if live.unasked:
            self._run(self._asked(live, path))

    async def _asked(self, live: LiveProject, path: str) -> None:
        live.told(await self._server.aside(live.asker()))
        self._tell(live, {path, *live.texts, *live.asking(path)})

    # Projects

    def index_later(self, live: LiveProject) -> None:
        """Index a project again once changes settle, where that is due and not under way."""
        if live.is_outdated and id(live) not in self._indexing:
            self._indexing.add(id(live))
            self._run(self._index(live))

    async def _index(self, live: LiveProject) -> None:
        """Index a project until nothing has changed meanwhile that asks for it again."""
        try:
            while live.is_outdated and live in self._server.projects:
                await asyncio.sleep(_SETTLING if live.is_indexed else _HEAD_START)
                await self._index_once(live)
        finally:
            self._indexing.discard(id(live))

    async def _index_once(self, live: LiveProject) -> None:
        progress = Progress(self._server, str(uuid4()), f"Indexing {live.config.root.rpartition('/')[2]}")
        loop = asyncio.get_running_loop()

        def advance(done: int, count: int) -> None:
            if done % _STRIDE == 0:
                loop.call_soon_threadsafe(progress.report, done, count)

        work = asyncio.ensure_future(self._server.aside(live.indexer(usable_cpus(), advance)))
        await progress.begin()  # the client may take its time to answer
        try:
            index = await work
            if live in self._server.projects:
                live.adopt(index)
                self.publisher.publish_all(live)
        except Exception as error:
            self._server.log(f"{live.config.root} cannot be indexed: {error}")
        finally:
            progress.end()

    def files_changed(self, paths: list[str]) -> None:
        """Take into account that files were made, changed or removed on disk."""
        by_project: dict[LiveProject, list[str]] = {}
        for path in dict.fromkeys(paths):
            live = self._server.projects.of(path)
            if live and path not in live.texts and live.concerns(path):
                by_project.setdefault(live, []).append(path)
        for live, touched in by_project.items():
            if len(touched) > _FEW or id(live) in self._indexing:
                live.is_outdated = True
            self._tell(live, live.follow_files(touched[:_FEW]))

    def configuration_changed(self, path: str) -> None:
        """Load again the projects that a configuration concerns."""
        gone, new = self._server.projects.reload(path)
        for live in gone:
            self.publisher.forget(live)
        for live in new:
            self._tell(live, set(live.texts))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error:
            self._server.log(f"{type(error).__name__}: {error}")
