"""What holds on every site: links arrive, builds are strict, and what is done to terms can be undone."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.sites.arrivals import Published, autolink, report, run, tree, write
from tests.sites.own_site import NAMES, managed, misled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BASE64 = 'glossary = "{folder}glossary"\nsite = "{site}"\nanchor = "base64"\nlink-style = "{style}"\n'
_RENAMED = (("Token", "Piece"), ("Reward model", "Preference model"), ("大規模言語モデル", "巨大言語モデル"))


class Arrivals:
    """A site that is linked and built. Subclasses say how; their names start with `Test`."""

    site: ClassVar[str]
    """The value of the key `site`."""
    files: ClassVar[Mapping[str, str]]
    """The files of the project, pages and configuration of the generator, by path."""
    folder: ClassVar[str] = "docs/"
    """The folder of the pages, with a `/` behind."""
    command: ClassVar[tuple[str, ...]]
    """The strict build, which exits with 0 when all is well."""
    output: ClassVar[str] = "site"
    """The folder into which it writes."""
    left: ClassVar[tuple[str, ...]] = ()
    """Other folders that it leaves behind."""
    base: ClassVar[str] = "/base/path/"
    """The path below which the site is published."""

    @pytest.fixture(scope="class")
    @classmethod
    def linked(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """Return the project after `init -y` and `fix`."""
        root = tmp_path_factory.mktemp(cls.site)
        write(root, cls.files)
        autolink(root, "init", "-y")
        autolink(root, "fix")
        return root

    def build(self, root: Path) -> Published:
        """Return what the generator makes of a project; nothing of it stays there."""
        try:
            run(root, self.command)
            return Published(root / self.output, self.base)
        finally:
            for name in (self.output, *self.left):
                shutil.rmtree(root / name, ignore_errors=True)

    def assert_arrives(self, root: Path, published: Published) -> None:
        """Assert that all links of published pages arrive, ours at their terms, and that `check` says so."""
        assert published.lost() == []
        assert misled(published) == []
        shown = sum(link.text in NAMES and "#" in link.href for link in published.links)
        assert shown >= sum(managed(root, self.folder).values())
        assert report(root) == []

    def test_every_link_arrives(self, linked: Path) -> None:
        links = managed(linked, self.folder)
        assert all(links[f"{self.folder}{page}"] for page in ("guide/start.md", "日本語/頁 一.md")), links
        assert f'site = "{self.site}"' in (linked / "autolink.toml").read_text("utf-8")
        self.assert_arrives(linked, self.build(linked))

    def test_linking_twice_changes_nothing_and_unlinking_all(self, linked: Path, tmp_path: Path) -> None:
        root = copied(linked, tmp_path)
        autolink(root, "fix")
        assert tree(root) == tree(linked)
        autolink(root, "unlink", "--anchors")
        assert plain(root) == self.files


class Judged(Arrivals):
    """A site on which `check` and the generator judge the same links."""

    good: ClassVar[str]
    """Targets that the generator accepts on the page `guide/links.md`, with white space between."""
    bad: ClassVar[str]
    """Targets that it reports there."""

    def broken(self, root: Path, page: str) -> set[str]:
        """Return which links of a page, one in a line, the generator's own check reports: their texts."""
        raise NotImplementedError

    def test_check_agrees_with_the_generator(self, linked: Path, tmp_path: Path) -> None:
        root, page = copied(linked, tmp_path), f"{self.folder}guide/links.md"
        targets = {f"g{n}": target for n, target in enumerate(self.good.split())}
        targets |= {f"b{n}": target for n, target in enumerate(self.bad.split())}
        lines = [f"[{text}]({target})" for text, target in targets.items()]
        front = re.match(r"---\n.*?\n---\n", self.files[f"{self.folder}guide/start.md"], re.DOTALL)
        head = f"{front[0] if front else ''}# Links\n\n## Here\n\n"
        write(root, {page: head + "\n\n".join(lines) + "\n"})
        said = {item["line"] for item in report(root) if item["path"] == page}
        texts = (root / page).read_text("utf-8").split("\n")
        ours = {texts[line - 1].partition("]")[0][1:] for line in said}
        expected = {text for text in targets if text[0] == "b"}
        theirs = self.broken(root, page)
        assert {text: targets[text] for text in theirs ^ expected} == {}
        assert {text: targets[text] for text in ours ^ expected} == {}


class Journey(Judged):
    """A site whose terms are renamed and moved, and whose links came from another site."""

    def test_a_renamed_term_keeps_its_links(self, linked: Path, tmp_path: Path) -> None:
        root = copied(linked, tmp_path)
        for old, new in _RENAMED:
            autolink(root, "rename", old, new)
        assert report(root) == []
        published = self.build(root)
        assert published.lost() == []
        for _, name in _RENAMED:
            links = [link for link in published.with_text(name) if "#" in link.href]
            assert links, name
            assert all(name in (published.heading_at(link) or "") for link in links), name
        for old, new in _RENAMED:
            autolink(root, "rename", new, old)
        assert tree(root) == tree(linked)

    def test_links_follow_a_term_to_another_page(self, linked: Path, tmp_path: Path) -> None:
        root, fresh = copied(linked, tmp_path / "moved"), copied(linked, tmp_path / "fresh")
        autolink(fresh, "unlink", "--anchors")
        for project in (root, fresh):
            move(
                project / f"{self.folder}glossary/models.md",
                project / f"{self.folder}glossary/data.md",
                "## C++",
            )
        autolink(root, "fix")
        autolink(fresh, "fix")
        assert tree(root) == tree(fresh)
        self.assert_arrives(root, self.build(root))

    @pytest.mark.parametrize("style", ["html", "markdown"])
    def test_links_with_base64_ids_become_links_to_headings(
        self, linked: Path, tmp_path: Path, style: str
    ) -> None:
        root = copied(linked, tmp_path)
        autolink(root, "unlink", "--anchors")
        write(root, {"old.toml": _BASE64.format(folder=self.folder, site=self.site, style=style)})
        autolink(root, "fix", "--config", "old.toml")
        (root / "old.toml").unlink()
        before = (root / f"{self.folder}guide/start.md").read_bytes()
        autolink(root, "fix")
        for page, data in tree(linked).items():
            if not page.startswith(f"{self.folder}glossary/"):
                assert (root / page).read_bytes() == data, page
        assert before != (root / f"{self.folder}guide/start.md").read_bytes()
        if style == "html":
            published = self.build(root)
            self.assert_arrives(root, published)
            ids = {name for names in published.ids.values() for name in names}
            assert "UmV3YXJkIG1vZGVsIHwgUk0=" in ids  # links from elsewhere still arrive
        autolink(root, "unlink", "--anchors")
        assert plain(root) == self.files


def copied(root: Path, place: Path) -> Path:
    """Return a copy of a project below a folder."""
    return shutil.copytree(root, place / "project")


def plain(root: Path) -> dict[str, str]:
    """Return the text of the files of a project, without autolink's own configuration."""
    return {name: data.decode() for name, data in tree(root).items() if name != "autolink.toml"}


def move(source: Path, place: Path, first: str) -> None:
    """Move the section whose heading starts with some text from one page to the end of another."""
    text = source.read_text("utf-8")
    start = text.index(first)
    end = text.find("\n## ", start) + 1 or len(text)
    source.write_text(text[:start] + text[end:], "utf-8")
    place.write_text(f"{place.read_text('utf-8')}\n{text[start:end]}", "utf-8")
