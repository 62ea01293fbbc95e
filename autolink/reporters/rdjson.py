"""The Reviewdog Diagnostic Format.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; its columns count bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autolink.page.edits import joined
from autolink.reporters.json import dump
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.page.positions import PageBytes
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return a `DiagnosticResult`."""
    found = [_diagnostic(item, context) for item in diagnostics]
    return dump({"source": {"name": "autolink"}, "diagnostics": found}, indent=2)


def _diagnostic(item: Diagnostic, context: Context) -> dict[str, Any]:
    page = context.page(item.path)
    place = _range(page, item.start, item.end) if item.end_line else {"start": {"line": item.line}}
    shown: dict[str, Any] = {
        "message": printable(item.message),
        "location": {
            "path": context.shown(item.path).encode("utf-8", "backslashreplace").decode(),
            "range": place,
        },
        "severity": item.rule.severity.upper(),
        "code": {"value": item.rule.code},
    }
    if item.edits:  # several suggestions would be alternatives
        start, end, new = joined(item.edits, page.data)
        text = new.decode("utf-8", "replace")
        shown["suggestions"] = [{"range": _range(page, start, end), "text": text}]
    return shown


def _range(page: PageBytes, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(page, start), "end": _position(page, end)}


def _position(page: PageBytes, offset: int) -> dict[str, int]:
    line, _ = page.position(offset)
    return {"line": line, "column": offset - page.line_span(offset)[0] + 1}
