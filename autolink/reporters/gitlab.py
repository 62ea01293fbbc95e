"""A Code Quality report of GitLab CI.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.reporters.context import fingerprints
from autolink.reporters.json import dump
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return an array of violations, empty when there are none."""
    prints = fingerprints(diagnostics, context)
    return dump([_violation(item, own, context) for item, own in zip(diagnostics, prints, strict=True)], 2)


def _violation(item: Diagnostic, fingerprint: str, context: Context) -> dict[str, object]:
    return {
        "description": f"{item.rule.code} {printable(item.message)}",
        "check_name": item.rule.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[item.rule.severity],
        "location": {
            "path": context.relative(item.path),
            "lines": {"begin": item.line, "end": item.end_line or item.line},
        },
    }
