"""`autolink prove`, with a small generator in a real process, and with those of real sites where installed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import generator
from tests.support.processes import wait_for
from tests.support.site import link

if TYPE_CHECKING:
    from click.testing import Result

    from tests.support.site import Site

PAGES: dict[str, str | bytes] = {
    "glossary.md": "# G\n\n## LLM\n\nA large model.\n\n## 事前学習 | Pre-training\n\nTraining first.\n",
    "index.md": "# Home\n\nAn LLM. See [it](glossary.md).\n",
    "guide/start.md": "# Start\n\n事前学習は **LLM** を作る。\n",
}


def build(*wishes: str) -> str:
    """Return the value of `--build` that runs the generator."""
    return shlex.join([sys.executable, generator.__file__, "{out}", *wishes])


@pytest.fixture
def pages(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a project with pages; copies of it are made in a folder beside it."""
    site.write(PAGES)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return site


def proved(site: Site, *wishes: str, code: int, options: tuple[str, ...] = ()) -> Result:
    """Prove, and check that this leaves no trace."""
    before = site.tree()
    result = site.run("prove", "--build", build(*wishes), *options)
    assert result.exit_code == code, result.output
    assert site.tree() == before
    assert left_behind(site) == []
    return result


def left_behind(site: Site) -> list[str]:
    return os.listdir(site.root.parent / "temporary")


# What is found


def test_links_that_arrive_and_nothing_else(pages: Site) -> None:
    result = proved(pages, code=0)
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == (
        f"Built with `{build()}`: 3 pages compared, 3 links inserted on 2 pages. "
        "0 pages differ in more than links, 0 links do not reach the target."
    ).replace("'{out}'", "{out}")


def test_a_linked_project_is_unlinked_first(pages: Site) -> None:
    assert pages.run("fix").exit_code == 0
    assert link("LLM", "LLM", "glossary.md") in pages.read("index.md")
    assert "3 links inserted on 2 pages" in proved(pages, code=0).stderr
    assert proved(pages, code=0, options=("-q",)).output == ""


def test_what_differs_from_build_to_build_does_not_count(pages: Site) -> None:
    assert "3 links inserted" in proved(pages, "stamp", code=0).stderr


def test_pages_without_a_stable_structure_are_not_compared(pages: Site) -> None:
    result = proved(pages, "shuffle", code=1)
    assert "index.html: cannot be compared: two builds of it differ too much\n" in result.stdout


def test_links_that_do_not_arrive(pages: Site) -> None:
    result = proved(pages, "dead", code=1)
    assert result.stdout.splitlines() == [
        "guide/start.html: `../glossary.md#5LqL5YmN5a2m57+SIHwgUHJlLXRyYWluaW5n` does not reach its target: "
        "there is no such page",
        "guide/start.html: `../glossary.md#TExN` does not reach its target: there is no such page",
        "index.html: `glossary.md#TExN` does not reach its target: there is no such page",
    ]
    assert "3 links do not reach the target." in result.stderr


def test_pages_that_differ_in_more(pages: Site) -> None:
    result = proved(pages, "eat", code=1)
    assert result.stdout.splitlines() == [
        "index.html: differs in more than links",
        '  plain:  …Home</h1><p>An LLM. See<a href="glossary.html"> it</a></p></article>',
        '  linked: …Home</h1><p>An LLM See<a href="glossary.html"> it</a></p></article>',
    ]
    assert "1 page differs in more than links" in result.stderr


def test_linked_pages_that_cannot_be_built(pages: Site) -> None:
    result = proved(pages, "fail-linked", code=1)
    assert result.stdout.startswith("The linked pages cannot be built, but the plain ones can: ")
    assert "failed with exit code 1" in result.stdout
    assert "  ERROR no such theme\n" in result.stderr


# What cannot be done


def test_a_generator_that_fails(pages: Site) -> None:
    result = proved(pages, "fail", code=2)
    *_, output, error = result.stderr.splitlines()
    assert output == "  ERROR no such theme"
    assert error.startswith("error: `")
    assert error.endswith(" fail` failed with exit code 1")
    assert len(result.stderr.splitlines()) < 20


def test_a_generator_that_hangs(pages: Site) -> None:
    result = proved(pages, "hang", code=2, options=("--timeout", "3"))
    *_, output, error = result.stderr.splitlines()
    assert output == "  still at it"
    assert error.endswith(" hang` took longer than 3 seconds")


