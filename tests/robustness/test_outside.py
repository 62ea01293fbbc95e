"""A repository has nothing written outside of it: not by its configuration, and not by its symlinks."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from autolink import Project
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.site import Site

NOTES = "## Term\n\nA Word.\n\n## Word\n\nA definition.\n"
LINKED_TERM = f"## Term{anchor('Term')}\n\nA definition.\n"
LEFT_ALONE = "warning: not changed, because it is outside the project: "


@pytest.fixture
def notes(site: Site) -> Path:
    """Return somebody's page outside the project, of which the page in it mentions a term."""
    site.write({"docs/page.md": "A Term.\n", "../home/notes.md": NOTES})
    return site.root.parent / "home/notes.md"


# The glossary


@pytest.mark.parametrize(
    "glossary", ["../home/notes.md", "../home", "{home}/notes.md", "link", "link.md", ".."]
)
def test_a_glossary_outside_is_read_and_not_written(site: Site, notes: Path, glossary: str) -> None:
    (site.root / "link").symlink_to("../home")
    (site.root / "link.md").symlink_to("../home/notes.md")
    glossary = glossary.format(home=notes.parent)
    site.write({"autolink.toml": f'glossary = "{glossary}"\nexclude = ["link.md"]\n'})
    result = site.run("fix")
    assert result.exit_code == 0
    where = (
        glossary if glossary == "link.md" else f"{glossary}/notes.md" if glossary == "link" else str(notes)
    )
    assert f"{LEFT_ALONE}{where}; links point to 2 terms there without an anchor" in result.stderr
    assert notes.read_text() == NOTES
    target = f"../{where}" if where.startswith("link") else "../../home/notes.md"
    assert site.read("docs/page.md") == f"A {link('Term', 'Term', target)}.\n"
    assert site.run("fix", "--check").exit_code == 0
    assert LEFT_ALONE not in site.run("fix", "--quiet").stderr
    assert site.run("unlink").exit_code == 0
    assert notes.read_text() == NOTES


def test_of_a_glossary_outside_that_has_its_anchors_nothing_is_said(site: Site, notes: Path) -> None:
    linked = NOTES.replace("## Term", f"## Term{anchor('Term')}").replace(
        "## Word", f"## Word{anchor('Word')}"
    )
    notes.write_text(linked)
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    result = site.run("fix")
    assert (result.exit_code, "outside" in result.stderr) == (0, False)
    assert notes.read_text() == linked
    assert site.run("check").exit_code == 0


def test_check_does_not_promise_that_fix_writes_a_glossary_outside(site: Site, notes: Path) -> None:
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    site.run("fix")
    result = site.run("check")
    assert result.stdout == (
        "docs/page.md:1:3: L002 the term `Term` has no anchor yet: its page is outside the project, "
        "so `fix` does not change it\n"
    )
    assert "fixable" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--glossary", "../home/notes.md"],
        ["--glossary", "../home"],
        ["--config", 'glossary="../home/notes.md"'],
        ["../home/notes.md"],
        [".", "../home"],
    ],
)
def test_what_the_command_line_names_is_written_and_that_is_said(
    site: Site, notes: Path, arguments: list[str]
) -> None:
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    named = ["."] if arguments == ["../home/notes.md"] else []  # whose configuration it is
    result = site.run("fix", *named, *arguments)
    assert result.exit_code == 0
    assert f"Wrote 1 page outside the project: {notes}.\n" in result.stderr
    assert LEFT_ALONE not in result.stderr
    assert anchor("Word") in notes.read_text()
    assert site.run("check", *named, *arguments[:2]).exit_code == 0


def test_a_symlink_is_not_followed_out_of_the_project_for_being_named(site: Site, notes: Path) -> None:
    (site.root / "link.md").symlink_to(notes)
    result = site.run("fix", "--glossary", "link.md", "docs", "link.md")
    assert f"{LEFT_ALONE}link.md; links point to 2 terms" in result.stderr
    assert notes.read_text() == NOTES


