"""README.md and the documentation tell the truth about the commands."""

from __future__ import annotations

import re

import pytest

from autolink.config import KEYS
from tests.support import helptexts
from tests.support.site import REPOSITORY

COMMANDS = set(helptexts.COMMANDS)
README = (REPOSITORY / "README.md").read_text("utf-8")
DOCUMENTATION = README + "".join(page.read_text("utf-8") for page in sorted(REPOSITORY.glob("docs/**/*.md")))


def set_up_commands() -> list[str]:
    """Return the commands of the fenced `sh` blocks below the heading `Set-up`."""
    section = re.search(r"^## Set-up\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert section, "README.md has no section `## Set-up`"
    return [block.strip() for block in re.findall(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)]


def options(name: str) -> set[str]:
    """Return the options that the help of a command shows."""
    return set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", helptexts.help_text(name)))


def test_the_set_up_section_has_the_run_command_and_the_test_command() -> None:
    run, test = set_up_commands()
    assert "autolink" in run.split("&&")[-1]
    assert test.split("&&")[-1].strip() == ".venv/bin/pytest"


def test_ci_runs_exactly_the_test_command() -> None:
    lines = (REPOSITORY / ".ci/run").read_text("utf-8").splitlines()
    assert set_up_commands()[1] in lines


def test_ci_starts_with_a_fresh_virtual_environment() -> None:
    lines = (REPOSITORY / ".ci/run").read_text("utf-8").splitlines()
    assert "rm -rf .venv" in lines[: lines.index(set_up_commands()[1])]


def test_the_readme_fits_a_few_screens() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_documentation_names_no_option_that_a_command_lacks(command: str) -> None:
    for line in re.findall(rf"\bautolink {command}\b[^\n`]*", DOCUMENTATION):
        used = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", line.split("#")[0]))
        assert used <= options(command), line


def test_every_option_in_the_documentation_is_one_of_some_command() -> None:
    known = {"--version", "--help"}.union(*(options(name) for name in COMMANDS))
    assert set(re.findall(r"`(--[a-z][a-z-]*)", DOCUMENTATION)) <= known


def test_the_documentation_names_only_commands_that_exist() -> None:
    used = set(re.findall(r"(?:^|`|/)autolink ([a-z]+)\b", DOCUMENTATION, re.MULTILINE))
    assert used
    assert used <= COMMANDS


def test_the_documentation_names_only_keys_that_exist() -> None:
    ours = "".join(_blocks('toml(?! title="languages.toml")'))  # which is a file of Helix
    used = set(re.findall(r"^([a-z][a-z-]*) = ", ours, re.MULTILINE))
    assert used
    assert used <= {*KEYS, "from", "to", "key", "lower-case", "useEmbedded"}


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^ *```{language}[^\n]*\n(.*?)^ *```$", DOCUMENTATION, re.MULTILINE | re.DOTALL)


def test_the_hooks_call_commands_that_exist() -> None:
    hooks = (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert re.findall(r"^- id: (.*)$", hooks, re.MULTILINE) == ["autolink-fix", "autolink-check"]
    assert set(re.findall(r"entry: autolink ([a-z]+)", hooks)) <= COMMANDS
