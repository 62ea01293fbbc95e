"""Where the texts of a project's pages come from: the disk, and unsaved texts in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autolink import files
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNDECODABLE_PAGE, UNREADABLE_PAGE
from autolink.errors import AutolinkError
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import StrPath

    from autolink.files import Selection
    from autolink.page.dialects.dialect import Dialect


@dataclass(frozen=True)
class Sources:
    """The texts of pages. Unsaved ones stand for what is on disk, where there need not be anything."""

    unsaved: Mapping[str, bytes] = field(default_factory=dict)
    """Texts by absolute path."""

    @staticmethod
    def of(unsaved: Iterable[tuple[StrPath, bytes]]) -> Sources:
        """Return the disk with unsaved texts, by path. Raises AutolinkError for two texts of one page."""
        texts: dict[str, bytes] = {}
        for path, data in unsaved:
            place = files.absolute(path)
            if place in texts:
                raise AutolinkError(f"there are two unsaved texts for {place}")
            texts[place] = data
        return Sources(texts)

    def find(self, paths: Iterable[str], selection: Selection, others: set[str] | None = None) -> list[str]:
        """Return the pages that paths name or that lie below the folders named, sorted, each once.

        Unsaved pages that are not on disk are among them. The folders of other projects that are come to are
        added to `others`. Raises AutolinkError for a path that is not there.
        """
        named = {files.absolute(path) for path in paths}
        found = files.find_pages(named - self.unsaved.keys(), selection, others)
        folders = tuple(f"{path.rstrip('/')}/" for path in named)
        below = (path for path in self.unsaved if path.startswith(folders))
        unsaved = {path for path in below if files.is_selected(path, selection)}
        return sorted({*found, *unsaved, *(named & self.unsaved.keys())})

    def read(self, path: str) -> bytes | Diagnostic:
        """Return the bytes of a page, which are valid UTF-8, or what keeps it from being read."""
        try:
            data = self.unsaved[path] if path in self.unsaved else files.read(path)
            data.decode()
        except OSError as error:
            return Diagnostic(path, 1, 1, UNREADABLE_PAGE, f"cannot be read: {error.strerror or error}")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"is not valid UTF-8: {error.reason} (byte 0x{data[error.start]:02x})"
            return Diagnostic(path, line, 1, UNDECODABLE_PAGE, message)
        return data

    def parse(self, path: str, dialect: Dialect) -> Page | Diagnostic:
        """Return a page, parsed as a site reads it, or what keeps it from being read."""
        data = self.read(path)
        return data if isinstance(data, Diagnostic) else Page.parse(path, data, dialect)
