"""`path:line:col: CODE [*] message`, one line per diagnostic; `[*]` marks what `autolink fix` corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.reporters.style import paint
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return the lines of the diagnostics, in order."""
    return "".join(_line(item, context) for item in diagnostics)


def _line(item: Diagnostic, context: Context) -> str:
    path = paint(printable(context.shown(item.path)), "path", context.color)
    return f"{path}:{item.line}:{item.column}: {text_of(item, context)}\n"


def text_of(item: Diagnostic, context: Context) -> str:
    """Return `CODE [*] message`."""
    code = paint(item.rule.code, item.rule.severity, context.color)
    mark = paint("[*]", "fixable", context.color) + " " if item.fixable else ""
    return f"{code} {mark}{printable(item.message)}"
