"""Options that several commands have, each group of them as one argument of the command."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from autolink.config import Settings
    from autolink.project.project import Project


class ProjectOptions(NamedTuple):
    """What the command line says about the configuration."""

    config: tuple[str, ...] = ()
    isolated: bool = False
    glossary: tuple[str, ...] = ()

    @property
    def mean_one_project(self) -> bool:
        """Whether all paths belong to one project, regardless of other configurations."""
        return bool(self.isolated or self.glossary) or self._chosen()[0] is not None

    def project(self, start: str, overrides: Mapping[str, object]) -> Project:
        """Load the project that a folder belongs to. Raises AutolinkError."""
        from autolink.project.project import Project

        file, given = self._chosen()
        given.update(overrides)
        return Project.load(start, file, self.glossary, isolated=self.isolated, overrides=given)

    def settings(self, start: str, overrides: Mapping[str, object]) -> Settings:
        """Return the settings of the project that a folder belongs to. Raises AutolinkError."""
        from autolink.config import glossary_named, resolve

        file, given = self._chosen()
        given.update({**glossary_named(self.glossary), **overrides})
        return resolve(start, file, isolated=self.isolated, overrides=given)

    def _chosen(self) -> tuple[str | None, dict[str, object]]:
        """Return the configuration file and the keys that are given."""
        from autolink.config.sources import parse_arguments

        file, given = parse_arguments(self.config)
        if file is not None and self.isolated:
            raise AutolinkError(f"--isolated ignores configuration files: remove --config {file}")
        return file, given


class FileOptions(NamedTuple):
    """What the command line says about which files are read."""

    respect_gitignore: bool | None = None
    force_exclude: bool | None = None
    show_files: bool = False
    show_settings: bool = False

    def overrides(self) -> dict[str, object]:
        """Return the settings that the options stand for, by key."""
        given = {"respect-gitignore": self.respect_gitignore, "force-exclude": self.force_exclude}
        return {key: value for key, value in given.items() if value is not None}


def bundled(name: str, kind: type[Any], options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """Return a decorator that adds options to a command, which gets them as one argument."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def call(*args: Any, **values: Any) -> Any:
            own = kind(**{name: values.pop(name) for name in kind._fields})
            return command(*args, **values, **{name: own})

        for option in reversed(options):
            call = option(call)
        return call

    return decorate


project_options = bundled(
    "project_options",
    ProjectOptions,
    (
        click.option(
            "--config",
            multiple=True,
            metavar="FILE|KEY=VALUE",
            help="Use this configuration file instead of the nearest one, or set a key to a TOML value. "
            "May be repeated.",
        ),
        click.option("--isolated", is_flag=True, help="Ignore all configuration files."),
        click.option(
            "--glossary",
            multiple=True,
            type=click.Path(),
            help="The page, or folder of pages, that defines the terms. May be repeated.",
        ),
    ),
)
"""Adds the options that choose the configuration; the command gets `project_options`."""

file_options = bundled(
    "file_options",
    FileOptions,
    (
        click.option(
            "--respect-gitignore/--no-respect-gitignore",
            default=None,
            help="Exclude files that git ignores.  [default: respect]",
        ),
        click.option(
            "--force-exclude",
            is_flag=True,
            default=None,
            help="Exclude files that the configuration excludes, even if PATHS name them.",
        ),
        click.option("--show-files", is_flag=True, help="List the pages that PATHS select, and exit."),
        click.option(
            "--show-settings", is_flag=True, help="List the settings and where each is set, and exit."
        ),
    ),
)
"""Adds the options that choose files and those that show what was chosen; the command gets `file_options`."""

stdin_option = click.option(
    "--stdin-filename",
    type=click.Path(),
    metavar="FILE",
    default="stdin.md",
    show_default=True,
    help="The path of the page that is read from stdin if PATHS is `-`.",
)


def format_option(formats: Sequence[str], text: str) -> Callable[..., Any]:
    """Return the option `--format` of a command that lists something, as a table unless told otherwise."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default="table", show_default=True, help=text
    )
