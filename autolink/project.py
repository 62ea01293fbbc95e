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
from autolink.mend import without_anchors
from autolink.mention_rules import MentionRules
from autolink.page import Page
from autolink.plain import unlinked
from autolink.rename import check_result, plan, renamed_page
from autolink.rewriter import Rewrite, Rewriter
from autolink.rules import UNDECODABLE_PAGE, UNREADABLE_PAGE, UNSAFE_LINK
from autolink.suppressions import suppressions
from autolink.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.config import Config
    from autolink.indexer import Term


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

    def preload(self, path: str, data: bytes) -> None:
        """Take a page's bytes as given, whatever is on disk. Raises UnicodeDecodeError."""
        self._pages[path] = Page.parse(path, data)

    def matcher(self) -> Matcher:
        """Index the glossary and return the matcher of its terms."""
        return Matcher(self.glossary(), self.config)

    def fix(self, paths: Sequence[str], output: str | None = None) -> Iterator[FixedPage]:
        """Yield every page named and what linking does to it. Writes nothing.

        With `output` a page's place is below that folder. Raises AutolinkError for two pages in one place.
        """
        matcher = self.matcher()
        found = self.find(paths)
        if output is None:
            yield from self._fixed(matcher, found, {})
        else:
            places = self._places(paths, found, output)
            yield from self._fixed(matcher, list(places), places)

    def fix_pages(self, pages: Sequence[str]) -> Iterator[FixedPage]:
        """Yield some pages, given by their absolute paths, and what linking does to them."""
        yield from self._fixed(self.matcher(), pages, {})

    def _fixed(self, matcher: Matcher, pages: Sequence[str], places: dict[str, str]) -> Iterator[FixedPage]:
        rewriter = Rewriter(matcher, Targets(matcher.glossary, self.config, places), self.config)
        for page in self.each_page(pages):
            rewrite = rewriter.rewrite(page)
            after = Page.empty(page.path, rewrite.data)
            for item in rewrite.withheld:
                message = f"`{item.text}` is not linked: {item.reason}"
                self.diagnostics.append(Diagnostic.at(after, item.start, UNSAFE_LINK, message))
            yield FixedPage(page.path, places.get(page.path, page.path), page.data, rewrite)

    def unlink(self, paths: Sequence[str], anchors: bool) -> Iterator[FixedPage]:
        """Yield every page named without its managed links and, if asked, its heading anchors."""
        matcher = self.matcher()
        glossary_pages = {term.page for term in self.terms}
        for page in self.each_page(self.find(paths)):
            plain = unlinked(page, matcher.managed_links) or page
            removed = len(matcher.managed_links(page)) if plain is not page else 0
            if anchors and page.path in glossary_pages:
                plain = without_anchors(plain, self.config)
            yield FixedPage(page.path, page.path, page.data, Rewrite(plain.data, removed=removed))

    def rename(self, old: str, new: str, heading: bool, mentions: bool) -> Iterator[FixedPage]:
        """Yield every page of the project and what renaming an alias or a heading does to it.

        Raises AutolinkError when that cannot be done.
        """
        matcher = self.matcher()
        renaming = plan(matcher.glossary, old, new, heading, self.config)
        home = self.page(renaming.term.page)
        assert home is not None
        check_result(renamed_page(home, renaming, matcher, mentions), renaming, self.config)
        for page in self.each_page(self.find([])):
            data = renamed_page(page, renaming, matcher, mentions)
            updated = len(matcher.managed_links(page)) if data != page.data else 0
            yield FixedPage(page.path, page.path, page.data, Rewrite(data, updated=updated))

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
        matcher = Matcher(glossary, self.config)
        rewriter = Rewriter(matcher, Targets(glossary, self.config, {}), self.config)
        mentions = MentionRules(matcher, rewriter, self.config)
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

    def _places(self, named: Sequence[str], found: Sequence[str], output: str) -> dict[str, str]:
        """Return where pages go below the output folder: each keeps its path below the folder that was named.

        What lies in the output folder already is not a source. Raises AutolinkError when two pages would have
        one place, or one the place of a source.
        """
        output = files.absolute(output)
        bases = sorted(
            (_base(files.absolute(path)) for path in named or [self.config.root]), key=len, reverse=True
        )
        if not any(f"{base}/".startswith(f"{output}/") for base in bases):
            found = [path for path in found if not path.startswith(f"{output}/")]
        sources = {*found, *(term.page for term in self.terms)}
        places: dict[str, str] = {}
        taken: dict[str, str] = {}
        for path in found:
            base = next(base for base in bases if path.startswith(f"{base.rstrip('/')}/"))
            place = f"{output}/{path.removeprefix(base).lstrip('/')}"
            if place in taken:
                raise AutolinkError(f"{taken[place]} and {path} would both be written to {place}")
            if place in sources:
                raise AutolinkError(f"{path} would be written over {place}; choose another --output")
            places[path], taken[place] = place, path
        return places

    def _without_suppressed(self, found: list[Diagnostic], pages: dict[str, Page]) -> list[Diagnostic]:
        """Return the diagnostics that no comment in their page switches off."""
        off = {path: suppressions(pages[path]) for path in {item.path for item in found} if path in pages}

        def is_off(item: Diagnostic) -> bool:
            return any(part.covers(item.rule, item.start) for part in off.get(item.path, ()))

        return [item for item in found if not is_off(item)]


def _base(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)