def test_a_term_outside_is_not_renamed(site: Site, notes: Path) -> None:
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    result = site.run("rename", "Word", "Phrase")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: `Word` is defined in {notes}, outside the project\n")
    assert notes.read_text() == NOTES
    assert site.run("rename", "Word", "Phrase", "--glossary", str(notes)).exit_code == 0
    assert "## Phrase" in notes.read_text()


def test_the_library_writes_what_a_call_names(site: Site, notes: Path) -> None:
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    project = Project.load()
    assert [page.path for page in project.fix()] == [f"{site.root}/docs/page.md"]
    assert project.foreign == {str(notes)}
    for paths in ((), (notes,)):
        for page in project.fix(paths):
            project.write(page)
    assert project.outside == [str(notes)]
    assert [page.path for page in project.fix()] == [f"{site.root}/docs/page.md"]
    assert len(list(Project.load(glossary=[notes]).fix())) == 2


def test_comments_are_not_added_to_a_page_outside(site: Site, notes: Path) -> None:
    notes.write_text("## Term\n\n[x](gone.md)\n")
    site.write({"autolink.toml": 'glossary = "../home/notes.md"\n'})
    result = site.run("check", "--add-suppressions")
    assert f"error: {notes}: file outside the project\n" in result.stderr
    assert notes.read_text() == "## Term\n\n[x](gone.md)\n"
    site.run("check", "--add-suppressions", ".", str(notes))
    assert "autolink-disable" in notes.read_text()


# The baseline


@pytest.mark.parametrize("place", ["../home/known.json", "link/known.json"])
def test_a_baseline_outside_is_not_written(site: Site, notes: Path, place: str) -> None:
    known = notes.parent / "known.json"
    site.write({"autolink.toml": 'glossary = "docs"\n', "docs/page.md": "## X\n\n[x](gone.md)\n"})
    (site.root / "link").symlink_to("../home")
    assert site.run("check", "--write-baseline", str(known)).exit_code == 0
    site.write({"autolink.toml": f'glossary = "docs"\nbaseline = "{place}"\n', "docs/page.md": "## X\n\nX\n"})
    before = known.read_bytes()
    result = site.run("check", "--prune-baseline")
    assert result.exit_code == 2
    assert "is outside the project\nhint: name it: " in result.stderr
    assert known.read_bytes() == before
    assert site.run("check", "--prune-baseline", "--config", f'baseline="{known}"').exit_code == 0
    assert known.read_bytes() != before


# The output folder


@pytest.fixture
def docs(site: Site) -> Site:
    site.write({"glossary.md": LINKED_TERM, "docs/page.md": "A Term.\n", "../outside/page.md": "theirs\n"})
    (site.root / "out").mkdir()
    return site


@pytest.mark.parametrize(
    ("target", "options"), [("../docs", []), ("../../outside", []), ("..", []), ("../docs", ["--check"])]
)
def test_a_symlink_does_not_lead_out_of_the_output_folder(
    docs: Site, target: str, options: list[str]
) -> None:
    (docs.root / "out/docs").symlink_to(target)
    before = docs.tree(), docs.tree("../outside")
    result = docs.run("fix", "--output", "out", *options)
    assert result.exit_code == 2
    assert "outside of" in result.stderr
    assert "symlink" in result.stderr
    assert (docs.tree(), docs.tree("../outside")) == before


def test_a_symlink_within_the_output_folder_is_fine_unless_two_pages_meet(docs: Site) -> None:
    (docs.root / "out/docs").symlink_to("elsewhere")
    (docs.root / "out/elsewhere").mkdir()
    assert docs.run("fix", "--output", "out").exit_code == 0
    assert "Term</a>" in docs.read("out/elsewhere/page.md")
    docs.write({"elsewhere/page.md": "text\n"})
    result = docs.run("fix", "--output", "out")
    assert result.exit_code == 2
    assert "would both be written to" in result.stderr


def test_an_output_folder_by_another_name_is_not_its_own_source(docs: Site) -> None:
    (docs.root / "public").symlink_to("out")
    for _ in range(2):
        assert docs.run("fix", "--output", "public").exit_code == 0
        assert sorted(docs.tree("out")) == ["docs/page.md", "glossary.md"]


