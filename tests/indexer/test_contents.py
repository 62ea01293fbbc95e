"""What kind of entry a term has: the same whether or not its page is linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.project.project import Project

if TYPE_CHECKING:
    from tests.support.site import Site

LONG = " ".join(f"Word{number} of a heading" for number in range(12))


@pytest.mark.parametrize("style", ["html", "markdown"])
@pytest.mark.parametrize("site_name", ["github", "mkdocs", "sphinx"])
@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ("See Token.", "reference"),
        (f"See {LONG[:120]}.", "reference"),
        ("Refer to token and tokens", "reference"),
        ("Many a token, see there.", "plain"),
        ("To make a token.", "verb"),
    ],
)
def test_linking_does_not_change_the_kind(
    site: Site, style: str, site_name: str, definition: str, kind: str
) -> None:
    settings = f'site = "{site_name}"\nlink-style = "{style}"\nglossary = "docs/g.md"\n'
    terms = f"# G\n\n## Term\n\n{definition}\n\n## Token\n\nA piece.\n\n## {LONG[:120]}\n\nA name.\n"
    site.write({"autolink.toml": settings, "docs/g.md": terms, "docs/p.md": "A term.\n"})

    def kinds() -> list[str]:
        return [term.kind for term in Project.load().glossary().terms]

    plain = kinds()
    assert plain[0] == kind
    site.run("fix")
    assert kinds() == plain
    once = site.tree()
    site.run("fix")
    assert site.tree() == once
