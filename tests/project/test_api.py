"""`import autolink`: what it offers, what it costs, and what a program may rely on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import autolink
from autolink import AutolinkError, Project

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "## LLM\n\nA model.\n\n## Pod\n\nContainers.\n"


@pytest.fixture
def docs(site: Site) -> Site:
    """Return a project with a glossary and two pages."""
    site.write(
        {"glossary.md": GLOSSARY, "docs/a.md": "An LLM, and [gone](gone.md).\n", "docs/b.md": "Nothing.\n"}
    )
    return site


def messages(project: Project, *paths: str) -> list[str]:
    return [f"{Path(item.path).name} {item.rule.code}" for item in project.check(paths)]


# What is there


@pytest.mark.parametrize("name", autolink.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(autolink, name) is not None


def test_the_names_are_those_that_are_listed() -> None:
    assert dir(autolink) == sorted(autolink.__all__)
    namespace: dict[str, object] = {}
    exec("from autolink import *", namespace)
    assert set(autolink.__all__) <= namespace.keys()


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'autolink' has no attribute 'Projct'"):
        autolink.Projct  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError, match="Projct"):
        from autolink import Projct  # type: ignore[attr-defined]  # noqa: F401


def imported_by(code: str) -> set[str]:
    """Return the modules that some code imports in a fresh process."""
    run = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    return set(subprocess.run(run, capture_output=True, check=True, text=True).stdout.split())


def test_importing_it_imports_nothing_else() -> None:
    assert {name for name in imported_by("import autolink") if "autolink" in name} == {"autolink"}


@pytest.mark.parametrize("module", ["rich", "rapidfuzz", "mistune", "multiprocessing", "click"])
def test_a_project_imports_no_more_than_it_needs(module: str) -> None:
    assert module not in imported_by("from autolink import *")


# Loading


def test_a_project_is_found_from_a_page_of_it(docs: Site) -> None:
    assert Project.load("docs/a.md").config == Project.load(docs.root).config
    assert Project.load(docs.root / "docs").config.root == docs.root.as_posix()


def test_what_is_given_wins(docs: Site) -> None:
    docs.write({"autolink.toml": 'link-style = "markdown"\n', "other.toml": "self-links = false\n"})
    assert Project.load().config.link_style == "markdown"
    assert Project.load(isolated=True).config.link_style == "html"
    assert not Project.load(config_file=Path("other.toml")).config.self_links
    assert Project.load(overrides={"link-style": "html"}).config.link_style == "html"
    glossary = Project.load(glossary=[Path("docs")]).config.glossary
    assert glossary == ((docs.root / "docs").as_posix(),)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"path": "nowhere"}, "nowhere does not exist"),
        ({"config_file": "nowhere.toml"}, "nowhere.toml: No such file or directory"),
        ({"glossary": ["nowhere"]}, "nowhere does not exist"),
        ({"overrides": {"link_style": "html"}}, "unknown key `link_style`, did you mean `link-style`?"),
        ({"overrides": {"link-style": "rst"}}, "`link-style` must be"),
        ({"overrides": {"self-links": "no"}}, "`self-links` must be"),
    ],
)
def test_a_wrong_call_raises_one_exception(docs: Site, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(AutolinkError, match=message):
        Project.load(**arguments)  # type: ignore[arg-type]


def test_a_project_without_a_glossary_raises(site: Site) -> None:
    project = Project.load()
    for need in (project.glossary, project.snapshot, lambda: list(project.fix())):
        with pytest.raises(AutolinkError, match="no glossary found"):
            need()
    assert project.check() == []


# Fixing and checking


def test_paths_are_one_or_many_strings_or_paths(docs: Site) -> None:
    project = Project.load()
    for paths in ("docs", Path("docs"), ["docs"], (Path("docs/a.md"), "docs/b.md"), {"docs": 1}.keys()):
        assert [Path(page.path).name for page in project.fix(paths)] == ["a.md", "b.md"]
        assert [item.rule.code for item in project.check(paths)] == ["L001"]


@pytest.mark.parametrize("paths", ["nowhere", ["docs", "nowhere"]])
def test_a_path_that_does_not_exist_raises(docs: Site, paths: str | list[str]) -> None:
    for run in (Project.load().check, lambda paths: list(Project.load().fix(paths))):
        with pytest.raises(AutolinkError, match=f"{docs.root}/nowhere does not exist"):
            run(paths)


def test_fix_writes_nothing(docs: Site) -> None:
    before = docs.tree()
    assert [page.changed for page in Project.load().fix()] == [True, False, True]
    assert docs.tree() == before


def test_write_writes_what_fix_of_the_command_line_does(docs: Site) -> None:
    before = docs.tree()
    project = Project.load()
    for page in project.fix():
        project.write(page)
    after = docs.tree()
    assert after["docs/b.md"] == before["docs/b.md"]
    docs.write(before)
    assert docs.run("fix").exit_code == 0
    assert docs.tree() == after != before


def test_pages_for_another_folder_are_written_there_changed_or_not(docs: Site) -> None:
    project = Project.load()
    for page in project.fix("docs", output=Path("out")):
        project.write(page)
    assert docs.read("out/b.md") == "Nothing.\n"
    assert "<a href" in docs.read("out/a.md")
    assert "<a href" not in docs.read("docs/a.md")


def test_a_page_that_was_changed_meanwhile_is_not_written(docs: Site) -> None:
    project = Project.load()
    (page,) = project.fix("docs/a.md")
    docs.write({"docs/a.md": "An LLM of mine.\n"})
    with pytest.raises(AutolinkError, match=r"a\.md: file was changed by another program"):
        project.write(page)
    assert docs.read("docs/a.md") == "An LLM of mine.\n"


def test_a_page_that_is_gone_or_read_only_is_not_written(docs: Site) -> None:
    project = Project.load()
    (page,) = project.fix("docs/a.md")
    (docs.root / "docs/a.md").chmod(0o444)
    with pytest.raises(AutolinkError, match=r"a\.md: file is read-only"):
        project.write(page)
    os.unlink(docs.root / "docs/a.md")
    with pytest.raises(AutolinkError, match=r"a\.md: No such file"):
        project.write(page)


def test_each_run_reads_anew_and_forgets_what_the_last_one_found(docs: Site) -> None:
    docs.write({"docs/broken.md": b"\xff"})
    project = Project.load()
    assert messages(project) == messages(project) == ["a.md L001", "broken.md P001"]
    assert list(project.fix())
    assert [item.rule.code for item in project.diagnostics] == ["P001"]
    docs.write({"docs/broken.md": "Whole.\n", "glossary.md": GLOSSARY + "\n[no](no.md)\n"})
    assert messages(project) == ["a.md L001", "glossary.md L001"]
    docs.write({"glossary.md": b"\xff"})
    assert messages(project) == messages(project) == ["a.md L001", "glossary.md G009", "glossary.md P001"]


def test_what_fix_finds_is_not_what_check_finds(docs: Site) -> None:
    docs.write({"docs/a.md": "An LLM.\n\n_LLM_s, or __LLM__らしい LLM.\n\n*a LLM*は\n"})
    project = Project.load(overrides={"select": ["M004"]})
    alone = project.check()
    assert list(project.fix())
    assert project.diagnostics
    assert project.check() == alone


# The glossary


def test_lookup_finds_by_any_alias_roughly(docs: Site) -> None:
    glossary = Project.load().glossary()
    assert [term.name for term in glossary.lookup("llm")] == ["LLM"]
    assert [term.name for term in glossary.lookup("pods")] == ["Pod"]
    assert glossary.lookup("capitalism") == []
    assert glossary.lookup("") == []
    assert "llm" not in glossary.by_alias
