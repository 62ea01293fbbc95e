"""The bytes between a client and the language server, for what no library would send."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support import prefork
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


SERVER = (sys.executable, "-m", "autolink", "server")


class Wire:
    """The bytes between a client and the server."""

    def __init__(self, root: Path | None, command: Sequence[str] = ()) -> None:
        """Start a server for a folder, by some command if it matters which process it is."""
        command = command or prefork.command()
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=REPOSITORY
        )
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        folders = [{"uri": root.as_uri(), "name": "root"}] if root else None
        self.ask("initialize", {"capabilities": {}, "workspaceFolders": folders})
        self.tell("initialized", {})

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        with self.process:
            pass

    def send(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def message(self, *contents: Any) -> None:
        """Send messages, all in one go."""
        bodies = [item if isinstance(item, bytes) else json.dumps(item).encode() for item in contents]
        self.send(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies))

    def tell(self, method: str, params: Any) -> None:
        self.message({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> dict[str, Any]:
        """Return the answer to a request: its result or its error."""
        return self.answer(self.begin(method, params))

    def begin(self, method: str, params: Any, cancelled: int = 0) -> int:
        """Send a request and return its number; cancel it so many times in the same breath."""
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}
        cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": self._number}}
        self.message(request, *[cancel] * cancelled)
        return self._number

    def answer(self, number: int) -> dict[str, Any]:
        """Wait for the answer to a request, whatever comes before it."""
        while number not in self._answers:
            message = self.read()
            if "id" in message and "method" not in message:
                self._answers[message["id"]] = message
        return self._answers.pop(number)

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the server is dead"
            if line.lower().startswith(b"content-length"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message

    def open(self, path: Path | str, text: str, version: int = 1) -> str:
        uri = path if isinstance(path, str) else path.as_uri()
        item = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def diagnostics(self, uri: str) -> list[str]:
        """Wait until something is said of a page, and return the codes of what is wrong in it."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return [item["code"] for item in message["params"]["diagnostics"]]

    def hover(self, uri: str, line: int = 0, character: int = 0) -> dict[str, Any]:
        place = {"line": line, "character": character}
        return self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})

    def end(self) -> int:
        assert self.ask("shutdown", None)["result"] is None
        self.tell("exit", None)
        return self.process.wait(timeout=30)
