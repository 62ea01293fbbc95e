"""SARIF 2.1.0, for code scanning.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from autolink.diagnostics.rule_docs import explanation
from autolink.diagnostics.rules import RULES
from autolink.reporters.context import fingerprints
from autolink.reporters.json import dump
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.diagnostics.rules import Rule
    from autolink.page.edits import Edit
    from autolink.page.positions import PageBytes
    from autolink.reporters.context import Context

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return a log with one run."""
    found = {item.rule for item in diagnostics}
    rules = [rule for rule in RULES.values() if rule in found]
    index = {rule: number for number, rule in enumerate(rules)}
    prints = fingerprints(diagnostics, context)
    run = {
        "tool": {
            "driver": {
                "name": "autolink",
                "version": context.version,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            _result(item, index[item.rule], own, context)
            for item, own in zip(diagnostics, prints, strict=True)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _message(rule.summary)},
        "help": {"text": _message(rule.summary), "markdown": explanation(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(item: Diagnostic, index: int, fingerprint: str, context: Context) -> dict[str, Any]:
    region = {"startLine": item.line, "startColumn": item.column}
    if item.end_line:
        region |= {"endLine": item.end_line, "endColumn": item.end_column}
    place = _artifact(item.path, context)
    result: dict[str, Any] = {
        "ruleId": item.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[item.rule.severity],
        "message": {"text": _message(item.message)},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {"autolink/v1": fingerprint},
    }
    if item.edits:
        page = context.page(item.path)
        replacements = [_replacement(edit, page) for edit in item.edits]
        changes = [{"artifactLocation": place, "replacements": replacements}]
        result["fixes"] = [{"artifactChanges": changes}]
    return result


def _artifact(path: str, context: Context) -> dict[str, str]:
    uri, inside = context.uri(path)
    return {"uri": uri, "uriBaseId": _ROOT} if inside else {"uri": uri}


def _replacement(edit: Edit, page: PageBytes) -> dict[str, Any]:
    """Return a replacement; its region is in lines and columns, as those of text are (3.30.2)."""
    line, column = page.position(edit.start)
    end_line, end_column = page.position(edit.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.new.decode("utf-8", "replace")}}


def _message(text: str) -> str:
    """Return a plain text message: no placeholder (3.11.5) and no embedded link (3.11.6) in it."""
    escaped = printable(text).replace("{", "{{").replace("}", "}}")
    return _LINK.sub(r"\\[", escaped)
