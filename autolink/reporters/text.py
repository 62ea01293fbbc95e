"""`path:line:col: CODE message`, one line per diagnostic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from autolink.diagnostics import Diagnostic

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return text that cannot act on a terminal: control and bidi characters become `\x1b`, `\u202e`."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def line(diagnostic: Diagnostic, path: str) -> Text:
    """Return the line for a diagnostic, styled for a terminal; `path` is how its file is shown."""
    style = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}[diagnostic.rule.severity]
    return Text.assemble(
        (printable(path), "bold"),
        f":{diagnostic.line}:{diagnostic.column}: ",
        (diagnostic.rule.code, style),
        f" {printable(diagnostic.message)}",
    )
