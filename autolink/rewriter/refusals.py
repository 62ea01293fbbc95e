"""Comments that keep mentions from being linked: a single one, or a word on the whole page.

They are added only where the proof for such comments holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNLINKED_MENTION
from autolink.diagnostics.suppressions import words_never_linked
from autolink.page.edits import Edit, applied
from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.comment_proof import Addition, CommentProof, takes_comments
from autolink.rewriter.suppression_comments import suppressing_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFF = f"<!-- autolink-disable {UNLINKED_MENTION.code} -->".encode()
_ON = f"<!-- autolink-enable {UNLINKED_MENTION.code} -->".encode()
_LINE_END = re.compile(rb"\r\n?+|\n")
_UNLISTED = re.compile(r"[,<>\r\n]|--")
"""What a word in a comment that lists words cannot hold."""


def refused_here(page: Page, start: int, end: int, *, is_alone: bool) -> bytes | None:
    """Return a page with a comment that keeps the mention at bytes [start, end) from being linked.

    Where the mention `is_alone` on its line the comment is about the line, else there are two around the
    mention. None where no comment can stand.
    """
    if is_alone:
        found = Diagnostic.at(page, (start, end), UNLINKED_MENTION, "")
        edits, left = suppressing_edits(page, [found])
        if not left:
            return applied(page.data, edits)
    if not takes_comments(page):
        return None
    proof = CommentProof(page)
    for before in _before(page, start):
        around = [Addition(before, (UNLINKED_MENTION,), (start,)), Addition(Edit(end, end, _ON))]
        if proof.holds(around):
            return applied(page.data, [item.edit for item in around])
    return None


def _before(page: Page, start: int) -> Iterator[Edit]:
    """Yield where the first comment may stand: before the mention, or on a line of its own above.

    A comment at the start of a block would make HTML of that.
    """
    yield Edit(start, start, _OFF)
    if start == page.line_span(start)[0]:
        yield Edit(start, start, _OFF + _newline(page))


def refused_on_page(page: Page, word: str) -> bytes | None:
    """Return a page with a comment that keeps a word from being linked on it; None where none can stand."""
    if not takes_comments(page) or _UNLISTED.search(word):
        return None
    proof = CommentProof(page)
    for edit in _places(page, word):
        data = applied(page.data, [edit])
        if proof.holds([Addition(edit)]) and word in words_never_linked(
            Page.parse(page.path, data, page.dialect)
        ):
            return data
    return None


def _places(page: Page, word: str) -> Iterator[Edit]:
    """Yield where the word may be listed: in the comment that is there, at the end of the page, at its start.

    A comment before the title would keep some sites from finding it.
    """
    for comment in page.comments:
        if comment.text.strip().startswith("autolink-never-link:"):
            listed = page.data[comment.start : comment.end].removesuffix(b"-->")
            at = comment.start + len(listed.rstrip())
            yield Edit(at, at, f", {word}".encode())
    newline = _newline(page)
    written = f"<!-- autolink-never-link: {word} -->".encode()
    size = len(page.data)
    missing = 2 - (size - len(page.data.rstrip(b"\r\n"))) // len(newline)
    yield Edit(size, size, newline * max(0, missing) + written + newline)
    start = body_start(page.data)
    yield Edit(start, start, written + newline * 2)


def _newline(page: Page) -> bytes:
    found = _LINE_END.search(page.data)
    return found[0] if found else b"\n"
