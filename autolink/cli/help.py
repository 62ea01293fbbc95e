"""The layout of help texts: examples before options, and options grouped under headings."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EXAMPLES = "\n\nExamples:\n"
_WIDEST = 26
"""The width of an option and its metavariable; longer ones have their text on the next line."""

_HEADINGS = {
    "Rules": ("select", "extend_select", "ignore"),
    "Output": ("output_format", "output_file", "color", "quiet", "verbose", "statistics"),
    "Exit code": ("fail_on", "exit_zero"),
    "Old findings": ("write_baseline", "prune_baseline", "add_suppressions"),
    "Files": ("stdin_filename", "respect_gitignore", "force_exclude", "show_files"),
    "Configuration": ("config", "isolated", "glossary", "show_settings"),
}
"""Headings, with the parameter names of their options; all other options come first."""


class Command(click.Command):
    """A command whose help is its docstring, its examples, and its options grouped under headings."""

    def text_and_examples(self) -> tuple[str, str]:
        """Return the docstring without its examples, and the examples, one command on each line."""
        text, _, examples = inspect.cleandoc(self.help or "").partition(_EXAMPLES)
        return text, inspect.cleandoc(examples)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the docstring; what follows `Examples:` as it is."""
        text, examples = self.text_and_examples()
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)
        if examples:
            with formatter.section("Examples"):
                for line in examples.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings, all in the same two columns."""
        sections = list(self.option_sections(ctx))
        lengths = (len(option) for _, rows in sections for option, _ in rows)
        width = max((length for length in lengths if length <= _WIDEST), default=0)
        for heading, rows in sections:
            with formatter.section(heading):
                formatter.write_dl([(option.ljust(width), text) for option, text in rows], col_max=width)

    def option_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield headings with options and their texts, as the help shows them."""
        records = {param.name: param.get_help_record(ctx) for param in _options(self.get_params(ctx))}
        shown = {name: record for name, record in records.items() if record}
        placed = {name for names in _HEADINGS.values() for name in names}
        headings = {"Options": [name for name in shown if name not in placed], **_HEADINGS}
        for heading, names in headings.items():
            rows = [shown[name] for name in names if name in shown]
            if rows:
                yield heading, rows


def _options(params: Sequence[click.Parameter]) -> Iterator[click.Option]:
    return (param for param in params if isinstance(param, click.Option))


class Group(Command, click.Group):
    """A group whose help lists its commands before its options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        Command.format_options(self, ctx, formatter)
