"""What cannot be read, parsed or written: said in one line, and the rest is done."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from autolink import files
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from collections.abc import Callable

    from autolink.files import Bounds
    from tests.support.site import Site

LINKED_TERM = f"## Term{anchor('Term')}\n\nA definition.\n"
MENTION = link("Term", "Term", "glossary.md")


@pytest.fixture
def pages(site: Site) -> Site:
    """Return a project with a linked glossary and two pages around the place of a bad one, `m.md`."""
    site.write({"glossary.md": LINKED_TERM, "a.md": "Term\n", "z.md": "Term\n"})
    return site


def assert_others_are_done(site: Site) -> None:
    assert site.read("a.md") == f"{MENTION}\n"
    assert site.read("z.md") == f"{MENTION}\n"
    assert site.read("glossary.md") == LINKED_TERM


def assert_nothing_left_over(site: Site) -> None:
    assert not [name for name in site.tree() if name.startswith(".")]


# Pages that cannot be read


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"Term \xff\n", 1),
        (b"Term\n\xe3\x81\n", 2),
        (b"\xff\xfeT\x00e\x00r\x00m\x00\n\x00", 1),
        (b"---\na: \x80\n---\n\nTerm\n", 2),
        ("用語 Term\n".encode("cp932"), 1),
        (b"Term \xed\xa0\x80\n", 1),
    ],
)
def test_a_page_that_is_not_utf_8_is_reported_and_left_alone(pages: Site, data: bytes, line: int) -> None:
    pages.write({"m.md": data})
    result = pages.run("fix")
    assert result.exit_code == 1
    assert f"m.md:{line}:1: P001 is not valid UTF-8" in result.stderr
    assert pages.tree()["m.md"] == data
    assert_others_are_done(pages)
    check = pages.run("check")
    assert check.exit_code == 1
    assert check.stdout.startswith(f"m.md:{line}:1: P001 ")
    assert check.stdout.count("\n") == 1


def test_a_glossary_page_that_is_not_utf_8_is_reported_once(site: Site) -> None:
    site.write({"glossary/a.md": LINKED_TERM, "glossary/m.md": b"## Word\xff\n", "a.md": "Term\n"})
    result = site.run("fix")
    assert result.exit_code == 1
    assert result.stderr.count("P001") == 1
    assert site.read("a.md") == f"{link('Term', 'Term', 'glossary/a.md')}\n"


def test_a_page_that_is_not_utf_8_is_not_copied_to_the_output(pages: Site) -> None:
    pages.write({"docs/m.md": b"\xff", "docs/n.md": "text\n"})
    result = pages.run("fix", "--output", "out", "docs")
    assert result.exit_code == 1
    assert "docs/m.md:1:1: P001" in result.stderr
    assert pages.tree("out") == {"n.md": b"text\n"}


def test_a_dangling_symlink_is_reported(pages: Site) -> None:
    (pages.root / "m.md").symlink_to("nowhere.md")
    result = pages.run("fix")
    assert result.exit_code == 1
    assert "m.md:1:1: P004 cannot be read: " in result.stderr
    assert (pages.root / "m.md").is_symlink()
    assert not (pages.root / "nowhere.md").exists()
    assert_others_are_done(pages)
    assert pages.run("check").stdout.startswith("m.md:1:1: P004 ")
    assert "m.md:1:1: P004 " in pages.run("fix", "m.md").stderr


def test_a_symlink_to_itself_is_reported(pages: Site) -> None:
    (pages.root / "m.md").symlink_to("m.md")
    result = pages.run("fix")
    assert result.exit_code == 1
    assert "m.md:1:1: P004 cannot be read: " in result.stderr
    assert_others_are_done(pages)


def test_a_page_without_permission_is_reported(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read = files.read

    def refuse(path: str, *limit: int) -> bytes:
        if path.endswith("/m.md"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return read(path, *limit)

    monkeypatch.setattr(files, "read", refuse)
    pages.write({"m.md": "Term\n"})
    result = pages.run("fix")
    assert result.exit_code == 1
    assert f"m.md:1:1: P004 cannot be read: {os.strerror(errno.EACCES)}" in result.stderr
    assert pages.read("a.md") == f"{MENTION}\n"
    assert pages.read("z.md") == f"{MENTION}\n"


def test_a_page_that_disappears_is_reported(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    find = files.find_pages

    def find_then_delete(*arguments: object) -> list[str]:
        found = find(*arguments)  # type: ignore[arg-type]
        (pages.root / "m.md").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(files, "find_pages", find_then_delete)
    pages.write({"m.md": "Term\n", "autolink.toml": 'glossary = "."\n'})
    result = pages.run("fix")
    assert result.exit_code == 1
    assert "m.md:1:1: P004 " in result.stderr
    assert pages.read("z.md") == f"{MENTION}\n"


def test_a_folder_with_the_name_of_a_page_is_a_folder(pages: Site) -> None:
    pages.write({"m.md/inner.md": "Term\n", "b.md": "[x](m.md)\n"})
    assert pages.run("fix").exit_code == 0
    assert_others_are_done(pages)
    assert pages.read("m.md/inner.md") == f"{link('Term', 'Term', '../glossary.md')}\n"
    assert pages.run("fix", "--check", "m.md").exit_code == 0
    assert pages.run("check").exit_code == 0


def test_a_symlink_to_a_folder_with_the_name_of_a_page_is_passed_over(pages: Site) -> None:
    pages.write({"folder/inner.md": "text\n"})
    (pages.root / "m.md").symlink_to("folder")
    assert pages.run("fix").exit_code == 0
    assert_others_are_done(pages)


# Odd content


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b"\n", b" ", b"\r", b"\x00", b"---", b"---\n---", b"<!--", b"#"]
)
def test_an_empty_file_or_nearly_so_is_no_problem(pages: Site, data: bytes) -> None:
    pages.write({"m.md": data, "docs/glossary.md": data})
    result = pages.run("fix", "--glossary", "glossary.md", "--glossary", "docs")
    assert result.exit_code == 0
    assert pages.tree()["m.md"] == data
    assert pages.tree()["docs/glossary.md"] == data
    assert_others_are_done(pages)
    assert pages.run("check").exit_code == 0
    assert pages.run("fix", "--diff", "m.md").exit_code == 0


def test_a_large_page_is_done(pages: Site) -> None:
    paragraph = "The quick brown fox. " * 40 + "A Term here, 日本語のTermも。\n\n"
    count = 5_000_000 // len(paragraph.encode())
    pages.write({"m.md": paragraph * count})
    result = pages.run("fix")
    assert result.exit_code == 0
    assert_others_are_done(pages)
    linked = pages.read("m.md")
    assert linked.count(MENTION) == 2 * count
    assert linked.replace(MENTION, "Term") == paragraph * count
    assert pages.run("fix", "--check").exit_code == 0


def test_a_large_page_of_one_paragraph_keeps_its_text(pages: Site) -> None:
    text = "A Term and words. " * 15_000 + "\n"
    pages.write({"m.md": text})
    result = pages.run("fix")
    assert result.exit_code == 0
    assert_others_are_done(pages)
    once = pages.read("m.md")
    assert once.replace(MENTION, "Term") == text
    pages.run("fix")
    assert pages.read("m.md") == once


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 20_000 + "Term\n",
        "*Term " * 2_000 + "\n",
        "> " * 500 + "Term\n",
        "- " * 500 + "Term\n",
        "<a>" * 2_000 + "Term\n",
        "<!-- " * 2_000 + "Term\n",
        "`" * 2_001 + "Term" + "`" * 2_000 + "\n",
        "$Term " * 201 + "\n",
        "|" * 2_000 + "\n" + "|-" * 2_000 + "\nTerm\n",
        "Term\x00Term\x01Term\n",
        "Term\ufffeTerm\u202eTerm\U0010ffffTerm\n",
    ],
)
def test_markdown_made_to_hurt_parsers_is_survived(pages: Site, markdown: str) -> None:
    pages.write({"m.md": markdown})
    assert pages.run("fix").exit_code == 0
    assert_others_are_done(pages)
    once = pages.read("m.md")
    assert once.replace(MENTION, "Term") == markdown
    assert pages.run("fix", "--check").exit_code == 0


@pytest.mark.parametrize(
    "heading",
    [
        "##",
        "## ",
        "## ##",
        "## |",
        "## <!-- comment -->",
        '## <a id="x"></a>',
        "## ![](image.png)",
        "## <br>",
        "## {#id}",
        "## &#32;",
        "## \u3000",
    ],
)
def test_a_term_heading_with_nothing_but_markup_is_reported_and_kept(site: Site, heading: str) -> None:
    text = f"{LINKED_TERM}\n{heading}\n\ntext\n"
    site.write({"glossary.md": text, "image.png": b"", "a.md": "Term\n"})
    result = site.run("fix")
    assert result.exit_code == 0
    assert "glossary.md:5:1: G008 " in result.stderr
    assert site.read("glossary.md") == text
    assert site.read("a.md") == f"{MENTION}\n"
    assert site.run("check").stdout.startswith("glossary.md:5:1: G008 ")


def test_a_heading_of_emphasis_markers_alone_is_survived(site: Site) -> None:
    site.write(
        {"glossary.md": f"{LINKED_TERM}\n## ****\n\n## ** **\n\n## ` `\n", "a.md": "Term ** ** text\n"}
    )
    assert site.run("fix").exit_code == 0
    assert site.read("a.md") == f"{MENTION} ** ** text\n"
    assert site.run("fix", "--check").exit_code == 0


@pytest.mark.parametrize("content", ["", "# Words\n\nNo terms.\n", "> ## Quoted\n", "```\n## Code\n```\n"])
def test_a_glossary_without_terms_is_reported(site: Site, content: str) -> None:
    site.write({"glossary.md": content, "a.md": "Term, Quoted, Code\n"})
    result = site.run("fix")
    assert result.exit_code == 0
    assert "glossary.md:1:1: G009 " in result.stderr
    assert site.read("a.md") == "Term, Quoted, Code\n"
    check = site.run("check")
    assert check.exit_code == 0
    assert check.stdout.startswith("glossary.md:1:1: G009 ")


def test_an_empty_glossary_folder_is_reported(site: Site) -> None:
    (site.root / "glossary").mkdir()
    site.write({"a.md": "Term\n"})
    result = site.run("fix")
    assert result.exit_code == 0
    assert "glossary:1:1: G009 " in result.stderr


# Pages that cannot be written


def test_a_read_only_page_is_an_error_and_the_others_are_done(pages: Site) -> None:
    pages.write({"m.md": "Term\n"})
    (pages.root / "m.md").chmod(0o444)
    result = pages.run("fix")
    assert result.exit_code == 2
    assert "error: m.md: " in result.stderr
    assert pages.read("m.md") == "Term\n"
    assert_others_are_done(pages)
    assert_nothing_left_over(pages)


def test_a_read_only_page_without_changes_is_no_error(pages: Site) -> None:
    pages.write({"m.md": "text\n"})
    (pages.root / "m.md").chmod(0o444)
    assert pages.run("fix").exit_code == 0


def test_a_page_changed_while_it_is_worked_on_is_not_overwritten(
    pages: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write

    def change_then_write(path: str, data: bytes, expected: bytes, bounds: Bounds) -> int:
        if path.endswith("/m.md"):
            pages.write({"m.md": "Somebody else's Term\n"})
        return write(path, data, expected, bounds)

    monkeypatch.setattr(files, "write", change_then_write)
    pages.write({"m.md": "Term\n"})
    result = pages.run("fix")
    assert result.exit_code == 2
    assert "error: m.md: " in result.stderr
    assert pages.read("m.md") == "Somebody else's Term\n"
    assert_others_are_done(pages)
    assert_nothing_left_over(pages)


def fail_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a function of `os` find the disk full the first time that it is called."""
    operation: Callable[..., object] = getattr(os, name)
    calls: list[object] = []

    def fail(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return operation(*arguments)

    monkeypatch.setattr(os, name, fail)


@pytest.mark.parametrize("operation", ["fchmod", "replace"])
def test_a_full_disk_costs_no_page(pages: Site, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    fail_once(monkeypatch, operation)
    result = pages.run("fix")
    assert result.exit_code == 2
    assert f"error: a.md: {os.strerror(errno.ENOSPC)}" in result.stderr
    assert pages.read("a.md") == "Term\n"
    assert pages.read("z.md") == f"{MENTION}\n"
    assert_nothing_left_over(pages)
    assert pages.run("fix").exit_code == 0
    assert_others_are_done(pages)


def test_a_full_disk_leaves_nothing_half_written_in_the_output(
    pages: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.write({"docs/m.md": "Term\n", "docs/n.md": "text\n"})
    fail_once(monkeypatch, "replace")
    result = pages.run("fix", "--output", "out", "docs")
    assert result.exit_code == 2
    assert "error: out/m.md: " in result.stderr
    assert pages.tree("out") == {"n.md": b"text\n"}


def test_an_output_folder_that_is_a_file_is_an_error(pages: Site) -> None:
    pages.write({"out": "a file\n", "docs/m.md": "Term\n"})
    result = pages.run("fix", "--output", "out", "docs")
    assert result.exit_code == 2
    assert "out" in result.stderr
    assert pages.read("out") == "a file\n"


def test_a_linked_page_stays_a_symlink(pages: Site) -> None:
    pages.write({"elsewhere/real.txt": "Term\n"})
    (pages.root / "m.md").symlink_to("elsewhere/real.txt")
    assert pages.run("fix").exit_code == 0
    assert (pages.root / "m.md").is_symlink()
    assert pages.read("elsewhere/real.txt") == f"{MENTION}\n"


def test_a_page_and_a_symlink_to_it_are_both_fine(pages: Site) -> None:
    (pages.root / "m.md").symlink_to("a.md")
    assert pages.run("fix").exit_code == 0
    assert_others_are_done(pages)
    assert pages.run("fix", "--check").exit_code == 0
