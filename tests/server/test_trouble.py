"""What goes wrong around the server: a full disk, and requests that nobody waits for any more."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.processes import children, wait_for
from tests.support.wire import SERVER, Wire

if TYPE_CHECKING:
    from tests.support.site import Site

CANCELLED = -32800
"""The code of the answer to a request that was cancelled (LSP 3.17, "ErrorCodes")."""


def place(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit of util-linux")
def test_nothing_is_written_so_that_a_full_disk_is_no_trouble(project: Site) -> None:
    project.run("fix")
    before = project.tree()
    with Wire(project.root, ("prlimit", "--fsize=0", *SERVER)) as wire:
        uri = wire.open(project.root / "a.md", "# Top\n\nAn LLM [x](gone.md)\n")
        assert wire.diagnostics(uri) == ["L001"]
        assert wire.hover(uri, 2, 4)["result"]
        assert wire.ask("textDocument/completion", place(uri, 2, 3))["result"]
        found = wire.ask(
            "textDocument/references", {**place(uri, 2, 4), "context": {"includeDeclaration": True}}
        )
        assert len(found["result"]) > 1
        assert wire.ask("textDocument/rename", {**place(uri, 2, 4), "newName": "LM"})["result"][
            "documentChanges"
        ]
        old, new = ((project.root / name).as_uri() for name in ("docs/b.md", "b.md"))
        moves = {"files": [{"oldUri": old, "newUri": new}]}
        assert wire.ask("workspace/willRenameFiles", moves)["result"]["documentChanges"]
        wire.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert wire.hover(uri, 2, 4)["result"]
        assert wire.end() == 0
    assert project.tree() == before


def test_requests_that_nobody_waits_for_are_cancelled(project: Site) -> None:
    text = "# Page\n\nAn LLM.\n\n" + "A word of prose. " * 2000 + "\n\n[b](b.md#two)\n"
    project.write({f"docs/p{number}.md": text for number in range(50)})
    with Wire(project.root, SERVER) as wire:  # which indexes the project now
        uri = wire.open(project.root / "a.md", "# Top\n\nAn LLM [x](gone.md)\n")
        context = {"context": {"includeDeclaration": True}}
        long = [
            ("textDocument/references", {**place(uri, 2, 4), **context}),
            ("textDocument/rename", {**place(uri, 2, 4), "newName": "LM"}),
            (
                "workspace/willRenameFiles",
                {"files": [{"oldUri": uri, "newUri": uri.replace("a.md", "z.md")}]},
            ),
        ]
        numbers = [wire.begin(*request, cancelled=2) for request in long]
        assert [wire.answer(number)["error"]["code"] for number in numbers] == [CANCELLED] * 3
        assert wire.hover(uri, 2, 4)["result"]
        assert wire.ask(*long[0])["result"]
        wait_for(lambda: len(children(wire.process.pid)) <= 1)  # one that Python keeps for all of them
        assert wire.end() == 0
