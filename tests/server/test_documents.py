"""The texts of the server against an oracle that has them whole, in three encodings."""

from __future__ import annotations

import os
from random import Random

import pytest
from lsprotocol import types

from autolink.page.positions import PageBytes
from autolink.server.documents import Document, path_of, uri_of
from autolink.server.positions import Positions
from tests.support.editor import WIDTHS

ENCODINGS = ("utf-8", "utf-16", "utf-32")
EDITS = int(os.environ.get("AUTOLINK_EDITS", "300"))
PIECES = (
    "a",
    "é",
    "e\u0301",
    "語",
    "😀",
    "𝒳",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0b",
    "\x85",
    "\t",
    "word ",
    "",
)


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a text start and end, their ends left out (LSP 3.17, "Text Documents")."""
    found, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "\r\n":
            found.append((start, at))
            at += 2 if text[at : at + 2] == "\r\n" else 1
            start = at
        else:
            at += 1
    return [*found, (start, len(text))]


def position(text: str, at: int, encoding: str) -> types.Position | None:
    """Return the position of a character; None between CR and LF, which has none."""
    codec, width = WIDTHS[encoding]
    for number, (start, end) in enumerate(lines_of(text)):
        if start <= at <= end:
            return types.Position(number, len(text[start:at].encode(codec)) // width)
    return None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_edits_leave_what_the_editor_has(encoding: str) -> None:
    rng, text = Random(encoding), "# Top\n\n😀 語 e\u0301\r\nlast"
    document = Document(types.TextDocumentItem("file:///p.md", "markdown", 0, text), "/p.md", encoding)
    for version in range(1, EDITS + 1):
        changes: list[types.TextDocumentContentChangeEvent] = []
        for _ in range(rng.randint(1, 3)):
            start = rng.randrange(len(text) + 1)
            end = min(len(text), start + rng.choice((0, 0, 0, 1, 2, 30)))
            places = position(text, start, encoding), position(text, end, encoding)
            new = "".join(rng.choices(PIECES, k=rng.randint(0, 4)))
            if places[0] and places[1]:
                text = text[:start] + new + text[end:]
                changes.append(types.TextDocumentContentChangePartial(types.Range(places[0], places[1]), new))
        document.change(version, changes)
        assert document.data.decode() == text
        at = rng.randrange(len(text) + 1)
        there = position(text, at, encoding)
        if there:
            offset = len(text[:at].encode())
            assert document.positions.offset(there) == offset
            assert document.positions.position(offset) == there


@pytest.mark.parametrize(
    ("encoding", "line", "character", "expected"),
    [
        ("utf-16", 0, 1, 0),  # between the halves of a pair
        ("utf-16", 0, 2, 4),
        ("utf-8", 0, 3, 0),  # within a character
        ("utf-8", 0, 4, 4),
        ("utf-32", 0, 1, 4),
        ("utf-16", 0, 99, 5),  # beyond the line
        ("utf-8", 0, 99, 5),
        ("utf-16", 0, 2**31 - 1, 5),
        ("utf-16", 1, 0, 7),
        ("utf-16", 1, 9, 8),
        ("utf-16", 9, 9, 8),  # beyond the last line
        ("utf-16", 2**31 - 1, 0, 8),
    ],
)
def test_positions_that_are_none(encoding: str, line: int, character: int, expected: int) -> None:
    positions = Positions(PageBytes("/p.md", "😀a\r\nb".encode()), encoding)
    assert positions.offset(types.Position(line, character)) == expected


@pytest.mark.parametrize("hides_bom", [True, False])
def test_a_byte_order_mark_counts_where_the_client_has_it(hides_bom: bool) -> None:
    positions = Positions(PageBytes("/p.md", "\ufeffab\nc".encode()), "utf-16", hides_bom)
    assert positions.offset(types.Position(0, 1)) == (4 if hides_bom else 3)
    assert positions.position(4) == types.Position(0, 1 if hides_bom else 2)
    assert positions.position(6) == types.Position(1, 0)


def test_half_a_pair_stands_for_itself() -> None:
    document = Document(types.TextDocumentItem("file:///p.md", "markdown", 0, "a\ud83db"), "/p.md", "utf-16")
    assert document.data.decode() == "a\ufffdb"
    assert document.positions.offset(types.Position(0, 2)) == 4


def test_edits_out_of_order_are_not_trusted() -> None:
    document = Document(types.TextDocumentItem("file:///p.md", "markdown", 5, "ab"), "/p.md", "utf-16")
    nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    document.change(5, [types.TextDocumentContentChangePartial(nowhere, "x")])
    assert document.is_lost
    document.change(6, [types.TextDocumentContentChangePartial(nowhere, "y")])
    assert document.is_lost
    document.change(7, [types.TextDocumentContentChangeWholeDocument("whole")])
    assert not document.is_lost
    assert document.data == b"whole"


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a%20b/%E8%AA%9E.md", "/a b/語.md"),
        ("file://localhost/a.md", "/a.md"),
        ("file:///a/../b.md", "/b.md"),
        ("file://host/a.md", None),
        ("untitled:Untitled-1", None),
        ("http://[b]/", None),
        ("file:///a%00b.md", None),
        ("", None),
    ],
)
def test_uris(uri: str, path: str | None) -> None:
    assert path_of(uri) == path
    if path:
        assert path_of(uri_of(path)) == path
