"""The server: what is open, which project it belongs to, and what the client is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from autolink import __version__
from autolink.server.documents import Documents, path_of
from autolink.server.projects import Projects
from autolink.server.protocol import ContentModifiedError, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.page.edits import Edit
    from autolink.page.page import Page
    from autolink.project.live import LiveProject
    from autolink.project.sources import Sources
    from autolink.server.positions import Positions

Result = TypeVar("Result")
Advance = Callable[[int, int], None]
"""Called after each page, with how many are done and how many there are."""

_LOST = "edits of {} arrived out of order: send its whole text again"


class View(NamedTuple):
    """A page of a project, as it is now."""

    live: LiveProject
    page: Page
    positions: Positions


class Server(LanguageServer):
    """The language server of `autolink`."""

    def __init__(self) -> None:
        super().__init__("autolink", __version__, protocol_cls=Protocol)
        self.documents = Documents()
        self.projects = Projects(self.documents, self.warn)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.pulls_diagnostics = False
        """Whether the client asks for diagnostics."""

    # What is said

    def log(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Write to the log of the client."""
        self.window_log_message(types.LogMessageParams(kind, message))

    def warn(self, message: str) -> None:
        """Write a warning to the log of the client."""
        self.log(message, types.MessageType.Warning)

    def later(self, tell: Callable[[str], None], message: str) -> None:
        """Say something from another thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(tell, message)

    def report_server_error(self, error: Exception, source: object) -> None:
        """Write an error that nobody waits for to the log."""
        self.log(f"{type(error).__name__}: {error}")

    def markup(self, text: str, formats: Sequence[types.MarkupKind] | None) -> types.MarkupContent:
        """Return Markdown as content, as plain text for a client that shows other formats alone."""
        shows_it = formats is None or types.MarkupKind.Markdown in formats
        kind = types.MarkupKind.Markdown if shows_it else types.MarkupKind.PlainText
        return types.MarkupContent(kind, text)

    # What is there

    def live(self, uri: str) -> LiveProject | None:
        """Return the project of a page. Raises ContentModifiedError where its text is not certain."""
        path, document = path_of(uri), self.documents.get(uri)
        if document and document.is_lost:
            raise ContentModifiedError(_LOST.format(path))
        return self.projects.of(path) if path else None

    def view(self, uri: str) -> View | None:
        """Return a page as it is now; None for one that cannot be read or belongs to no project."""
        live, path = self.live(uri), path_of(uri)
        page = live.page(path) if live and path else None
        return View(live, page, self.positions(page)) if live and page else None

    def positions(self, page: Page) -> Positions:
        """Return the positions in a page."""
        return self.documents.positions(page.path, page.data)

    def edit(self, sources: Sources, pages: dict[str, list[Edit]]) -> types.WorkspaceEdit | None:
        """Return edits of pages, by path, for the versions that they have now; None where there are none.

        Raises ContentModifiedError for a page of which the text is not certain.
        """
        versions, changes = self.documents.versions(), []
        for path, edits in pages.items():
            document = self.documents.at(path)
            if edits and document and document.is_lost:
                raise ContentModifiedError(_LOST.format(path))
            data = sources.read(path)
            if edits and isinstance(data, bytes):
                identifier = types.OptionalVersionedTextDocumentIdentifier(
                    self.documents.uri(path), versions.get(path)
                )
                made = self.documents.positions(path, data).edits(edits)
                changes.append(types.TextDocumentEdit(identifier, made))
        return types.WorkspaceEdit(document_changes=changes) if changes else None

    async def aside(self, work: Callable[[], Result]) -> Result:
        """Do work in a thread that the end of the server does not wait for."""
        loop = self._loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def settle(result: Result | None, error: BaseException | None) -> None:
            if future.cancelled():
                return
            if error:
                future.set_exception(error)
            else:
                future.set_result(result)  # type: ignore[arg-type]

        def run() -> None:
            try:
                outcome = work(), None
            except asyncio.CancelledError:  # nobody waits
                return
            except Exception as error:
                outcome = None, error  # type: ignore[assignment]
            try:
                loop.call_soon_threadsafe(settle, *outcome)
            except RuntimeError:  # the loop has ended
                return

        threading.Thread(target=run, daemon=True).start()
        return await future

    async def for_this_text(self, work: Callable[[Advance], Result]) -> Result:
        """Do work aside, which calls what it is given after each page: that ends it when nobody waits for it.

        Raises ContentModifiedError when an open text was changed meanwhile.
        """
        before, is_over = self.documents.versions(), threading.Event()

        def go_on(_done: int, _count: int) -> None:
            if is_over.is_set():
                raise asyncio.CancelledError

        try:
            result = await self.aside(lambda: work(go_on))
        finally:
            is_over.set()
        if self.documents.versions() != before:
            raise ContentModifiedError
        return result
