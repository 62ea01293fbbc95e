"""A JSON array of diagnostics, and how JSON is written so that no terminal obeys it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from autolink.text.escaping import escaped_json, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return an array with an object per diagnostic; see `as_object`."""
    return dump([as_object(item, context) for item in diagnostics], indent=2)


def as_object(item: Diagnostic, context: Context) -> dict[str, Any]:
    """Return a diagnostic with all that is known of it.

    Lines and columns are 1-based, columns in code points, `start` and `end` are byte offsets; ends are
    exclusive, and null together with the offsets where no part of the page is meant.
    """
    placed = bool(item.end_line)
    return {
        "path": context.shown(item.path).encode("utf-8", "backslashreplace").decode(),
        "line": item.line,
        "column": item.column,
        "end_line": item.end_line if placed else None,
        "end_column": item.end_column if placed else None,
        "start": item.start if placed else None,
        "end": item.end if placed else None,
        "code": item.rule.code,
        "name": item.rule.name,
        "severity": str(item.rule.severity),
        "message": printable(item.message),
        "fixable": item.fixable,
        "edits": [
            {"start": edit.start, "end": edit.end, "text": edit.new.decode("utf-8", "replace")}
            for edit in item.edits
        ],
    }


def dump(value: object, indent: int | None = None) -> str:
    r"""Return JSON and a line feed; what could act on a terminal is written as an escape: `\u202e`."""
    return escaped_json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"
