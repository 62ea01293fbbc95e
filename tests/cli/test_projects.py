"""Several projects in one repository: each file belongs to the configuration nearest to it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autolink.cli.app import main
from autolink.project.project import Project
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "## Term\n\nA word.\n"
LINKED = f"## Term{anchor('Term')}\n\nA word.\n"
ROOTS = ("", "one/", "one/inner/", "two/")
"""Where the projects of the monorepo stand: one of them in another one."""


def mention(page: str) -> str:
    """Return a linked mention of the term on a page."""
    return f"{link('Term', 'Term', page)}\n"


@pytest.fixture
def monorepo(site: Site) -> Site:
    """Return a repository with four projects, each with a glossary and a page in a folder."""
    (site.root / ".git").mkdir()
    site.write({f"{root}glossary.md": GLOSSARY for root in ROOTS})
    site.write({f"{root}docs/page.md": "Term\n" for root in ROOTS})
    site.write(
        {
            "one/pyproject.toml": "[tool.autolink]\n",
            "one/inner/autolink.toml": 'link-style = "markdown"\n',
            "two/autolink.toml": 'anchor-style = "gitlab"\n',
        }
    )
    return site


def linked(site: Site) -> list[str]:
    """Return the roots of the projects whose page is linked."""
    return [root for root in ROOTS if site.read(f"{root}docs/page.md") != "Term\n"]


# Whose a page is


def test_the_root_covers_the_projects_below_in_one_run(monorepo: Site) -> None:
    result = monorepo.run("fix")
    assert result.exit_code == 0
    assert result.stderr == (
        "Linked 4 mentions in 4 pages, wrote term anchors in 4 pages.\n"  # of all projects
    )
    assert linked(monorepo) == list(ROOTS)
    for root in ROOTS:
        page = monorepo.read(f"{root}docs/page.md")
        assert (
            page.startswith("[Term](../glossary.md#")
            if "inner" in root
            else page == mention("../glossary.md")
        )
    again = monorepo.run("fix")
    assert "Nothing to change in 8 pages with 4 terms." in again.stderr


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["docs"], [""]),
        (["docs/page.md"], [""]),
        (["one"], ["one/", "one/inner/"]),
        (["one/docs"], ["one/"]),
        (["one/inner"], ["one/inner/"]),
        (["one/inner/docs/page.md"], ["one/inner/"]),
        (["two", "one/inner"], ["one/inner/", "two/"]),
        (["two/docs/page.md", "docs/page.md"], ["", "two/"]),
        (["two/docs/page.md", "one"], ["one/", "one/inner/", "two/"]),
        (["one/inner/docs/page.md", "."], list(ROOTS)),
    ],
)
def test_paths_are_split_by_project(monorepo: Site, paths: list[str], expected: list[str]) -> None:
    assert monorepo.run("fix", *paths).exit_code == 0
    assert linked(monorepo) == expected
    for root in expected:
        assert "glossary.md#" in monorepo.read(f"{root}docs/page.md")


def test_a_project_does_not_touch_the_pages_of_one_inside(monorepo: Site) -> None:
    (monorepo.root / "one/inner/glossary.md").unlink()
    os.symlink("inner/docs/page.md", monorepo.root / "one/shortcut.md")
    project = Project.load("one")
    for page in project.fix():
        project.write(page)
    assert linked(monorepo) == ["one/"]
    assert project.find([]) == [str(monorepo.root / "one" / name) for name in ("docs/page.md", "glossary.md")]
    assert [os.path.relpath(path) for path in project.others] == ["one/inner"]


@pytest.mark.parametrize(
    "options", [["--isolated"], ["--glossary", "glossary.md"], ["--config", "autolink.toml"]]
)
def test_a_configuration_that_is_named_holds_for_all(monorepo: Site, options: list[str]) -> None:
    assert monorepo.run("fix", "two/docs", "one/inner/docs", *options).exit_code == 0
    assert monorepo.read("two/docs/page.md") == mention("../../glossary.md")
    assert monorepo.read("one/inner/docs/page.md") == mention("../../../glossary.md")


def test_a_key_that_is_given_holds_for_each(monorepo: Site) -> None:
    assert monorepo.run("fix", "--config", 'link-style="markdown"').exit_code == 0
    assert all(monorepo.read(f"{root}docs/page.md").startswith("[Term](../gl") for root in ROOTS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pyproject.toml", "[project]\nname = 'autolink-docs'\n"),
        ("pyproject.toml", "broken ["),
        ("mkdocs.yml", "site_name: x\n"),
        ("autolink.toml/x.md", ""),
    ],
)
def test_what_is_no_configuration_makes_no_project(site: Site, name: str, content: str) -> None:
    site.write({"glossary.md": GLOSSARY, "part/page.md": "Term\n", f"part/{name}": content})
    assert site.run("fix").exit_code == 0
    assert site.read("part/page.md") == mention("../glossary.md")


def test_projects_in_what_is_left_out_are_not_covered(monorepo: Site) -> None:
    monorepo.write({"autolink.toml": 'exclude = ["one"]\n', ".gitignore": "two/\n"})
    monorepo.run("fix")
    assert linked(monorepo) == [""]
    monorepo.run("fix", "two")
    assert linked(monorepo) == ["", "two/"]


def test_unlink_takes_out_what_fix_made_everywhere(monorepo: Site) -> None:
    before = monorepo.tree()
    monorepo.run("fix")
    result = monorepo.run("unlink", "--anchors")
    assert (result.exit_code, result.stderr) == (
        0,
        "Removed 4 links in 4 pages, removed term anchors in 4 pages.\n",
    )
    assert monorepo.tree() == before


def test_files_and_settings_are_shown_of_each(monorepo: Site) -> None:
    files = monorepo.run("fix", "two/docs", "one", "--show-files")
    assert files.stdout.splitlines() == [
        "one/docs/page.md",
        "one/glossary.md",
        "one/inner/docs/page.md",
        "one/inner/glossary.md",
        "two/docs/page.md",
    ]
    settings = monorepo.run("check", "two/docs", "docs", "--show-settings").stdout
    assert re.findall("(?m)^# root: (.*)", settings) == [".", "two"]
    assert linked(monorepo) == []


# Glossaries of other projects


def test_a_glossary_of_another_project_is_linked_to_and_left_alone(monorepo: Site) -> None:
    monorepo.write(
        {
            "two/autolink.toml": 'glossary = "../glossary.md"\n',
            "autolink.toml": 'glossary = ["glossary.md", "one/glossary.md"]\n',
            "one/glossary.md": "## Word\n\nWord.\n",
            "docs/page.md": "Word\n",
        }
    )
    result = monorepo.run("fix", "docs", "two")
    assert "not changed, because it is outside the project" in result.stderr
    assert monorepo.read("one/glossary.md") == "## Word\n\nWord.\n"
    assert monorepo.read("glossary.md") == GLOSSARY
    assert monorepo.read("docs/page.md") == f"{link('Word', 'Word', '../one/glossary.md')}\n"
    assert monorepo.read("two/docs/page.md") == mention("../../glossary.md")
    everywhere = monorepo.run("fix")
    assert "not changed" not in everywhere.stderr
    assert monorepo.run("check").exit_code == 0


def test_what_is_wrong_with_such_a_glossary_is_said_by_its_own_project(monorepo: Site) -> None:
    monorepo.write({"two/autolink.toml": 'glossary = "../glossary.md"\n', "glossary.md": "## Term\n"})
    monorepo.run("fix")
    assert "glossary.md" in monorepo.run("check").stdout
    assert monorepo.run("check", "two").stdout == ""
    monorepo.write({"autolink.toml": 'ignore = ["G"]\n'})
    assert monorepo.run("check").stdout == ""


# Check


def test_findings_of_all_projects_are_sorted_together(monorepo: Site) -> None:
    monorepo.run("fix")
    monorepo.write({f"{root}z.md": "[x](gone.md)\n" for root in ROOTS} | {"one/z/a.md": "[x](gone.md)\n"})
    monorepo.write({"two/autolink.toml": 'per-file-ignores = { "z.md" = ["L001"] }\n'})
    result = monorepo.run("check")
    assert result.exit_code == 1
    places = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert places == sorted(places)
    assert set(places) == {"z.md", "one/z.md", "one/z/a.md", "one/inner/z.md"}
    assert result.stderr == "Found 4 problems (4 errors, 0 warnings) in 4 files.\n"


def test_each_project_says_itself_what_fails(monorepo: Site) -> None:
    monorepo.run("fix")
    monorepo.write({"two/autolink.toml": 'fail-on = "never"\n', "two/z.md": "[x](gone.md)\n"})
    assert monorepo.run("check").exit_code == 0
    assert monorepo.run("check", "--fail-on", "error").exit_code == 1
    monorepo.write({"one/z.md": "[x](gone.md)\n"})
    assert monorepo.run("check").exit_code == 1
    assert monorepo.run("check", "two").exit_code == 0


def test_each_project_has_its_own_baseline(monorepo: Site) -> None:
    monorepo.run("fix")
    monorepo.write({"z.md": "[x](gone.md)\n", "two/z.md": "[x](gone.md)\n"})
    monorepo.write({"two/autolink.toml": 'baseline = "known.json"\n'})
    known = monorepo.run("check", "--write-baseline", "known.json")
    assert "Wrote 1 known finding to known.json" in known.stderr  # of the project of the working folder
    monorepo.write({"two/known.json": monorepo.read("known.json")})
    result = monorepo.run("check")
    assert result.stdout.startswith("z.md:1:1")
    assert "Found 1 problem" in result.stderr


def test_machines_get_one_report(monorepo: Site) -> None:
    monorepo.run("fix")
    monorepo.write({"z.md": "[x](gone.md)\n", "two/z.md": "[x](gone.md)\n"})
    result = monorepo.run("check", "two", ".", "--output-format", "json")
    assert len(json.loads(result.stdout)) == 2


def test_a_page_on_stdin_belongs_to_the_project_at_its_place(monorepo: Site) -> None:
    for name, expected in (
        ("one/new.md", mention("glossary.md")),
        ("one/inner/new.md", "[Term](glossary.md#"),
    ):
        result = CliRunner().invoke(main, ["fix", "-", "--stdin-filename", name], input="Term\n")
        assert result.stdout.startswith(expected)


# Links across the repository


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../two/docs/page.md", None),
        ("../../docs/page.md", None),
        ("../../docs", None),
        ("../../two/names.md#a-b", None),
        ("../../names.md#a--b", None),
        ("../inner/names.md#a--b", None),
        ("../../two/docs/gone.md", "L001"),
        ("../../two/Docs/page.md", "L006"),
        ("../../gone/page.md", "L001"),
        ("../../../page.md", "L001"),
        ("../../two/names.md#gone", "L002"),
        ("../../two/names.md#a--b", "L002"),
        ("../../names.md#a-b", "L002"),
    ],
)
def test_links_go_to_pages_of_other_projects(monorepo: Site, target: str, code: str | None) -> None:
    monorepo.run("fix")
    (monorepo.root.parent / "page.md").touch()
    heading = "# A & b\n"
    monorepo.write({"two/names.md": heading, "names.md": heading, "one/inner/names.md": heading})
    monorepo.write({"two/autolink.toml": 'anchor-style = "python-markdown"\n'})
    monorepo.write({"one/docs/z.md": f"[x]({target})\n"})
    result = monorepo.run("check", "one/docs/z.md")
    assert re.findall(r": ([A-Z]\d+) ", result.stdout) == ([code] if code else []), result.output


def test_without_a_repository_there_is_nothing_around_a_project(monorepo: Site) -> None:
    monorepo.run("fix")
    (monorepo.root / ".git").rmdir()
    monorepo.write({"one/docs/z.md": "[x](../../two/docs/page.md)\n"})
    assert "outside the project" in monorepo.run("check", "one").stdout


# What is wrong with one of them


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("glosary = 1\n", "autolink.toml:1: unknown key `glosary`"),
        ("broken [", "autolink.toml:1:8: "),
        ('glossary = "gone.md"\n', "autolink.toml:1: the glossary "),
    ],
)
def test_a_broken_inner_configuration_stops_that_project_alone(
    monorepo: Site, content: str, message: str
) -> None:
    monorepo.write({"one/inner/autolink.toml": content})
    result = monorepo.run("fix")
    assert result.exit_code == 2
    (error,) = (line for line in result.stderr.splitlines() if line.startswith("error: "))
    assert f"one/inner/{message}" in error
    assert "Linked 3 mentions in 3 pages" in result.stderr
    assert linked(monorepo) == ["", "one/", "two/"]
    assert monorepo.read("one/inner/glossary.md") == GLOSSARY
    monorepo.write({"two/z.md": "[x](gone.md)\n"})
    checked = monorepo.run("check")
    assert checked.exit_code == 2
    assert "two/z.md:1:1" in checked.stdout
    assert f"one/inner/{message}" in checked.stderr


def test_a_baseline_that_is_missing_stops_that_project_alone(monorepo: Site) -> None:
    monorepo.write({"autolink.toml": 'baseline = "gone.json"\n', "two/z.md": "[x](gone.md)\n"})
    result = monorepo.run("check")
    assert result.exit_code == 2
    assert "two/z.md:1:1" in result.stdout
    assert "error: the baseline gone.json does not exist" in result.stderr


def test_a_broken_pyproject_of_ours_is_an_error_too(monorepo: Site) -> None:
    monorepo.write({"one/pyproject.toml": "[tool.autolink\n"})
    result = monorepo.run("fix")
    assert result.exit_code == 2
    assert "one/pyproject.toml:1:15" in result.stderr
    assert linked(monorepo) == ["", "two/"]


def test_an_outer_configuration_that_is_broken_stops_the_run(monorepo: Site) -> None:
    monorepo.write({"autolink.toml": "glosary = 1\n"})
    assert monorepo.run("fix").exit_code == 2
    assert linked(monorepo) == []
    assert monorepo.run("fix", "two").exit_code == 0
    assert linked(monorepo) == ["two/"]


def test_a_path_that_does_not_exist_stops_the_run(monorepo: Site) -> None:
    assert monorepo.run("fix", "docs/page.md", "two/gone.md").exit_code == 2
    assert linked(monorepo) == []


# A root that is no project


@pytest.fixture
def bare(site: Site) -> Site:
    """Return a repository without a configuration in its root."""
    (site.root / "autolink.toml").unlink()
    (site.root / ".git").mkdir()
    return site


@pytest.fixture
def rootless(monorepo: Site) -> Site:
    """Return the repository without a configuration and a glossary in its root."""
    (monorepo.root / "autolink.toml").unlink()
    (monorepo.root / "glossary.md").unlink()
    return monorepo


def test_a_root_without_a_glossary_is_passed_over(rootless: Site) -> None:
    assert rootless.run("fix").exit_code == 0
    assert linked(rootless) == ["one/", "one/inner/", "two/"]
    assert rootless.run("check").exit_code == 0


def test_files_that_belong_to_no_project_are_passed_over(rootless: Site) -> None:
    result = rootless.run("fix", "docs/page.md", "two/docs/page.md")
    assert result.exit_code == 0
    assert "warning: no glossary found for docs/page.md" in result.stderr
    assert linked(rootless) == ["two/"]
    for command in ("fix", "check"):
        assert rootless.run(command, "docs/page.md").exit_code == 0


def test_the_glossary_of_a_project_below_is_no_default(bare: Site) -> None:
    bare.write(
        {"docs/autolink.toml": "", "docs/glossary.md": GLOSSARY, "docs/a.md": "Term\n", "b.md": "Term\n"}
    )
    assert bare.run("fix").exit_code == 0
    assert bare.read("docs/a.md") == mention("glossary.md")
    assert bare.read("b.md") == "Term\n"
    assert bare.run("fix", "--isolated").exit_code == 0
    assert bare.read("b.md") == mention("docs/glossary.md")
    (bare.root / "docs/autolink.toml").unlink()
    bare.write({"b.md": "Term\n"})
    assert bare.run("fix").exit_code == 0
    assert bare.read("b.md") == mention("docs/glossary.md")


def test_without_any_project_there_is_no_glossary(site: Site) -> None:
    site.write({"page.md": "Term\n"})
    result = site.run("fix", "page.md")
    assert result.exit_code == 2
    assert "no glossary found" in result.stderr


# Elsewhere


def test_output_keeps_the_paths_of_all_projects(monorepo: Site) -> None:
    before = monorepo.tree()
    assert monorepo.run("fix", "--output", "out").exit_code == 0
    assert sorted(monorepo.tree("out")) == sorted(
        f"{root}{name}" for root in ROOTS for name in ("docs/page.md", "glossary.md")
    )
    assert {name: data for name, data in monorepo.tree().items() if name[:4] != "out/"} == before
    assert monorepo.run("fix", "--output", "two/out").exit_code == 0
    once = monorepo.tree()
    assert monorepo.run("fix", "--output", "two/out").exit_code == 0
    assert monorepo.tree() == once


def test_output_of_a_folder_keeps_the_paths_below_it(monorepo: Site) -> None:
    assert monorepo.run("fix", "--output", "out", "one").exit_code == 0
    assert "inner/docs/page.md" in monorepo.tree("out")


def test_two_pages_of_two_projects_have_two_places(monorepo: Site) -> None:
    result = monorepo.run("fix", "--output", "out", "one/docs", "two/docs")
    assert result.exit_code == 2
    assert "error: out/page.md: one/docs/page.md was already written to this file" in result.stderr


def test_links_are_listed_of_all(monorepo: Site) -> None:
    monorepo.run("fix")
    rows = json.loads(monorepo.run("links", "--format", "json").stdout)
    assert {row["path"] for row in rows} == {f"{root}docs/page.md" for root in ROOTS}
