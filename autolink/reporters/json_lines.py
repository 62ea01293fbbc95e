"""JSON Lines: the objects of the `json` format, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.reporters.json import as_object, dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return a line per diagnostic."""
    return "".join(dump(as_object(item, context)) for item in diagnostics)
