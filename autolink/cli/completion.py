"""Shell completion of rules, places and terms. Quick, and silent whatever is wrong with the project."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from autolink.diagnostics.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    Items = list[CompletionItem[str]]


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return completions of the last of some comma-separated rules: codes, or names once a word is typed."""
    before, comma, word = incomplete.rpartition(",")
    return list(_rules_like(word, f"{before}{comma}"))


def place_or_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the rules that complete a word, and let the shell complete file names."""
    return [CompletionItem(incomplete, type="file"), *_rules_like(incomplete)]


def _rules_like(word: str, before: str = "") -> Iterator[CompletionItem[str]]:
    for rule in RULES.values():
        if rule.code.startswith(word.upper()):
            yield CompletionItem(before + rule.code, help=rule.name)
        elif rule.name.startswith(word.lower()):
            yield CompletionItem(before + rule.name, help=rule.summary)


def terms(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the aliases of the project's glossary that complete a word, typed in any case."""
    return [*map(CompletionItem, _aliases_like(ctx, incomplete))]


def page_or_term(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the aliases that complete a word, and let the shell complete file names."""
    return [CompletionItem(incomplete, type="file"), *map(CompletionItem, _aliases_like(ctx, incomplete))]


def _aliases_like(ctx: click.Context, word: str) -> list[str]:
    """Return the aliases that start like a word; none when the glossary cannot be read, for any reason."""
    with contextlib.suppress(Exception):
        from autolink.cli.options import ProjectOptions
        from autolink.project.project import Project
        from autolink.text.escaping import printable

        given = {name: ctx.params.get(name) or () for name in ("config", "glossary")}
        options = ProjectOptions(isolated=bool(ctx.params.get("isolated")), **given)
        project = Project(options.settings(os.getcwd(), {}).config())
        aliases = sorted(project.glossary().by_alias)
        return [
            alias
            for alias in aliases
            if alias.casefold().startswith(word.casefold()) and printable(alias) == alias
        ]
    return []


class _Bash(BashComplete):
    """Completion for bash, which inserts a word as it is: what is special to a shell is quoted here."""

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return the line for a completion; the script of click removes one level of backslashes."""
        if item.type != "plain":
            return super().format_completion(item)
        words = os.environ.get("COMP_WORDS", "")
        word = _quoted(item.value, _open_quote(words))
        return "plain," + word.replace("\\", "\\\\")


def _open_quote(words: str) -> str:
    """Return the quotation mark that is open at the end of a command line, if any."""
    quote = ""
    for found in re.finditer(r"\\.|[\"']", words, re.DOTALL):
        if found[0] in (quote, *("\"'" if not quote else "")):
            quote = "" if quote else found[0]
    return quote


def _quoted(value: str, quote: str) -> str:
    """Return text as it is written in a shell, or between quotation marks."""
    if quote == "'":
        return value.replace("'", r"'\''")
    meaning = r'["$`\\]' if quote else r"[^\w@%+=:,./-]"
    return re.sub(meaning, r"\\\g<0>", value)


add_completion_class(_Bash)
