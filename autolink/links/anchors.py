"""The anchors of a project's files: heading slugs, ids of elements, lines of source files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink import files
from autolink.page.fragments import anchor_names, is_answered
from autolink.page.page import Page
from autolink.page.tags import scan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from autolink.page.dialects.dialect import Dialect


_LINES = re.compile(r"L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?")
_NO_TEXT = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|pdf|zip|gz|mp4|webm|mp3|ogg|wav|woff2?|ttf|docx?|xlsx?|pptx?)\Z",
    re.IGNORECASE,
)


class AnchorIndex:
    """Knows the anchors of files.

    Those of the project's pages are told; those of other files are read when first asked for.
    """

    def __init__(
        self, pages: Collection[str], names: Mapping[str, frozenset[str]], style: str, dialect: Dialect
    ) -> None:
        self._pages = pages
        self._style = style
        self._dialect = dialect
        self.told = names
        """The anchors of pages, by path."""
        self._names: dict[str, frozenset[str]] = {}
        self._lines: dict[str, int] = {}

    def knows(self, path: str) -> bool:
        """Tell whether the anchors of a file are known, or can be read: those of a page have to be told."""
        return path in self.told or path not in self._pages

    def names(self, path: str) -> frozenset[str]:
        """Return the anchors of a page or HTML file."""
        told = self.told.get(path)
        if told is not None:
            return told
        if path not in self._names:
            page = _page_left_out(path, self._dialect) if path.lower().endswith(files.PAGE_SUFFIXES) else None
            self._names[path] = anchor_names(page, self._style) if page else _html_anchors(path)
        return self._names[path]

    def answers(self, path: str, fragment: str) -> bool | None:
        """Tell whether a file answers to a fragment as written; None where that cannot be known."""
        if path in self._pages or path.lower().endswith((".html", ".htm", *files.PAGE_SUFFIXES)):
            return is_answered(fragment, self.names(path))
        return None if _NO_TEXT.search(path) else self.has_lines(path, unquote(fragment))

    def has_lines(self, path: str, fragment: str) -> bool | None:
        """Tell whether a file has the lines that `L10` or `L10-L20` names; None for another fragment."""
        lines = _LINES.fullmatch(fragment)
        if lines is None:
            return None
        numbers = [int(number) for number in lines.groups() if number]
        return min(numbers) > 0 and max(numbers) <= self._line_count(path)

    def _line_count(self, path: str) -> int:
        if path not in self._lines:
            try:
                data = files.read_regular(path)
            except OSError:
                data = b""
            self._lines[path] = data.count(b"\n") + (not data.endswith(b"\n"))
        return self._lines[path]


def _page_left_out(path: str, dialect: Dialect) -> Page | None:
    """Return a page that is not among the project's, as an excluded one; None when it cannot be read."""
    try:
        return Page.parse(path, files.read_regular(path), dialect)
    except (OSError, UnicodeDecodeError):
        return None


def _html_anchors(path: str) -> frozenset[str]:
    """Return the ids of an HTML file; none when it cannot be read."""
    try:
        html = files.read_regular(path).decode("utf-8", "replace")
    except OSError:
        return frozenset()
    names: set[str] = set()
    for tag in scan(html):
        if not tag.closing and tag.name != "!--":
            attributes = tag.attributes()
            keys = ("id", "name") if tag.name == "a" else ("id",)
            names.update(attributes[key] for key in keys if attributes.get(key))
    return frozenset(names)
