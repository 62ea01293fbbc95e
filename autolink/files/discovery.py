"""Finding pages: the files named, and those below the folders named that nothing leaves out."""

from __future__ import annotations

import fnmatch
import os
import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.errors import AutolinkError
from autolink.files.content import TEMPORARY
from autolink.files.ignore import patterns as gitignore
from autolink.files.places import absolute, names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from autolink.files.ignore.patterns import Patterns

PAGE_SUFFIXES = (".md", ".markdown", ".mdx", ".mdown")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_VIRTUAL_ENVIRONMENT = "pyvenv.cfg"


class Selection(NamedTuple):
    """Which files are pages of a project. Paths are absolute, globs relative to the root."""

    root: str
    glossary: tuple[str, ...] = ()
    """The pages and folders of the glossary, which nothing leaves out."""
    include: tuple[str, ...] = PAGE_SUFFIXES
    """Which files below a folder are pages: ends of names, or globs."""
    exclude: tuple[str, ...] = ()
    """Globs of pages and folders to leave out."""
    respect_gitignore: bool = True
    """Whether what git ignores is left out."""
    force_exclude: bool = False
    """Whether what is left out is so also when a path names it."""
    is_other: Callable[[str, Collection[str]], bool] | None = None
    """Tells by a folder, and the names in it, whether it is another project; None for never."""


def find_pages(paths: Iterable[str], selection: Selection, others: set[str] | None = None) -> list[str]:
    """Return the files named by paths and the pages below the folders named, sorted, each once.

    Below a folder, pages are what `include` says. Hidden folders, `node_modules`, virtual environments, what
    matches `exclude` and what git ignores are left out, unless a path names them; with `force-exclude` also
    then. So are other projects, the folders of which are added to `others`. Raises AutolinkError for a path
    that does not exist.
    """
    search = _Search(selection)
    found: set[str] = set()
    for path in map(absolute, paths):
        if not os.path.lexists(path):
            raise AutolinkError(f"{path} does not exist")
        if selection.force_exclude and search.leaves_out(path):
            continue
        if os.path.isdir(path):
            found.update(search.below(path))
        elif not os.path.islink(path):
            found.add(path)
        elif page := search.real_page(path):
            found.add(page)
    if others is not None:
        others |= search.others
    return sorted(found)


def is_selected(path: str, selection: Selection) -> bool:
    """Tell whether a search of the project would take a file at a path for a page, be it there or not."""
    search = _Search(selection)
    return search.is_page(path) and not search.leaves_out(path)


def is_left_out(path: str, selection: Selection) -> bool:
    """Tell whether a search of the project would not come to a path, whatever its name ends with."""
    return _Search(selection).leaves_out(path)


