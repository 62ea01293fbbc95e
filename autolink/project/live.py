"""A project whose texts change while it is looked at, as in an editor."""

from __future__ import annotations

import traceback
from dataclasses import replace
from posixpath import basename, splitext
from typing import TYPE_CHECKING

from autolink import files
from autolink.checker.baseline import compare
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import CASE_MISMATCH, MISSING_FILE, UNLINKED_MENTION, UNUSED_TERM
from autolink.files import PAGE_SUFFIXES
from autolink.page.fragments import anchor_names
from autolink.page.page import Page
from autolink.project import index as indexing
from autolink.project.check import diagnostics_of
from autolink.project.pool import Failure
from autolink.project.run import Run, of_other_projects
from autolink.project.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from autolink.checker.baseline import Baseline
    from autolink.config import Config
    from autolink.project.index import Index
    from autolink.project.snapshot import Snapshot


_NOT_THERE = frozenset({MISSING_FILE, CASE_MISMATCH})


class LiveProject:
    """A project and the texts that are open in it, which stand for what is on disk.

    A change of a text reports that page anew. The glossary is indexed again when one of its pages changes.
    Where more follows from a change than can be told at once (a page that is new or gone, an address that a
    page declares), `is_outdated` says that the whole project has to be indexed again: see `indexer`, `adopt`.
    """

    def __init__(
        self,
        config: Config,
        texts: Mapping[str, bytes],
        shows_mentions: bool = False,
        known: Baseline | None = None,
    ) -> None:
        self.config = config
        self._known = known
        """The diagnostics that are not told."""
        self.shows_mentions = shows_mentions
        """Whether mentions that are not linked are told of open pages, whether or not the rule is on."""
        self.texts = dict(texts)
        """The open pages, by absolute path."""
        self.found: dict[str, list[Diagnostic]] = {}
        """What is wrong, by page, as last judged; without pages where nothing is."""
        self.is_indexed = False
        """Whether the whole project was looked at."""
        self.is_outdated = True
        """Whether the whole project is to be indexed again."""
        self.failures: list[Failure] = []
        """Errors of ours that nobody was told of yet."""
        self._parsed: dict[str, tuple[bytes, Page]] = {}
        self.unasked: set[tuple[str, str]] = set()
        """Names (page, name) that only git's history may know; see `asker`."""
        self._take(indexing.first(config, self.sources))
        for path in self.texts:
            self._report(path)

    def _take(self, index: Index) -> None:
        self._kept, self._bare = index.kept, index.bare
        self._reports = dict(index.reports)
        self._problems = dict(index.problems)
        self._history = dict(index.history)
        self._whole: Snapshot | None = None
        self._are_terms_new = False

    # What there is

    @property
    def sources(self) -> Sources:
        """The texts as they are now."""
        return Sources(dict(self.texts))

    @property
    def snapshot(self) -> Snapshot:
        """The project as it is now, with what is known of its pages."""
        if self._whole is None:
            self._bare.prepare()
            self._whole = self._bare.knowing(self._reports)
        return self._whole

    def run(self, jobs: int = 1) -> Run:
        """Return a run over the project as it is now, with processes that are started anew."""
        bare = replace(self._bare)  # what works on pages in another thread has caches of its own
        return Run(self.config, self.sources, jobs, method="spawn", given=bare, history=dict(self._history))

    def has(self, path: str) -> bool:
        """Tell whether a file is a page of the project, or would be one if it existed."""
        return path in self._bare.pages or files.is_selected(path, self.config.selection)

    def page(self, path: str) -> Page | None:
        """Return a page as it is now; None for what cannot be read. The open ones are parsed once."""
        data = self.sources.read(path)
        if isinstance(data, Diagnostic):
            return None
        known = self._parsed.get(path)
        if known and known[0] == data:
            return known[1]
        page = Page.parse(path, data, self.config.dialect)
        if path in self.texts:
            self._parsed[path] = data, page
        return page

    def concerns(self, path: str) -> bool:
        """Tell whether a file or folder that was made, changed or removed on disk is of the project."""
        if path in self._bare.pages or self.has(path):
            return True
        return not path.endswith(PAGE_SUFFIXES) and not files.is_left_out(path, self.config.selection)

    def defines(self, path: str) -> bool:
        """Tell whether a page is one of the glossary, or of the shared references."""
        return self._kept.holds(path)

    # What changes

    def write(self, path: str, data: bytes | None) -> None:
        """Take a new text for a page, or None for the one on disk; `follow` tells what it changes."""
        if data is None:
            self.texts.pop(path, None)
            self._parsed.pop(path, None)
        else:
            self.texts[path] = data

    def change(self, path: str, data: bytes | None) -> None:
        """Take a new text for a page, and what it changes."""
        self.write(path, data)
        self.follow(path)

    def refresh(self, path: str) -> None:
        """Look again at a page that was saved, and at which other files are there."""
        self._bare = self._bare.with_tree()
        self._whole = None
        self.follow(path)

    def follow_files(self, paths: Collection[str]) -> set[str]:
        """Take into account that files or folders were made, changed or removed on disk.

        Returns the pages that are to be judged again: these, those that ask about them, those with links to
        what was not there and now may be, and the open ones. What no page is known to ask about, and what
        makes other pages of the project, is a matter of the whole: `is_outdated`.
        """
        known = {path for path in paths if path in self._reports and files.is_file(path)}
        for path in paths:
            self.follow(path)
        others = {path for path in paths if path not in known}
        waiting: set[str] = set()
        if others:
            self._bare = self._bare.with_tree()
            waiting = {*self.texts, *self._waiting_for(others)}
            for page in waiting:
                self._report(page)
        is_added = all(files.is_file(path) and not path.endswith(PAGE_SUFFIXES) for path in others)
        self.is_outdated = self.is_outdated or not is_added or any(map(self.defines, paths))
        return {*paths, *waiting, *(page for path in known for page in self.asking(path))}

    def _waiting_for(self, paths: set[str]) -> Iterator[str]:
        """Yield the pages with links to what was not there, and what is at some paths now may be."""
        names, folders = {_stem(path) for path in paths}, tuple(f"{path}/" for path in paths)
        for page, found in self.found.items():
            targets = (item.target for item in found if item.rule in _NOT_THERE and item.target)
            if any(_stem(target) in names or target.startswith(folders) for target in targets):
                yield page

    def follow(self, path: str) -> None:
        """Take what changed in a page into account."""
        exists = path in self.texts or files.is_file(path)
        if exists != (path in self._bare.pages) and self.has(path):
            pages = frozenset(self._bare.pages) - {path} | ({path} if exists else frozenset())
            self._bare = replace(self._bare, pages=pages)
            self.is_outdated = True
        if not exists:
            self._reports.pop(path, None)
            self._problems.pop(path, None)
            self._whole = None
            self.is_outdated = self.is_outdated or self._kept.holds(path)
        elif self._kept.holds(path):
            self._index_glossary(path)
        elif path in self._bare.pages:
            self._report(path)

    def _index_glossary(self, path: str) -> None:
        """Index the glossary with a page of it anew; the open pages are reported on again."""
        self._kept = self._kept.with_page(path, self.sources.parse(path, self.config.dialect))
        made = self._kept.snapshot(self.config)
        declared = made.with_reports(self._reports).urls
        self._bare = replace(made, pages=self._bare.pages, urls=declared)
        self._are_terms_new = True
        for other in {path, *self.texts}:
            if other in self._bare.pages:
                self._report(other)

    def _report(self, path: str) -> None:
        """Report on a page anew."""
        if path not in self._bare.pages:
            return
        self._whole = None
        data = self.sources.read(path)
        before = self._reports.get(path)
        if isinstance(data, Diagnostic):
            self._problems[path] = [data]
            self._reports.pop(path, None)
            return
        self._problems.pop(path, None)
        try:
            report = self._bare.page_checker.check(path, data)
        except Exception:  # a page that we cannot handle must not keep us from the others
            self.failures.append(Failure(path, traceback.format_exc()))
            self._reports.pop(path, None)
            return
        self._reports[path] = report  # in its place: of two pages with one address the first one counts
        if before and before.url != report.url:
            self.is_outdated = True

    # What is wrong

    def judge(self, paths: Collection[str]) -> None:
        """Find out what is wrong in some pages now; it is in `found` afterwards. Git is not asked."""
        run = Run(self.config, self.sources, given=self.snapshot, history=self._history, asks_history=False)
        here = [report for path in paths if (report := self._reports.get(path))]
        glossary = (item for item in self.snapshot.diagnostics if item.path in paths)
        problems = [*glossary, *(item for path in paths for item in self._problems.get(path, ()))]
        found = diagnostics_of(run, self.snapshot, here, problems)
        self.unasked |= run.unasked
        self.failures += run.failures
        others = of_other_projects(self._kept.glossary, self.config)
        told = indexing.by_path(
            item for item in found if item.path in paths and item.path not in others and self._is_known(item)
        )
        for path in paths:
            items = [*told.get(path, ()), *self._hints(path)]
            self.found.pop(path, None)
            if items:
                self.found[path] = items

    def _is_known(self, item: Diagnostic) -> bool:
        """Tell whether a diagnostic can be told now: what no page mentions, only all pages tell."""
        return item.rule is not UNUSED_TERM or (self.is_indexed and not self._are_terms_new)

    def _hints(self, path: str) -> Iterable[Diagnostic]:
        """Return the mentions of an open page that are not linked, where they are wanted."""
        if not self.shows_mentions or path not in self.texts or UNLINKED_MENTION in self.config.rules:
            return ()
        page = self.page(path) if path in self._bare.pages else None
        return self._bare.unlinked_mentions.check(page).diagnostics if page else ()

    def asking(self, path: str, among: Iterable[str] | None = None) -> set[str]:
        """Return the pages, of some or of all, that link to anchors of a page."""
        asked = {path, path.rpartition("/")[0]}
        reports = self._reports if among is None else dict.fromkeys(among)
        return {page for page in reports if page in self._reports and self._asks(page, asked)}

    def _asks(self, page: str, asked: set[str]) -> bool:
        return any(target in asked for target, _ in self._reports[page].questions)

    def asker(self) -> Callable[[], dict[tuple[str, str], str | None]]:
        """Return what asks git for the `unasked` names; it may be called in another thread, see `told`."""
        run, names = Run(self.config, Sources(), history=dict(self._history)), sorted(self.unasked)
        self.unasked = set()
        return lambda: run.history_of(names)

    def told(self, history: Mapping[tuple[str, str], str | None]) -> None:
        """Take what git said."""
        self._history = {**self._history, **history}

    def told_of(self, path: str) -> list[Diagnostic]:
        """Return what is wrong in a page, as last judged, but for what the baseline knows."""
        found = self.found.get(path, [])
        return compare(found, self._known, self.config.root)[0] if self._known else found

    # The whole project

    def indexer(self, jobs: int, advance: Callable[[int, int], None]) -> Callable[[], Index]:
        """Return what indexes the project as it is now; it may be called in another thread."""
        config, sources = self.config, self.sources
        self.is_outdated = False
        return lambda: indexing.index(config, sources, jobs, advance)

    def adopt(self, index: Index) -> None:
        """Take an index; what changed while it was made is reported on anew."""
        self._take(index)
        self.found = dict(index.found)
        self.is_indexed = True
        was, now = index.texts, self.texts
        changed = [path for path in {*was, *now} if was.get(path) != now.get(path)]
        for path in changed:
            self.follow(path)
        asking = {page for path in changed for page in self.asking(path)}
        again = self.texts if self.shows_mentions or self._are_terms_new else ()
        self.judge({*changed, *asking, *again})

    def anchors(self, path: str) -> frozenset[str]:
        """Return what fragments a page answers to."""
        report = self._reports.get(path)
        if report:
            return report.anchors
        page = self.page(path)
        return anchor_names(page, self.config.naming) if page else frozenset()


def _stem(path: str) -> str:
    """Return the name of a file without its ending, in one case."""
    return splitext(basename(path))[0].casefold()
