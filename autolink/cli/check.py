"""`autolink check`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from autolink import files
from autolink.cli.common import counted, load, load_stdin, shown
from autolink.cli.help import Command
from autolink.cli.old_diagnostics import adopt, adopt_options
from autolink.cli.options import FileOptions, ProjectOptions, file_options, project_options, stdin_option
from autolink.cli.projects import Done, Share, for_each_project
from autolink.cli.report import Looked, deliver, fails, output_options, rule_options
from autolink.cli.run import at_work, jobs_option, report_failures
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.cli.old_diagnostics import AdoptOptions
    from autolink.cli.report import OutputOptions, RuleOptions
    from autolink.project.project import Project


@click.command(cls=Command, short_help="Report broken links.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--since",
    metavar="REVISION",
    help="Report on pages that were changed, deleted or renamed since this git revision.",
)
@click.option(
    "--no-incoming", is_flag=True, help="Do not report broken links on other pages that point into PATHS."
)
@stdin_option
@jobs_option
@rule_options
@output_options
@adopt_options
@file_options
@project_options
def check(
    paths: tuple[str, ...],
    since: str | None,
    no_incoming: bool,
    stdin_filename: str,
    jobs: int | None,
    rule_options: RuleOptions,
    output_options: OutputOptions,
    adopt_options: AdoptOptions,
    file_options: FileOptions,
    project_options: ProjectOptions,
) -> None:
    """Report broken links and problems in the glossary.

    autolink always reads the whole project. If you name PATHS, it reports only problems in them and broken
    links on other pages that point into them. Use `-` to read a page from stdin. Without a glossary, only
    links are checked. Prints findings to stdout and the summary to stderr. Exits with 1 if there are errors.

    Examples:
      autolink check
      autolink check docs/guide.md
      autolink check --since main
      autolink check - --stdin-filename docs/guide.md < draft.md
      autolink check --select L,unlinked-mention
      autolink check --output-format sarif --output-file autolink.sarif
      autolink check --write-baseline baseline.json
    """
    if since == "HEAD":  # in a hook of pre-commit that looks at commits, not at what is staged
        since = os.environ.get("PRE_COMMIT_FROM_REF", since)
    adopt_options.refuse(paths, since)
    quiet, found, failing = output_options.quiet, list[Diagnostic](), set[str]()
    looked: list[Looked] = []

    def look(project: Project, share: Share) -> None:
        project.config = rule_options.applied(project.config)
        if not quiet:
            _tell_of_no_glossary(project)

        def again() -> list[Diagnostic]:
            return project.check(share.paths, since, not no_incoming)

        with at_work(project, "Checking", jobs, quiet):
            diagnostics = again()
        if since is None:
            _warn_of_nothing(project, share.paths)
        if output_options.verbose:
            _tell_what_was_read(project)
        whole = not share.paths and since is None
        diagnostics, known = adopt(diagnostics, again, project, adopt_options, whole, quiet)
        found.extend(diagnostics)
        looked.append(Looked(project.looked_at_links, known))
        if fails(diagnostics, project.config, output_options):
            failing.add(project.config.root)

    if "-" in paths:
        project = load_stdin(paths, stdin_filename, project_options, file_options, quiet)
        done = Done.of(project, Share((stdin_filename,)), look)
    elif adopt_options.are_about_a_baseline:
        done = Done.of(load(paths, project_options, file_options, quiet=quiet), Share(), look)
    else:
        done = for_each_project(paths, project_options, file_options, look, since is not None, quiet)
    if found or not done.failed:
        _deliver_all(found, looked, done, output_options)
    if report_failures(done.projects, output_options.verbose) or done.failed:
        sys.exit(2)
    sys.exit(int(bool(failing)))


def _deliver_all(
    found: list[Diagnostic], looked: Sequence[Looked], done: Done, output_options: OutputOptions
) -> None:
    """Write what was found in all projects, which may share pages, and the summary."""
    if len(looked) > 1:
        found = sorted(set(found), key=lambda item: item.sort_key)
    roots = [project.config.root for project in done.projects] or [files.absolute(".")]
    known = sum(of_project.known for of_project in looked)
    at_links = any(of_project.at_links for of_project in looked)
    deliver(found, os.path.commonpath(roots), output_options, Looked(at_links, known))


def _tell_of_no_glossary(project: Project) -> None:
    """Say that only links are checked, if so."""
    if not project.config.glossary:
        click.echo(
            "note: there is no glossary, so only links are checked; run `autolink init` to set one up",
            err=True,
        )


def _tell_what_was_read(project: Project) -> None:
    pages, terms = counted(len(project.find([])), "page"), counted(len(project.terms), "term")
    root = shown(project.config.root)
    where = "" if root == "." else f" in {printable(root)}"
    click.echo(f"Read {pages} with {terms}{where}.", err=True)


def _warn_of_nothing(project: Project, paths: tuple[str, ...]) -> None:
    """Say so if PATHS named no pages."""
    if paths and not project.reported and not project.config.force_exclude:
        named = ", ".join(map(shown, map(files.absolute, paths)))
        click.echo(f"warning: no pages found in {printable(named)}", err=True)
