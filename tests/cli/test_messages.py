"""What is said when something is wrong with the invocation: each message tells what to do next."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

NO_LINK = "No problems found. No links were checked.\n"
GLOSSARY = {"docs/glossary.md": "## LLM\n\nA model.\n"}


@pytest.mark.parametrize("command", ["fix", "index", "unlink", "lookup x", "rename x y", "explain x.md:1"])
def test_without_a_glossary_init_is_named(site: Site, command: str) -> None:
    site.write({"x.md": "x\n"})
    result = site.run(*command.split())
    assert result.exit_code == 2
    error, hint = result.stderr.splitlines()
    assert error.startswith(f"error: no glossary found in {site.root}: there is no glossary, docs/glossary, ")
    assert "`autolink init`" in hint


def test_a_glossary_that_is_missing_is_named_with_who_named_it(site: Site) -> None:
    site.write({"autolink.toml": '# ours\nglossary = "docs/terms.md"\n', "docs/page.md": "LLM\n"})
    error, hint = site.run("check").stderr.splitlines()
    assert error == "error: autolink.toml:2: the glossary docs/terms.md does not exist"
    assert hint == "hint: paths in a configuration file are relative to its folder"
    error = site.run("check", "--glossary", "trems.md").stderr
    assert error == "error: command line: the glossary trems.md does not exist\n"


def test_a_path_that_is_not_below_the_working_folder_is_shown_whole(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({**GLOSSARY, "autolink.toml": 'glossary = "terms.md"\n'})
    monkeypatch.chdir(site.root / "docs")
    error, _ = site.run("check").stderr.splitlines()
    place = f"{site.root}/autolink.toml:1"
    assert error == f"error: {place}: the glossary {site.root}/terms.md does not exist"


@pytest.mark.parametrize("table", ["tool.autolink", "autolink"])
def test_tables_do_not_belong_into_autolink_toml(site: Site, table: str) -> None:
    site.write({**GLOSSARY, "autolink.toml": f'[{table}]\nglossary = "docs/glossary.md"\n'})
    error, hint = site.run("check").stderr.splitlines()
    assert f"autolink.toml:1: unknown key `{table.split('.')[0]}`" in error
    assert hint == "hint: keys go at the top of autolink.toml, or under [tool.autolink] in pyproject.toml"


def test_an_unknown_rule_in_the_configuration_has_a_hint(site: Site) -> None:
    site.write({**GLOSSARY, "autolink.toml": 'select = ["X99"]\n'})
    assert site.run("check").stderr.splitlines()[1] == "hint: run `autolink rules` to list them"


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("chek", ", did you mean `check`?"),
        ("docs", ", did you mean `check docs`?"),
        ("qqq", ""),
        ("\x1b[2J", ""),
    ],
)
def test_a_command_that_does_not_exist(site: Site, word: str, guess: str) -> None:
    site.write(GLOSSARY)
    result = site.run(word)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: No such command `{word}`{guess}\n".replace("\x1b", "\\x1b"))


@pytest.mark.parametrize(
    ("path", "guess"),
    [
        ("dcos", ", did you mean `docs`?"),
        ("docs/glosary.md", ", did you mean `docs/glossary.md`?"),
        ("dcos/glossary.md", ""),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_a_path_that_does_not_exist(site: Site, path: str, guess: str) -> None:
    site.write(GLOSSARY)
    result = site.run("fix", path)
    assert (result.exit_code, result.stderr) == (2, f"error: {path} does not exist{guess}\n")


def test_a_folder_without_pages_is_not_simply_fine(site: Site) -> None:
    site.write({**GLOSSARY, "images/a.png": b"", "docs/page.md": "No links.\n"})
    warning = "warning: no pages found in images\n"
    result = site.run("check", "images")
    assert (result.exit_code, result.stderr) == (0, f"{warning}{NO_LINK}")
    for arguments in (("docs",), (), ("images", "docs"), ("docs/page.md",), ("--force-exclude", "images")):
        assert site.run("check", *arguments).stderr == NO_LINK


# Output that nobody takes


def shell(site: Site, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in bash, with `autolink` standing for this one, its output buffered as usual."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    run = f"set -o pipefail; autolink() {{ '{sys.executable}' -m autolink \"$@\"; }}; {command}"
    return subprocess.run(
        ["bash", "-c", run],
        cwd=site.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of bash")
@pytest.mark.parametrize("command", ["fix --diff", "check", "index --format csv", "links"])
def test_a_reader_that_wants_no_more_is_no_error(site: Site, command: str) -> None:
    terms = "".join(f"## Term{i}x\n\nA Term{i}x [no](no{i}.md).\n\n" for i in range(1500))
    site.write({"glossary.md": terms})
    result = shell(site, f"autolink {command} | head -1 > /dev/null")
    assert "error:" not in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", ["check", "index", "schema"])
def test_output_that_cannot_be_written_is_no_bug_of_ours(site: Site, command: str) -> None:
    site.write({**GLOSSARY, "docs/page.md": "[no](no.md)\n"})
    result = shell(site, f"autolink {command} > /dev/full")
    assert result.returncode == 2
    assert "error: cannot write the output: No space left on device\n" in result.stderr
    assert "bug" not in result.stderr
    assert "Traceback" not in result.stderr
