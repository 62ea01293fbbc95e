"""The story: root, configuration and pages; indexer, matcher, rewriter and checker."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from heapq import merge
from typing import TYPE_CHECKING, TypeVar

from autolink import config as configuration
from autolink import files
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.errors import AutolinkError
from autolink.indexer import build as indexer
from autolink.indexer.successors import Renames
from autolink.page.page import Page
from autolink.project import pool as workers
from autolink.project.check import check_project
from autolink.project.pool import Failure
from autolink.project.sources import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from _typeshed import StrPath

    from autolink.config import Config
    from autolink.indexer.build import Term
    from autolink.matcher.matcher import Matcher
    from autolink.rewriter.fix_page import FixedPage


Result = TypeVar("Result")


@dataclass
class Project:
    """A project's pages, each read and parsed once by a run, and what is wrong with them so far.

    Every `fix` or `check` is a run: it reads the files as they are then. An error of ours does not end a run;
    the pages on which one happened are left out, and in `failures`.

    >>> project = Project.load()
    >>> [found.message for found in project.check()]
    ['`paper.md` points to a file that does not exist']
    >>> [(page.changed, page.rewrite.added) for page in project.fix("docs/guide.md")]
    [(True, 2)]
    """

    config: Config
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What is wrong with the pages that were read, unsorted, whether or not its rule is on."""
    terms: tuple[Term, ...] = ()
    """The terms of the glossary, once it is indexed."""
    jobs: int = 1
    """How many processes may work on the pages."""
    advance: Callable[[int, int], None] | None = None
    """Called after each page, with how many are done and how many there are."""
    failures: list[Failure] = field(default_factory=list)
    """Errors of ours, by the pages on which they happened."""
    reported: int = 0
    """How many pages the last check was about."""
    _pages: dict[str, Page | None] = field(default_factory=dict)
    _preloaded: str | None = None
    """The page whose bytes were given, which need not be on disk."""

    @staticmethod
    def load(
        path: StrPath = ".",
        config_file: StrPath | None = None,
        glossary: Iterable[StrPath] = (),
        *,
        isolated: bool = False,
        overrides: Mapping[str, object] | None = None,
    ) -> Project:
        """Load the project that a file or folder belongs to: find its root and its configuration.

        `config_file` is read instead of the nearest one; `isolated` reads none. `overrides` are values by
        configuration key, as in TOML; they win, and so do the pages and folders in `glossary`. Raises
        AutolinkError for a path that does not exist, a file that cannot be read, an unknown key, a wrong
        value, or when there is no glossary.

        >>> Project.load("docs/guide.md", overrides={"link-style": "markdown"}).config.link_style
        'markdown'
        """
        if not os.path.exists(path):
            raise AutolinkError(f"{os.fspath(path)} does not exist")
        start = files.absolute(path)
        start = start if os.path.isdir(start) else os.path.dirname(start)
        return Project(
            configuration.load(start, config_file, glossary, isolated=isolated, overrides=overrides)
        )

    def find(self, paths: Iterable[str]) -> list[str]:
        """Return the pages that paths name; all pages of the project and its glossary for no paths."""
        named = list(paths) or [self.config.root, *self.config.glossary]
        if self._preloaded is not None and [*map(files.absolute, named)] == [self._preloaded]:
            return [self._preloaded]
        return files.find_pages(named, self.config)

    def page(self, path: str) -> Page | None:
        """Return a page, parsed; None, with a diagnostic, when it cannot be read or decoded."""
        if path not in self._pages:
            self._pages[path] = self._parse(path)
        return self._pages[path]

    def _parse(self, path: str) -> Page | None:
        page = read_page(path)
        if isinstance(page, Diagnostic):
            self.diagnostics.append(page)
            return None
        return page

    @property
    def loaded(self) -> dict[str, Page]:
        """The pages that are parsed and kept: those of the glossary, and one from stdin."""
        return {path: page for path, page in self._pages.items() if page is not None}

    def each(
        self, work: Callable[[str], Result], paths: Sequence[str], jobs: int | None = None
    ) -> Iterator[Result]:
        """Yield what `work` makes of each path, in order; in several processes when that pays."""
        for done, result in enumerate(workers.each(work, paths, jobs or self.jobs), 1):
            if self.advance:
                self.advance(done, len(paths))
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                yield result

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
        found = files.find_pages(self.config.glossary, self.config)
        glossary, diagnostics = indexer.build(self.pages(found), self.config)
        self.diagnostics += diagnostics
        self.terms = glossary.terms
        return glossary

    def preload(self, path: str, data: bytes) -> None:
        """Take a page's bytes as given, whatever is on disk. Raises UnicodeDecodeError."""
        self._pages[path] = Page.parse(path, data)
        self._preloaded = path

    def matcher(self) -> Matcher:
        """Index the glossary and return the matcher of its terms."""
        from autolink.matcher.matcher import (
            Matcher,  # here and below: what changes pages is not needed to check them
        )

        return Matcher(self.glossary(), self.config)

    def fix(
        self, paths: StrPath | Iterable[StrPath] = (), output: StrPath | None = None
    ) -> Iterator[FixedPage]:
        """Yield every page named (all for no paths) and what linking does to it. Writes nothing, see `write`.

        Paths are relative to the working folder. With `output` a page's place is below that folder. What is
        wrong with the pages is in `diagnostics` afterwards. Raises AutolinkError for a path that does not
        exist and for two pages in one place.

        >>> project = Project.load()
        >>> for page in project.fix():
        ...     if page.changed:
        ...         project.write(page)
        >>> any(page.changed for page in project.fix())
        False
        """
        self._start()
        glossary = self.glossary()
        named = _listed(paths)
        found = self.find(named)
        places = self._places(named, found, output) if output is not None else {}
        yield from self._fixed(glossary, list(places) if output is not None else found, places)

    def write(self, page: FixedPage) -> None:
        """Put a page in its place, atomically; one that stays as it is where it is, is left alone.

        Mode, ownership and symlinks are kept. Raises AutolinkError when the file cannot be written, is
        read-only, was changed since it was read, or is a symlink to something outside the root.
        """
        try:
            if page.place != page.path:
                files.create(page.place, page.rewrite.data)
            elif page.changed:
                files.write(page.path, page.rewrite.data, page.before, self.config.root)
        except OSError as error:
            raise AutolinkError(f"{page.place}: {error.strerror or error}") from error

    def fix_pages(self, pages: Sequence[str]) -> Iterator[FixedPage]:
        """Yield some pages, given by their absolute paths, and what linking does to them."""
        yield from self._fixed(self.glossary(), pages, {})

    def _fixed(
        self, glossary: indexer.Glossary, pages: Sequence[str], places: dict[str, str]
    ) -> Iterator[FixedPage]:
        """Yield pages in order: those that are parsed already are linked here, the others by workers."""
        from autolink.rewriter.fix_page import FixedPage, PageLinker

        linker = PageLinker(self.config, glossary, places)
        loaded, wanted = self.loaded, set(pages)
        here = [path for path in sorted(loaded) if path in wanted]
        elsewhere = [path for path in pages if path not in self._pages]
        linked = self.each(lambda path: linker.link(loaded[path]), here, jobs=1)
        historian = replace(linker, history=_former_heading)
        for fixed in merge(linked, self.each(linker, elsewhere), key=lambda item: item.path):
            if isinstance(fixed, FixedPage) and fixed.unsure:
                page = loaded.get(fixed.path)
                fixed = historian.link(page) if page else historian(fixed.path)
            if isinstance(fixed, Diagnostic):
                self.diagnostics.append(fixed)
            else:
                self.diagnostics += fixed.diagnostics
                yield fixed

    def unlink(self, paths: Sequence[str], anchors: bool) -> Iterator[FixedPage]:
        """Yield every page named without its managed links and, if asked, its heading anchors."""
        from autolink.rewriter.unlink import PageUnlinker

        yield from self._rewritten(PageUnlinker(self.config, self.glossary(), anchors), paths)

    def rename(self, old: str, new: str, heading: bool, mentions: bool) -> Iterator[FixedPage]:
        """Yield every page of the project and what renaming an alias or a heading does to it.

        Raises AutolinkError when that cannot be done.
        """
        from autolink.rewriter.rename import PageRenamer, check_result, plan

        glossary = self.glossary()
        renaming = plan(glossary, old, new, heading, self.config)
        renamer = PageRenamer(self.config, glossary, renaming, mentions)
        check_result(renamer.renamed(self.loaded[renaming.term.page]), renaming, self.config)
        yield from self._rewritten(renamer, [])

    def _rewritten(
        self, work: Callable[[str], FixedPage | Diagnostic], paths: Sequence[str]
    ) -> Iterator[FixedPage]:
        """Yield what workers make of the pages named, in order, and keep what is wrong with the others."""
        unreadable = {path for path, page in self._pages.items() if page is None}  # and known to be
        for fixed in self.each(work, [path for path in self.find(paths) if path not in unreadable]):
            if isinstance(fixed, Diagnostic):
                self.diagnostics.append(fixed)
            else:
                yield fixed

    def renames(self, glossary: indexer.Glossary) -> Renames:
        """Return what knows which terms dangling anchor ids mean."""
        return Renames(glossary, self.config.separator, _former_heading)

    def check(
        self, paths: StrPath | Iterable[StrPath] = (), since: str | None = None, incoming: bool = True
    ) -> list[Diagnostic]:
        """Return what is wrong in the pages named, and the links elsewhere that dangle into them, sorted.

        The whole project is read, whatever is named; for no paths all of it is reported. With `since` the
        pages are those that changed, were deleted or renamed since a revision; without `incoming` only what
        is wrong in the pages themselves. Paths are relative to the working folder.
        Raises AutolinkError for a path that does not exist and for an unknown revision.

        >>> for found in Project.load().check("docs/guide.md"):
        ...     print(found.line, found.column, found.rule.severity, found.rule.code, found.message)
        3 30 error L001 `paper.md` points to a file that does not exist
        """
        self._start()
        return check_project(self, _listed(paths), since, incoming)

    def _start(self) -> None:
        """Forget what an earlier run read and found: the files may have changed."""
        self.diagnostics, self.failures = [], []
        self._pages = {path: page for path, page in self._pages.items() if path == self._preloaded}

    def _places(self, named: Sequence[str], found: Sequence[str], output: StrPath) -> dict[str, str]:
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


def _listed(paths: StrPath | Iterable[StrPath]) -> list[str]:
    """Return the absolute forms of some paths, or of one."""
    return [files.absolute(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]


def _former_heading(page: str, heading: str) -> str | None:
    """Return what the history of a page says that one of its headings became."""
    from autolink.indexer.history import former_headings  # few runs ask what a heading was called

    return former_headings(page, [heading]).get(heading)


def _base(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)
