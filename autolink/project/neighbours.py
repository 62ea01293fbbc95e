"""The other projects of a repository: their pages may link to those of this one."""

from __future__ import annotations

from typing import NamedTuple

from autolink import config as configuration
from autolink import files
from autolink.config import Config
from autolink.errors import AutolinkError


class Neighbours(NamedTuple):
    """The other projects of a repository, by root."""

    configs: list[Config]
    unread: list[AutolinkError]
    """What is wrong with the configurations that cannot be used."""


def neighbours(config: Config) -> Neighbours:
    """Return the other projects of the repository that a project is in; without one those below it.

    The pages of the repository without a configuration are a project of their own, as for `check`. There are
    none where the configuration holds for all folders. Raises AutolinkError for a folder that cannot be read.
    """
    found = Neighbours([], [])
    if config.is_only:
        return found
    top = files.repository_above(config.root) or config.root
    for root in sorted(_roots(top) - {config.root}):
        try:
            other = configuration.load(root)
        except AutolinkError as error:
            found.unread.append(error)
            continue
        if other.root == root:  # the top of a repository may belong to a project around it
            found.configs.append(other)
    return found


def _roots(top: str) -> set[str]:
    """Return a folder, and those below it that a search comes to and that have a configuration."""
    pending, found = [top], {top}
    while pending:
        folder, others = pending.pop(), set[str]()
        files.find_pages([folder], Config(folder, include=()).selection, others)
        pending += others - found
        found |= others
    return found
