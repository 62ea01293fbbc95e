"""Sites whose generator comes from npm: built in a folder below that of the packages, removed afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sites.arrivals import Published, run
from tests.sites.journey import Arrivals, Journey, Judged

if TYPE_CHECKING:
    from collections.abc import Iterable

_SITES = os.environ.get("AUTOLINK_SITES", "")


def folder_of(generator: str) -> Path:
    """Return the folder in which the packages of a generator are installed."""
    return Path(_SITES or "/", generator)


def is_installed(generator: str, package: str) -> bool:
    """Tell whether a package of a generator is there, and Node to run it."""
    return (
        bool(_SITES and shutil.which("node")) and (folder_of(generator) / "node_modules" / package).is_dir()
    )


class _Npm(Arrivals):
    """A site that Node builds: `command` comes without the folder of its packages in front."""

    def output_of(self, root: Path, place: Path, codes: Iterable[int] = (0,)) -> str:
        """Build a project and return what the generator says; what it publishes goes to `place`."""
        packages = folder_of(self.site)
        project = Path(tempfile.mkdtemp(prefix="site-", dir=packages))
        try:
            shutil.copytree(root, project, dirs_exist_ok=True)
            program, *arguments = self.command
            said = run(project, (str(packages / program), *arguments), codes, ASTRO_TELEMETRY_DISABLED="1")
            if (project / self.output).is_dir():
                shutil.copytree(project / self.output, place)
            return said
        finally:
            shutil.rmtree(project)

    def build(self, root: Path) -> Published:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "published")
            self.output_of(root, place)
            return Published(place, self.base)


class NpmJudged(_Npm, Judged):
    """A site that Node builds, and whose links are judged."""


class NpmJourney(_Npm, Journey):
    """A site that Node builds, and whose terms are renamed and moved."""
