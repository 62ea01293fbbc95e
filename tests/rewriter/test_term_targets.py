"""What links to terms look like where a site leaves targets as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

_STARLIGHT = "import starlight from '@astrojs/starlight';\nexport default {\n  base: '/base',\n};\n"


@pytest.mark.parametrize(
    ("configuration", "front", "target"),
    [
        ("title: A\nbaseurl: /base\n", "", "../words/terms.html#token"),
        ("title: A\nbaseurl: /base\npermalink: pretty\n", "", "/base/words/terms/#token"),
        ("title: A\npermalink: /:path/\n", "", "/words/terms/#token"),
        ("title: A\nbaseurl: /base\n", "---\npermalink: /terms/\n---\n", "/base/terms/#token"),
        ("title: A\nbaseurl: /base\n", "---\npermalink: '/t.html' # short\n---\n", "/base/t.html#token"),
        ("title: A\nbaseurl: /base\n", "---\npermalink: /:year/x\n---\n", "../words/terms.html#token"),
    ],
)
def test_jekyll_publishes_pages_as_html(site: Site, configuration: str, front: str, target: str) -> None:
    site.write(
        {
            "_config.yml": configuration,
            "autolink.toml": 'site = "jekyll"\nglossary = "words"\n',
            "words/terms.md": f"{front}## Token\n\nText.\n\n## Word\n\nA Token.\n",
            "guide/page.md": "A Token.\n",
        }
    )
    assert site.run("fix").exit_code == 0
    assert site.read("guide/page.md") == f"A [Token](<{target}>).\n"
    assert site.read("words/terms.md").endswith("A [Token](<#token>).\n")
    assert site.run("check").exit_code == 0, site.run("check").output


@pytest.mark.parametrize(
    ("front", "target"),
    [("", "/base/words/my-terms/#token"), ("---\nslug: terms\n---\n", "/base/terms#token")],
)
def test_starlight_publishes_pages_at_routes(site: Site, front: str, target: str) -> None:
    site.write(
        {
            "astro.config.mjs": _STARLIGHT,
            "autolink.toml": 'site = "starlight"\nglossary = "src/content/docs/words"\n',
            "src/content/docs/words/My terms.md": f"{front}## Token\n\nText.\n",
            "src/content/docs/page.md": "A Token.\n",
        }
    )
    assert site.run("fix").exit_code == 0
    assert site.read("src/content/docs/page.md") == f"A [Token](<{target}>).\n"
    assert site.run("check").exit_code == 0, site.run("check").output
