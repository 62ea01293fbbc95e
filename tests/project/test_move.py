"""`autolink mv`: files move, and every link arrives where it did; nothing else changes."""

from __future__ import annotations

import os
import posixpath
import subprocess
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autolink.errors import AutolinkError
from autolink.files import Moves
from autolink.project.project import Project

if TYPE_CHECKING:
    from tests.support.site import Site

PAGES = ("a.md", "docs/b.md", "docs/index.md", "docs/guides/c.md", "docs/guides/日本 語.md", "img/i.png")
FORMS = (
    "[x]({})",
    "[x](<{}> 'T')",
    '<a class="k" href="{}">x</a>',
    "![x]({})",
    "[several\nlines](\n  {}\n  'title')",
    "[r][n{}]\n\n[n{}]: {}\n",
)


def moved(site: Site, *arguments: str) -> str:
    """Move; return what is printed. Nothing is left for the user."""
    result = site.run("mv", *arguments)
    assert result.exit_code == 0, result.output
    return result.stderr


# What changes


def test_links_in_and_out_are_corrected_and_nothing_else_is(site: Site) -> None:
    site.write(
        {
            "a.md": "\ufeff[b](docs/b.md#x 'T'), <a href='./docs/b.md?q#x'>b</a>  \r\n\r\n[n]: <docs/b.md>\r\n",
            "docs/b.md": "# X\n\n[a](../a.md), [self](#x), ![i](../i%20j.png), [gone](nope.md), https://e.org/b.md",
            "i j.png": "",
        }
    )
    told = moved(site, "docs/b.md", "docs/deep/er/c.md")
    assert site.read("a.md") == (
        "\ufeff[b](docs/deep/er/c.md#x 'T'), <a href='./docs/deep/er/c.md?q#x'>b</a>  \r\n\r\n"
        "[n]: <docs/deep/er/c.md>\r\n"
    )
    assert site.read("docs/deep/er/c.md") == (
        "# X\n\n[a](../../../a.md), [self](#x), ![i](../../../i%20j.png), [gone](nope.md), https://e.org/b.md"
    )
    assert not (site.root / "docs/b.md").exists()
    assert told.endswith("docs/b.md moved; 5 links corrected in 2 pages.\n")


def test_a_folder_moves_with_all_that_is_in_it(site: Site) -> None:
    site.write(
        {
            "a.md": "[c](docs/c.md) [folder](docs/) ![i](docs/i.png)",
            "docs/c.md": "[d](d.md) [a](../a.md)",
            "docs/d.md": "",
            "docs/i.png": "",
        }
    )
    moved(site, "docs", "new/place")
    assert site.read("a.md") == "[c](new/place/c.md) [folder](new/place/) ![i](new/place/i.png)"
    assert site.read("new/place/c.md") == "[d](d.md) [a](../../a.md)"


def test_a_folder_that_is_there_takes_the_file_in(site: Site) -> None:
    site.write({"a.md": "[b](b.md)", "b.md": "", "docs/c.md": ""})
    moved(site, "b.md", "docs")
    assert site.read("a.md") == "[b](docs/b.md)"


@pytest.mark.parametrize(
    ("site_name", "old", "new"),
    [
        ("mkdocs", "[b](b.md)", "[b](sub/b.md)"),
        ("mkdocs", "<a href='../b/'>b</a>", "<a href='../sub/b/'>b</a>"),
        ("vitepress", "[b](/b)", "[b](/sub/b)"),
        ("vitepress", "[b](./b.html)", "[b](./sub/b.html)"),
        ("docusaurus", "[b](./b.md)", "[b](./sub/b.md)"),
        ("docusaurus", "[b](/docs/b)", "[b](/docs/sub/b)"),
        ("jekyll", "[b](b.html)", "[b](sub/b.html)"),
        ("hugo", "[b](b.md)", "[b](sub/b.md)"),
        ("sphinx", "[b](b)", "[b](sub/b)"),
    ],
)
def test_a_link_stays_as_its_site_has_it(site: Site, site_name: str, old: str, new: str) -> None:
    roots = {"mkdocs": "docs", "docusaurus": "docs", "hugo": "content"}
    folder = roots.get(site_name, "")
    paths = {name: posixpath.join(folder, name) for name in ("a.md", "b.md", "sub/b.md")}
    site.write({"autolink.toml": f'site = "{site_name}"\n', paths["a.md"]: old, paths["b.md"]: "# B\n"})
    moved(site, paths["b.md"], paths["sub/b.md"])
    assert site.read(paths["a.md"]) == new
    moved(site, paths["sub/b.md"], paths["b.md"])
    assert site.read(paths["a.md"]) == old


