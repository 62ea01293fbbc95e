"""`autolink fix`."""

from __future__ import annotations

import difflib
import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from rich.text import Text

from autolink import files
from autolink.cli.common import counted, load, output, project_options, report, shown
from autolink.reporters.text import printable
from autolink.rules import Severity

if TYPE_CHECKING:
    from autolink.project import FixedPage


@dataclass
class _Summary:
    pages: int = 0
    changed: int = 0
    added: int = 0
    updated: int = 0
    removed: int = 0
    failed: int = 0

    def count(self, page: FixedPage) -> None:
        self.pages += 1
        self.changed += page.rewrite.data != page.before
        self.added += page.rewrite.added
        self.updated += page.rewrite.updated
        self.removed += page.rewrite.removed


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--diff", is_flag=True, help="Print the changes as a unified diff and write nothing.")
@click.option("--check", is_flag=True, help="List the files that would change and write nothing.")
@click.option(
    "--output",
    "folder",
    type=click.Path(),
    help="Write the linked pages under this folder; leave the sources alone.",
)
@project_options
def fix(
    paths: tuple[str, ...],
    diff: bool,
    check: bool,
    folder: str | None,
    config_file: str | None,
    glossary: tuple[str, ...],
) -> None:
    r"""Link the mentions of glossary terms in PATHS (default: the whole project), in place.

    Nothing but links and the anchors of term headings changes. Exits with 0, also when pages were changed;
    with --diff or --check with 1 if any page would change.

    \b
    Examples:
      autolink fix docs
      autolink fix --diff docs/guide.md
      autolink fix --output site pages
    """
    project = load(paths, config_file, glossary)
    summary = _Summary()
    for page in project.fix(paths, folder):
        summary.count(page)
        changed = page.rewrite.data != page.before
        if diff and changed:
            _print_diff(page)
        if check and changed:
            click.echo(printable(shown(page.path)))
        if not (diff or check) and (changed or folder):
            summary.failed += not _write(page, folder is not None)
    report(sorted(project.diagnostics, key=lambda item: item.sort_key), err=True)
    terms = len(project.terms)
    verb = "would change" if diff or check else "changed"
    counts = f"{counted(summary.pages, 'page')}, {counted(terms, 'term')}"
    links = f"{counted(summary.added, 'link')} added, {summary.updated} updated, {summary.removed} removed"
    click.echo(f"{counts}: {counted(summary.changed, 'page')} {verb}, {links}.", err=True)
    if summary.failed:
        sys.exit(2)
    errors = any(item.rule.severity is Severity.ERROR for item in project.diagnostics)
    sys.exit(1 if errors or ((diff or check) and summary.changed) else 0)


def _write(page: FixedPage, elsewhere: bool) -> bool:
    """Write a page; tell whether that worked."""
    try:
        if elsewhere:
            files.create(page.place, page.rewrite.data)
        else:
            files.write(page.path, page.rewrite.data, page.before)
    except OSError as error:
        click.echo(f"error: {printable(shown(page.place))}: {error.strerror or error}", err=True)
        return False
    return True


def _print_diff(page: FixedPage) -> None:
    """Print a unified diff, byte for byte but for colours and control characters on a terminal."""
    name = shown(page.path)
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(page.before),
        _lines(page.rewrite.data),
        _header_name(f"a/{name}"),
        _header_name(f"b/{name}"),
    )
    console = output()
    for line in lines:
        ended = line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        if not console.is_terminal:
            sys.stdout.buffer.write(ended)
            continue
        style = {b"+": "green", b"-": "red", b"@": "cyan"}.get(line[:1], "")
        for shown_line in ended.decode("utf-8", "replace").splitlines():
            console.print(Text(printable(shown_line), style=style))


def _lines(data: bytes) -> list[bytes]:
    """Split at line feeds alone, as diff and patch do."""
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def _header_name(name: str) -> bytes:
    """Return a file name as git writes it: quoted when it holds what a header cannot, a tab after a space."""
    if re.search(r'[\x00-\x1f"\\\x7f]', name):
        quoted = re.sub(r'["\\]', r"\\\g<0>", name)
        quoted = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\{ord(found[0]):03o}", quoted)
        return b'"' + os.fsencode(quoted) + b'"'
    return os.fsencode(name) + (b"\t" if " " in name else b"")
