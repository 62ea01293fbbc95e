"""The story: root, configuration and pages; indexer, matcher, rewriter and checker."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autolink import files, indexer
from autolink.checker import Checker
from autolink.diagnostics import Diagnostic
from autolink.errors import AutolinkError
from autolink.glossary_rules import check_glossary
from autolink.matcher import Matcher
from autolink.mention_rules import MentionRules
from autolink.page import Page
from autolink.rewriter import Rewriter
from autolink.rules import UNDECODABLE_PAGE, UNREADABLE_PAGE
from autolink.suppressions import suppressions
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

    def each_page(self, paths: Iterable[str]) -> Iterator[Page]:
        """Yield the pages at some paths, forgetting each one after it was used."""
        for path in paths:
            page = self.page(path)
            self._pages.pop(path, None)
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
        if output:
            inside = files.absolute(output).rstrip("/") + "/"
            bases = [files.absolute(path).rstrip("/") + "/" for path in paths or [self.config.root]]
            if not any(base.startswith(inside) for base in bases):
                found = [path for path in found if not path.startswith(inside)]
        places = _places(paths or [self.config.root], found, output) if output else {}
        sources = set(found).union(term.page for term in glossary.terms)
        for path, place in places.items():
            if place in sources:
                raise AutolinkError(f"{path} would be written over {place}; choose another --output")
        matcher = Matcher(glossary, self.config)
        rewriter = Rewriter(matcher, Targets(glossary, self.config, places), self.config)
        for page in self.each_page(found):
            yield FixedPage(page.path, places.get(page.path, page.path), page.data, rewriter.rewrite(page))

    def check(self, paths: Sequence[str]) -> list[Diagnostic]:
        """Return what is wrong in the pages named, and the links elsewhere that dangle into them, sorted.

        The whole project is read, whatever is named.
        """
        glossary = self.glossary()
        found = self.find([])
        named = set(self.find(paths)) if paths else None
        pages = {page.path: page for page in self.pages(sorted({*found, *(named or ())}))}
        self.diagnostics += check_glossary(glossary, pages)
        checker = Checker(pages.values(), self.config, files.Tree().exists)
        mentions = MentionRules(Matcher(glossary, self.config), self.config)
        for page in pages.values():
            self.diagnostics += checker.check(page)
            if mentions.needed:
                self.diagnostics += mentions.check(page)
        self.diagnostics += mentions.finish(pages)
        reported = [item for item in self.diagnostics if item.rule in self.config.rules]
        reported = self._without_suppressed(reported, pages)
        if named is not None:
            folders = tuple(f"{files.absolute(path).rstrip('/')}/" for path in paths)
            reported = [
                item
                for item in reported
                if item.path in named or item.target in named or (item.target or "").startswith(folders)
            ]
        return sorted(reported, key=lambda item: item.sort_key)

    def _without_suppressed(self, found: list[Diagnostic], pages: dict[str, Page]) -> list[Diagnostic]:
        """Return the diagnostics that no comment in their page switches off."""
        off = {path: suppressions(pages[path]) for path in {item.path for item in found} if path in pages}

        def is_off(item: Diagnostic) -> bool:
            return any(part.covers(item.rule, item.start) for part in off.get(item.path, ()))

        return [item for item in found if not is_off(item)]


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
        places[path] = place
        taken[place] = path
    return places


def _base(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)