def test_absolute_addresses_of_the_project_are_corrected(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'site-url = "https://example.org/p"\n',
            "a.md": "[b](https://example.org/p/b.md#x), https://example.org/p/b.md. [r](/b.md)",
            "b.md": "# X\n",
        }
    )
    moved(site, "b.md", "c/d.md")
    assert site.read("a.md") == (
        "[b](https://example.org/p/c/d.md#x), https://example.org/p/c/d.md. [r](/c/d.md)"
    )


# Several at once


def test_several_move_into_a_folder_that_is_there(site: Site) -> None:
    site.write(
        {
            "a.md": "[b](b.md) [c](docs/c.md) [i](docs/i.png)",
            "b.md": "[a](a.md) [c](docs/c.md)",
            "docs/c.md": "[a](../a.md) [b](../b.md) [d](d.md)",
            "docs/d.md": "[c](c.md)",
            "docs/i.png": "",
            "new/e.md": "[b](../b.md)",
        }
    )
    told = moved(site, "b.md", "docs", "docs/d.md", "new")
    assert site.read("a.md") == "[b](new/b.md) [c](new/docs/c.md) [i](new/docs/i.png)"
    assert site.read("new/b.md") == "[a](../a.md) [c](docs/c.md)"
    assert site.read("new/docs/c.md") == "[a](../../a.md) [b](../b.md) [d](../d.md)"
    assert site.read("new/d.md") == "[c](docs/c.md)"
    assert site.read("new/e.md") == "[b](b.md)"
    assert told.endswith("b.md, docs, docs/d.md moved; 8 links corrected in 5 pages.\n")


def test_what_moves_along_with_its_folder_may_be_named(site: Site) -> None:
    site.write({"a.md": "[b](docs/b.md)", "docs/b.md": "[a](../a.md)", "docs/c.md": ""})
    project = Project.load(site.root)
    pairs = {"docs": "new/docs", "docs/b.md": "new/docs/b.md"}
    moves = project.plan_moves((site.root / old, site.root / new) for old, new in pairs.items())
    assert moves.to == {f"{site.root}/docs": f"{site.root}/new/docs"}


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({"a.md": "z.md", "b.md": "z.md"}, "two files or folders cannot both be moved to"),
        ({"a.md": "z.md/a.md", "b.md": "z.md"}, "two files or folders cannot both be moved to"),
        ({"a.md": "docs/a.md", "docs": "z"}, "together with what is moved there"),
        ({"a.md": "z.md", "no.md": "y.md"}, "no.md does not exist"),
    ],
)
def test_moves_of_which_the_order_would_matter_are_refused(
    site: Site, pairs: dict[str, str], message: str
) -> None:
    site.write({"a.md": "", "b.md": "", "docs/c.md": ""})
    project = Project.load(site.root)
    with pytest.raises(AutolinkError, match=message):
        project.plan_moves((site.root / old, site.root / new) for old, new in pairs.items())


def test_when_one_cannot_be_moved_none_is(site: Site) -> None:
    site.write({"autolink.toml": "", "a.md": "[b](b.md)", "b.md": "", "x/docs/c.md": "", "new/d.md": ""})
    project = Project.load(site.root)
    moves = Moves(
        {str(site.root / "x/docs"): str(site.root / "new"), str(site.root / "b.md"): str(site.root / "c.md")}
    )
    before = site.tree()
    with pytest.raises(AutolinkError, match="cannot be moved"):
        project.carry_out(moves)
    assert site.tree() == before


# Several projects in one repository


def monorepo(site: Site) -> None:
    site.write(
        {
            ".git/HEAD": "",
            "README.md": "[a](one/docs/a.md)",
            "one/autolink.toml": 'site = "mkdocs"\n',
            "one/docs/a.md": "# A\n\n[b](b.md) [u](../../two/deep/u.md)",
            "one/docs/b.md": "[a](a.md#a)",
            "two/autolink.toml": "",
            "two/deep/u.md": "[a](../../one/docs/a.md#a 'T')",
            "two/deep/three/autolink.toml": "",
            "two/deep/three/v.md": "[a](../../../one/docs/a.md)",
        }
    )
    (site.root / "autolink.toml").unlink(missing_ok=True)


