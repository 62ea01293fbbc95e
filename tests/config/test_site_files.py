"""The configuration of the site itself says which extensions are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

BODY = "!!! note\n\n    The LLM.\n"
ON = "markdown_extensions:\n  - admonition\n"
UNTOLD = "does not tell which extensions are on"


def linked(site: Site, configuration: dict[str, str], publisher: str = "mkdocs") -> tuple[bool, str]:
    """Return whether a mention in an admonition is linked, and what is said."""
    pages = {"glossary.md": "## LLM\n\nA model.\n", "docs/a.md": BODY}
    site.write({"autolink.toml": f'site = "{publisher}"\n', **pages, **configuration})
    result = site.run("fix", "docs")
    said = [line for line in result.stderr.splitlines() if line.startswith("warning")]
    return "<a " in site.read("docs/a.md"), "\n".join(said)


@pytest.mark.parametrize(
    ("configuration", "publisher", "is_content"),
    [
        ({}, "mkdocs", True),
        ({"mkdocs.yml": ON}, "mkdocs", True),
        ({"mkdocs.yaml": ON}, "mkdocs", True),
        ({"mkdocs.yml": "site_name: x\n"}, "mkdocs", False),
        ({"mkdocs.yml": "markdown_extensions: [toc: {x: !!python/name:os.system ''}]\n"}, "mkdocs", False),
        ({"mkdocs.yml": "site_name: x\n", "mkdocs.yaml": ON}, "mkdocs", False),
        ({"mkdocs.yml": "site_name: x\n"}, "zensical", True),
        ({"zensical.toml": "[project]\nmarkdown_extensions = {}\n"}, "zensical", False),
        ({"mkdocs.yml": "site_name: x\n"}, "github", False),
    ],
)
def test_what_is_on_is_read(
    site: Site, configuration: dict[str, str], publisher: str, is_content: bool
) -> None:
    assert linked(site, configuration, publisher) == (is_content, "")


@pytest.mark.parametrize("text", ["a: [", "INHERIT: base.yml\n", "\0", "[" * 100_000, "- a\n"])
def test_what_cannot_be_read_is_said_once_and_takes_all_for_on(site: Site, text: str) -> None:
    is_content, said = linked(site, {"mkdocs.yml": text})
    assert is_content
    assert said.count(UNTOLD) == 1
