"""How diagnostics are shown: one module per format, each a pure function from diagnostics to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context

    Reporter = Callable[[Sequence[Diagnostic], Context], str]

FOR_PEOPLE = ("full", "concise", "grouped")
"""Formats for people: in colour, and empty if there is nothing to report."""

FORMATS = (*FOR_PEOPLE, "json", "json-lines", "github", "gitlab", "sarif", "junit", "rdjson")


def reporter(name: str) -> Reporter:
    """Return what turns sorted diagnostics into text of a format; the text is empty or ends its last line."""
    render: Reporter = import_module(f"autolink.reporters.{name.replace('-', '_')}").render
    return render
