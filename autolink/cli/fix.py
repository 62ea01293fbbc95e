"""`autolink fix`."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from autolink.cli import summaries
from autolink.cli.changed_pages import Delivery, preview_options
from autolink.cli.common import counted, load_stdin, report, shown, some
from autolink.cli.help import Command
from autolink.cli.options import FileOptions, ProjectOptions, file_options, project_options, stdin_option
from autolink.cli.projects import for_each_project
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options
from autolink.diagnostics.rules import Severity
from autolink.files import absolute
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from autolink.cli.projects import Share
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.project.project import Project
    from autolink.rewriter.fixed_page import FixedPage


_FRAGMENT = re.compile(rb'#([^\s"<>()#]++)[">)]')
"""The fragment of a target as `fix` writes it."""


@click.command(cls=Command, short_help="Link the mentions of glossary terms.")
@click.argument("paths", nargs=-1, type=click.Path())
@preview_options
@click.option(
    "--output",
    "folder",
    type=click.Path(),
    metavar="FOLDER",
    help="Write the linked pages to this folder, and leave the sources unchanged.",
)
@click.option("--unsafe-fixes", is_flag=True, help="Also replace avoided words (see rule T001).")
@stdin_option
@work_options
@file_options
@project_options
def fix(
    paths: tuple[str, ...],
    diff: bool,
    check: bool,
    folder: str | None,
    unsafe_fixes: bool,
    stdin_filename: str,
    work_options: WorkOptions,
    file_options: FileOptions,
    project_options: ProjectOptions,
) -> None:
    """Link the mentions of glossary terms in PATHS (default: the whole project), in place.

    Changes only links and the anchors of term headings, and only in PATHS: prints a warning if the links
    need anchors in other glossary pages. With --unsafe-fixes, also replaces words that terms avoid. Use `-`
    to read a page from stdin and write it to stdout. Exits with 0 even if pages were changed; with --diff or
    --check, exits with 1 if any page would change.

    Examples:
      autolink fix docs
      autolink fix --diff docs/guide.md
      autolink fix --output site pages
      autolink fix - --stdin-filename docs/guide.md < draft.md
    """
    if "-" in paths:
        project = load_stdin(paths, stdin_filename, project_options, file_options, work_options.quiet)
        delivery = Delivery(diff, check)
        _fix_stdin(project, stdin_filename, delivery, unsafe_fixes, work_options.verbose)
    delivery = Delivery(diff, check)
    found: list[Diagnostic] = []
    linked: set[str] = set()

    def link(project: Project, share: Share) -> None:
        with at_work(project, "Linking", work_options.jobs, work_options.quiet or diff or check):
            for page in project.fix(share.paths, folder, share.starts, unsafe_fixes):
                delivery.take(page, project)
                linked.update(_fragments(page) if paths else ())
        found.extend(item for item in project.diagnostics if item.rule in project.config.rules)

    done = for_each_project(paths, project_options, file_options, link, quiet=work_options.quiet)
    report(sorted(found, key=lambda item: item.sort_key), err=True)
    if not work_options.quiet:
        delivery.tell(done.projects)
        _tell_of_missing_anchors(done.projects, delivery)
        for project in done.projects:
            _tell_of_unwritten_anchors(project, delivery.paths, linked)
    terms = sum(len(project.terms) for project in done.projects)
    if not work_options.quiet:
        click.echo(summaries.of_fix(delivery, terms), err=True)
        _tell_of_avoided_words(delivery)
    if report_failures(done.projects, work_options.verbose) or done.failed:
        sys.exit(2)
    errors = any(item.rule.severity is Severity.ERROR for item in found)
    sys.exit(delivery.exit_code() or int(errors))


def _tell_of_avoided_words(delivery: Delivery) -> None:
    """Say how many words `--unsafe-fixes` would replace."""
    if delivery.replaceable:
        words = counted(delivery.replaceable, "avoided word")
        click.echo(f"Use --unsafe-fixes to replace {words}.", err=True)


def _tell_of_missing_anchors(projects: Sequence[Project], delivery: Delivery) -> None:
    """Say which terms lack the anchors that links point to, since `fix` does not change their pages."""
    foreign = (term for project in projects for term in project.terms if term.page in project.foreign)
    left_alone = dict.fromkeys(term for term in foreign if term.page not in delivery.paths)
    lacking = [term.page for term in left_alone if not term.has_anchor]
    if lacking:
        where = some(list(dict.fromkeys(lacking)))
        terms = counted(len(lacking), "term")
        click.echo(
            f"warning: not changed, because it is outside the project: {where}; links point to {terms} there "
            "without an anchor (name it with --glossary to let `fix` write anchors there)",
            err=True,
        )


def _fragments(page: FixedPage) -> set[str]:
    """Return the fragments of the links that a page has now, and of what looks like some."""
    return {match.decode() for match in _FRAGMENT.findall(page.rewrite.data)}


def _tell_of_unwritten_anchors(project: Project, taken: Set[str], linked: Set[str]) -> None:
    """Say which glossary pages lack anchors that links point to, as they are not among the pages named.

    They are not written: a hook must not change files that it was not given, which may be partly staged.
    """
    elsewhere = taken | project.foreign
    waiting = [
        term.page
        for term in project.terms
        if not term.has_anchor and term.anchor in linked and term.page not in elsewhere
    ]
    if waiting:
        pages = list(dict.fromkeys(waiting))
        command = f"autolink fix {printable(shown(pages[0]))}" if len(pages) == 1 else "autolink fix"
        terms = (
            f"{counted(len(waiting), 'term')} that links point to {'has' if len(waiting) == 1 else 'have'}"
        )
        click.echo(f"warning: {terms} no anchor yet in {some(pages)}: run `{command}`", err=True)


def _fix_stdin(
    project: Project, filename: str, delivery: Delivery, unsafe_fixes: bool, verbose: bool
) -> None:
    """Link the page on stdin as if it were at a path; write it to stdout, or show what would change."""
    path = absolute(filename)
    pages = list(project.fix(path, unsafe_fixes=unsafe_fixes))
    if report_failures([project], verbose):
        sys.exit(2)
    (page,) = pages
    report([item for item in project.diagnostics if item.rule in project.config.rules], err=True)
    if delivery.previews:
        delivery.take(page, project)
    else:
        sys.stdout.buffer.write(page.rewrite.data)
    sys.exit(delivery.exit_code())
