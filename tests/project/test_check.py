"""What a commit breaks elsewhere: `check --since` in a real git repository, and `links`."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from autolink.config import load
from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.project import pool as workers
from autolink.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.support.site import Site

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")

GLOSSARY = """\
# Words

## 指示学習 | Instruction tuning

Training on instructions and answers, after pre-training.

## Reward model

Scores answers.
"""
PAGES = {
    "glossary.md": GLOSSARY,
    "docs/a.md": "# A\n\nInstruction tuning comes first, see [setup](setup.md#linux) and [b](b.md).\n",
    "docs/b.md": "# B\n\nA reward model scores, as [the guide](guide/old.md) says.\n",
    "docs/setup.md": "# Set-up\n\n## Linux\n\nText.\n",
    "docs/guide/old.md": "# The guide\n\nMuch text, so that git knows it again when it is moved elsewhere.\n",
}


def git(site: Site, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=site.root, check=True, capture_output=True)


@pytest.fixture
def repository(site: Site) -> Site:
    site.write(PAGES)
    git(site, "init", "-q", "-b", "main")
    assert site.run("fix").exit_code == 0
    git(site, "add", ".")
    git(site, "commit", "-qm", "All pages")
    assert site.run("check").exit_code == 0
    return site


@needs_git
def test_what_a_change_breaks_in_other_pages_is_reported_and_mended(repository: Site) -> None:
    site = repository
    reworded = site.read("glossary.md").replace(
        "指示学習 | Instruction tuning", "指示チューニング | Instruction tuning"
    )
    old_id = encode_anchor_id("指示学習 | Instruction tuning")
    site.write({"glossary.md": reworded.replace(f'<a id="{old_id}"></a>', "")})
    git(site, "rm", "-q", "docs/setup.md")
    git(site, "mv", "docs/guide/old.md", "docs/guide/new.md")

    result = site.run("check", "--since", "HEAD")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert (
        "docs/a.md:3:1: L003 [*] `指示学習 | Instruction tuning` is now `指示チューニング | Instruction tuning` (glossary.md:3)"
        in lines
    )
    assert any(line.startswith("docs/a.md:3:") and "L001 `setup.md#linux`" in line for line in lines)
    moved = [line for line in lines if line.startswith("docs/b.md:3:")]
    assert (
        moved
        == [line for line in moved if "L001 `guide/old.md` was renamed to `docs/guide/new.md`" in line]
        != []
    )
    assert len(lines) == 3

    assert site.run("fix").exit_code == 0
    assert "L003" not in site.run("check").stdout
    site.write({"docs/a.md": site.read("docs/a.md").replace("[setup](setup.md#linux)", "setup")})
    site.write({"docs/b.md": site.read("docs/b.md").replace("guide/old.md", "guide/new.md")})
    assert site.run("check").exit_code == 0
    assert site.run("fix", "--check").exit_code == 0


@needs_git
def test_without_incoming_only_the_pages_themselves_count(repository: Site) -> None:
    git(repository, "rm", "-q", "docs/setup.md")
    repository.write({"docs/b.md": "[x](nowhere.md)\n"})
    result = repository.run("check", "--since", "HEAD", "--no-incoming")
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == ["docs/b.md:1:1:"]


@needs_git
def test_what_was_broken_before_is_not_reported(repository: Site) -> None:
    repository.write({"docs/c.md": "[x](nowhere.md)\n"})
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "A page with a fault")
    repository.write({"docs/b.md": "# B\n"})
    assert repository.run("check", "--since", "HEAD").stdout == ""
    assert repository.run("check").exit_code == 1


@needs_git
def test_an_unknown_revision_is_an_error(repository: Site) -> None:
    result = repository.run("check", "--since", "nope")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "nope" in result.stderr


@needs_git
def test_a_heading_without_a_shared_alias_is_found_by_its_history(repository: Site) -> None:
    site = repository
    old_id = encode_anchor_id("Reward model")
    text = site.read("glossary.md").replace("## Reward model", "## Preference scorer")
    site.write({"glossary.md": text.replace(f'<a id="{old_id}"></a>', "")})
    result = site.run("check", "docs/b.md")
    assert "`Reward model` is now `Preference scorer` (glossary.md:7)" in result.stdout


def test_the_report_does_not_depend_on_the_order_of_the_pages(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({f"p{n}.md": f"# P\n\n[x](q{n % 3}.md#no) [y](p{(n + 1) % 7}.md#p-{n})\n" for n in range(7)})
    site.write({"glossary.md": GLOSSARY})
    first = site.run("check").stdout
    assert first.count("\n") > 7
    each = workers.each
    for seed in range(10):

        def shuffled(
            work: Callable[[str], object], paths: Sequence[str], jobs: int, seed: int = seed
        ) -> Iterator[object]:
            return each(work, random.Random(seed).sample(paths, len(paths)), jobs)

        monkeypatch.setattr(workers, "each", shuffled)
        assert site.run("check").stdout == first


# links


LINKED = {
    "glossary.md": "## LLM\n\nA model.\n",
    "a.md": "# A\n\n[one](b.md) [two](https://example.org) [three](gone.md) LLM\n",
    "b.md": "# B\n\n[back](a.md#a) [worse](a.md#z)\n",
}


@pytest.fixture
def linked(site: Site) -> Site:
    site.write(LINKED)
    site.run("fix")
    return site


def test_links_are_listed_with_their_states(linked: Site) -> None:
    rows = json.loads(linked.run("links", "--format", "json").stdout)
    states = {(row["path"], row["target"]): row["state"] for row in rows}
    assert states == {
        ("a.md", "b.md"): "ok",
        ("a.md", "https://example.org"): "elsewhere",
        ("a.md", "gone.md"): "L001",
        ("a.md", f"glossary.md#{encode_anchor_id('LLM')}"): "ok",
        ("b.md", "a.md#a"): "ok",
        ("b.md", "a.md#z"): "L002",
    }
    (row,) = [row for row in rows if row["target"] == "b.md"]
    assert row == {
        "path": "a.md",
        "line": 3,
        "column": 1,
        "kind": "inline",
        "target": "b.md",
        "state": "ok",
        "text": row["text"],
    }
    assert {row["text"] for row in rows if row["path"] == "a.md"} >= {"LLM"}


def test_links_to_a_page_or_a_term(linked: Site) -> None:
    to_page = csv.DictReader(io.StringIO(linked.run("links", "--format", "csv", "--incoming", "a.md").stdout))
    assert [row["target"] for row in to_page] == ["a.md#a", "a.md#z"]
    to_term = linked.run("links", "--incoming", "LLM").stdout
    assert to_term.startswith("a.md:3:")
    assert to_term.count("\n") == 1
    assert linked.run("links", "--incoming", "llm").stdout == to_term


def test_links_are_listed_in_columns_with_their_texts(site: Site) -> None:
    long = "word " * 20
    site.write(
        {
            "glossary.md": "## 学習 | Learning\n\nX\n",
            "page.md": f"A *[deep\n  `learning`](glossary.md)*, 学習, [{long}](no.md), ![](a.png)\n\n"
            "[ref]: glossary.md 'Title'\n",
        }
    )
    site.run("fix")
    target = f"glossary.md#{encode_anchor_id('学習 | Learning')}"
    assert site.run("links", "page.md").stdout.splitlines() == [
        "page.md:1:4    ok    deep `learning`                 glossary.md",
        f"page.md:2:30   ok    学習                            {target}",
        "page.md:2:85   L001  word word word word word word…  no.md",
        "page.md:2:196  L001                                  a.png",
        "page.md:4:1    ok                                    glossary.md",
    ]
    assert site.run("links", "--incoming", "nothing.md").exit_code == 2


def test_links_of_some_pages_only(linked: Site) -> None:
    assert {line.split(":")[0] for line in linked.run("links", "b.md").stdout.splitlines()} == {"b.md"}


def test_links_to_what_does_not_exist_is_an_error(linked: Site) -> None:
    assert linked.run("links", "--incoming", "nothing").exit_code == 2
    assert "did you mean `LLM`?" in linked.run("links", "--incoming", "LLMM").stderr


# Settings


def test_ignored_targets_and_files(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'ignore-targets = ["^generated/"]\nignore = ["G"]\n[per-file-ignores]\n"old/*.md" = ["L001"]\n',
            "glossary.md": "",
            "a.md": "[x](generated/a.md) [y](gone.md)\n",
            "old/b.md": "[y](gone.md) [z](#no)\n",
        }
    )
    found = [line.split(" ")[:2] for line in site.run("check").stdout.splitlines()]
    assert found == [["a.md:1:21:", "L001"], ["old/b.md:1:14:", "L002"]]


@pytest.mark.parametrize(
    "line", ['ignore-targets = ["("]', 'resolve = "gitea"', '[per-file-ignores]\n"a" = ["X1"]']
)
def test_a_wrong_setting_is_an_error(site: Site, line: str) -> None:
    site.write({"autolink.toml": line + "\n", "glossary.md": "## A\n\nText.\n"})
    assert site.run("check").exit_code == 2


def test_the_library_says_the_same(linked: Site) -> None:
    found = Project(load(str(linked.root))).check([])
    assert [item.rule.code for item in found] == ["L001", "L002"]