def test_links_of_other_projects_of_the_repository_are_corrected(site: Site) -> None:
    monorepo(site)
    moved(site, "one/docs/a.md", "one/docs/c/d.md")
    assert site.read("README.md") == "[a](one/docs/c/d.md)"
    assert site.read("one/docs/b.md") == "[a](c/d.md#a)"
    assert site.read("two/deep/u.md") == "[a](../../one/docs/c/d.md#a 'T')"
    assert site.read("two/deep/three/v.md") == "[a](../../../one/docs/c/d.md)"
    moved(site, "one/docs/c/d.md", "one/docs/a.md")
    assert site.read("two/deep/u.md") == "[a](../../one/docs/a.md#a 'T')"
    assert site.read("two/deep/three/v.md") == "[a](../../../one/docs/a.md)"


def test_a_project_with_a_broken_configuration_is_named(site: Site) -> None:
    monorepo(site)
    site.write({"two/autolink.toml": "no = 1\n"})
    told = moved(site, "one/docs/a.md", "one/docs/c.md")
    assert "two/autolink.toml:1: unknown key `no`" in told
    assert "links there were not corrected\n" in told
    assert site.read("two/deep/u.md") == "[a](../../one/docs/a.md#a 'T')"
    assert site.read("two/deep/three/v.md") == "[a](../../../one/docs/c.md)"


def test_a_project_that_moves_as_a_whole_is_named(site: Site) -> None:
    monorepo(site)
    site.write({"README.md": "[u](two/deep/u.md) [v](two/deep/three/v.md)"})
    told = moved(site, "two/deep", "two/flat")
    assert site.read("README.md") == "[u](two/flat/u.md) [v](two/flat/three/v.md)"
    assert "two/deep/three is a project of its own: links in it were not corrected\n" in told


# What is refused, or named


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no.md", "b.md"), "does not exist"),
        (("a.md", "b.md"), "b.md exists"),
        (("docs", "docs/new"), "cannot be moved into itself"),
        (("a.md", "../x.md"), "outside the project"),
        (("--already", "a.md", "b.md"), "a.md exists"),
        (("a.md", "b.md", "x"), "x is not a folder"),
        (("a.md", "docs/c.md", "b.md"), "b.md is not a folder"),
    ],
)
def test_what_cannot_be_moved_is_refused(site: Site, arguments: tuple[str, ...], message: str) -> None:
    site.write({"autolink.toml": "", "a.md": "[b](b.md)", "b.md": "", "docs/c.md": ""})
    before = site.tree()
    result = site.run("mv", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert site.tree() == before


def test_a_preview_moves_nothing(site: Site) -> None:
    site.write({"a.md": "[b](b.md)\n", "b.md": ""})
    before = site.tree()
    result = site.run("mv", "--diff", "b.md", "c.md")
    assert (result.exit_code, site.tree()) == (1, before)
    assert "+[b](c.md)" in result.stdout
    assert site.run("mv", "--check", "b.md", "c.md").stdout == "a.md\n"
    assert site.tree() == before


def test_the_configuration_that_names_what_moves_is_named(site: Site) -> None:
    site.write({"autolink.toml": '# x\nglossary = "g.md"\n', "g.md": "## A\n\nX\n", "a.md": ""})
    assert "note: autolink.toml:2 names g.md\n" in moved(site, "g.md", "docs/g.md")


def test_the_navigation_of_mkdocs_that_names_what_moves_is_named(site: Site) -> None:
    site.write({"autolink.toml": 'site = "mkdocs"\n', "mkdocs.yml": "nav:\n  - b.md\n  - c/b.md\n  - a.md\n"})
    site.write({"docs/a.md": "", "docs/b.md": ""})
    told = moved(site, "docs/b.md", "docs/d.md")
    assert "note: mkdocs.yml:2 names docs/b.md\n" in told
    assert told.count("note:") == 1


def test_what_was_moved_already_is_corrected(site: Site) -> None:
    site.write({"a.md": "[b](b.md), [c](c.md)", "docs/b.md": "[a](a.md) [c](c.md)", "c.md": ""})
    moved(site, "--already", "b.md", "docs/b.md")
    assert site.read("a.md") == "[b](docs/b.md), [c](c.md)"
    assert site.read("docs/b.md") == "[a](../a.md) [c](../c.md)"
    assert "0 links corrected" in moved(site, "--already", "b.md", "docs/b.md")
    site.write({"a.md": "[b](b.md), [c](c.md)"})
    moved(site, "--already", "b.md", "docs")
    assert site.read("a.md") == "[b](docs/b.md), [c](c.md)"


def test_a_link_that_no_address_fits_is_left_and_named(site: Site) -> None:
    site.write({"autolink.toml": 'site = "mkdocs"\n', "docs/a.md": "[b](b.md)", "docs/b.md": "[a](a.md)"})
    result = site.run("mv", "docs/b.md", "b.txt")
    assert result.exit_code in (0, 1)  # MkDocs publishes no such file
    assert (result.exit_code == 1) == ("cannot correct" in result.stderr)


# In git


def git(site: Site, *arguments: str) -> str:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=site.root, capture_output=True, text=True, check=True
    ).stdout


