"""What the commands that change pages share: writing the result, or showing it as a diff or a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from autolink.cli.common import counted, shown, some
from autolink.cli.streams import relative
from autolink.errors import AutolinkError
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.project.project import Project
    from autolink.rewriter.fixed_page import FixedPage


def preview_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that show changes instead of writing them."""
    for option in (
        click.option("--check", is_flag=True, help="List the files that would change, without writing them."),
        click.option(
            "--diff",
            is_flag=True,
            help="Print the changes without writing them: in words on a terminal, as a patch elsewhere.",
        ),
    ):
        command = option(command)
    return command


class Delivery:
    """Delivers changed pages: to their files, to stdout as a diff, or as a list of names."""

    def __init__(self, diff: bool, check: bool) -> None:
        self._places: dict[str, str] = {}
        self._diff = diff
        self._check = check
        self.paths: set[str] = set()
        self.changed = 0
        self.relinked = 0
        """How many of the changed pages have other links, or other words, than before."""
        self.anchored = 0
        """How many of the changed pages have other anchors of terms than before."""
        self.added = 0
        self.updated = 0
        self.removed = 0
        self.replaced = 0
        self.replaceable = 0
        self.failed = 0

    @property
    def pages(self) -> int:
        """How many pages were delivered."""
        return len(self.paths)

    @property
    def previews(self) -> bool:
        """Whether nothing is written."""
        return self._diff or self._check

    def take(self, page: FixedPage, project: Project) -> None:
        """Deliver one page of a project and count it."""
        self.paths.add(page.path)
        if self._diff and page.changed:
            from autolink.cli.diffs import print_diff  # few runs show one

            print_diff(page, project)
        if self._check and page.changed:
            click.echo(printable(shown(page.path)))
        if self.previews or self._write(page, project):
            self.count(page)

    def count(self, page: FixedPage) -> None:
        """Count what was done to a page."""
        self.paths.add(page.path)
        rewrite = page.rewrite
        self.changed += page.changed
        did = rewrite.added, rewrite.updated, rewrite.removed, rewrite.replaced
        self.relinked += page.changed and any(did)
        self.anchored += page.changed and (rewrite.anchors or not any(did))
        self.added += rewrite.added
        self.updated += rewrite.updated
        self.removed += rewrite.removed
        self.replaced += rewrite.replaced
        self.replaceable += rewrite.replaceable

    def _write(self, page: FixedPage, project: Project) -> bool:
        """Write a page, and return whether that worked."""
        try:
            other = self._places.setdefault(page.place, page.path)
            if other != page.path:
                raise AutolinkError(f"{page.place}: {shown(other)} was already written to this file")
            project.write(page)
        except AutolinkError as error:
            self.failed += 1
            reason = str(error).removeprefix(f"{page.place}: ")
            click.echo(f"error: {printable(shown(page.place))}: {relative(reason)}", err=True)
            return False
        return True

    def tell(self, projects: Sequence[Project]) -> None:
        """Say on stderr what is unusual about the files that were written in some projects."""
        outside = [path for project in projects for path in project.outside]
        hard_links = [path for project in projects for path in project.hard_links]
        if outside:
            pages = counted(len(outside), "page")
            click.echo(f"Wrote {pages} outside the project: {some(outside)}.", err=True)
        if hard_links:
            click.echo(f"warning: other hard links keep the old text of {some(hard_links)}", err=True)

    def exit_code(self) -> int:
        """Return 2 when something could not be written, 1 when something would change, else 0."""
        return 2 if self.failed else int(self.previews and self.changed > 0)
