"""The texts that are open in the client."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urlsplit

from lsprotocol import types

from autolink import files
from autolink.page.positions import PageBytes
from autolink.server.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HALF_OF_A_PAIR = dict.fromkeys(range(55296, 57344), "�")
"""What stands for surrogates without their other half, which no page can hold: as long in every encoding."""


class Document:
    """An open text. One whose edits came out of order is `lost` until its whole text comes again."""

    def __init__(self, item: types.TextDocumentItem, path: str, encoding: str) -> None:
        self.uri, self.path, self.version = item.uri, path, item.version
        self.is_lost = False
        self._encoding = encoding
        self._page = PageBytes(path, _encoded(item.text))

    @property
    def data(self) -> bytes:
        """The text as UTF-8."""
        return self._page.data

    @property
    def positions(self) -> Positions:
        """The positions in the text as it is."""
        return Positions(self._page, self._encoding)

    def change(self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Make changes, one after the other. Ranges count in the text that the change before has left."""
        self.is_lost = self.is_lost or version <= self.version
        self.version = max(version, self.version)
        for change in changes:
            new = _encoded(change.text)
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = self.positions.span(change.range)
                new = self.data[:start] + new + self.data[end:]
            else:
                self.is_lost = False
            self._page = PageBytes(self.path, new)


class Documents:
    """The open texts, by path: a client may write one URI in several ways."""

    def __init__(self) -> None:
        self.encoding: str = types.PositionEncodingKind.Utf16
        self._by_path: dict[str, Document] = {}

    def open(self, item: types.TextDocumentItem) -> Document | None:
        """Take a text; None for one that is not a file."""
        path = path_of(item.uri)
        if path is None:
            return None
        document = self._by_path[path] = Document(item, path, self.encoding)
        return document

    def close(self, uri: str) -> Document | None:
        """Forget a text and return it."""
        return self._by_path.pop(path_of(uri) or "", None)

    def get(self, uri: str) -> Document | None:
        """Return the open text of a URI."""
        return self._by_path.get(path_of(uri) or "")

    def at(self, path: str) -> Document | None:
        """Return the open text at a path."""
        return self._by_path.get(path)

    def __iter__(self) -> Iterator[Document]:
        return iter([*self._by_path.values()])

    def texts(self) -> dict[str, bytes]:
        """Return the open texts by path."""
        return {path: document.data for path, document in self._by_path.items()}

    def versions(self) -> dict[str, int]:
        """Return the versions of the open texts by path."""
        return {path: document.version for path, document in self._by_path.items()}

    def uri(self, path: str) -> str:
        """Return the URI of a path: as the client writes it, where it has."""
        document = self._by_path.get(path)
        return document.uri if document else uri_of(path)

    def positions(self, path: str, data: bytes) -> Positions:
        """Return the positions in the page at a path that holds these bytes."""
        return Positions(PageBytes(path, data), self.encoding, hides_bom=path not in self._by_path)


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.translate(_HALF_OF_A_PAIR).encode()


def path_of(uri: str) -> str | None:
    """Return the absolute path of a `file:` URI (RFC 8089); None for any other."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    path = unquote_to_bytes(parts.path).decode("utf-8", "surrogateescape")
    if path[2:3] == ":" and path[:1] == "/":  # /C:/folder
        path = path[1:]
    return files.absolute(path) if path and "\0" not in path else None


def uri_of(path: str) -> str:
    """Return the `file:` URI of an absolute path."""
    return "file://" + quote(("" if path.startswith("/") else "/") + path, safe="/", errors="surrogateescape")
