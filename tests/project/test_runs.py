"""Each run stands by itself: it reads what is there, and nothing of an earlier one is left in it."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from autolink import Project
from autolink.checker.page_check import PageChecker
from autolink.page.edits import applied
from tests.support.site import link

if TYPE_CHECKING:
    import pytest

    from autolink.checker.page_check import PageReport
    from tests.support.site import Site


def test_the_glossary_is_indexed_anew_and_its_diagnostics_do_not_add_up(site: Site) -> None:
    site.write({"glossary.md": "## LLM |\n\nA model.\n", "a.md": "An LLM and a Pod.\n"})
    project = Project.load()
    for _ in range(3):
        project.glossary()
    assert [item.rule.code for item in project.diagnostics] == ["G008"]


def test_every_run_uses_the_glossary_of_its_moment(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n", "a.md": "An LLM and a Pod.\n"})
    project = Project.load()
    for page in project.fix():
        project.write(page)
    site.write({"glossary.md": "## Pod\n\nA pod.\n"})
    for page in project.fix():
        project.write(page)
    assert site.read("a.md") == f"An LLM and a {link('Pod', 'Pod', 'glossary.md')}.\n"
    for page in project.rename("Pod", "Bean", heading=False, mentions=False):
        project.write(page)
    assert site.read("a.md") == f"An LLM and a {link('Bean', 'Bean', 'glossary.md')}.\n"
    for page in project.unlink([], anchors=True):
        project.write(page)
    assert site.read("a.md") == "An LLM and a Bean.\n"


def test_a_declared_address_outside_the_glossary_makes_no_page_be_judged_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But those that name its host: only now is it known what their links mean."""
    site.write({"glossary.md": "## LLM\n\nA model.\n", "a.md": "text\n", "b.md": "[x](a.md)\n"})
    site.write({"c.md": "<!-- page-url: https://example.org/c.md -->\n\n# C\n"})
    site.write({"d.md": "[x](https://example.org/c.md#no) [y](https://example.org/c.md#c)\n"})
    judged: Counter[str] = Counter()
    check = PageChecker.check

    def counted(self: PageChecker, path: str, data: bytes) -> PageReport:
        judged[path.rpartition("/")[2]] += 1
        return check(self, path, data)

    monkeypatch.setattr(PageChecker, "check", counted)
    found = Project.load().check()
    assert judged == {"glossary.md": 1, "a.md": 1, "b.md": 1, "c.md": 2, "d.md": 2}
    assert [(item.path.rpartition("/")[2], item.column) for item in found] == [("d.md", 1)]


def test_a_link_of_the_author_counts_as_the_first_however_the_site_resolves_it(site: Site) -> None:
    site.write({"autolink.toml": 'resolve = "mkdocs"\nsite-root = "docs"\noccurrences = "first-in-page"\n'})
    site.write({"docs/glossary.md": "## Reward model\n\nIt rewards.\n"})
    page = "See the [reward model](/glossary/#reward-model). A reward model is good.\n"
    site.write({"docs/page.md": page})
    project = Project.load()
    assert not project.check()
    linked = {item.path.rpartition("/")[2]: item.rewrite.data.decode() for item in project.fix()}
    assert linked["page.md"] == page
    assert not list(Project.load(overrides={"extend-select": ["G006"]}).check())


def test_an_unlinked_mention_carries_the_edits_that_link_it(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n\n## 用語\n\nA term.\n"})
    site.write({"page.md": "An LLM, **用語**は and a\n\n[x]:LLM LLM\n\n| LLM |\n|-|\n| *LLM* |\n"})
    project = Project.load(overrides={"select": ["M001"]})
    found = [item for item in project.check() if item.path.endswith("page.md")]
    assert found
    assert all(item.fixable and item.edits for item in found)
    edits = [edit for item in found for edit in item.edits]
    linked = applied(site.read("page.md").encode(), edits)
    (fixed,) = project.fix("page.md")
    assert linked == fixed.rewrite.data


def test_the_edits_of_a_mention_stand_beside_links_that_are_there(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n\n## Pod\n\nA pod.\n"})
    there = link("LLM", "LLM", "glossary.md")
    site.write({"page.md": f"{there} Pod {there}, **Pod** {there}\n"})
    project = Project.load(overrides={"select": ["M001"]})
    found = [item for item in project.check() if item.path.endswith("page.md")]
    linked = applied(site.read("page.md").encode(), [edit for item in found for edit in item.edits])
    (fixed,) = project.fix("page.md")
    assert linked == fixed.rewrite.data


def test_what_the_proof_withholds_is_no_unlinked_mention(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n"})
    site.write({"page.md": "An LLM.\n\n[x]:LLM LLM\n"})
    project = Project.load(overrides={"select": ["M001"]})
    for page in project.fix():
        project.write(page)
    assert project.check() == []
    said = site.run("explain", "page.md:3").stdout
    assert "not linked: withheld: it follows a label" in said


def test_a_history_that_takes_long_is_not_asked_again_and_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n"})
    clock = itertools.count(0, 25)
    asked: list[str] = []

    def former_headings(_page: str, names: list[str]) -> dict[str, str]:
        asked.extend(names)
        return {}

    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setattr("autolink.indexer.history.former_headings", former_headings)
    names = [("glossary.md", str(number)) for number in range(9)]
    assert Project.load().run().history_of(names) == dict.fromkeys(names)
    assert asked == ["0", "1", "2"]