def test_a_process_that_a_generator_leaves_behind_is_killed(pages: Site) -> None:
    proved(pages, "spawn", code=0)
    if not os.path.isdir("/proc/self"):
        pytest.skip("needs /proc")
    wait_for(lambda: str(pages.root.parent / "temporary").encode() not in b"".join(command_lines()))


def command_lines() -> list[bytes]:
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            found.append(Path(f"/proc/{name}/cmdline").read_bytes())
        except OSError:
            continue
    return found


def test_a_generator_that_builds_nothing(pages: Site) -> None:
    result = proved(pages, "nothing", code=2)
    assert result.stderr.splitlines()[-1].endswith(" nothing` did not write a site to {out}")


@pytest.mark.parametrize(
    ("command", "error", "hint"),
    [
        (
            None,
            "cannot tell how to build pages for GitHub",
            "use --build COMMAND, with {out} in place of the output folder",
        ),
        ("mkdocs build", "--build does not say where the site goes", "write {out} where "),
        ("", "--build names no command", None),
        ("x 'y", "--build cannot be split into words: No closing quotation", None),
        ("no-such-program {out}", "no-such-program is not installed", "--build names another command"),
        ("./no-such-program {out}", "./no-such-program cannot be run: No such file or directory", None),
    ],
)
def test_commands_that_cannot_be_run(pages: Site, command: str | None, error: str, hint: str | None) -> None:
    result = pages.run("prove", "-q", *([] if command is None else ["--build", command]))
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0] == f"error: {error}"
    assert lines[1:] == [] if hint is None else lines[1].startswith(f"hint: {hint}")
    assert left_behind(pages) == []


def test_a_site_that_nobody_named_is_named(pages: Site) -> None:
    pages.write({"mkdocs.yml": "site_name: x\n"})
    result = pages.run("prove")
    assert result.exit_code == 2
    hint = 'hint: set `site = "mkdocs"`, if mkdocs.yml is its configuration, or use --build COMMAND'
    assert hint in result.stderr


def test_the_command_of_a_configuration_is_never_run(pages: Site) -> None:
    pages.write({"autolink.toml": 'build = "touch x {out}"\n'})
    result = pages.run("prove")
    assert result.exit_code == 2
    assert "unknown key `build`" in result.stderr


def test_nothing_goes_through_a_shell(pages: Site) -> None:
    proved(pages, ";", "touch", "x", code=0)
    assert not (pages.root / "x").exists()


def test_a_site_of_other_pages_proves_nothing(pages: Site) -> None:
    command = f"{sys.executable} -c \"import os; os.mkdir('{{out}}'); open('{{out}}/x.html', 'w').close()\""
    result = pages.run("prove", "-q", "--build", command)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == "error: the site shows none of the links that `fix` adds"


# Copies


