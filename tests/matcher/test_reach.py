"""Which terms reach a page: scopes of languages and versions, `applies-to`; and what the configuration pins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from autolink.config.scopes import Scopes, is_pattern

if TYPE_CHECKING:
    from tests.support.site import Site

LANGUAGES = 'glossary = ["content/en/g.md", "content/de/g.md", "g.md"]\nscopes = ["content/{lang}"]\n'
GLOSSARIES = {
    "content/en/g.md": "## Pod\n\nX\n\n## Node\n\nX\n",
    "content/de/g.md": "## Pod\n\nX\n",
    "g.md": "## Pod\n\nX\n\n## Zebra\n\nX\n",
}


def targets(site: Site, page: str) -> list[str]:
    """Return the pages that `fix` links a page to, from the root, in order."""
    assert site.run("fix").exit_code == 0
    found = re.findall(r'<a href="([^"#]*)#[^"]*">([^<]*)</a>', site.read(page))
    return [f"{text} {target}" for target, text in found]


@pytest.mark.parametrize(
    ("page", "settings", "expected"),
    [
        ("content/en/p.md", "", ["Pod g.md", "Node g.md"]),
        ("content/de/p.md", "", ["Pod g.md"]),
        ("content/de/a/b/p.md", "", ["Pod ../../g.md"]),
        ("content/fr/p.md", "", []),
        ("p.md", "", ["Pod g.md", "Zebra g.md"]),
        ("content/p.md", "", ["Pod ../g.md", "Zebra ../g.md"]),
        ("content/de/p.md", 'scope-fallback = "content/en"\n', ["Pod g.md", "Node ../en/g.md"]),
        ("content/fr/p.md", 'scope-fallback = "content/en"\n', ["Pod ../en/g.md", "Node ../en/g.md"]),
        ("content/fr/p.md", 'scope-fallback = "content/en/"\n', ["Pod ../en/g.md", "Node ../en/g.md"]),
        ("content/fr/p.md", 'scope-fallback = "content/xx"\n', []),
        ("p.md", 'scope-fallback = "content/en"\n', ["Pod g.md", "Zebra g.md"]),
    ],
)
def test_a_page_is_linked_to_the_terms_of_its_scope(
    site: Site, page: str, settings: str, expected: list[str]
) -> None:
    site.write({"autolink.toml": LANGUAGES + settings, **GLOSSARIES, page: "Pod, Node, Zebra.\n"})
    assert targets(site, page) == expected


def test_the_first_pattern_that_fits_decides() -> None:
    scopes = Scopes("/p", ("docs/{version}/{lang}", "docs/{version}", "{any}"))
    found = [
        scopes.of(f"/p/{page}") for page in ("docs/1/en/a.md", "docs/1/a.md", "docs/a.md", "a.md", "x/y.md")
    ]
    assert found == ["docs/1/en", "docs/1", "docs", "", "x"]


@pytest.mark.parametrize("text", ["{lang}", "content/{lang}", "a/{b}/c/{d}", "a/{b}/"])
def test_what_is_a_pattern(text: str) -> None:
    assert is_pattern(text)


@pytest.mark.parametrize(
    "text", ["", "content", "/{lang}", "a/../{b}", "a//{b}", "a{b}", "{b}c", "{}", "{1}", "*"]
)
def test_what_is_no_pattern(text: str) -> None:
    assert not is_pattern(text)


@pytest.mark.parametrize(
    ("page", "expected"),
    [("api/p.md", ["Pod ../one.md"]), ("web/p.md", ["Pod ../two.md"]), ("p.md", []), ("api.md", [])],
)
def test_a_glossary_applies_to_the_pages_that_it_says(site: Site, page: str, expected: list[str]) -> None:
    site.write(
        {
            "autolink.toml": 'glossary = [{ path = "one.md", applies-to = ["api/*"] }, '
            '{ path = "two.md", applies-to = ["web/*", "none.md"] }]\n',
            "one.md": "## Pod\n\nX\n",
            "two.md": "## Pod\n\nX\n",
            page: "A Pod.\n",
        }
    )
    assert targets(site, page) == expected


def test_aliases_are_shared_within_a_scope_only(site: Site) -> None:
    files = {**GLOSSARIES, "content/de/h.md": "## POD\n\nX\n\n## Pod\n\nX\n"}
    settings = LANGUAGES.replace('"g.md"', '"content/de/h.md"') + 'case = "sensitive"\n'
    site.write({"autolink.toml": settings, **files})
    found = site.run("check").stdout.splitlines()
    codes = [line.split(" ")[:2] for line in found if " G001 " in line or " G002 " in line]
    assert codes == [
        ["content/de/g.md:1:1:", "G001"],
        ["content/de/g.md:1:1:", "G002"],
        ["content/de/h.md:1:1:", "G002"],
        ["content/de/h.md:5:1:", "G001"],
        ["content/de/h.md:5:1:", "G002"],
    ]


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ('{ path = "ja/g.md", applies-to = ["ja/**"] }', []),
        ('{ path = "ja/g.md", applies-to = ["**"] }', []),
        ('"ja/g.md"', ["G001", "G001"]),
    ],
)
def test_a_glossary_for_some_pages_may_have_words_of_another(
    site: Site, second: str, codes: list[str]
) -> None:
    glossary = "## Pod\n\nX\n"
    site.write({"autolink.toml": f'glossary = ["g.md", {second}]\n', "g.md": glossary, "ja/g.md": glossary})
    site.write({"p.md": "A Pod.\n", "ja/p.md": "A Pod.\n"})
    assert re.findall(r"G\d+", site.run("check").stdout) == codes
    assert targets(site, "p.md") == ["Pod g.md"]
    assert targets(site, "ja/p.md") == ["Pod g.md"]


# Words that the configuration keeps or pins


def linked(site: Site, settings: str, text: str) -> str:
    """Return a page as `fix` links it, its links in brackets with their targets."""
    glossary = {"a/g.md": "## Pod | Unit\n\nX\n", "b/g.md": "## Pod\n\nX\n\n## Whales | Pod\n\nX\n"}
    site.write({"autolink.toml": f'glossary = ["a/g.md", "b/g.md"]\n{settings}', **glossary, "page.md": text})
    assert site.run("fix").exit_code == 0
    return re.sub(r'<a href="([^"#]*)#([^"]*)">([^<]*)</a>', r"[\3](\1)", site.read("page.md"))


@pytest.mark.parametrize(
    ("settings", "text", "expected"),
    [
        ('never-link = ["Pod"]\n', "A pod, a Unit, pods.", "A pod, a [Unit](a/g.md), pods."),
        ('never-link = ["pod"]\n', "A Pod.", "A Pod."),
        ('never-link = ["Zebra"]\n', "A Pod.", "A [Pod](a/g.md)."),
        ('never-link = ["Po"]\n', "A Pod.", "A [Pod](a/g.md)."),
        ('case-sensitive = ["Unit"]\n', "A unit, a Unit.", "A unit, a [Unit](a/g.md)."),
        ('case-sensitive = ["Zebra"]\n', "A unit.", "A [unit](a/g.md)."),
        ('prefer = { Pod = "b/g.md#Pod" }\n', "A Pod.", "A [Pod](b/g.md)."),
        ('prefer = { pod = "b/g.md" }\n', "Pods.", "[Pods](b/g.md)."),
        ('prefer = { Pod = "c/g.md#Pod" }\n', "A Pod.", "A [Pod](a/g.md)."),
        ('prefer = { Pod = "b/g.md#Zebra" }\n', "A Pod.", "A [Pod](a/g.md)."),
        ('prefer = { Unit = "b/g.md#Pod" }\n', "A Pod.", "A [Pod](a/g.md)."),
        (
            'prefer = { Pod = "a/g.md" }\n',
            "A Pod.\n<!-- autolink-prefer: b/g.md#Whales -->\n",
            "A [Pod](b/g.md).\n<!-- autolink-prefer: b/g.md#Whales -->\n",
        ),
    ],
)
def test_the_configuration_keeps_and_pins_words(site: Site, settings: str, text: str, expected: str) -> None:
    assert linked(site, settings, text) == expected


def test_a_name_behind_the_page_chooses_among_its_terms(site: Site) -> None:
    linked(site, 'prefer = { Pod = "b/g.md#Whales" }\n', "A Pod.")
    assert "b/g.md#V2hhbGVzIHwgUG9k" in site.read("page.md")


@pytest.mark.parametrize(
    ("settings", "text", "reason"),
    [
        ('never-link = ["Pod"]\n', "A Pod.\n", "never-link"),
        ('case-sensitive = ["Unit"]\n', "A unit.\n", "case"),
        ('prefer = { Pod = "b/g.md#Pod" }\n', "A Pod.\n", "`prefer` selects the term"),
        ("", "A Pod. <!-- autolink-prefer: b/g.md#Pod -->\n", "`autolink-prefer` on line 1 selects the term"),
    ],
)
def test_explain_names_the_reason(site: Site, settings: str, text: str, reason: str) -> None:
    linked(site, settings, text)
    result = site.run("explain", "page.md:1")
    assert result.exit_code == 0
    assert reason in result.stdout


def test_explain_names_no_term_of_another_scope(site: Site) -> None:
    site.write({"autolink.toml": LANGUAGES, **GLOSSARIES, "content/fr/p.md": "A Pod.\n"})
    result = site.run("explain", "content/fr/p.md:1")
    assert result.exit_code == 0
    assert "->" not in result.stdout


@pytest.mark.parametrize(
    ("page", "settings", "unknown"),
    [
        ("content/en/p.md", "", 0),
        ("content/de/p.md", "", 1),
        ("content/de/p.md", 'scope-fallback = "content/en"\n', 0),
        ("p.md", "", 1),
    ],
)
def test_a_macro_names_a_term_that_reaches_its_page(
    site: Site, page: str, settings: str, unknown: int
) -> None:
    form = "templates = ['{{term \"{text}\" {id}}}']\n"
    site.write({"autolink.toml": LANGUAGES + settings + form, **GLOSSARIES, page: '{{term "Node" node}}\n'})
    assert site.run("check", "--select", "L009").stdout.count("L009") == unknown
