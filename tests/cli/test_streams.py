"""Standard streams that are closed or full: a plain error, or nothing to say, and never a page written wrongly."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a shell")

PAGES = {
    "glossary.md": '## LLM<a id="TExN"></a>\n\nA model.\n',
    "page.md": "An LLM.\n",
    "bad.md": "[no](no.md)\n",
    "fine.md": "Fine.\n",
}
UNWRITABLE = "error: cannot write the output: Bad file descriptor\n"


def shell(site: Site, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a shell, with `autolink` standing for this one."""
    run = f"autolink() {{ '{sys.executable}' -m autolink \"$@\"; }}; {command}"
    return subprocess.run(
        ["sh", "-c", run], cwd=site.root, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "check -q --output-format json fine.md",
        "fix --diff",
        "fix --check",
        "fix - < page.md",
        "index",
        "--help",
        "--version",
    ],
)
def test_what_stdout_cannot_take_is_a_plain_error(site: Site, command: str) -> None:
    site.write(PAGES)
    before = site.tree()
    result = shell(site, f"autolink {command} >&-")
    assert result.returncode == 2
    assert result.stderr.endswith(UNWRITABLE)
    assert "bug" not in result.stderr
    assert "Traceback" not in result.stderr
    assert shell(site, f"autolink {command} >&- 2>&-").returncode == 2
    assert site.tree() == before


@pytest.mark.parametrize(
    ("command", "code"),
    [("check -q fine.md", 0), ("fix", 0), ("fix nowhere.md", 2)],
)
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_nothing_for_stdout_is_no_error(site: Site, command: str, code: int, closed: str) -> None:
    site.write(PAGES)
    result = shell(site, f"autolink {command} {closed}")
    assert result.returncode == code
    assert "cannot write the output" not in result.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check", 1),
        ("check fine.md", 0),
        ("fix --diff", 1),
        ("fix", 0),
        ("fix nowhere.md", 2),
        ("nonsense", 2),
    ],
)
def test_without_stderr_the_exit_code_tells_it_all(site: Site, command: str, code: int) -> None:
    site.write(PAGES)
    said = site.run(*command.split()).stdout
    site.write(PAGES)
    result = shell(site, f"autolink {command} 2>&-")
    assert (result.returncode, result.stdout) == (code, said)


def test_no_page_is_opened_under_the_number_of_a_closed_stream(site: Site) -> None:
    site.write({**PAGES, "zero.md": b"\xff"})  # of which stderr tells
    assert shell(site, "autolink fix <&- >&- 2>&-").returncode == 1
    assert site.tree() == {
        **{name: text.encode() for name, text in PAGES.items()},
        "autolink.toml": b"",
        "page.md": b'An <a href="glossary.md#TExN">LLM</a>.\n',
        "zero.md": b"\xff",
    }


def test_a_page_is_not_read_from_a_closed_stdin(site: Site) -> None:
    site.write(PAGES)
    result = shell(site, "autolink fix - <&-")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "error: cannot read stdin: Bad file descriptor\n"


def test_questions_need_a_terminal_at_a_closed_stdin_as_well(site: Site) -> None:
    site.write({"docs/glossary.md": "## LLM\n\nA model.\n"})
    (site.root / "autolink.toml").unlink()
    result = shell(site, "autolink init <&-")
    assert result.returncode == 2
    assert "bug" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", ["check", "fix --diff", "fix nowhere.md", "nonsense"])
@pytest.mark.parametrize("full", ["2> /dev/full", "> /dev/full 2>&1"])
def test_messages_that_cannot_be_written_are_a_failure(site: Site, command: str, full: str) -> None:
    site.write(PAGES)
    result = shell(site, f"autolink {command} {full}")
    assert (result.returncode, result.stderr) == (2, "")