class _Search:
    """What a selection says about which files are pages."""

    def __init__(self, selection: Selection) -> None:
        self._root = selection.root
        self._named = frozenset((selection.root, *selection.glossary))
        self._base = f"{selection.root.rstrip('/')}/"
        self._real_base = f"{absolute(os.path.realpath(selection.root)).rstrip('/')}/"
        self._suffixes = tuple(item.lower() for item in selection.include if _is_suffix(item))
        self._included = _any_of([item for item in selection.include if not _is_suffix(item)])
        self._excluded = _any_of(selection.exclude)
        self._respects_gitignore = selection.respect_gitignore
        self._is_other = selection.is_other
        self.others: set[str] = set()
        """The folders of other projects that were come to."""
        self._known: dict[str, tuple[Patterns, ...] | None] = {}

    def below(self, folder: str) -> Iterator[str]:
        """Yield the pages below a folder. A folder reached by a symlink is not entered; a pipe is no page."""
        excludes = self._excluded is not None and not self._lies_in_excluded(folder)
        rules = gitignore.inherited(folder, self._root) if self._respects_gitignore else ()
        top, pending = folder, [(folder, rules)]
        while pending:
            folder, rules = pending.pop()
            entries = _entries(folder)
            names = [entry.name for entry in entries]
            if _VIRTUAL_ENVIRONMENT in names:
                continue
            if folder != top and self._is_other and self._is_other(folder, names):
                self.others.add(folder)
                continue
            if self._respects_gitignore:
                rules = gitignore.extended(rules, folder, names)
            for entry in entries:
                name, is_folder = entry.name, entry.is_dir(follow_symlinks=False)
                path = f"{folder.rstrip('/')}/{name}"
                if not (_is_entered(name) if is_folder else self.is_page(path)):
                    continue
                if excludes and self._is_excluded(path):
                    continue
                if rules and gitignore.ignored(rules, path, name, is_folder):
                    continue
                if is_folder:
                    pending.append((path, rules))
                elif entry.is_file(follow_symlinks=False):
                    yield path
                elif entry.is_symlink() and not os.path.isdir(path) and (page := self.real_page(path)):
                    yield page

    def leaves_out(self, path: str) -> bool:
        """Tell whether a search of the project would not come to a path, whatever its name ends with."""
        folder = path.rpartition("/")[0]
        if path in self._named or not path.startswith(self._base):
            return False
        rules = self._rules_in(folder)
        return rules is None or self._is_left_out(path, os.path.isdir(path), rules)

    def _rules_in(self, folder: str) -> tuple[Patterns, ...] | None:
        """Return what git ignores in a folder of the project; None when the folder is left out."""
        if folder not in self._known:
            self._known[folder] = self._find_rules(folder)
        return self._known[folder]

    def _find_rules(self, folder: str) -> tuple[Patterns, ...] | None:
        if folder in self._named:
            rules = gitignore.inherited(folder, self._root) if self._respects_gitignore else ()
        else:
            above = self._rules_in(folder.rpartition("/")[0])
            if above is None or self._is_left_out(folder, True, above):
                return None
            rules = above
        return gitignore.extended(rules, folder) if self._respects_gitignore else ()

    def _is_left_out(self, path: str, is_folder: bool, rules: tuple[Patterns, ...]) -> bool:
        name = path.rpartition("/")[2]
        if is_folder and not (_is_entered(name) and not os.path.exists(f"{path}/{_VIRTUAL_ENVIRONMENT}")):
            return True
        if is_folder and self._is_other and self._is_other(path, names_in(path)):
            return True
        return self._is_excluded(path) or gitignore.ignored(rules, path, name, is_folder)

    def _lies_in_excluded(self, path: str) -> bool:
        while path.startswith(self._base):
            if self._is_excluded(path):
                return True
            path = path.rpartition("/")[0]
        return False

    def _is_excluded(self, path: str) -> bool:
        return bool(self._excluded) and self._matches(self._excluded, path)

    def is_page(self, path: str) -> bool:
        """Tell whether a file is a page by its name."""
        if path.lower().endswith(self._suffixes):
            return True
        return self._matches(self._included, path) and not path.rpartition("/")[2].startswith(TEMPORARY)

    def _matches(self, globs: re.Pattern[str] | None, path: str) -> bool:
        return bool(globs and path.startswith(self._base) and globs.match(path, len(self._base)))

    def real_page(self, path: str) -> str | None:
        """Return the page of the project that a symlink leads to: relative links have one right place.

        None for the page of another project below; any other symlink stands for itself.
        """
        real = absolute(os.path.realpath(path))
        if not (real.startswith(self._real_base) and self.is_page(real) and os.path.isfile(real)):
            return path
        page = self._base + real.removeprefix(self._real_base)
        return None if self._lies_in_other(page) else page

    def _lies_in_other(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        while self._is_other and folder.startswith(self._base):
            if self._is_other(folder, names_in(folder)):
                return True
            folder = folder.rpartition("/")[0]
        return False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise AutolinkError(f"{error.filename}: {error.strerror}") from error


def _is_entered(name: str) -> bool:
    return not name.startswith(".") and name not in _SKIPPED_FOLDERS


def _is_suffix(item: str) -> bool:
    """Tell whether an item of `include` is the end of a name, such as `.md`, not a glob."""
    return item.startswith(".") and not re.search(r"[*?\[/]", item)


def _any_of(globs: Sequence[str]) -> re.Pattern[str] | None:
    """Return what matches a path relative to the root that one of some globs matches; `*` crosses slashes."""
    if not globs:
        return None
    return re.compile("|".join(fnmatch.translate(glob.removeprefix("./").strip("/")) for glob in globs))
