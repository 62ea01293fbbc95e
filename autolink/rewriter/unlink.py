"""What unlinking does to one page: the part of `unlink` that runs in worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.matcher.matcher import Matcher
from autolink.project.sources import read_page
from autolink.rewriter.corrections import without_anchors
from autolink.rewriter.fix_page import FixedPage
from autolink.rewriter.plain import unlinked
from autolink.rewriter.rewriter import Rewrite

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.indexer.build import Glossary


@dataclass(frozen=True)
class PageUnlinker:
    """Takes the managed links out of one page after the other; a copy of it works in each process."""

    config: Config
    glossary: Glossary
    anchors: bool
    """Whether the anchors of term headings go too."""

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.glossary, self.config)

    def __call__(self, path: str) -> FixedPage | Diagnostic:
        """Read the page at a path and take its links out; return what keeps it from being read, if any."""
        page = read_page(path)
        if isinstance(page, Diagnostic):
            return page
        plain = unlinked(page, self._matcher.managed_links) or page
        removed = len(self._matcher.managed_links(page)) if plain is not page else 0
        if self.anchors and path in self.glossary.pages:
            plain = without_anchors(plain, self.config)
        return FixedPage(path, path, page.data, Rewrite(plain.data, removed=removed))
