"""Headings written in raw HTML: what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.model import BLOCK, BREAK, MARK, HtmlHeading

if TYPE_CHECKING:
    from autolink.page.collector import Collector

_NAMES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKUP = frozenset({MARK, BREAK, BLOCK})


class HtmlHeadings:
    """Gathers the text of `<h1>` … `<h6>`, which may begin and end in different blocks.

    One at a time: a browser, too, ends a heading where the next one starts, and with any heading's end tag
    (HTML standard, §13.2.6.4.7).
    """

    def __init__(self, collector: Collector) -> None:
        self.found: list[HtmlHeading] = []
        self._page = collector
        self._start: int | None = None
        self._parts: list[str] = []
        self._first = 0
        """The number of the first piece of prose that is not among the parts."""

    @property
    def is_open(self) -> bool:
        """Whether a heading is open."""
        return self._start is not None

    def open(self, name: str, start: int) -> None:
        """Take the start tag of any element, at a byte offset."""
        if name in _NAMES:
            self._start = start
            self._parts.clear()
            self._first = self._page.here

    def close(self, name: str) -> None:
        """Take the end tag of any element."""
        if name in _NAMES and self._start is not None:
            self._take_prose()
            text = "".join(self._parts).strip()
            if text:
                self.found.append(HtmlHeading(self._start, text))
            self._start = None

    def take(self, text: str) -> None:
        """Take text that is not prose: a code span, or what is between two tags of an HTML block."""
        if self._start is not None:
            self._take_prose()
            self._parts.append(text)

    def _take_prose(self) -> None:
        pieces = self._page.pieces
        self._parts += (piece for piece in pieces[self._first :] if piece not in _MARKUP)
        self._first = len(pieces)
