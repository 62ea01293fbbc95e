"""Where links on a built site lead, as a browser would go."""

from __future__ import annotations

import pytest

from autolink.project.prove.arrival import BuiltSite

FILES = {
    "index.html": {"top"},
    "glossary/index.html": {"llm", "事前学習", "TExN="},
    "guide/start.html": {"a"},
    "guide/日本 語.html": {"a"},
    "guide/logo.svg": {"x"},
}


def follow(page: str, target: str, base: str = "/", url: str | None = None) -> str:
    """Follow a link; return what keeps it from arriving, or `elsewhere`."""
    arrival = BuiltSite(FILES, lambda name: FILES[name], base, url).follow(page, target)
    return "elsewhere" if arrival.is_elsewhere else arrival.problem


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("index.html", "glossary/#llm"),
        ("index.html", "glossary#llm"),
        ("index.html", "./glossary/index.html#llm"),
        ("glossary/index.html", "#llm"),
        ("glossary/index.html", ""),
        ("glossary/index.html", "../#top"),
        ("guide/start.html", "../glossary/#%E4%BA%8B%E5%89%8D%E5%AD%A6%E7%BF%92"),
        ("guide/start.html", "../glossary/#事前学習"),
        ("guide/start.html", "/glossary/#TExN="),
        ("guide/start.html", "../glossary/?q=1#llm"),
        ("index.html", "guide/start#a"),
        ("index.html", "guide/start.html"),
        ("index.html", "guide/%E6%97%A5%E6%9C%AC%20%E8%AA%9E.html#a"),
        ("guide/日本 語.html", "#a"),
        ("index.html", "guide/logo.svg#anything"),
    ],
)
def test_links_that_arrive(page: str, target: str) -> None:
    assert follow(page, target) == ""


@pytest.mark.parametrize(
    ("page", "target", "problem"),
    [
        ("index.html", "glossary.md#llm", "there is no such page"),
        ("index.html", "../glossary.md", "there is no such page"),
        ("guide/start.html", "glossary/#llm", "there is no such page"),
        ("index.html", "guide/", "there is no such page"),
        ("index.html", "glossary/#LLM", "glossary/index.html has no such id"),
        ("index.html", "#llm", "index.html has no such id"),
        ("index.html", "glossary/#user-content-llm", "glossary/index.html has no such id"),
        ("index.html", "http://[", "it is not an address"),
        ("index.html", "//[x", "it is not an address"),
    ],
)
def test_links_that_do_not_arrive(page: str, target: str, problem: str) -> None:
    assert follow(page, target) == problem


@pytest.mark.parametrize("target", ["https://example.org/x#llm", "//example.org/", "mailto:x@example.org"])
def test_other_hosts_are_not_looked_at(target: str) -> None:
    assert follow("index.html", target) == "elsewhere"


def test_the_base_belongs_to_addresses() -> None:
    assert follow("guide/start.html", "/base/glossary/#llm", "/base/") == ""
    assert follow("index.html", "/base", "/base/") == ""
    assert follow("guide/start.html", "../glossary/#llm", "/base/") == ""
    wrong = "it points outside the site, which starts at /base/"
    assert follow("guide/start.html", "/glossary/#llm", "/base/") == wrong
    assert follow("index.html", "../glossary/#llm", "/base/") == wrong


def test_the_address_of_the_site_is_here() -> None:
    url = "https://example.org/base/"
    assert follow("index.html", f"{url}glossary/#llm", "/base/", url) == ""
    assert follow("index.html", f"{url}glossary/#x", "/base/", url) == "glossary/index.html has no such id"
    assert follow("index.html", "http://example.org/base/", "/base/", url) == "elsewhere"
