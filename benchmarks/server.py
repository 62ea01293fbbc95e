"""Times the language server on a large tree: `python -m benchmarks.server`.

A client of its own talks to `python -m autolink server`; each time is from the message to what answers it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks.measure import memory
from benchmarks.scenarios import FIXED
from benchmarks.tree import write_tree

EDITS = 200
REQUESTS = 50
OPEN_PAGES = 20
PAGE_BYTES = 10_000
_NEW_TERM = "Quixotic benchmark term"


class Client:
    """Speaks the protocol, one message after the other."""

    def __init__(self, root: str) -> None:
        command = [sys.executable, "-m", "autolink", "server"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        folder = {"uri": f"file://{root}", "name": "tree"}
        capabilities = {"window": {"workDoneProgress": True}}
        self.request("initialize", {"capabilities": capabilities, "workspaceFolders": [folder]})
        self.notify("initialized", {})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        return self.until(lambda message: message.get("id") == self._number and "method" not in message)

    def until(self, is_it: Any) -> dict[str, Any]:
        """Return the first message that is it; what the server asks meanwhile is granted."""
        assert self.process.stdout
        while True:
            length = 0
            while (line := self.process.stdout.readline()) != b"\r\n":
                if not line:
                    raise RuntimeError("the server has ended")
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            message: dict[str, Any] = json.loads(self.process.stdout.read(length))
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
            if is_it(message):
                return message

    def diagnostics(self, uri: str, version: int) -> list[Any]:
        """Return what the server says of a version of a page."""

        def is_it(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            is_told = message.get("method") == "textDocument/publishDiagnostics"
            return is_told and (params["uri"], params.get("version")) == (uri, version)

        found: list[Any] = self.until(is_it)["params"]["diagnostics"]
        return found

    def open(self, path: str, text: str) -> str:
        uri = f"file://{path}"
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, version: int, line: int, character: int, new: str) -> None:
        """Insert text at a position."""
        place = {"line": line, "character": character}
        change = {"range": {"start": place, "end": place}, "text": new}
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def end(self) -> None:
        self.request("shutdown", {})
        self.notify("exit", {})
        self.process.wait(timeout=30)


def run(root: str) -> dict[str, float]:
    """Measure everything on a tree and return it, in milliseconds, seconds and megabytes."""
    rng = Random(1)
    pages = _pages(root)
    path = min(pages, key=lambda page: abs(os.path.getsize(page) - PAGE_BYTES))
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    results: dict[str, float] = {"page, bytes": os.path.getsize(path)}
    started = time.perf_counter()
    client = Client(root)
    uri = client.open(path, text)
    client.diagnostics(uri, 1)
    results["start until the open page is judged, s"] = time.perf_counter() - started
    client.until(_is_end)
    results["start until the project is indexed, s"] = time.perf_counter() - started
    results |= _edits(client, uri, text, rng) | _requests(client, uri, text)
    results |= _glossary(client, root, rng.sample(pages, OPEN_PAGES))
    results["memory of the server, MiB"] = memory(client.process.pid) / 1024
    results["memory of the server at most, MiB"] = _most_memory(client.process.pid)
    client.end()
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "autolink", "check"], cwd=root, check=False, capture_output=True)
    results["autolink check, s"] = time.perf_counter() - started
    return results


def _most_memory(process: int) -> float:
    """Return the most memory that a process had at any time, in MiB; its children are not counted."""
    with open(f"/proc/{process}/status", encoding="ascii") as stream:
        return next(int(line.split()[1]) / 1024 for line in stream if line.startswith("VmHWM:"))


def _pages(root: str) -> list[str]:
    found = os.walk(f"{root}/docs")
    return sorted(f"{folder}/{name}" for folder, _, names in found for name in names if name.endswith(".md"))


def _is_end(message: dict[str, Any]) -> bool:
    return message.get("method") == "$/progress" and message["params"]["value"].get("kind") == "end"


def _edits(client: Client, uri: str, text: str, rng: Random) -> dict[str, float]:
    """Time edits of one page, some of which break a link, until the page is judged."""
    lines, times = text.count("\n"), []
    for version in range(2, EDITS + 2):
        new = "[x](gone.md) " if version % 10 == 0 else rng.choice(("a", "the ", "語", "😀", "e\u0301"))
        started = time.perf_counter()
        client.change(uri, version, rng.randrange(lines), 0, new)
        client.diagnostics(uri, version)
        times.append(1000 * (time.perf_counter() - started))
    return {
        "edit to diagnostics, median, ms": median(times),
        "edit to diagnostics, 95th percentile, ms": quantiles(times, n=20)[-1],
    }


def _requests(client: Client, uri: str, text: str) -> dict[str, float]:
    """Time what an editor asks for at places of the page, right after an edit of it."""
    results, version = {}, EDITS + 2
    lines = [number for number, line in enumerate(text.split("\n")) if len(line) > 20]
    for name in ("hover", "completion", "definition"):
        times = []
        for number in range(REQUESTS):
            version += 1
            line = lines[number % len(lines)]
            client.change(uri, version, line, 0, "r")
            place = {"line": line, "character": 1 if name == "completion" else 10}
            started = time.perf_counter()
            client.request(f"textDocument/{name}", {"textDocument": {"uri": uri}, "position": place})
            times.append(1000 * (time.perf_counter() - started))
            client.diagnostics(uri, version)
        results[f"{name}, median, ms"] = median(times)
        results[f"{name}, 95th percentile, ms"] = quantiles(times, n=20)[-1]
    return results


def _glossary(client: Client, root: str, pages: list[str]) -> dict[str, float]:
    """Time an edit of the glossary that adds a term, until all open pages with a link to it are right."""
    found = os.walk(f"{root}/glossary")
    home = min(f"{folder}/{name}" for folder, _, names in found for name in names)
    slug = _NEW_TERM.lower().replace(" ", "-")
    waiting = set()
    for page in pages:
        with open(page, encoding="utf-8") as stream:
            target = os.path.relpath(home, os.path.dirname(page))
            uri = client.open(page, f"[{_NEW_TERM}]({target}#{slug})\n\n{stream.read()}")
        waiting.add(uri)
        assert any(slug in item["message"] for item in client.diagnostics(uri, 1))
    with open(home, encoding="utf-8") as stream:
        text = stream.read()
    uri = client.open(home, text)
    client.diagnostics(uri, 1)
    started = time.perf_counter()
    client.change(uri, 2, text.count("\n"), 0, f"\n## {_NEW_TERM}\n\nIt is new.\n")

    def is_last(message: dict[str, Any]) -> bool:
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            if not any(slug in item["message"] for item in params["diagnostics"]):
                waiting.discard(params["uri"])
        return not waiting

    client.until(is_last)
    return {"a new term until 20 open pages are right, ms": 1000 * (time.perf_counter() - started)}


def main() -> None:
    """Measure the language server, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server", description=main.__doc__)
    parser.add_argument("--tree", help="a folder in which the tree is kept; else it is temporary")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = os.path.realpath(options.tree or f"{temporary}/tree")
        if not os.path.exists(root):
            write_tree(root, FIXED)
        for name, value in run(root).items():
            print(f"{name:50} {value:10.1f}")


if __name__ == "__main__":
    main()
