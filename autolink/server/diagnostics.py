"""Diagnostics as the protocol has them, pushed or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNLINKED_MENTION, Severity
from autolink.server.documents import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.project.live import LiveProject
    from autolink.server.positions import Positions
    from autolink.server.server import Server

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
SOURCE = "autolink"


def diagnostic(item: Diagnostic, positions: Positions) -> types.Diagnostic:
    """Return a diagnostic as the protocol has it; what means no part of its page is at the start."""
    place = positions.range(item.start, item.end) if item.end_line else positions.range(0, 0)
    is_hint = item.rule is UNLINKED_MENTION
    severity = types.DiagnosticSeverity.Hint if is_hint else _SEVERITIES[item.rule.severity]
    return types.Diagnostic(place, item.message, severity, item.rule.code, source=SOURCE)


class Publisher:
    """Tells the client what is wrong in pages, where that is not what it was told last."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._published: dict[str, tuple[int | None, tuple[Diagnostic, ...]]] = {}

    def publish(self, live: LiveProject, paths: Iterable[str]) -> None:
        """Push what is wrong in some pages, unless the client asks for it by itself."""
        for path in paths:
            found = tuple(live.told_of(path))
            document = self._server.documents.at(path)
            told = document.version if document else None, found
            if self._published.get(path, (None, ())) != told and not self._server.pulls_diagnostics:
                self._server.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(
                        self._server.documents.uri(path), items(self._server, live, path), told[0]
                    )
                )
            if found or document:
                self._published[path] = told
            else:
                self._published.pop(path, None)

    def publish_all(self, live: LiveProject) -> None:
        """Push what is wrong in all pages of a project."""
        below = f"{live.config.root}/"
        known = [path for path in self._published if path.startswith(below)]
        self.publish(live, dict.fromkeys([*known, *live.found, *live.texts]))
        self.refresh()

    def forget(self, live: LiveProject) -> None:
        """Withdraw what was told of a project that is no more."""
        live.found.clear()
        self.publish_all(live)

    def refresh(self) -> None:
        """Ask a client that asks for diagnostics to do so again."""
        workspace = self._server.client_capabilities.workspace
        wanted = workspace and workspace.diagnostics
        if self._server.pulls_diagnostics and wanted and wanted.refresh_support:
            self._server.workspace_diagnostic_refresh(None)


def items(server: Server, live: LiveProject, path: str) -> list[types.Diagnostic]:
    """Return what is wrong in a page."""
    found = live.told_of(path)
    data = live.sources.read(path) if found else b""
    positions = server.documents.positions(path, b"" if isinstance(data, Diagnostic) else data)
    return [diagnostic(item, positions) for item in found]


def document_report(
    server: Server, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """Answer `textDocument/diagnostic`."""
    live, path = server.live(params.text_document.uri), path_of(params.text_document.uri)
    found = items(server, live, path) if live and path else []
    result = _identity(found)
    if result == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result)
    return types.RelatedFullDocumentDiagnosticReport(found, result_id=result)


def workspace_report(
    server: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Answer `workspace/diagnostic`: the pages where something is wrong, and those where something was."""
    known = {path_of(item.uri) or "": item.value for item in params.previous_result_ids}
    return types.WorkspaceDiagnosticReport([*_page_reports(server, known)])


def _page_reports(
    server: Server, known: dict[str, str]
) -> Iterator[types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport]:
    """Yield a report on each page of which there is something to tell, given what was told of pages."""
    versions = server.documents.versions()
    for live in server.projects:
        was = (path for path in known if server.projects.of(path) is live)
        for path in dict.fromkeys([*live.found, *was]):
            found = items(server, live, path)
            result, uri, version = _identity(found), server.documents.uri(path), versions.get(path)
            if known.get(path) == result:
                yield types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result, version)
            else:
                yield types.WorkspaceFullDocumentDiagnosticReport(uri, found, version, result_id=result)


def _identity(found: list[types.Diagnostic]) -> str:
    """Return what is the same for the same diagnostics."""
    from hashlib import blake2b

    return blake2b(repr(found).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
