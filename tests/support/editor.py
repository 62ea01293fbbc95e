"""An editor for tests: a client of the language server, with the texts as the editor has them."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lsprotocol import types
from pytest_lsp.client import make_test_lsp_client

from tests.support import prefork
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Editor:
    """A client with a workspace folder. Texts are known by their paths below it."""

    def __init__(self, root: Path, encoding: str = "utf-16") -> None:
        self.root, self.encoding = root, encoding
        self.client = make_test_lsp_client()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.result: types.InitializeResult | None = None
        self._told = asyncio.Event()
        publish = self.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]

        def published(params: types.PublishDiagnosticsParams) -> None:
            publish(params)
            self.said[params.uri] = params
            self._told.set()

        self.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = published

    async def start(self, options: object = None, pulls: bool = False, folders: Sequence[Path] = ()) -> None:
        await self.client.start_io(*prefork.command(), cwd=str(REPOSITORY))
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=[self.encoding]),
            window=types.WindowClientCapabilities(work_done_progress=True),
            workspace=types.WorkspaceClientCapabilities(
                diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
                if pulls
                else None,
            ),
            text_document=types.TextDocumentClientCapabilities(
                diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
                completion=types.CompletionClientCapabilities(
                    completion_item=types.ClientCompletionItemOptions(
                        documentation_format=[types.MarkupKind.Markdown]
                    )
                ),
            ),
        )
        params = types.InitializeParams(
            capabilities,
            initialization_options=options,
            workspace_folders=[
                types.WorkspaceFolder(path.as_uri(), path.name) for path in folders or (self.root,)
            ],
        )
        self.result = await self.client.initialize_session(params)

    def uri(self, name: str) -> str:
        return Path(os.path.normpath(self.root / name)).as_uri()

    def identifier(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> None:
        self.texts[name] = (self.root / name).read_bytes().decode() if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), types.LanguageKind.Markdown, 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def close(self, name: str) -> None:
        del self.texts[name], self.versions[name]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identifier(name)))

    def save(self, name: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_bytes(self.texts[name].encode())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.identifier(name)))

    def replace(self, name: str, start: int, end: int, new: str) -> None:
        """Replace characters [start, end) of a text."""
        text = self.texts[name]
        place = types.Range(self.position(text, start), self.position(text, end))
        self.texts[name] = text[:start] + new + text[end:]
        self.send(name, types.TextDocumentContentChangePartial(place, new))

    def send(self, name: str, *changes: Any, version: int | None = None) -> None:
        self.versions[name] = self.versions[name] + 1 if version is None else version
        identifier = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, list(changes)))

    def apply(self, edit: types.WorkspaceEdit | None) -> None:
        """Make an edit of the workspace, as an editor does: closed pages are edited on disk."""
        assert edit and edit.document_changes and not edit.changes
        for change in edit.document_changes:
            assert isinstance(change, types.TextDocumentEdit)
            name = os.path.relpath(change.text_document.uri.removeprefix("file://"), self.root)
            name = unquote(name)
            assert change.text_document.version == self.versions.get(name)
            self.apply_edits(name, change.edits)

    def apply_edits(self, name: str, edits: Sequence[Any]) -> None:
        """Make edits of one text, which do not overlap."""
        text = self.texts.get(name)
        text = (self.root / name).read_bytes().decode() if text is None else text
        places = {self.place(self.position(text, at)): at for at in range(len(text), -1, -1)}
        spans = [
            (places[self.place(e.range.start)], places[self.place(e.range.end)], e.new_text) for e in edits
        ]
        for start, end, new in sorted(spans, key=lambda span: span[:2], reverse=True):
            if name in self.texts:
                self.replace(name, start, end, new)
            else:
                text = text[:start] + new + text[end:]
        if name not in self.texts:
            (self.root / name).write_bytes(text.encode())

    @staticmethod
    def place(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    def position(self, text: str, at: int) -> types.Position:
        """Return the position of a character in a text; the oracle of the tests."""
        before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
        codec, width = WIDTHS[self.encoding]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode(codec)) // width)

    def at(self, name: str, words: str, shift: int = 0) -> types.Position:
        """Return the position of some words in a text."""
        return self.position(self.texts[name], self.texts[name].index(words) + shift)

    def span(self, name: str, words: str) -> types.Range:
        return types.Range(self.at(name, words), self.at(name, words, len(words)))

    def shown(self, name: str, place: types.Range) -> str:
        """Return what a range of a text holds."""
        text = self.texts.get(name)
        text = (self.root / name).read_bytes().decode() if text is None else text
        codec, width = WIDTHS[self.encoding]
        lines = text.replace("\r\n", "\n").split("\n")
        start, end = place.start, place.end
        if end.line >= len(lines):  # the file was changed since
            return ""
        if start.line != end.line:
            return "\n".join(lines[start.line : end.line + 1])
        return (
            lines[start.line]
            .encode(codec)[start.character * width : end.character * width]
            .decode(codec, "replace")
        )

    def found(self, name: str) -> list[tuple[str, str]]:
        """Return what was said of a page last: codes, and what they are about."""
        said = self.said.get(self.uri(name))
        if said and said.version is not None and said.version != self.versions.get(name):
            return [("", "of another version")]
        items = said.diagnostics if said else ()
        return [(str(item.code), self.shown(name, item.range)) for item in items]

    async def until(self, is_so: Any, seconds: float = 60) -> None:
        """Wait for diagnostics until something is so."""
        async with asyncio.timeout(seconds):
            while not is_so():
                self._told.clear()
                if not is_so():
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._told.wait(), 1)

    async def stop(self) -> None:
        await self.client.shutdown_session()
        server = self.client._server
        await self.client.stop()  # type: ignore[no-untyped-call]
        if server:  # whose pipes would else be open until somebody collects garbage
            server._transport.close()  # type: ignore[attr-defined]
            await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def editing(
    root: Path,
    encoding: str = "utf-16",
    options: object = None,
    pulls: bool = False,
    folders: Sequence[Path] = (),
) -> AsyncIterator[Editor]:
    """Start an editor and its server, and end both."""
    editor = Editor(root, encoding)
    await editor.start(options, pulls, folders)
    try:
        yield editor
    finally:
        await asyncio.wait_for(editor.stop(), 30)
