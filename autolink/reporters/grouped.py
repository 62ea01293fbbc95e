"""A heading per file, below it `line:col severity CODE [*] message` for each diagnostic."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from autolink.reporters.concise import text_of
from autolink.reporters.style import paint
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return the diagnostics grouped by file, separated by empty lines."""
    return by_file(diagnostics, context, lambda item: line(item, context))


def by_file(diagnostics: Sequence[Diagnostic], context: Context, entry: Callable[[Diagnostic], str]) -> str:
    """Return a heading per file and the entries of its diagnostics below it."""
    groups = []
    for path, items in groupby(diagnostics, key=lambda item: item.path):
        heading = paint(printable(context.shown(path)), "path", context.color)
        groups.append(f"{heading}\n" + "".join(map(entry, items)))
    return "\n".join(groups)


def line(item: Diagnostic, context: Context) -> str:
    """Return the line of a diagnostic below the heading of its file."""
    severity = paint(item.rule.severity, item.rule.severity, context.color)
    return f"  {item.line}:{item.column} {severity} {text_of(item, context)}\n"
