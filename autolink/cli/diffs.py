"""Printed changes of pages: words and their terms for people, a patch for programs."""

from __future__ import annotations

import difflib
import os
import re
import sys
from typing import TYPE_CHECKING

from autolink.cli.common import output, shown
from autolink.project.changes import AnchorChange, LinkChange
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from rich.text import Text

    from autolink.project.changes import Change
    from autolink.project.project import Project
    from autolink.rewriter.fixed_page import FixedPage

_STYLES = {"added": "bold green", "updated": "bold yellow", "removed": "bold red"}
_VERBS = {"added": "→", "updated": "→ now", "removed": "no longer →"}


def print_diff(page: FixedPage, project: Project) -> None:
    """Print what was done to a page: words on a terminal, a unified diff, byte for byte, elsewhere."""
    if not sys.stdout.isatty():
        _print_patch(shown(page.path), page.before, page.rewrite.data)
        return
    console = output()
    changes = project.changes(page)
    for change in changes:
        for line in _lines(shown(page.path), change):
            console.print(line)
    if not changes:
        console.print(f"{printable(shown(page.path))}: no visible changes", markup=False)


def _lines(name: str, change: Change) -> list[Text]:
    """Return what is printed about a change in a page of some name."""
    from rich.text import Text

    place = (f"{printable(name)}:{change.line}: ", "cyan")
    if isinstance(change, LinkChange):
        before, text, after = map(printable, change.sentence)
        home = f" ({printable(shown(change.page))})" if change.page else ""
        style, verb = _STYLES[change.kind], _VERBS[change.kind]
        end = f"  {verb} {printable(change.target)}{home}"
        return [Text.assemble(place, before, (text, style), after, (end, "dim"))]
    if isinstance(change, AnchorChange):
        sign = "+" if change.kind == "added" else "-"
        anchor = f"{sign} anchor of {printable(change.name)}"
        return [Text.assemble(place, (anchor, _STYLES[change.kind]))]
    both = (("- ", change.before, "red"), ("+ ", change.after, "green"))
    lines = [(sign + printable(line), style) for sign, line, style in both if line is not None]
    return [Text.assemble(place, line) for line in lines]


def _print_patch(name: str, before: bytes, after: bytes) -> None:
    """Print a unified diff, byte for byte."""
    old, new = _header_name(f"a/{name}"), _header_name(f"b/{name}")
    lines = difflib.diff_bytes(difflib.unified_diff, _split(before), _split(after), old, new)
    for line in lines:
        sys.stdout.buffer.write(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n")


def _split(data: bytes) -> list[bytes]:
    """Split at line feeds alone, as diff and patch do."""
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def _header_name(name: str) -> bytes:
    """Return a file name as git writes it: quoted if it has special characters, a tab after a space."""
    if re.search(r'[\x00-\x1f"\\\x7f]', name):
        quoted = re.sub(r'["\\]', r"\\\g<0>", name)
        quoted = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\{ord(found[0]):03o}", quoted)
        return b'"' + os.fsencode(quoted) + b'"'
    return os.fsencode(name) + (b"\t" if " " in name else b"")
