"""The help of the commands: as text, and as the README's tables of options.

`python -m tests.support.helptexts` writes both anew: the snapshots in `tests/data/help`, the tables in README.md.
"""

from __future__ import annotations

import re

import click

from autolink.cli.app import main
from tests.support.site import REPOSITORY

SNAPSHOTS = REPOSITORY / "tests/data/help"
README = REPOSITORY / "README.md"
COMMANDS = tuple(main.list_commands(click.Context(main)))
SHARED = {
    "Options about files": ("stdin_filename", "respect_gitignore", "force_exclude", "show_files"),
    "Options about the configuration": ("config", "isolated", "glossary"),
}
"""Headings of the README, and the options below them, which several commands have."""

_EXTRA = re.compile(r"\s\s\[((?:env var|default): [^\]]*)\](?:  \[x>=\d+\])?$")
_TABLE = re.compile(r"^\| option \|.*\n(?:\|.*\n)+", re.MULTILINE)
_LINK = re.compile(r'<a href="glossary/[^"]*">(.*?)</a>')


def context(name: str) -> click.Context:
    """Return a context of a command, or of `autolink` itself for no name, in a terminal of 80 columns."""
    settings = {**main.context_settings, "terminal_width": 78}  # click leaves two columns free
    top = click.Context(main, info_name="autolink", **settings)
    if not name:
        return top
    command = main.get_command(top, name)
    assert command
    return click.Context(command, parent=top, info_name=name)


def help_text(name: str) -> str:
    """Return what `autolink NAME --help` prints in 80 columns."""
    of = context(name)
    return of.command.get_help(of) + "\n"


def options(name: str) -> dict[str, click.Option]:
    """Return the options of a command by the names of their parameters, without `--help`."""
    of = context(name)
    found = {param.name: param for param in of.command.get_params(of) if isinstance(param, click.Option)}
    return {str(key): param for key, param in found.items() if "--help" not in param.opts}


def tables() -> dict[str, str]:
    """Return the tables of options that the README has to hold, by the heading that they stand below."""
    shared = {key for keys in SHARED.values() for key in keys}
    found = {}
    every: dict[str, str] = {}
    for name in COMMANDS:
        rows = {key: _row(param, context(name)) for key, param in options(name).items()}
        every |= {key: row for key, row in rows.items() if key in shared}
        found[f"autolink {name}"] = _table([row for key, row in rows.items() if key not in shared])
    return found | {heading: _table([every[key] for key in keys]) for heading, keys in SHARED.items()}


def _row(option: click.Option, of: click.Context) -> str:
    record = option.get_help_record(of)
    assert record
    extra = _EXTRA.search(record[1])
    said = dict(part.split(": ", 1) for part in extra[1].split("; ")) if extra else {}
    text = _EXTRA.sub("", record[1]).strip()
    variable = f" Or `{said['env var']}` in the environment." if "env var" in said else ""
    name = f"`{record[0]}`".replace("|", r"\|")
    return f"| {name} | {said.get('default', '')} | {text}{variable} |\n".replace("|  |", "| |")


def _table(rows: list[str]) -> str:
    return f"| option | default | meaning |\n|---|---|---|\n{''.join(rows)}" if rows else ""


def sections(text: str) -> dict[str, str]:
    """Return the sections of the README by their headings, without the links that `fix` made."""
    parts = re.split(r"^#{2,4} (.*)\n", _LINK.sub(r"\1", text), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def written_table(section: str) -> str:
    """Return the table of options in a section, or nothing."""
    found = _TABLE.search(section)
    return found[0] if found else ""


def update() -> None:
    """Write the snapshots and the README's tables anew; `autolink fix README.md` links these again."""
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    for name in ("", *COMMANDS):
        (SNAPSHOTS / f"{name or 'autolink'}.txt").write_text(help_text(name), "utf-8")
    text = README.read_text("utf-8")
    for heading, table in tables().items():
        above, mark, rest = text.partition(f"# {heading}\n")
        found = _TABLE.search(rest)
        if table and found:
            text = above + mark + rest[: found.start()] + table + rest[found.end() :]
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    update()
