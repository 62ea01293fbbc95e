"""The story: root, configuration and pages; indexer, matcher, rewriter and checker."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autolink import files, indexer
from autolink.checker import Checker
from autolink.diagnostics import Diagnostic
from autolink.errors import AutolinkError
from autolink.matcher import Matcher
from autolink.page import Page
from autolink.rewriter import Rewriter
from autolink.rules import UNDECODABLE_PAGE, UNREADABLE_PAGE
from autolink.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer import Term
    from autolink.rewriter import Rewrite


@dataclass(frozen=True, slots=True)
class FixedPage:
    """A page and what linking does to it. `place` is where the result belongs."""

    path: str
    place: str
    before: bytes
    rewrite: Rewrite


@dataclass
class Project:
    """A project's pages, each read and parsed once, and what is wrong with them so far."""

    config: Config
    diagnostics: list[Diagnostic] = field(default_factory=list)
    terms: tuple[Term, ...] = ()
    """The terms of the glossary, once it is indexed."""
    _pages: dict[str, Page | None] = field(default_factory=dict)

    def find(self, paths: Iterable[str]) -> list[str]:
        """Return the pages that paths name; all pages of the project and its glossary for no paths."""
        named = list(paths) or [self.config.root, *self.config.glossary]
        return files.find_pages(named, self.config.root, self.config.exclude)

    def page(self, path: str) -> Page | None:
        """Return a page, parsed; None, with a diagnostic, when it cannot be read or decoded."""
        if path not in self._pages:
            self._pages[path] = self._parse(path)
        return self._pages[path]

    def _parse(self, path: str) -> Page | None:
        try:
            return Page.parse(path, files.read(path))
        except OSError as error:
            reason = error.strerror or str(error)
            self.diagnostics.append(Diagnostic(path, 1, 1, UNREADABLE_PAGE, f"cannot be read: {reason}"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            message = f"is not UTF-8: {error.reason} (byte 0x{error.object[error.start]:02x})"
            self.diagnostics.append(Diagnostic(path, line, 1, UNDECODABLE_PAGE, message))
        return None

    def pages(self, paths: Iterable[str]) -> Iterator[Page]:
        """Yield the pages at some paths that can be parsed."""
        for path in paths:
            page = self.page(path)
            if page is not None:
                yield page

    def glossary(self) -> indexer.Glossary:
        """Index the glossary pages."""
        found = files.find_pages(self.config.glossary, self.config.root, self.config.exclude)
        glossary, diagnostics = indexer.build(self.pages(found), self.config)
        self.diagnostics += diagnostics
        self.terms = glossary.terms
        return glossary

    def fix(self, paths: Sequence[str], output: str | None = None) -> Iterator[FixedPage]:
        """Yield every page named and what linking does to it. Writes nothing.

        With `output` a page's place is below that folder. Raises AutolinkError for two pages in one place.
        """
        glossary = self.glossary()
        found = self.find(paths)
        places = _places(paths or [self.config.root], found, output) if output else {}
        matcher = Matcher(glossary, self.config)
        rewriter = Rewriter(matcher, Targets(glossary, self.config, places), self.config)
        for path in found:
            page = self.page(path)
            if page is not None:
                yield FixedPage(path, places.get(path, path), page.data, rewriter.rewrite(page))
            self._pages.pop(path, None)

    def check(self, paths: Sequence[str]) -> list[Diagnostic]:
        """Return what is wrong in the pages named, and the links elsewhere that dangle into them, sorted.

        The whole project is read, whatever is named.
        """
        self.glossary()
        everything = self.find([])
        named = set(self.find(paths)) if paths else None
        found = sorted({*everything, *(named or ())})
        pages = list(self.pages(found))
        checker = Checker(pages, self.config, files.Tree().exists)
        for page in pages:
            self.diagnostics += checker.check(page)
        reported = self.diagnostics
        if named is not None:
            reported = [item for item in reported if item.path in named or item.target in named]
        return sorted(reported, key=lambda item: item.sort_key)


def _places(named: Sequence[str], found: Sequence[str], output: str) -> dict[str, str]:
    """Return where pages go below the output folder: each keeps its path below the folder that was named."""
    output = files.absolute(output)
    bases = sorted((_base(files.absolute(path)) for path in named), key=len, reverse=True)
    places: dict[str, str] = {}
    taken: dict[str, str] = {}
    for path in found:
        base = next(base for base in bases if path.startswith(f"{base.rstrip('/')}/"))
        place = f"{output}/{path.removeprefix(base).lstrip('/')}"
        if place in taken:
            raise AutolinkError(f"{taken[place]} and {path} would both be written to {place}")
        if place == path:
            raise AutolinkError(f"{path} would be written over itself; choose another --output")
        taken[place] = places[path] = place
        taken[place] = path
    return places


def _base(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)
