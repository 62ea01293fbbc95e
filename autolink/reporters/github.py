"""Workflow commands of GitHub Actions, which show diagnostics in the changes of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_ORDER = tuple(_COMMANDS)
# The runner undoes exactly these (actions/toolkit, command.ts).
_IN_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = _IN_DATA | {ord(":"): "%3A", ord(","): "%2C"}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return a command per diagnostic, errors first: GitHub shows ten of each kind in a step."""
    ordered = sorted(diagnostics, key=lambda item: _ORDER.index(item.rule.severity))
    return "".join(_command(item, context) for item in ordered)


def _command(item: Diagnostic, context: Context) -> str:
    properties = {"file": printable(context.relative(item.path)), "line": str(item.line)}
    if item.end_line == item.line:  # columns are for spans in one line
        properties |= {"col": str(item.column), "endLine": str(item.line), "endColumn": str(item.end_column)}
    elif item.end_line:
        properties["endLine"] = str(item.end_line)
    properties["title"] = f"{item.rule.code} {item.rule.name}"
    shown = ",".join(f"{key}={value.translate(_IN_PROPERTY)}" for key, value in properties.items())
    # The log of the run shows the message alone.
    message = f"{context.relative(item.path)}:{item.line}:{item.column}: {item.rule.code} {item.message}"
    return f"::{_COMMANDS[item.rule.severity]} {shown}::{printable(message).translate(_IN_DATA)}\n"
