"""Clients that send nonsense, and projects that cannot be read: an answer or an error, never a dead server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.site import Site


@pytest.fixture
def wire(project: Site) -> Iterator[Wire]:
    """Return a server, which has to be alive and well after the test."""
    with Wire(project.root) as made:
        yield made
        assert is_alive(made, project)
        assert made.end() == 0


def is_alive(wire: Wire, project: Site) -> bool:
    uri = wire.open(project.root / "alive.md", "An LLM.\n")
    return "model" in wire.hover(uri, 0, 4)["result"]["contents"]["value"]


NO_MESSAGES = (
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "1.0", "id": 5, "method": "x"}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 5}}',
    b'{"jsonrpc": "2.0", "method": "no/such", "params": {}}',
    b'{"jsonrpc": "2.0", "method": 5, "params": {}}',
    b'{"jsonrpc": "2.0", "id": 77, "result": null}',
    b'{"jsonrpc": "2.0", "id": 77, "error": {"code": 1, "message": "x"}}',
    b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 999}}',
    b'{"a":' * 500 + b"1" + b"}" * 500,
)


def test_messages_that_are_none(wire: Wire, project: Site) -> None:
    for body in NO_MESSAGES:
        wire.message(body)
        assert is_alive(wire, project), body


def test_a_request_that_cannot_be_read_is_answered(wire: Wire) -> None:
    wrong: list[Any] = [{}, None, [], {"textDocument": {"uri": 5}, "position": {"line": "x"}}]
    for params in wrong:
        assert "error" in wire.ask("textDocument/hover", params)
    assert "error" in wire.ask("no/such", {})
    assert "error" in wire.ask("workspace/executeCommand", {"command": "rm"})


def test_headers_that_are_none(wire: Wire) -> None:
    wire.send(b"Hello\r\n\r\nContent-Length: x\r\n\r\n")


def test_uris_of_no_page(wire: Wire, project: Site) -> None:
    for uri in ("untitled:a", "file:///", "file://[", "x", "", "file:///no/such/page.md", "file:///a%00b"):
        wire.open(uri, "LLM\n")
        assert wire.hover(uri)["result"] is None
        identifier = {"uri": uri}
        wire.tell("textDocument/didSave", {"textDocument": identifier})
        wire.tell("textDocument/didClose", {"textDocument": identifier})
        wire.tell("textDocument/didClose", {"textDocument": identifier})
        wire.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 1}]})
        assert is_alive(wire, project), uri


def test_changes_of_what_was_never_opened(wire: Wire, project: Site) -> None:
    uri = (project.root / "a.md").as_uri()
    identifier = {"uri": uri, "version": 3}
    wire.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": "x"}]})
    assert wire.hover(uri, 2, 6)["result"]


def test_positions_of_no_character(wire: Wire, project: Site) -> None:
    uri = wire.open(project.root / "a.md", "😀 LLM\r\n\r\n")
    for line, character in ((0, 1), (0, 2**31 - 1), (2**31 - 1, 0), (1, 5), (2, 0)):
        assert "error" not in wire.hover(uri, line, character)
    backwards = {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 1}}
    change = {"range": backwards, "text": "x \ud83d y"}
    document = {"uri": uri, "version": 2}
    wire.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    assert wire.hover(uri, 0, 4)["result"]


def test_a_page_of_ten_megabytes(wire: Wire, project: Site) -> None:
    uri = wire.open(project.root / "big.md", "x " * 5_000_000 + "LLM\n")
    place = {"line": 0, "character": 3}
    change = {"range": {"start": place, "end": place}, "text": "y"}
    document = {"uri": uri, "version": 2}
    wire.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    assert wire.hover(uri, 0, 10_000_002)["result"]


@pytest.mark.parametrize("name", ["binary.md", "pipe.md", "loop.md", "deep.md", "folder.md", "glossary.md"])
def test_files_that_are_no_pages(project: Site, name: str) -> None:
    path = project.root / name
    path.unlink(missing_ok=True)
    if name == "pipe.md":
        os.mkfifo(path)
    elif name == "loop.md":
        path.symlink_to(path)
    elif name == "deep.md":  # a folder that is below itself, and links that go on without an end
        path.symlink_to(project.root, target_is_directory=True)
        (project.root / "docs/up").symlink_to("..", target_is_directory=True)
        (project.root / "x.md").symlink_to("y.md")
        (project.root / "y.md").symlink_to("x.md")
    elif name == "folder.md":
        path.mkdir()
    else:
        path.write_bytes(bytes(range(256)) * 40)
    with Wire(project.root) as wire:
        wire.hover(path.as_uri())
        uri = wire.open(project.root / "a.md", "LLM [x](gone.md)\n")
        assert wire.diagnostics(uri) == ["L001"]
        assert "error" not in wire.hover(uri)
        assert wire.end() == 0


@pytest.mark.parametrize(
    "settings", [b"glossary = ", b'glossary = "gone.md"\n', b"unknown = 1\n", b"\xff", b"[tool]\n" * 10]
)
def test_a_configuration_that_is_broken(project: Site, settings: bytes) -> None:
    project.write({"autolink.toml": settings})
    with Wire(project.root) as wire:
        uri = wire.open(project.root / "a.md", "LLM\n")
        assert wire.hover(uri)["result"] is None
        project.write({"autolink.toml": 'glossary = "glossary.md"\n'})
        uris = {"uri": (project.root / "autolink.toml").as_uri(), "type": 2}
        wire.tell("workspace/didChangeWatchedFiles", {"changes": [uris]})
        assert wire.hover(uri)["result"]
        assert wire.end() == 0


def test_a_workspace_without_configuration(tmp_path: Path) -> None:
    root = tmp_path / "bare"
    root.mkdir()
    (root / "a.md").write_text("# A\n\n[x](gone.md)\n")
    for folder in (root, None):
        with Wire(folder) as wire:
            uri = wire.open(root / "a.md", "# A\n\n[x](gone.md)\n")
            assert wire.hover(uri)["result"] is None
            place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 0}}
            assert "error" not in wire.ask("textDocument/completion", place)
            assert wire.end() == 0


def test_a_client_that_is_gone(project: Site) -> None:
    with Wire(project.root) as wire:
        wire.open(project.root / "a.md", "LLM\n")
        assert wire.process.stdin
        wire.process.stdin.close()
        wire.process.wait(timeout=30)
