"""Progress of work that takes long, where the client shows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from autolink.server.server import Server

_PATIENCE = 1.0
"""Seconds in which the client has to agree to progress."""


class Progress:
    """Tells how far some work is; nothing where the client does not want to know."""

    def __init__(self, server: Server, token: str, title: str) -> None:
        self._server, self._token, self._title = server, token, title
        self._is_shown = False
        self._percentage = 0

    async def begin(self) -> None:
        """Ask the client to show progress."""
        window = self._server.client_capabilities.window
        if not (window and window.work_done_progress):
            return
        try:
            await asyncio.wait_for(self._server.work_done_progress.create_async(self._token), _PATIENCE)
        except Exception:  # work continues where the client refuses
            return
        self._is_shown = True
        self._server.work_done_progress.begin(
            self._token, types.WorkDoneProgressBegin(self._title, percentage=0)
        )

    def report(self, done: int, count: int) -> None:
        """Tell how many of so many pages are done."""
        percentage = 100 * done // max(1, count)
        if self._is_shown and percentage != self._percentage:
            self._percentage = percentage
            report = types.WorkDoneProgressReport(message=f"{done}/{count}", percentage=percentage)
            self._server.work_done_progress.report(self._token, report)

    def end(self) -> None:
        """Tell that the work is done."""
        if self._is_shown:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
