"""`--help`, `--version`, and what shells complete."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autolink.cli.app import main
from autolink.cli.versions import PACKAGES
from tests.support import helptexts

if TYPE_CHECKING:
    from tests.support.site import Site

COMMANDS = helptexts.COMMANDS


# --help


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_is_what_it_was(name: str) -> None:
    """`python -m tests.support.helptexts` writes the snapshots anew; the diff shows what changed for people."""
    assert helptexts.help_text(name) == (helptexts.SNAPSHOTS / f"{name or 'autolink'}.txt").read_text("utf-8")


def test_there_is_no_help_of_a_command_that_is_gone() -> None:
    assert {path.stem for path in helptexts.SNAPSHOTS.iterdir()} == {"autolink", *COMMANDS}


@pytest.mark.parametrize("name", ["", "check"])
def test_the_help_is_what_a_process_prints(site: Site, name: str) -> None:
    done = site.process(*([name] if name else []), "--help", environment={"COLUMNS": "80"})
    assert done.stdout.decode().replace("python -m autolink", "autolink") == helptexts.help_text(name)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_fits_and_has_examples_that_name_options_of_the_command(name: str) -> None:
    text = helptexts.help_text(name)
    lines = [
        line for line in text.splitlines() if not line.lstrip().startswith(("--output-format", "autolink "))
    ]
    assert max(map(len, lines)) <= 80
    examples = text.partition("\nExamples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert all(
        re.match(rf"  autolink {name or '[a-z]+'}\b", line) for line in examples if "explain" not in line
    )
    if name:
        known = {opt for option in helptexts.options(name).values() for opt in option.opts}
        own = [re.sub(r'"[^"]*"', "", line) for line in examples if line.startswith(f"  autolink {name}")]
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", "\n".join(own))) <= known


def test_the_commands_come_in_the_order_of_use() -> None:
    listed = re.findall(r"^  ([a-z]+)  +[A-Z]", helptexts.help_text(""), re.MULTILINE)
    assert listed == [*COMMANDS]
    assert listed[:4] == ["init", "fix", "check", "explain"]


# --version


def test_the_version_names_the_parsers(site: Site) -> None:
    first, python, *rest = site.run("--version").stdout.splitlines()
    assert first == f"autolink {version('autolink-glossary')}"
    assert python.split()[1] == sys.version.split()[0]
    assert rest == [f"{name} {version(name)}" for name in PACKAGES]
    assert {"pyromark", "mistune"} <= set(PACKAGES)


# Completion

BASH = """\
eval "$(_AUTOLINK_COMPLETE=bash_source autolink)"
compopt() { echo "$@"; }
completed() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(( $# - 1 ))
    COMPREPLY=()
    _autolink_completion autolink
    printf '%s\\n' "${COMPREPLY[@]}"
}
"""

GLOSSARY = "# G\n\n## Pod | ポッド\n\nX\n\n## Persistent Volume\n\nX\n\n## Pay $(rm) & x\n\nX\n\n## Evil\x1b[2J\n\nX\n"


def completed(line: str, shell: str = "bash") -> list[tuple[str, str]]:
    """Return what our side says to a shell that completes the last word of a line: types and values."""
    words = line.split(" ")
    environment = {
        "_AUTOLINK_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1],
    }
    done = CliRunner().invoke(main, [], prog_name="autolink", env=environment)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.strip("\n").splitlines()
    if shell == "zsh":
        return list(zip(lines[::3], lines[1::3], strict=True))
    return [(kind, value.split("\t")[0]) for kind, value in (text.split(",", 1) for text in lines)]


def in_bash(site: Site, *lines: str) -> list[str]:
    """Return what bash has to offer for the last word of each line, with the real script."""
    bash = shutil.which("bash")
    program = shutil.which("autolink", path=os.path.dirname(sys.executable))
    if bash is None or program is None:
        pytest.skip("bash, or an installed autolink, is missing")
    path = f"{os.path.dirname(program)}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", BASH + "".join(f"completed {line}\n" for line in lines)],
        cwd=site.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("autolink check --select L00", [f"L00{number}" for number in range(1, 10)]),
        ("autolink check --ignore G001,m00", ["G001,M001", "G001,M002", "G001,M003", "G001,M004"]),
        ("autolink check --extend-select renamed", ["renamed-term"]),
        ("autolink check --output-format json", ["json", "json-lines"]),
        ("autolink index --format c", ["csv"]),
        ("autolink un", ["unlink"]),
        ("autolink check --sin", ["--since"]),
        ("autolink lookup po", ["Pod"]),
        ("autolink rename ポ", ["ポッド"]),
        ("autolink lookup nothing", []),
        ("autolink rename Pod ", []),
    ],
)
def test_words_are_completed(site: Site, line: str, expected: list[str]) -> None:
    site.write({"glossary.md": GLOSSARY})
    for shell in ("bash", "zsh", "fish"):
        if shell == "fish" and "," in line:
            continue  # the script of click takes a comma for the end of a value
        assert completed(line, shell) == [("plain", value) for value in expected], shell


def test_a_page_may_stand_where_a_rule_or_a_term_may(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY})
    assert completed("autolink explain L003") == [("file", "L003"), ("plain", "L003")]
    assert completed("autolink explain gl") == [("file", "gl")]
    assert completed("autolink links --incoming Po") == [("file", "Po"), ("plain", "Pod")]


def test_what_acts_on_a_terminal_or_a_shell_does_not_get_there(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY})
    offered = {
        "autolink lookup Evil": "",
        "autolink lookup Per": r"Persistent\ Volume",
        "autolink lookup Pay": r"Pay\ \$\(rm\)\ \&\ x",
        """autolink lookup '"Persistent V'""": "Persistent Volume",
        """autolink lookup '"Pay'""": r"Pay \$(rm) & x",
    }
    assert in_bash(site, *offered) == [*offered.values()]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"autolink.toml": "not toml"},
        {"autolink.toml": "glossary = 'nowhere'\n"},
        {"glossary.md": b"\xff\xfe\x00"},
    ],
)
def test_a_project_that_is_wrong_completes_nothing_and_says_nothing(
    site: Site, files: dict[str, str | bytes]
) -> None:
    site.write(files)
    for shell in ("bash", "zsh", "fish"):
        assert completed("autolink lookup P", shell) == []


def test_the_options_before_say_which_glossary(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "other.md": "## Park\n\nX\n", "x.toml": 'glossary = "other.md"\n'})
    assert completed("autolink lookup --glossary other.md P") == [("plain", "Park")]
    assert completed("autolink lookup --config x.toml P") == [("plain", "Park")]
