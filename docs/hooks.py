"""What MkDocs adds to the pages in this folder: the glossary, and references made from what the code says."""

from __future__ import annotations

import html
import json
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.structure.files import File, InclusionLevel

from autolink.cli.app import main
from autolink.cli.help import Command
from autolink.config.keys import KEYS
from autolink.config.settings import to_toml
from autolink.diagnostics.rule_docs import explanation
from autolink.diagnostics.rules import RULES
from benchmarks import plot, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the glossary, which stand beside this folder, under their links from it."""
    for path in sorted((ROOT / "glossary").rglob("*.md")):
        place = path.relative_to(ROOT).as_posix()
        file = File.generated(
            config, f"../{place}", abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED
        )
        published = File.generated(config, place, content="")
        file.dest_uri, file.url = published.dest_uri, published.url
        files.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what the code says, or what was measured, in place of `{{ commands }}` and the like."""
    made = {
        "commands": _commands,
        "keys": _keys,
        "rules": _rules,
        "rooms": _rooms,
        "plot": lambda: f"<div>\n{plot.svg(_results())}\n</div>",
        "measured": lambda: report.page(_results()),
    }
    return re.sub(r"^\{\{ (\w+) \}\}$", lambda match: made[match[1]](), markdown, flags=re.MULTILINE)


def _results() -> dict[str, Any]:
    results: dict[str, Any] = json.loads((ROOT / "benchmarks/results.json").read_text("utf-8"))
    return results


def _commands() -> str:
    context = click.Context(main, info_name="autolink")
    return "\n\n".join(part for name in main.list_commands(context) for part in _command(name, context))


def _command(name: str, parent: click.Context) -> Iterator[str]:
    command = main.get_command(parent, name)
    assert isinstance(command, Command)
    context = click.Context(command, info_name=name, parent=parent)
    text, examples = command.text_and_examples()
    yield f"## autolink {name} {{ #{name} }}"
    yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    yield text
    if examples:
        yield f"```sh\n{examples}\n```"
    for heading, rows in command.option_sections(context):
        options = [f"| {_code_cell(option)} | {_cell(meaning)} |" for option, meaning in rows]
        yield "\n".join([f"| {heading} | |", "|---|---|", *options])


def _code_cell(text: str) -> str:
    return f"<code>{html.escape(' '.join(text.split())).replace('|', '&#124;')}</code>"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|").replace("[", r"\[")


def _keys() -> str:
    defaults = {
        name: "none" if key.default is None else _code_cell(to_toml(key.default))
        for name, key in KEYS.items()
    }
    rows = [f"| `{name}` | {defaults[name]} | {key.description} |" for name, key in KEYS.items()]
    return "\n".join(["| key | default | meaning |", "|---|---|---|", *rows])


def _rules() -> str:
    rows = [
        f"| [{rule.code}](#{rule.name}){'*' * rule.on_demand} | `{rule.name}` | {rule.severity} |"
        for rule in RULES.values()
    ]
    sections = [
        f"## {rule.code} `{rule.name}` {{ #{rule.name} }}\n\n{_titled(explanation(rule))}"
        for rule in RULES.values()
    ]
    table = "\n".join(["| code | name | severity |", "|---|---|---|", *rows])
    return "\n\n".join([table, *sections])


def _rooms() -> str:
    """Return the rooms from the top down, as `import-linter` holds them, with what their packages say."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    rooms = [name for name in reversed(layers) if (ROOT / name.replace(".", "/")).is_dir()]
    rows = [f"| `{name.partition('.')[2]}/` | {_first_paragraph(name)} |" for name in rooms]
    return "\n".join(["| room | what it is for |", "|---|---|", *rows])


def _first_paragraph(module: str) -> str:
    return _cell((import_module(module).__doc__ or "").partition("\n\n")[0])


def _titled(text: str) -> str:
    """Return an explanation with the file that an example stands in as the title of its code block."""
    return re.sub(r"^```(\w+) (\S+)(?: .*)?$", r'```\1 title="\2"', text, flags=re.MULTILINE)
