"""The projects of a workspace: the nearest configuration owns a page."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from autolink import config as configuration
from autolink import files
from autolink.checker import baseline
from autolink.config import Roots
from autolink.errors import AutolinkError
from autolink.project.live import LiveProject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autolink.config import Config
    from autolink.server.documents import Documents

SETTINGS = ("autolink.toml", "pyproject.toml")


class Projects:
    """Loads the projects to which pages belong when they are first asked for.

    A page without a configuration above it belongs to the workspace folder that it is in; outside of all
    folders it belongs to no project. `warn` is told of configurations that cannot be used.
    """

    def __init__(self, documents: Documents, warn: Callable[[str], None]) -> None:
        self.folders: list[str] = []
        self.shows_mentions = False
        self._documents = documents
        self._warn = warn
        self._roots = Roots()
        self._by_root: dict[str, LiveProject | None] = {}
        """None for one whose configuration cannot be used."""

    def __iter__(self) -> Iterator[LiveProject]:
        return iter([project for project in self._by_root.values() if project])

    def of(self, path: str) -> LiveProject | None:
        """Return the project that a page belongs to; None where it belongs to none that can be loaded."""
        start = self._start(path)
        if start is None:
            return None
        if start not in self._by_root:
            self._by_root[start] = self._loaded(start)
        return self._by_root[start]

    def _start(self, path: str) -> str | None:
        """Return the root of the project of a page, or the folder for which one is to be loaded."""
        root = self._roots[dirname(path)]
        if root is not None:
            return root
        holding = [folder for folder in self.folders if files.is_below(path, folder)]
        return max(holding, key=len, default=None)

    def _loaded(self, start: str) -> LiveProject | None:
        try:
            config = configuration.load(start)
            known = _known(config)
            texts = {
                path: data for path, data in self._documents.texts().items() if self._start(path) == start
            }
            return LiveProject(config, texts, self.shows_mentions, known)
        except AutolinkError as error:
            self._warn(f"{start} cannot be loaded: {error}")
        except OSError as error:
            self._warn(f"{start} cannot be loaded: {error.strerror or error}")
        return None

    def reload(self, path: str) -> tuple[list[LiveProject], list[LiveProject]]:
        """Load again what a configuration at a path may concern; return the projects that are gone and new.

        One whose configuration cannot be used any more continues with what it was, and so does one that is
        as it was.
        """
        self._roots = Roots()
        folder = dirname(path)
        gone: list[LiveProject] = []
        new: list[LiveProject] = []
        for start, project in [*self._by_root.items()]:
            if not (files.is_below(start, folder) or files.is_below(folder, start)):
                continue
            again = self._loaded(start) if self._start(f"{start}/page.md") == start else None
            if again is None and project is not None and self._start(f"{start}/page.md") == start:
                continue
            self._by_root[start] = again
            gone += [project] if project else []
            new += [again] if again else []
            if again is None:
                del self._by_root[start]
        for document in self._documents:
            before = set(map(id, self))
            project = self.of(document.path)
            if project and id(project) not in before:
                new.append(project)
        return gone, new


def _known(config: Config) -> baseline.Baseline | None:
    """Return the diagnostics that the baseline of a project knows. Raises AutolinkError, OSError."""
    if config.baseline is None:
        return None
    return baseline.parse(files.read(config.baseline), config.baseline)
