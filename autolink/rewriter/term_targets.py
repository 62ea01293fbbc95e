"""Where a link to a term points."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from autolink import files
from autolink.links.html_targets import is_left_alone
from autolink.sites.routes import plain_route, starlight_route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term


@dataclass(frozen=True)
class Targets:
    """Makes the targets of links to terms.

    `places` says where pages will stand that are written elsewhere (`fix --output`), by page path.
    """

    glossary: Glossary
    config: Config
    places: Mapping[str, str]

    def target(self, term: Term, page: str) -> str:
        """Return the target of a link to a term from a page: an absolute or relative reference (RFC 3986).

        The URL that the term's page declares, else below `link-base`, else the address of the page where the
        site has such, else the relative path; within the same page the fragment alone. Paths are
        percent-encoded.
        """
        return f"{self.address(term.page, page)}#{term.anchor}"

    def address(self, term_page: str, page: str) -> str:
        """Return the target of a link to a glossary page from a page, without a fragment."""
        url = self.glossary.page_urls.get(term_page)
        if url is None:
            url = self._path(self.places.get(page, page), self.places.get(term_page, term_page))
        return url

    def arrives_from_html(self, term: Term, page: str) -> bool:
        """Tell whether a link to a term arrives when it is written in HTML."""
        return not is_left_alone(self.target(term, page), page, self.config)

    def _path(self, page: str, term_page: str) -> str:
        if self.config.link_base is not None:
            return f"{self.config.link_base.rstrip('/')}/{_relative(self.config.root, term_page)}"
        if page == term_page:
            return ""
        profile = self.config.profile
        if term_page in self.glossary.addresses:
            return self.glossary.addresses[term_page]
        if profile.address == "route":
            below = self.config.below_site_root(term_page) or term_page
            route = starlight_route(below) if self.config.resolve == "starlight" else plain_route(below)
            return quote(profile.base + route)
        if profile.address == "html":
            term_page = f"{posixpath.splitext(term_page)[0]}.html"
        path = _relative(page[: page.rfind("/") + 1], term_page)
        return "./" + path if ":" in path.split("/", 1)[0] else path


@lru_cache(maxsize=65_536)
def _relative(folder: str, page: str) -> str:
    """Return the path from a folder to a page, percent-encoded; the pages of a folder share it."""
    return quote(os.fsencode(files.relative(page, folder)))
