"""The extension for VS Code fits the project: its version, its settings, what it says and which pages it serves."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from autolink.files import PAGE_SUFFIXES
from tests.support.site import REPOSITORY

EXTENSION = REPOSITORY / "editors/vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text("utf-8"))
LOCK: dict[str, Any] = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))
SETTINGS: dict[str, Any] = MANIFEST["contributes"]["configuration"]["properties"]
PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
SOURCES = {path.name: path.read_text("utf-8") for path in sorted((EXTENSION / "src").glob("*.ts"))}
GUIDE = (REPOSITORY / "docs/how-to/editors.md").read_text("utf-8")

OF_THE_CLIENT = {"path", "trace.server"}
"""Settings that the server is not told of."""


def names() -> set[str]:
    """Return the names of the settings, without the prefix that all have."""
    assert all(name.startswith("autolink.") for name in SETTINGS)
    return {name.removeprefix("autolink.") for name in SETTINGS}


def rows(text: str, heading: str) -> dict[str, str]:
    """Return the names and defaults of the table below a heading."""
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([\w.]+)` \| `?(\w+)`? \|", section, re.MULTILINE))


def test_it_has_the_version_and_the_licence_of_the_project() -> None:
    assert MANIFEST["version"] == LOCK["version"] == LOCK["packages"][""]["version"] == PROJECT["version"]
    assert MANIFEST["license"] == PROJECT["license"]
    assert (EXTENSION / "LICENSE").read_bytes() == (REPOSITORY / "LICENSE").read_bytes()


def test_its_settings_are_the_options_of_the_server() -> None:
    options = rows(GUIDE, "Install the server")
    assert names() - OF_THE_CLIENT == set(options)
    for name, default in options.items():
        assert json.dumps(SETTINGS[f"autolink.{name}"]["default"]) == default
        assert f"{name}: settings().get(" in SOURCES["extension.ts"]


def test_its_readme_lists_its_settings() -> None:
    listed = rows((EXTENSION / "README.md").read_text("utf-8"), "Settings")
    assert set(listed) == set(SETTINGS)
    for name, default in listed.items():
        assert SETTINGS[name]["default"] in (
            default,
            default == "true",
            "" if default == "empty" else default,
        )


def test_the_code_reads_no_other_settings() -> None:
    read = {name for text in SOURCES.values() for name in re.findall(r'settings\(\)\.get\("([^"]+)"', text)}
    assert read == names() - {"trace.server"}  # the library of the client reads that one


def test_it_names_the_package_that_is_to_be_installed() -> None:
    assert f'"{PROJECT["name"]}[lsp]"' in SOURCES["find.ts"]


def test_its_commands_are_in_the_guide() -> None:
    for command in MANIFEST["contributes"]["commands"]:
        assert f'"{command["command"]}"' in SOURCES["extension.ts"]
        assert f"`{command['category']}: {command['title']}`" in GUIDE


@pytest.mark.parametrize("language", ["markdown", "mdx"])
def test_it_serves_the_languages_it_starts_for(language: str) -> None:
    assert f"onLanguage:{language}" in MANIFEST["activationEvents"]
    assert f'"{language}"' in SOURCES["session.ts"]


def test_a_language_that_vs_code_lacks_is_declared_with_its_suffix() -> None:
    (language,) = MANIFEST["contributes"]["languages"]
    assert language["id"] == "mdx"
    assert set(language["extensions"]) <= set(PAGE_SUFFIXES)