def committed(site: Site, *names: str) -> None:
    git(site, "init", "-q")
    git(site, "add", *names)
    git(site, "commit", "-qm", "x")


def test_check_says_how_links_to_what_git_moved_are_corrected(site: Site) -> None:
    site.write({"a.md": "[b](b.md)\n", "b.md": "[a](a.md)\n" * 10})
    committed(site, "b.md", "a.md")
    (site.root / "docs").mkdir()
    git(site, "mv", "b.md", "docs/c.md")
    said = site.run("check", "--since", "HEAD").stdout
    assert "`b.md` was renamed to `docs/c.md` (see `autolink mv --already`)" in said
    moved(site, "--already", "b.md", "docs/c.md")
    assert site.run("check", "--since", "HEAD").exit_code == 0


def test_git_moves_what_it_tracks(site: Site) -> None:
    site.write({"a.md": "[b](b.md)\n", "b.md": "B\n" * 10, "c.md": "C\n"})
    committed(site, "b.md", "a.md")
    moved(site, "b.md", "docs/b.md")
    assert (
        git(site, "status", "--short").replace("?? autolink.toml\n", "")
        == " M a.md\nR  b.md -> docs/b.md\n?? c.md\n"
    )
    moved(site, "c.md", "docs/c.md")
    assert (site.root / "docs/c.md").exists()


# Properties


@st.composite
def projects(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, str]]:
    """Draw pages that link to each other in their shortest form, and moves, old path to new."""
    pages: dict[str, str] = {}
    for page in PAGES:
        links = draw(st.lists(st.tuples(st.sampled_from(PAGES), st.sampled_from(FORMS)), max_size=4))
        parts = []
        for number, (target, form) in enumerate(links):
            path = posixpath.relpath(target, posixpath.dirname(page)).replace(" ", "%20")
            parts.append(form.replace("n{}", f"n{number}").replace("{}", path))
        pages[page] = "# T\n\n" + "\n\n".join(parts) if page.endswith(".md") else ""
    places = st.sampled_from([*PAGES, "docs", "docs/guides", "img"])
    drawn = draw(st.lists(places, min_size=1, max_size=4, unique=True))
    olds = [old for old in drawn if not any(old.startswith(f"{other}/") for other in drawn)]
    news = draw(st.permutations(["z", "docs2/x", "img2/y/z", "new 1"]))
    return pages, {old: new + posixpath.splitext(old)[1] for old, new in zip(olds, news, strict=False)}


@settings(max_examples=60, deadline=None)
@given(drawn=projects())
def test_all_links_arrive_afterwards_and_there_and_back_is_the_same(
    drawn: tuple[dict[str, str], dict[str, str]],
) -> None:
    pages, to = drawn
    with TemporaryDirectory() as root:
        for name, text in pages.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        project = Project.load(root)
        assert project.check() == []
        for is_there in (True, False):
            there = {os.path.join(root, old): os.path.join(root, new) for old, new in to.items()}
            pairs = there.items() if is_there else ((new, old) for old, new in there.items())
            moves = project.plan_moves(pairs)
            changed = [page for page in project.move(moves) if page.changed]
            project.carry_out(moves)
            for page in changed:
                with open(page.place, "wb") as stream:
                    stream.write(page.rewrite.data)
            assert project.check() == []
        for name, text in pages.items():
            with open(os.path.join(root, name), encoding="utf-8", newline="") as stream:
                assert stream.read() == text
