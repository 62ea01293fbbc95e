"""Grouped by file, each diagnostic with its source line and what is meant in it underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.reporters.grouped import by_file, line
from autolink.reporters.snippet import snippet
from autolink.reporters.style import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return the diagnostics grouped by file, separated by empty lines."""
    return by_file(diagnostics, context, lambda item: line(item, context) + _source(item, context))


def _source(item: Diagnostic, context: Context) -> str:
    """Return the lines that show where a diagnostic is; nothing when it means no part of its page."""
    if not item.end_line:
        return ""
    number = f"    {item.line} | "
    shown = snippet(context.page(item.path), item.start, item.end, context.width - len(number))
    text = f"{paint(number, 'dim', context.color)}{shown.text}".rstrip()
    gutter = paint(number.replace(str(item.line), " " * len(str(item.line))), "dim", context.color)
    marks = paint("^" * shown.length, item.rule.severity, context.color)
    return f"{text}\n{gutter}{' ' * shown.indent}{marks}\n"
