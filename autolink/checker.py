"""Links against anchors: what dangles."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from autolink.anchors import Slugger, decode_anchor_id
from autolink.diagnostics import Diagnostic
from autolink.indexer import declared_url
from autolink.rules import MISSING_ANCHOR, MISSING_FILE, PAGE_URL_MISMATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autolink.config import Config
    from autolink.page import Page
    from autolink.page.model import Link

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def anchor_names(page: Page) -> frozenset[str]:
    """Return every fragment that a page answers to: heading slugs, `{#id}` attributes, element ids."""
    slugger = Slugger()
    names = {slugger.slug(heading.text) for heading in page.headings}
    names.update(heading.attribute_id for heading in page.headings if heading.attribute_id)
    names.update(anchor.id for anchor in page.anchors)
    return frozenset(names)


class Checker:
    """Checks the links of a project, all of whose pages it has to know."""

    def __init__(self, pages: Iterable[Page], config: Config, exists: Callable[[str], bool]) -> None:
        self._config = config
        self._exists = exists
        self._anchors: dict[str, frozenset[str]] = {}
        self._by_url: dict[str, str] = {}
        for page in pages:
            self._anchors[page.path] = anchor_names(page)
            url = declared_url(page, config)
            if url:
                self._by_url.setdefault(unquote(url[0]), page.path)

    def check(self, page: Page) -> Iterator[Diagnostic]:
        """Yield what is wrong with the links of a page and with the URL it declares."""
        yield from self._check_url(page)
        for link in page.links:
            yield from self._check_link(page, link)

    def _check_link(self, page: Page, link: Link) -> Iterator[Diagnostic]:
        address, _, fragment = link.target.partition("#")
        path = self._resolve(page, address)
        if path is None:
            return
        if path not in self._anchors and not self._exists(path):
            message = f"`{link.target}` points to a file that does not exist"
            yield Diagnostic.at(page, link.start, MISSING_FILE, message, path)
        elif fragment and path in self._anchors and not self._answers(path, fragment):
            heading = decode_anchor_id(unquote(fragment))
            meant = f" (it means the heading `{heading}`)" if heading else ""
            message = f"`{link.target}` points to an anchor that does not exist{meant}"
            yield Diagnostic.at(page, link.start, MISSING_ANCHOR, message, path)

    def _answers(self, path: str, fragment: str) -> bool:
        names = self._anchors[path]
        if fragment.lower() == "top":  # HTML standard, "find a potential indicated element": the page's top
            return True
        return fragment in names or unquote(fragment) in names

    def _resolve(self, page: Page, address: str) -> str | None:
        """Return the absolute path that an address means; None for what is not in this project."""
        if _SCHEME.match(address) or address.startswith("//"):
            return self._by_url.get(unquote(address)) if self._by_url else None
        address = unquote(address.split("?", 1)[0], errors="surrogateescape")
        if not address:
            return page.path
        if address.startswith("/"):
            path = posixpath.normpath(self._config.root + address)
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), address))
        return path

    def _check_url(self, page: Page) -> Iterator[Diagnostic]:
        declared = declared_url(page, self._config)
        if declared is None:
            return
        url, offset = declared
        url_path = "/" + unquote(urlsplit(url).path).lstrip("/")
        bases = (self._config.root, *self._config.glossary)
        paths = [page.path[len(base) :] for base in bases if page.path.startswith(f"{base}/")]
        paths = paths or [page.path[page.path.rindex("/") :]]
        if page.path in self._config.glossary:
            paths.append(page.path[page.path.rindex("/") :])
        if not any(url_path.endswith(path) for path in paths):
            message = f"declared URL `{url}` does not end with the page's path `{paths[-1][1:]}`"
            yield Diagnostic.at(page, offset, PAGE_URL_MISMATCH, message)
