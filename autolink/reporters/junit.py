"""JUnit XML, as Jenkins and GitLab read it: a test suite per file, a failed test case per diagnostic."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.reporters.context import Context

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Return the test suites; one that passed when nothing was found, as readers refuse empty reports."""
    suites = [
        _suite(context.relative(path), [_case(item, context) for item in items])
        for path, items in groupby(diagnostics, key=lambda item: item.path)
    ]
    if not suites:
        case = '    <testcase name="check" classname="autolink"/>\n'
        suites = [f'  <testsuite name="autolink" tests="1" failures="0" errors="0">\n{case}  </testsuite>\n']
    count = f'tests="{len(diagnostics) or 1}" failures="{len(diagnostics)}" errors="0"'
    return f'{_HEAD}<testsuites name="autolink" {count}>\n{"".join(suites)}</testsuites>\n'


def _suite(path: str, cases: list[str]) -> str:
    count = f'tests="{len(cases)}" failures="{len(cases)}" errors="0"'
    return f"  <testsuite name={_attribute(path)} {count}>\n{''.join(cases)}  </testsuite>\n"


def _case(item: Diagnostic, context: Context) -> str:
    path = context.relative(item.path)
    place = f"{path}:{item.line}:{item.column}"
    name = f"{item.rule.code} {item.rule.name} ({item.line}:{item.column})"
    message = printable(item.message)
    return (
        f"    <testcase name={_attribute(name)} classname={_attribute(path)}>\n"
        f'      <failure type="{item.rule.severity}" message={_attribute(message)}>'
        f"{escape(printable(f'{place}: {item.rule.code} {message}'))}</failure>\n"
        "    </testcase>\n"
    )


def _attribute(text: str) -> str:
    """Return an attribute's value in quotes; what XML 1.0 cannot hold (section 2.2) is an escape in it."""
    return quoteattr(printable(text))
