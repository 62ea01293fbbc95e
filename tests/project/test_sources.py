"""Texts that are not saved, laid over the disk: any number of them, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink import AutolinkError, Project
from autolink.project.sources import Sources
from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "## LLM\n\nA model.\n"


@pytest.fixture
def docs(site: Site) -> Site:
    site.write({"glossary.md": GLOSSARY, "a.md": "An LLM. [b](b.md#b)\n", "b.md": "# B\n"})
    return site


def found(project: Project) -> list[str]:
    return [f"{item.path.rpartition('/')[2]}: {item.rule.code} {item.message}" for item in project.check()]


def test_several_unsaved_texts_stand_for_what_is_on_disk(docs: Site) -> None:
    unsaved = [("glossary.md", b"## Pod\n\nA pod.\n"), ("b.md", b"# C\n"), ("a.md", b"A Pod. [b](b.md#b)\n")]
    project = Project.load(unsaved=unsaved)
    assert found(project) == ["a.md: L002 `b.md#b` points to an anchor that does not exist"]
    linked = {page.path.rpartition("/")[2]: page.rewrite.data.decode() for page in project.fix()}
    assert linked["a.md"] == f"A {link('Pod', 'Pod', 'glossary.md')}. [b](b.md#b)\n"
    assert docs.read("a.md") == "An LLM. [b](b.md#b)\n"


def test_an_unsaved_page_need_not_be_on_disk(docs: Site) -> None:
    docs.write({"a.md": "[new](new.md#new) [other](other.md)\n"})
    assert found(Project.load(unsaved=[("new.md", b"# New\n")])) == [
        "a.md: L001 `other.md` points to a file that does not exist"
    ]


def test_an_unsaved_page_is_one_of_the_project_only_where_it_would_be_found(docs: Site) -> None:
    docs.write({"autolink.toml": 'exclude = ["drafts"]\n'})
    unsaved = [("drafts/x.md", b"[x](no.md)\n"), ("y.txt", b"[x](no.md)\n"), ("z.md", b"[x](no.md)\n")]
    project = Project.load(unsaved=unsaved)
    assert [path.rpartition("/")[2] for path in project.find([])] == ["a.md", "b.md", "glossary.md", "z.md"]
    assert [path.rpartition("/")[2] for path in project.find(["y.txt"])] == ["y.txt"]


@pytest.mark.parametrize("other", ["a.md", "./a.md", "sub/../a.md"])
def test_two_texts_of_one_page_are_an_error(docs: Site, other: str) -> None:
    with pytest.raises(AutolinkError, match=r"two unsaved texts for .*/a\.md"):
        Project.load(unsaved=[("a.md", b"1\n"), (other, b"2\n")])


def test_an_unsaved_text_that_is_not_utf8_is_a_diagnostic(docs: Site) -> None:
    project = Project.load(unsaved=[("b.md", b"# B\n\xff\n")])
    assert found(project)[-1].startswith("b.md: P001 is not valid UTF-8")


def test_a_page_that_is_deleted_during_a_run_is_a_diagnostic(
    docs: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = Sources.find

    def find_then_delete(self: Sources, *arguments: object) -> list[str]:
        pages = find(self, *arguments)  # type: ignore[arg-type]
        (docs.root / "b.md").unlink(missing_ok=True)
        return pages

    monkeypatch.setattr(Sources, "find", find_then_delete)
    project = Project.load()
    linked = [page.path.rpartition("/")[2] for page in project.fix()]
    assert linked == ["a.md", "glossary.md"]
    assert [item.rule.code for item in project.diagnostics] == ["P004"]
