"""The language server over stdin and stdout: what it can do, and which module answers what."""

from __future__ import annotations

import logging
import sys
from typing import Any

from lsprotocol import types

from autolink.files import PAGE_SUFFIXES
from autolink.server import code_actions, completion, diagnostics, hover, navigation, rename
from autolink.server.documents import path_of
from autolink.server.projects import SETTINGS
from autolink.server.server import Server
from autolink.server.updates import Updates

_LINKED = (".{png,jpg,jpeg,gif,svg,webp,avif,ico}", ".{pdf,mp4,webm,mp3,zip,csv}")
"""Ends of the names of files, other than pages, that pages often show or link to."""


def serve() -> None:
    """Serve a client on stdin and stdout until it says goodbye, or is gone."""
    output, sys.stdout = sys.stdout, sys.stderr  # whatever prints must not disturb the protocol
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    build().start_io(stdout=output.buffer)


def build() -> Server:
    """Return the server with all that it can do."""
    server = Server()
    updates = Updates(server)
    _life(server, updates)
    _texts(server, updates)
    _files(server, updates)
    _diagnostics(server, updates)
    _terms(server, updates)
    _changes(server, updates)
    return server


def _life(server: Server, updates: Updates) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        server.projects.shows_mentions = isinstance(options, dict) and bool(options.get("unlinkedMentions"))
        server.documents.encoding = server.workspace.position_encoding or server.documents.encoding
        named = [folder.uri for folder in params.workspace_folders or ()]
        uris = named or [uri for uri in (params.root_uri,) if uri]
        server.projects.folders = [path for uri in uris if (path := path_of(uri))]
        text = params.capabilities.text_document
        server.pulls_diagnostics = bool(text and text.diagnostic)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        await _watch(server)
        for folder in server.projects.folders:
            live = server.projects.of(f"{folder}/page.md")
            if live:
                updates.index_later(live)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(folder.uri) for folder in params.event.removed}
        added = [path for folder in params.event.added if (path := path_of(folder.uri))]
        server.projects.folders = [path for path in server.projects.folders if path not in gone] + added
        for path in [*filter(None, gone), *added]:
            updates.configuration_changed(f"{path}/{SETTINGS[0]}")
        for path in added:
            live = server.projects.of(f"{path}/page.md")
            if live:
                updates.index_later(live)


async def _watch(server: Server) -> None:
    """Ask to be told of changes of pages and configurations."""
    workspace = server.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if not (watching and watching.dynamic_registration):
        return
    globs = [f"**/*{suffix}" for suffix in (*PAGE_SUFFIXES, *_LINKED)] + [f"**/{name}" for name in SETTINGS]
    watchers = [types.FileSystemWatcher(glob) for glob in globs]
    registration = types.Registration(
        "autolink-files",
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        types.DidChangeWatchedFilesRegistrationOptions(watchers),
    )
    try:
        await server.client_register_capability_async(types.RegistrationParams([registration]))
    except Exception as error:  # a client that refuses does without
        server.warn(f"files are not watched: {error}")


def _texts(server: Server, updates: Updates) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = server.documents.open(params.text_document)
        if document:
            updates.opened(document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = server.documents.get(params.text_document.uri)
        if document is None:
            server.warn(f"{params.text_document.uri} was changed but never opened")
            return
        document.change(params.text_document.version, params.content_changes)
        if document.is_lost:
            server.warn(f"{document.path}: edits arrived out of order; waiting for its whole text")
        updates.changed(document)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path and path.endswith(SETTINGS):
            updates.configuration_changed(path)
        elif path:
            updates.saved(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        document = server.documents.close(params.text_document.uri)
        if document:
            updates.closed(document)


def _files(server: Server, updates: Updates) -> None:
    def touched(uris: list[str]) -> None:
        paths = [path for uri in uris if (path := path_of(uri))]
        for path in paths:
            if path.endswith(tuple(f"/{name}" for name in SETTINGS)):
                updates.configuration_changed(path)
        updates.files_changed(paths)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        touched([change.uri for change in params.changes])

    every = types.FileOperationRegistrationOptions(
        [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
    )

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, every)
    def renamed(params: types.RenameFilesParams) -> None:
        touched([uri for file in params.files for uri in (file.old_uri, file.new_uri)])

    @server.feature(types.WORKSPACE_DID_CREATE_FILES, every)
    def created(params: types.CreateFilesParams) -> None:
        touched([file.uri for file in params.files])

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, every)
    def deleted(params: types.DeleteFilesParams) -> None:
        touched([file.uri for file in params.files])


def _diagnostics(server: Server, updates: Updates) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def document(params: types.DocumentDiagnosticParams) -> Any:
        updates.flush(path_of(params.text_document.uri) or "")
        return diagnostics.document_report(server, params)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    def workspace(params: types.WorkspaceDiagnosticParams) -> Any:
        return diagnostics.workspace_report(server, params)


def _terms(server: Server, updates: Updates) -> None:
    def fresh(uri: str) -> None:
        updates.flush(path_of(uri) or "", only_terms=True)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> Any:
        fresh(params.text_document.uri)
        return hover.hover(server, params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> Any:
        fresh(params.text_document.uri)
        return navigation.definition(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlights(params: types.DocumentHighlightParams) -> Any:
        fresh(params.text_document.uri)
        return navigation.highlights(server, params)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> Any:
        fresh(params.text_document.uri)
        search = navigation.references(server, params)
        return await server.for_this_text(search) if search else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbols(params: types.DocumentSymbolParams) -> Any:
        fresh(params.text_document.uri)
        return navigation.document_symbols(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def document_links(params: types.DocumentLinkParams) -> Any:
        fresh(params.text_document.uri)
        return navigation.document_links(server, params)

    @server.feature(types.WORKSPACE_SYMBOL)
    def workspace_symbols(params: types.WorkspaceSymbolParams) -> Any:
        return navigation.workspace_symbols(server, params)


def _changes(server: Server, updates: Updates) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_actions.KINDS))
    def actions(params: types.CodeActionParams) -> Any:
        updates.flush(path_of(params.text_document.uri) or "")
        return code_actions.actions(server, params)

    triggers = types.CompletionOptions(["(", "#", "/", '"'], resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)
    def completions(params: types.CompletionParams) -> Any:
        updates.flush(path_of(params.text_document.uri) or "", only_terms=True)
        return completion.completions(server, params)

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def resolved(item: types.CompletionItem) -> Any:
        return completion.resolved(server, item)

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> Any:
        updates.flush(path_of(params.text_document.uri) or "", only_terms=True)
        return rename.prepare(server, params)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    async def renamed(params: types.RenameParams) -> Any:
        updates.flush(path_of(params.text_document.uri) or "", only_terms=True)
        return await rename.rename(server, params)

    every = types.FileOperationRegistrationOptions(
        [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
    )

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, every)
    async def will_rename(params: types.RenameFilesParams) -> Any:
        return await rename.will_rename(server, params)
