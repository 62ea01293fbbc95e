"""Builds of a project by its site generator, in copies: the project itself does not change."""

from __future__ import annotations

import contextlib
import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.config.site_files import site_file
from autolink.errors import AutolinkError
from autolink.project import signals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autolink.config import Config

_LEFT_OUT = frozenset({".git", ".hg", ".svn", ".tox", ".nox", "__pycache__"})
_LEFT_OUT |= {".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
_PACKAGES = "node_modules"
_PACKAGE_MANAGERS = frozenset(
    {".bin", ".modules.yaml", ".package-lock.json", ".pnpm", ".store", ".yarn-integrity", ".yarn-state.yml"}
)
"""What begins with a dot there and is no cache: from one, a generator would build the pages of before."""


class BuildError(AutolinkError):
    """A site generator failed, or took too long."""

    def __init__(self, message: str, output: Sequence[str]) -> None:
        super().__init__(message)
        self.output = tuple(output)
        """The last lines of what it wrote."""


class Plan(NamedTuple):
    """How a project is built. Folders are relative to `top`, with `/` at their ends unless empty."""

    command: tuple[str, ...]
    """The program and its arguments: `{out}` stands for the folder of the result, `{src}` for the site's."""
    top: str
    """The folder that is copied."""
    folder: str
    """The folder in which the command runs."""
    source: str
    """The folder of the site's own configuration."""
    output: str
    """Where the command leaves the site if it does not say `{out}`."""
    left_out: frozenset[str]
    """What is not copied, besides what never is: the results of earlier builds."""

    @property
    def shown(self) -> str:
        """The command as people write it."""
        return shlex.join(self.command).replace("'{out}'", "{out}").replace("'{src}'", "{src}")


def plan(config: Config, command: str | None, working_folder: str) -> Plan:
    """Return how a project is built: by a command, in the working folder, or as its site is built.

    Raises AutolinkError where there is no command, or it does not tell where the site goes.
    """
    root, profile = config.root.rstrip("/"), config.profile
    top = working_folder.rstrip("/") if files.is_below(root, working_folder) else root
    found = site_file((config.site,), root)
    source = _below(top, f"{root}/{found.folder if found else ''}")
    if command is None and not profile.build:
        hint = "use --build COMMAND, with {out} in place of the output folder"
        if other := config.overlooked:
            hint = f'set `site = "{other.site}"`, if {other.path} is its configuration, or {hint}'
        raise AutolinkError(f"cannot tell how to build pages for {profile.title}", hint)
    folder = source
    if command is not None:
        folder = _below(top, working_folder) if files.is_below(working_folder, top) else ""
    words = profile.build if command is None else _words(command)
    output = f"{source}{profile.outputs[0]}" if profile.outputs else ""
    if not output and not any("{out}" in word for word in words):
        raise AutolinkError(
            "--build does not say where the site goes",
            "write {out} where the command takes the output folder",
        )
    outputs = frozenset(f"{source}{name}" for name in profile.outputs)
    left_out = frozenset(
        name for name in outputs if all(_is_result(f"{top}/{name}", pages) for pages in config.site_roots)
    )
    return Plan(words, top, folder, source, output, left_out)


def _below(top: str, folder: str) -> str:
    name = folder.rstrip("/")[len(top) :].strip("/")
    return f"{name}/" if name else ""


def _words(command: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise AutolinkError(f"--build cannot be split into words: {error}") from error
    if not words:
        raise AutolinkError("--build names no command")
    return words


def _is_result(folder: str, pages: str) -> bool:
    """Tell whether a folder is the result or the cache of a build, and nothing that a build needs."""
    is_cache = os.path.basename(folder).startswith((".", "_"))
    return not files.is_below(pages, folder) and (is_cache or files.is_file(f"{folder}/index.html"))


@dataclass(frozen=True)
class Builder:
    """Builds a project, each time in a new copy at the same place."""

    plan: Plan
    home: str
    """The temporary folder that holds the copy and the results."""
    seconds: float
    """How long a build may take."""

    def build(self, name: str, pages: Mapping[str, bytes]) -> str:
        """Build the project with other texts for some pages, by path, and return the folder of the site.

        Raises BuildError where the generator fails or takes too long, AutolinkError where it is not
        installed, leaves no site, or a copy cannot be made.
        """
        try:
            self._copy(pages)
            site = self._run()
            result = f"{self.home}/{name}"
            files.move(site, result)
            self._clear()
        except OSError as error:
            raise AutolinkError(
                f"the copy cannot be built: {error.strerror or error}: {error.filename}"
            ) from error
        return result

    @property
    def _copied(self) -> str:
        return f"{self.home}/project"

    def _copy(self, pages: Mapping[str, bytes]) -> None:
        """Copy the project, and write the texts of pages again, lest generators take cached ones for them."""
        kept = f"{self.home}/kept"
        files.copy_folder(self.plan.top, self._copied, self._leaves_out)
        if files.is_folder(kept):  # packages take long to copy: once is enough
            files.move(kept, f"{self._copied}/{_PACKAGES}")
        elif files.is_folder(f"{self.plan.top}/{_PACKAGES}"):
            _copy_packages(f"{self.plan.top}/{_PACKAGES}", self._copied)
        above = _packages_above(self.plan.top)
        if above and not files.is_folder(f"{self.home}/{_PACKAGES}"):
            _copy_packages(above, self.home)
        for path, data in pages.items():
            if files.is_below(path, self.plan.top):
                files.replace_in_copy(f"{self._copied}{path[len(self.plan.top) :]}", data, self._copied)

    def _clear(self) -> None:
        """Remove the copy and the caches, but for the packages at its top."""
        for packages in (f"{self._copied}/{_PACKAGES}", f"{self.home}/{_PACKAGES}"):
            for name in filter(_is_cache, files.names_in(packages)):
                files.remove_folder(f"{packages}/{name}")
        if files.is_folder(f"{self._copied}/{_PACKAGES}"):
            files.move(f"{self._copied}/{_PACKAGES}", f"{self.home}/kept")
        files.remove_folder(self._copied)

    def _leaves_out(self, name: str) -> bool:
        return name in self.plan.left_out or name == _PACKAGES or name.rpartition("/")[2] in _LEFT_OUT

    def _run(self) -> str:
        """Run the generator on the copy, and return where it has left the site."""
        folder, out = f"{self._copied}/{self.plan.folder}".rstrip("/"), f"{self.home}/out"
        source = f"{self._copied}/{self.plan.source}".rstrip("/")
        words = [word.replace("{out}", out).replace("{src}", source) for word in self.plan.command]
        bins = list(_program_folders(folder, self.home))
        program = self._program(words[0], folder, bins)
        try:
            ran = files.run_program([program, *words[1:]], folder, bins, self.seconds)
        except OSError as error:
            raise AutolinkError(f"{words[0]} cannot be run: {error.strerror or error}") from error
        command = self.plan.shown
        if ran.code is None:
            raise BuildError(f"`{command}` took longer than {self.seconds:g} seconds", ran.output)
        if ran.code:
            raise BuildError(f"`{command}` failed with exit code {ran.code}", ran.output)
        says_out = any("{out}" in word for word in self.plan.command)
        site = out if says_out else f"{self._copied}/{self.plan.output}"
        if not files.is_folder(site):
            raise BuildError(
                f"`{command}` did not write a site to {'{out}' if says_out else self.plan.output}", ran.output
            )
        return site

    def _program(self, name: str, folder: str, bins: Sequence[str]) -> str:
        """Return the path of a program; one with a relative path may be in what is not copied."""
        if "/" in name and not os.path.isabs(name):
            copy, original = f"{folder}/{name}", f"{self.plan.top}/{self.plan.folder}{name}"
            return copy if files.is_file(copy) else original
        found = files.found_program(name, bins)
        if found is None:
            raise AutolinkError(f"{name} is not installed", "--build names another command")
        return found


def _copy_packages(packages: str, folder: str) -> None:
    """Copy a folder of packages into another folder, without what generators have cached there."""
    files.copy_folder(packages, f"{folder}/{_PACKAGES}", _is_cache)


def _is_cache(name: str) -> bool:
    """Tell whether a path below a folder of packages is the cache of a program."""
    return name.startswith(".") and "/" not in name and name not in _PACKAGE_MANAGERS


def _packages_above(top: str) -> str | None:
    """Return the nearest folder of packages of a project in JavaScript above a folder."""
    folder = os.path.dirname(top)
    while folder and folder != os.path.dirname(folder):
        if files.is_folder(f"{folder}/{_PACKAGES}") and files.is_file(f"{folder}/package.json"):
            return f"{folder}/{_PACKAGES}"
        folder = os.path.dirname(folder)
    return None


def _program_folders(folder: str, home: str) -> Iterator[str]:
    """Yield the folders with the programs of packages, from a folder up to another one."""
    while files.is_below(folder, home):
        yield f"{folder}/{_PACKAGES}/.bin"
        folder = os.path.dirname(folder)


def _temporary_folder() -> str:
    try:
        return files.temporary_folder()
    except OSError as error:
        raise AutolinkError(f"cannot create a temporary folder: {error.strerror or error}") from error


@contextlib.contextmanager
def builder(plan: Plan, seconds: float) -> Iterator[Builder]:
    """Give what builds a project; its copies and results are removed in the end, whatever ends the work."""
    home = ""
    try:
        with signals.held_back():
            home = _temporary_folder()
        yield Builder(plan, home, seconds)
    finally:
        if home:
            with signals.held_back():
                files.remove_folder(home)
