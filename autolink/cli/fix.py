"""`autolink fix`."""

from __future__ import annotations

import sys

import click

from autolink.cli.common import counted, load, project_options, report
from autolink.cli.deliver import Delivery, preview_options
from autolink.errors import AutolinkError
from autolink.files import absolute
from autolink.rules import Severity


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@preview_options
@click.option(
    "--output",
    "folder",
    type=click.Path(),
    help="Write the linked pages under this folder; leave the sources alone.",
)
@click.option(
    "--stdin-filename",
    type=click.Path(),
    default="stdin.md",
    help="Where the page read from stdin stands, when PATHS is `-`.",
)
@project_options
def fix(
    paths: tuple[str, ...],
    diff: bool,
    check: bool,
    folder: str | None,
    stdin_filename: str,
    config_file: str | None,
    glossary: tuple[str, ...],
) -> None:
    r"""Link the mentions of glossary terms in PATHS (default: the whole project), in place.

    Nothing but links and the anchors of term headings changes. With `-` the page is read from stdin and
    written to stdout. Exits with 0, also when pages were changed; with --diff or --check with 1 if any page
    would change.

    \b
    Examples:
      autolink fix docs
      autolink fix --diff docs/guide.md
      autolink fix --output site pages
      autolink fix - --stdin-filename docs/guide.md < draft.md
    """
    if "-" in paths:
        _fix_stdin(paths, stdin_filename, diff, check, config_file, glossary)
    project = load(paths, config_file, glossary)
    delivery = Delivery(project.config.root, diff, check, elsewhere=folder is not None)
    for page in project.fix(paths, folder):
        delivery.take(page)
    found = [item for item in project.diagnostics if item.rule in project.config.rules]
    report(sorted(found, key=lambda item: item.sort_key), err=True)
    counts = f"{counted(delivery.pages, 'page')}, {counted(len(project.terms), 'term')}"
    verb = "would change" if delivery.previews else "changed"
    links = f"{counted(delivery.added, 'link')} added, {delivery.updated} updated, {delivery.removed} removed"
    click.echo(f"{counts}: {counted(delivery.changed, 'page')} {verb}, {links}.", err=True)
    errors = any(item.rule.severity is Severity.ERROR for item in found)
    sys.exit(delivery.exit_code() or int(errors))


def _fix_stdin(
    paths: tuple[str, ...],
    filename: str,
    diff: bool,
    check: bool,
    config_file: str | None,
    glossary: tuple[str, ...],
) -> None:
    """Link the page on stdin as if it stood at a path; write it to stdout, or show what would change."""
    if len(paths) > 1:
        raise AutolinkError("`-` stands for the only page: name no other paths with it")
    project = load([filename], config_file, glossary, existing=False)
    path, data = absolute(filename), sys.stdin.buffer.read()
    try:
        project.preload(path, data)
    except UnicodeDecodeError as error:
        raise AutolinkError(f"stdin is not UTF-8: {error.reason}") from error
    (page,) = project.fix_pages([path])
    report([item for item in project.diagnostics if item.rule in project.config.rules], err=True)
    delivery = Delivery(project.config.root, diff, check)
    if delivery.previews:
        delivery.take(page)
    else:
        sys.stdout.buffer.write(page.rewrite.data)
    sys.exit(delivery.exit_code())
