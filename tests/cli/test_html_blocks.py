"""A project that asks for links in HTML blocks: every command knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "# Glossary\n\n## LLM\n\nText.\n"
PAGE = "# Page\n\n<table>\n<tr><td>An LLM at https://example.org/x[^1]</td></tr>\n</table>\n"
LINKED = PAGE.replace("LLM", link("LLM", "LLM", "glossary.md"))


@pytest.fixture
def project(site: Site) -> Site:
    site.write(
        {
            "autolink.toml": 'glossary = "glossary.md"\nhtml-blocks = true\n',
            "glossary.md": GLOSSARY,
            "page.md": PAGE,
        }
    )
    return site


def test_mentions_are_reported_and_linked(project: Site) -> None:
    found = project.run("check", "--select", "M001", "--fail-on", "info", "page.md")
    assert found.exit_code == 1
    assert "page.md:4:12" in found.output
    assert project.run("fix").exit_code == 0
    assert project.read("page.md") == LINKED
    assert project.run("check", "--extend-select", "M001").output.count("page.md:") == 0
    assert project.run("fix", "--check").exit_code == 0


def test_unlink_takes_them_out(project: Site) -> None:
    project.run("fix")
    project.run("unlink", "--anchors")
    assert (project.read("page.md"), project.read("glossary.md")) == (PAGE, GLOSSARY)


def test_rename_renames_them(project: Site) -> None:
    project.run("fix")
    assert project.run("rename", "LLM", "Language model").exit_code == 0
    assert link("Language model", "Language model", "glossary.md") in project.read("page.md")


def test_explain_knows_them(project: Site) -> None:
    assert "linked" in project.run("explain", "page.md:4").output
    project.write({"page.md": PAGE.replace("<td>", "<td><code>")})
    assert "protected: HTML block" in project.run("explain", "page.md:4").output


def test_dangling_links_in_them_are_reported(project: Site) -> None:
    project.write({"page.md": LINKED.replace("glossary.md", "gone.md")})
    project.write({"glossary.md": GLOSSARY.replace("LLM", "Other")})
    assert "gone.md" in project.run("check").output