@pytest.mark.parametrize("output", ["pages", "there/pages"])
def test_sources_by_another_name_are_not_written_over(docs: Site, output: str) -> None:
    (docs.root / "pages").symlink_to("docs")
    (docs.root / "there").symlink_to(docs.root)
    before = docs.tree("docs")
    result = docs.run("fix", "--output", output, "docs")
    assert result.exit_code == 2
    assert "would be written over" in result.stderr
    assert docs.tree("docs") == before


def test_a_symlink_in_the_place_of_a_page_is_replaced(docs: Site) -> None:
    (docs.root / "out/page.md").symlink_to("../../outside/page.md")
    assert docs.run("fix", "--output", "out", "docs").exit_code == 0
    assert "Term</a>" in docs.read("out/page.md")
    assert docs.tree("../outside") == {"page.md": b"theirs\n"}


def test_a_page_that_leads_out_of_the_project_is_not_copied(docs: Site) -> None:
    (docs.root / "docs/secret.md").symlink_to("../../outside/page.md")
    (docs.root / "linked").symlink_to("../outside")
    result = docs.run("fix", "--output", "out", "docs")
    assert result.exit_code == 2
    assert "error: out/secret.md: not copied: docs/secret.md points outside" in result.stderr
    assert docs.tree("out").keys() == {"page.md"}
    result = docs.run("fix", "--output", "out", "linked")
    assert "error: out/page.md: not copied: linked/page.md points outside" in result.stderr
    assert "Term</a>" in docs.read("out/page.md")


def test_a_page_of_the_glossary_that_leads_out_is_linked_where_it_is(docs: Site) -> None:
    docs.write({"../outside/words.md": "## Word\n\nX\n", "docs/page.md": "A Word.\n"})
    docs.write({"autolink.toml": 'glossary = ["glossary.md", "../outside/words.md"]\n'})
    result = docs.run("fix", "--output", "out")
    assert result.exit_code == 0
    assert LEFT_ALONE in result.stderr
    assert docs.tree("out").keys() == {"docs/page.md", "glossary.md"}
    assert docs.read("out/docs/page.md") == f"A {link('Word', 'Word', '../../../outside/words.md')}.\n"


def test_a_glossary_outside_that_is_named_is_copied_too(docs: Site) -> None:
    docs.write({"../outside/words.md": "## Word\n\nX\n", "docs/page.md": "A Word.\n"})
    assert docs.run("fix", "--output", "out", "--glossary", "../outside").exit_code == 0
    assert docs.tree("out").keys() == {"docs/page.md", "glossary.md", "page.md", "words.md"}
    assert docs.read("out/docs/page.md") == f"A {link('Word', 'Word', '../words.md')}.\n"
    assert docs.read("../outside/words.md") == "## Word\n\nX\n"


def test_it_is_said_where_the_output_goes_outside(docs: Site) -> None:
    result = docs.run("fix", "--output", "../public", "docs")
    assert f"Wrote 1 page outside the project: {docs.root.parent}/public/page.md.\n" in result.stderr
    assert "outside" not in docs.run("fix", "--output", "out", "docs").stderr


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_a_copy_of_a_private_page_is_private(docs: Site, mode: int) -> None:
    (docs.root / "docs/page.md").chmod(mode)
    umask = os.umask(0o022)
    docs.run("fix", "--output", "out", "docs")
    os.umask(umask)
    assert stat.S_IMODE((docs.root / "out/page.md").stat().st_mode) == mode


# Other names


def test_it_is_said_which_pages_have_other_names(docs: Site) -> None:
    docs.write({"docs/a.md": "A Term.\n"})
    for name in ("page.md", "a.md"):
        (docs.root.parent / f"other-{name}").hardlink_to(docs.root / "docs" / name)
    assert "hard links" not in docs.run("fix", "--diff").stderr
    result = docs.run("fix")
    assert "warning: other hard links keep the old text of docs/a.md and 1 more\n" in result.stderr
    assert docs.read("../other-page.md") == "A Term.\n"
    (docs.root.parent / "third.md").hardlink_to(docs.root / "docs/page.md")
    result = docs.run("unlink")
    assert "warning: other hard links keep the old text of docs/page.md\n" in result.stderr
    assert "hard links" not in docs.run("fix").stderr
