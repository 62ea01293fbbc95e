"""Which rules are on, and where diagnostics go: options, report, summary, exit code."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from autolink import files
from autolink.cli.common import context, counted, wants_color
from autolink.cli.completion import rules as complete_rules
from autolink.cli.options import bundled
from autolink.diagnostics import rules
from autolink.diagnostics.rules import Severity
from autolink.errors import AutolinkError
from autolink.reporters import FOR_PEOPLE, FORMATS, reporter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic

_SEVERITIES = tuple(Severity)


class RuleOptions(NamedTuple):
    """Which rules are on, beyond what the configuration says."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]

    def applied(self, config: Config) -> Config:
        """Return a configuration with these rules on. Raises AutolinkError for an unknown rule."""
        chosen = _listed(self.select) or None
        on = rules.select(chosen, _listed(self.extend_select), _listed(self.ignore), config.rules)
        return replace(config, rules=on)


class OutputOptions(NamedTuple):
    """Where diagnostics go, and when they count as failure."""

    output_format: str
    output_file: str | None
    color: str
    quiet: bool
    verbose: bool
    statistics: bool
    fail_on: str | None
    exit_zero: bool


def _listed(values: Sequence[str]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _rules_option(name: str, text: str) -> Callable[..., Any]:
    return click.option(name, multiple=True, metavar="RULES", help=text, shell_complete=complete_rules)


_RULES = "Comma-separated codes, prefixes or names. May be repeated."

rule_options = bundled(
    "rule_options",
    RuleOptions,
    (
        _rules_option("--select", f"Report only these rules. {_RULES}"),
        _rules_option("--extend-select", "Also report these rules."),
        _rules_option("--ignore", "Do not report these rules."),
    ),
)
"""Adds the options that choose rules; the command gets `rule_options`."""

output_options = bundled(
    "output_options",
    OutputOptions,
    (
        click.option(
            "--output-format",
            type=click.Choice(FORMATS),
            default="full",
            show_default=True,
            envvar="AUTOLINK_OUTPUT_FORMAT",
            show_envvar=True,
            help="The format of the findings.",
        ),
        click.option(
            "--output-file",
            type=click.Path(),
            metavar="FILE",
            help="Write the findings to this file instead of stdout.",
        ),
        click.option(
            "--color",
            type=click.Choice(("auto", "always", "never")),
            default="auto",
            show_default=True,
            help="Print findings in color; `auto` respects NO_COLOR and FORCE_COLOR.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print only findings and errors."),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            help="Also print what was read, and tracebacks of internal errors.",
        ),
        click.option("--statistics", is_flag=True, help="Print the number of findings for each rule."),
        click.option(
            "--fail-on",
            type=click.Choice((*map(str, _SEVERITIES), "never")),
            help="Exit with 1 if there are findings of this severity or above.  [default: error]",
        ),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
    ),
)
"""Adds the options of reports; the command gets `output_options`."""


class Looked(NamedTuple):
    """Facts about a check for its summary: whether any link was checked, and how many findings are known."""

    at_links: bool
    known: int = 0


def deliver(diagnostics: Sequence[Diagnostic], root: str, options: OutputOptions, looked: Looked) -> None:
    """Write diagnostics to stdout or a file, the summary to stderr. Raises AutolinkError for a bad file.

    `root` is that of the project that they are about, or the folder around several.
    """
    people = options.output_format in FOR_PEOPLE
    if options.output_file is not None:
        _write(options.output_file, _text(diagnostics, root, options, options.color == "always"))
    elif diagnostics or not people:
        color = people and wants_color(options.color)
        text = _text(diagnostics, root, options, color)
        if people:
            click.echo(text, nl=False, color=color)
        else:  # the format says UTF-8, whatever the terminal speaks
            sys.stdout.buffer.write(text.encode())
    if options.statistics:
        click.echo(statistics(diagnostics), nl=False, err=True)
    if not options.quiet:
        click.echo(summary(diagnostics, looked), err=True)


def _text(diagnostics: Sequence[Diagnostic], root: str, options: OutputOptions, color: bool) -> str:
    if not diagnostics and options.output_format in FOR_PEOPLE:
        return ""
    return reporter(options.output_format)(diagnostics, context(root, color))


def _write(path: str, text: str) -> None:
    try:
        files.create(files.absolute(path), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise AutolinkError(f"{path}: {error.strerror or error}") from error


def summary(diagnostics: Sequence[Diagnostic], looked: Looked) -> str:
    """Return `Found N problems (E errors, W warnings) in F files; K fixable with …`."""
    besides = f" besides the {looked.known} in the baseline" if looked.known else ""
    if not diagnostics and looked.at_links and not besides:
        return "All links are fine."
    if not diagnostics:
        return f"No problems found{besides}." + ("" if looked.at_links else " No links were checked.")
    of = Counter(item.rule.severity for item in diagnostics)
    kinds = [counted(of[Severity.ERROR], "error"), counted(of[Severity.WARNING], "warning")]
    if of[Severity.INFO]:
        kinds.append(f"{of[Severity.INFO]} info")
    pages = counted(len({item.path for item in diagnostics}), "file")
    fixable = sum(item.fixable for item in diagnostics)
    unsafe = sum(item.rule is rules.AVOIDED_WORD and bool(item.edits) for item in diagnostics)
    fixes = f"; {fixable} fixable with `autolink fix`" if fixable else ""
    fixes += f"; {unsafe} fixable with `autolink fix --unsafe-fixes`" if unsafe else ""
    problems = counted(len(diagnostics), "problem")
    return f"Found {problems} ({', '.join(kinds)}) in {pages}{besides}{fixes}."


def statistics(diagnostics: Sequence[Diagnostic]) -> str:
    """Return one line for each rule with its number of diagnostics, the largest first."""
    counts = Counter(item.rule for item in diagnostics)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].code))
    width = len(str(ordered[0][1])) if ordered else 0
    return "".join(f"{count:>{width}}  {rule.code}  {rule.name}\n" for rule, count in ordered)


def fails(diagnostics: Sequence[Diagnostic], config: Config, options: OutputOptions) -> bool:
    """Return whether a project has findings that make the command fail."""
    least = options.fail_on or config.fail_on
    failing = () if least == "never" else _SEVERITIES[: _SEVERITIES.index(Severity(least)) + 1]
    return not options.exit_zero and any(item.rule.severity in failing for item in diagnostics)
