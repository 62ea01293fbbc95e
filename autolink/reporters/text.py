"""`path:line:col: CODE message`, one line per diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.errors import printable

if TYPE_CHECKING:
    from autolink.diagnostics import Diagnostic

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def line(diagnostic: Diagnostic, path: str) -> list[tuple[str, str]]:
    """Return the line for a diagnostic in pieces with their styles; `path` is how its file is shown."""
    return [
        (printable(path), "bold"),
        (f":{diagnostic.line}:{diagnostic.column}: ", ""),
        (diagnostic.rule.code, _STYLES[diagnostic.rule.severity]),
        (f" {printable(diagnostic.message)}", ""),
    ]
