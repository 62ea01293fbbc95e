"""The anchors of a project's files: heading slugs, ids of elements, lines of source files."""

from __future__ import annotations

import contextlib
import errno
import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink import files
from autolink.page.fragments import anchor_names, is_answered, shared_name
from autolink.page.page import Page
from autolink.page.tags import scan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from autolink.page.dialects.dialect import Dialect
    from autolink.page.fragments import Naming


_LINES = re.compile(r"L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?")
_NO_TEXT = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|pdf|zip|gz|mp4|webm|mp3|ogg|wav|woff2?|ttf|docx?|xlsx?|pptx?)\Z",
    re.IGNORECASE,
)


class AnchorIndex:
    """Knows the anchors of files.

    Those of the project's pages are told; those of other files are read when first asked for. `reading` tells
    by its path how the project of such a page reads it and names its headings.
    """

    def __init__(
        self,
        pages: Collection[str],
        names: Mapping[str, frozenset[str]],
        reading: Callable[[str], tuple[Dialect, Naming]],
    ) -> None:
        self._pages = pages
        self._reading = reading
        self.told = names
        """The anchors of pages, by path."""
        self._read: dict[str, frozenset[str] | None] = {}
        self._lines: dict[str, int | None] = {}

    def knows(self, path: str) -> bool:
        """Tell whether the anchors of a file are known, or can be read: those of a page have to be told."""
        return path in self.told or path not in self._pages

    def names(self, path: str) -> frozenset[str]:
        """Return the anchors of a page or HTML file."""
        return self._names(path) or frozenset()

    def _names(self, path: str) -> frozenset[str] | None:
        """Return the anchors of a page or HTML file; None of one that is too large to be read."""
        told = self.told.get(path)
        if told is not None:
            return told
        if path not in self._read:
            data = _bytes_of(path)
            self._read[path] = None if data is None else self._anchors(path, data)
        return self._read[path]

    def _anchors(self, path: str, data: bytes) -> frozenset[str]:
        """Return the anchors of an HTML file, or of another page, such as an excluded one."""
        if path.lower().endswith(files.PAGE_SUFFIXES):
            dialect, naming = self._reading(path)
            with contextlib.suppress(UnicodeDecodeError):
                return anchor_names(Page.parse(path, data, dialect), naming)
        return _ids(data.decode("utf-8", "replace"))

    def answers(self, path: str, fragment: str) -> bool | None:
        """Tell whether a file answers to a fragment as written; None where that cannot be known."""
        if path in self._pages or path.lower().endswith((".html", ".htm", *files.PAGE_SUFFIXES)):
            names = self._names(path)
            return None if names is None else is_answered(fragment, names) or self._is_shared(path, fragment)
        return None if _NO_TEXT.search(path) else self.has_lines(path, unquote(fragment))

    def _is_shared(self, path: str, fragment: str) -> bool:
        """Tell whether a fragment is the name of a target that is known on all pages."""
        _, naming = self._reading(path)
        return naming.shares_targets and shared_name(unquote(fragment)) in self._everywhere

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """The anchors of all pages."""
        return frozenset().union(*self.told.values())

    def has_lines(self, path: str, fragment: str) -> bool | None:
        """Tell whether a file has the lines that `L10` or `L10-L20` names.

        None for another fragment, and where that cannot be known.
        """
        lines = _LINES.fullmatch(fragment)
        if lines is None:
            return None
        numbers = [int(number) for number in lines.groups() if number]
        count = self._line_count(path)
        return None if count is None else min(numbers) > 0 and max(numbers) <= count

    def _line_count(self, path: str) -> int | None:
        if path not in self._lines:
            data = _bytes_of(path)
            self._lines[path] = None if data is None else data.count(b"\n") + (not data.endswith(b"\n"))
        return self._lines[path]


def _bytes_of(path: str) -> bytes | None:
    """Return the bytes of a file; none when it cannot be read, and None when it is too large to be."""
    try:
        return files.read(path)
    except OSError as error:
        return None if error.errno == errno.EFBIG else b""


def _ids(html: str) -> frozenset[str]:
    """Return the ids of the elements of HTML."""
    names: set[str] = set()
    for tag in scan(html):
        if not tag.closing and tag.name != "!--":
            attributes = tag.attributes()
            keys = ("id", "name") if tag.name == "a" else ("id",)
            names.update(attributes[key] for key in keys if attributes.get(key))
    return frozenset(names)
