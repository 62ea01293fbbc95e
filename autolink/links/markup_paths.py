"""Paths that a site's own markup names: `{{< ref "page.md" >}}`, `{% link page.md %}`, imports, `{toctree}`.

autolink does not check them; `mv` only reports those that name what moves.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from autolink import files
from autolink.files import PAGE_SUFFIXES
from autolink.sites.resolving import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config import Config
    from autolink.files import Moves, Tree
    from autolink.page.page import Page

_TOKEN = re.compile(rb"[^\s\"'`(){}\[\]<>%|=,#?:]+")
_NAMES_PAGES = re.compile(rb"\b(?:ref|relref|link|post_url|doc|toctree)\b")
"""Markup in which a mere name is that of a page."""


class MarkupPaths:
    """Finds the paths in the markup of a site that moves break."""

    def __init__(self, config: Config, moves: Moves, tree: Tree) -> None:
        self._roots = tuple(dict.fromkeys((config.root, *config.site_roots)))
        self._moves = moves
        self._tree = tree
        """The files as they are before the moves."""
        self._lost_names = {
            name
            for old, new in moves.to.items()
            if posixpath.basename(old) != posixpath.basename(new)
            for name in (posixpath.basename(old), posixpath.splitext(posixpath.basename(old))[0])
        }
        """Names of files that get others: Hugo and Jekyll find some by their names alone."""

    def broken(self, page: Page) -> Iterator[tuple[int, str]]:
        """Yield where paths stand that lead to something before the moves, but not after them."""
        links = {link.start for link in page.links if not TEMPLATE.search(link.target)}
        for item in page.closed:
            if item.start in links:  # a link as others are, or a macro
                continue
            are_names = _NAMES_PAGES.search(page.data, item.start, item.end)
            for match in _TOKEN.finditer(page.data, item.start, item.end):
                token = match[0].decode("utf-8", "replace")
                is_path = "/" in token or token.endswith(PAGE_SUFFIXES)
                is_lost = are_names and token in self._lost_names
                if is_lost or ((is_path or are_names) and self._breaks(token, page.path)):
                    yield match.start(), token

    def _breaks(self, token: str, page: str) -> bool:
        moved, folder = self._moves.moved, posixpath.dirname(page)
        place = posixpath.dirname(moved(page))
        if not token.startswith("/"):
            path = posixpath.normpath(f"{folder}/{token}")
            if self._may_break(path, folder, place) and (found := self._existing(path)):
                return files.relative(moved(found), place) != files.relative(found, folder)
        for root in self._roots:
            path = posixpath.normpath(f"{root}/{token.lstrip('/')}")
            if self._may_break(path) and (found := self._existing(path)):
                return moved(found) != found
        return False

    def _may_break(self, path: str, folder: str = "", place: str = "") -> bool:
        """Tell, without a look at the disk, whether a path may lead elsewhere after the moves."""
        return folder != place or any(self._moves.moved(full) != full for full in _spelled(path))

    def _existing(self, path: str) -> str | None:
        return next((full for full in _spelled(path) if self._tree.exists(full)), None)


def _spelled(path: str) -> tuple[str, ...]:
    return (path, *(path + ending for ending in PAGE_SUFFIXES))
