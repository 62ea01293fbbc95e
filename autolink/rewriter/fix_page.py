"""What linking does to one page: the part of `fix` that runs in worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNSAFE_LINK
from autolink.files import git
from autolink.indexer.successors import Renames
from autolink.matcher.matcher import Matcher
from autolink.page.page import Page
from autolink.project.sources import read_page
from autolink.rewriter.rewriter import Rewrite, Rewriter
from autolink.rewriter.term_targets import Targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from autolink.config import Config
    from autolink.indexer.build import Glossary


@dataclass(frozen=True, slots=True)
class FixedPage:
    """A page and what linking does to it. `place` is where it belongs; `Project.write` puts it there."""

    path: str
    place: str
    before: bytes
    rewrite: Rewrite
    diagnostics: tuple[Diagnostic, ...] = ()
    unsure: bool = False
    """Whether the history of the project would have to be asked what a dangling anchor id means."""

    @property
    def changed(self) -> bool:
        """Whether linking changes anything."""
        return self.rewrite.data != self.before


@dataclass(frozen=True)
class PageLinker:
    """Links one page after the other; a copy of it works in each process.

    `history` tells what a heading (path, old text) became. Workers have none: each would ask git anew.
    """

    config: Config
    glossary: Glossary
    places: Mapping[str, str]
    """Where pages belong that are written elsewhere, by path."""
    history: Callable[[str, str], str | None] | None = None

    @cached_property
    def _renames(self) -> Renames:
        return Renames(self.glossary, self.config.separator, self.history)

    @cached_property
    def _rewriter(self) -> Rewriter:
        matcher = Matcher(self.glossary, self.config)
        targets = Targets(self.glossary, self.config, self.places)
        repository = partial(git.web_prefixes, self.config.root)
        return Rewriter(matcher, targets, self.config, self._renames, repository)

    def __call__(self, path: str) -> FixedPage | Diagnostic:
        """Read and link the page at a path; return what keeps it from being read where something does."""
        return read_page(path, self._linked)

    def _linked(self, path: str, data: bytes) -> FixedPage:
        """Link the page at a path, which holds these bytes."""
        self._renames.unsure = False
        kept = self._rewriter.kept(path, data)
        return self._fixed(Page.empty(path, data), kept) if kept else self.link(Page.parse(path, data))

    def link(self, page: Page) -> FixedPage:
        """Link a page."""
        self._renames.unsure = False
        return self._fixed(page, self._rewriter.rewrite(page))

    def _fixed(self, page: Page, rewrite: Rewrite) -> FixedPage:
        diagnostics = tuple(self._withheld(page, rewrite)) if UNSAFE_LINK in self.config.rules else ()
        place = self.places.get(page.path, page.path)
        return FixedPage(page.path, place, page.data, rewrite, diagnostics, self._renames.unsure)

    def _withheld(self, page: Page, rewrite: Rewrite) -> Iterator[Diagnostic]:
        after = Page.empty(page.path, rewrite.data)
        for item in rewrite.withheld:
            message = f"`{item.text}` is not linked: {item.reason}"
            span = item.start, item.start + len(item.text.encode())
            yield Diagnostic.at(after, span, UNSAFE_LINK, message)

    def __reduce__(self) -> tuple[type[PageLinker], tuple[object, ...]]:
        """Pickle what it is made of: the rest is made anew in each process."""
        return PageLinker, (self.config, self.glossary, self.places, self.history)
