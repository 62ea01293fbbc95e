"""The referee of HTML blocks: the standard library's parser reads the same tags and texts, links aside.

It is unrelated to what reads such blocks into the prose, and says besides that no link is inside another.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from autolink.rewriter.proof.change import changed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from autolink.page.page import Page
    from autolink.rewriter.proof.blame import Verdict
    from autolink.rewriter.proof.change import Change


def reads_as_html(page: Page, changes: Sequence[Change]) -> Verdict:
    """Return what compares the HTML blocks of a page before and after some of these changes."""
    written = {change.insertions[0].new.decode() for change in changes}
    before = {(start, end): _tokens(page.data[start:end], ()) for start, end in _by_block(page, changes)}

    def holds(chosen: Sequence[Change]) -> bool:
        return all(
            _tokens(changed(page.data[start:end], inside, start), written) == before[start, end]
            for (start, end), inside in _by_block(page, chosen).items()
        )

    return holds


def _by_block(page: Page, changes: Sequence[Change]) -> dict[tuple[int, int], list[Change]]:
    """Group those changes that are in HTML blocks by the bytes of these."""
    grouped: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        block = page.html_blocks.around(change.start, change.end)
        if block:
            grouped.setdefault(block, []).append(change)
    return grouped


def _tokens(html: bytes, written: Collection[str]) -> list[object] | None:
    """Return what is in HTML, links left out that begin with certain tags; None if one is in a link."""
    reader = _Reader(written)
    reader.feed(html.decode())
    reader.close()
    return None if reader.is_nested else [*reader.tokens, "".join(reader.texts)]


class _Reader(HTMLParser):
    """Collects tags and texts; `written` are the tags that open links of ours."""

    def __init__(self, written: Collection[str]) -> None:
        super().__init__()
        self.tokens: list[object] = []
        self.texts: list[str] = []
        self.is_nested = False
        self._written = written
        self._links: list[bool] = []  # for each open `<a>`, whether it is ours

    def _take(self, *token: object) -> None:
        self.tokens += ("".join(self.texts), token)
        self.texts.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that opens an element."""
        is_ours = tag == "a" and self.get_starttag_text() in self._written
        if tag == "a":
            self.is_nested = self.is_nested or (bool(self._links) and (is_ours or self._links[-1]))
            self._links.append(is_ours)
        if not is_ours:
            self._take("<", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag with a slash at its end."""
        self._take("/", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take a tag that closes an element."""
        if not (tag == "a" and self._links and self._links.pop()):
            self._take(">", tag)

    def handle_data(self, data: str) -> None:
        """Take text, references decoded."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a comment."""
        self._take("comment", data)

    def handle_decl(self, decl: str) -> None:
        """Take a declaration."""
        self._take("declaration", decl)

    def handle_pi(self, data: str) -> None:
        """Take a processing instruction."""
        self._take("instruction", data)

    def unknown_decl(self, data: str) -> None:
        """Take CDATA, or something like it."""
        self._take("data", data)