def test_a_generator_that_writes_into_its_sources_meddles_with_a_copy(pages: Site) -> None:
    (pages.root / "other.md").symlink_to("index.md")
    (pages.root / "absolute").symlink_to(pages.root / "guide")
    (pages.root / "gone").symlink_to("nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(pages.root / "pipe.md")
    result = pages.run("prove", "--build", build("meddle"))
    assert result.exit_code == 0, result.output
    assert {name: pages.read(name) for name in PAGES} == PAGES


def test_caches_and_repositories_are_not_copied(pages: Site) -> None:
    pages.write(
        {
            ".git/x.md": "LLM\n",
            "docs/__pycache__/x.md": "LLM\n",
            ".venv/pyvenv.cfg": "",
            ".venv/x.md": "LLM\n",
            ".hidden/x.md": "LLM\n",
        }
    )
    assert "4 pages compared" in proved(pages, code=0).stderr


def test_packages_are_copied_and_their_programs_found(pages: Site) -> None:
    program = "node_modules/.bin/build-it"
    pages.write({program: f'#!/bin/sh\necho x >> "$0"\nexec {sys.executable} {generator.__file__} "$@"\n'})
    (pages.root / program).chmod(0o755)
    pages.write({"node_modules/.cache/x.md": "LLM\n"})
    before = pages.tree()
    result = pages.run("prove", "--build", "build-it {out}")
    assert result.exit_code == 0, result.output
    assert "3 pages compared" in result.stderr
    assert pages.tree() == before


def test_a_program_may_stand_in_what_is_not_copied(pages: Site) -> None:
    pages.write({".venv/pyvenv.cfg": "", ".venv/bin/build-it": f"#!/bin/sh\nexec {sys.executable} $*\n"})
    (pages.root / ".venv/bin/build-it").chmod(0o755)
    result = pages.run("prove", "--build", f".venv/bin/build-it {generator.__file__} {{out}}")
    assert result.exit_code == 0, result.output


def test_the_command_runs_where_you_are(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages.root / "guide")
    result = pages.run("prove", "--build", build())
    assert result.exit_code == 1
    assert (
        "start.html: `../glossary.html#TExN` does not reach its target: there is no such page\n"
        in result.stdout
    )
    assert "1 page compared" in result.stderr


def test_a_project_may_be_part_of_a_site(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages.root.parent)
    result = pages.run("prove", "--config", "site/autolink.toml", "--build", build())
    assert result.exit_code == 0, result.output
    assert "3 pages compared" in result.stderr


# Signals


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_generator_and_leaves_nothing(pages: Site, name: str) -> None:
    before = pages.tree()
    temporary = pages.root.parent / "temporary"
    run = subprocess.Popen(
        [sys.executable, "-m", "autolink", "prove", "--build", build("hang")],
        cwd=pages.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    hanging = str(temporary).encode()
    wait_for(lambda: sum(hanging in line for line in command_lines()) >= 2)
    run.send_signal(getattr(signal, name))
    assert run.wait(30) == 128 + getattr(signal, name)
    wait_for(lambda: hanging not in b"".join(command_lines()))
    assert left_behind(pages) == []
    assert pages.tree() == before


# Real generators


@pytest.fixture
def mkdocs(pages: Site) -> Site:
    """Return a project that MkDocs publishes."""
    if shutil.which("mkdocs") is None:
        pytest.skip("mkdocs is not installed")
    os.remove(pages.root / "autolink.toml")
    for name in PAGES:
        os.makedirs((pages.root / "docs" / name).parent, exist_ok=True)
        os.rename(pages.root / name, pages.root / "docs" / name)
    pages.write(
        {
            "mkdocs.yml": "site_name: x\nsite_url: https://example.org/base/\n",
            "site/index.html": "old",
            ".git/HEAD": "ref: refs/heads/main\n",
        }
    )
    return pages


@pytest.mark.sites
def test_mkdocs_is_run_as_its_site_says(mkdocs: Site) -> None:
    before = mkdocs.tree()
    result = mkdocs.run("prove")
    assert result.exit_code == 0, result.output
    assert "Built with `mkdocs build -q -d {out}`: 4 pages compared, 3 links inserted" in result.stderr
    assert mkdocs.tree() == before


@pytest.mark.sites
def test_links_that_mkdocs_does_not_rewrite_are_found(mkdocs: Site) -> None:
    result = mkdocs.run("prove", "--config", 'link-style="html"', "--config", 'anchor="base64"')
    assert result.exit_code == 1
    assert (
        "index.html: `glossary.md#TExN` does not reach its target: there is no such page\n" in result.stdout
    )


@pytest.mark.sites
def test_pages_that_mkdocs_reads_otherwise_are_found(mkdocs: Site) -> None:
    mkdocs.write(
        {
            "docs/index.md": "# Home\n\n<div>\nA\n\nLLM\n</div>\n",  # Python-Markdown leaves it raw
            "autolink.toml": 'site = "github"\nlink-style = "markdown"\n',
        }
    )
    result = mkdocs.run("prove", "--build", "mkdocs build -q -d {out}")
    assert result.exit_code == 1
    assert "index.html: differs in more than links\n" in result.stdout


@pytest.mark.sites
def test_links_of_the_author_that_break_are_found(mkdocs: Site) -> None:
    mkdocs.write(
        {
            "mkdocs.yml": "site_name: x\nmarkdown_extensions: [attr_list]\n",
            "docs/glossary.md": "# G\n\n## 事前学習\n\nX.\n\n## 強化学習\n\nX.\n",
            "docs/index.md": "# Home\n\n[One](glossary.md#_1), [two](glossary.md#_2). 事前学習\n",
        }
    )
    result = mkdocs.run("prove")
    assert result.exit_code == 1, result.output
    assert result.stdout.splitlines() == [
        f"index.html: `glossary/#_{number}` does not reach its target: glossary/index.html has no such id"
        for number in (1, 2)
    ]
