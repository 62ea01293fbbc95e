"""Aliases that are everyday words: which are, what is proposed for them, and what is not."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from autolink.text.frequency import Frequency, frequency

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "".join(
    f"## {name}\n\nX\n\n"
    for name in ("Span", "Go | Golang", "Instance", "Use", "Blockchain", "REST", "Service level", "Node")
)


def proposed(site: Site) -> dict[str, list[str]]:
    """Return the keys that `index --common` proposes."""
    result = site.run("index", "--common")
    assert result.exit_code == 0
    return tomllib.loads(result.stdout)


@pytest.fixture
def project(site: Site) -> Site:
    site.write({"autolink.toml": 'glossary = "glossary.md"\n', "glossary.md": GLOSSARY})
    return site


def test_the_list_says_how_the_words_are_used_and_can_be_pasted(project: Site) -> None:
    project.write(
        {
            "a.md": (
                "# Guide\n\nThe Span is in a **span**, `x` a span.\n\n"
                "See instance, we wrote this long line in Go with an instance.\n"
            ),
            "docs/b.md": "Go there with Go, and use an instance, or use a Span.\n\nGo on.\n",
        }
    )
    result = project.run("index", "--common")
    assert result.stdout == (
        "# Names that are everyday words in lower case: linked only in this spelling.\n"
        "case-sensitive = [\n"
        "    # 4 mentions on 2 pages\n"
        "    #   a.md:3  The Span is in a span, … a span.\n"
        "    #   docs/b.md:1  …and use an instance, or use a Span.\n"
        '    "Span",\n'
        "]\n\n"
        "# Words that rarely mean the term: never linked.\n"
        "never-link = [\n"
        "    # 2 mentions on 1 page\n"
        "    #   docs/b.md:1  Go there with Go, and use an instance, or use a Span.\n"
        '    "Use",\n'
        "]\n\n"
        "# Terms that are also everyday words: linked once on each page.\n"
        "first-in-page = [\n"
        "    # 3 mentions on 2 pages\n"
        "    #   a.md:5  See instance, we wrote this long line in G…\n"
        "    #   docs/b.md:1  Go there with Go, and use an instance, or use a Span.\n"
        '    "Instance",\n'
        "]\n"
    )
    project.write({"autolink.toml": project.read("autolink.toml") + result.stdout})
    assert proposed(project) == {}
    assert project.run("fix").exit_code == 0


CASES = {
    "a name in half of its mentions": ("The Span is a span. A Span, a span.", {"case-sensitive": ["Span"]}),
    "a name in a quarter, of a frequent word": (
        "The Instance, an Instance, an instance, an instance.",
        {"case-sensitive": ["Instance"]},
    ),
    "a word of grammar as a name": ("In Go we go, in Go you go.", {"case-sensitive": ["Go"]}),
    "a word of grammar": ("Its use is the use of it.", {"never-link": ["Use"]}),
    "a frequent word": ("An instance of an instance.", {"first-in-page": ["Instance"]}),
    "capitals at the start of sentences are no names": (
        "Instance one. Instance two! Instance: an instance. (Instance)",
        {"first-in-page": ["Instance"]},
    ),
}

NONE = {
    "a rare word": "A blockchain, a Blockchain, the blockchain.",
    "a less frequent word that is never a name": "A node, a node, the node.",
    "one that is rarely a name": "A Node, a node, the node, a node, a node, a node.",
    "always a name": "In Go, with Go, for Go.",
    "capital letters, which need their own case": "The REST of the rest is rest.",
    "several words": "A service level, the service level.",
    "once": "An instance.",
    "in code and headings": "# An instance\n\n`instance` and ```an instance```\n",
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed(project: Site, name: str) -> None:
    text, expected = CASES[name]
    project.write({"page.md": f"{text}\n"})
    assert proposed(project) == expected


@pytest.mark.parametrize("name", NONE)
def test_what_needs_no_setting(project: Site, name: str) -> None:
    project.write({"page.md": f"{NONE[name]}\n"})
    result = project.run("index", "--common")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No alias is an everyday word that needs a setting.\n"


@pytest.mark.parametrize("key", ["never-link", "case-sensitive", "first-in-page"])
def test_what_the_configuration_says_is_not_proposed_again(project: Site, key: str) -> None:
    project.write(
        {
            "autolink.toml": f'glossary = "glossary.md"\n{key} = ["instance"]\n',
            "page.md": "The use of an instance of an instance is use of it.\n",
        }
    )
    words = proposed(project)
    assert words.pop("never-link") == (["instance", "Use"] if key == "never-link" else ["Use"])
    assert words == {}


@pytest.mark.parametrize("attribute", ["link: never", "case: sensitive", "occurrences: first-in-section"])
def test_what_the_term_says_is_enough(project: Site, attribute: str) -> None:
    project.write(
        {"glossary.md": f"## Instance\n<!-- {attribute} -->\n\nX\n", "page.md": "An instance, an instance.\n"}
    )
    assert proposed(project) == {}


def test_once_in_a_page_is_not_proposed_where_all_terms_are(project: Site) -> None:
    project.write({"page.md": "An instance, an instance.\n"})
    assert project.run("index", "--common", "--config", 'occurrences="first-in-page"').stdout == ""


def test_chinese_words(project: Site) -> None:
    project.write(
        {
            "glossary.md": "## 服务\n\nX\n\n## 容器编排\n\nX\n",
            "page.md": "它提供服务，也使用服务。容器编排是容器编排。\n",
        }
    )
    assert proposed(project) == {"first-in-page": ["服务"]}


def test_as_json(project: Site) -> None:
    project.write({"page.md": "An instance, an instance.\n"})
    assert json.loads(project.run("index", "--common", "--format", "json").stdout) == [
        {
            "alias": "Instance",
            "path": "glossary.md",
            "line": 9,
            "mentions": 2,
            "pages": 1,
            "proposal": "first-in-page",
            "samples": [{"path": "page.md", "line": 1, "text": "An instance, an instance."}],
        }
    ]


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_other_formats_are_for_terms(project: Site, form: str) -> None:
    result = project.run("index", "--common", "--format", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error: --common does not support the format `{form}`" in result.stderr


def test_hostile_samples_stay_in_their_comments(project: Site) -> None:
    project.write({"page.md": 'x\u2028"]\x1b[2J an instance\x7f, an\u202e instance\r\n"]\n'})
    assert proposed(project) == {"first-in-page": ["Instance"]}
    assert "\x1b" not in project.run("index", "--common").stdout


def test_how_frequent_words_are() -> None:
    known = {
        "the": Frequency.FUNCTION,
        "USE": Frequency.FUNCTION,
        "process": Frequency.FREQUENT,
        "span": Frequency.COMMON,
        "tokenizer": Frequency.RARE,
        "service level": Frequency.RARE,
        "": Frequency.RARE,
        "环境": Frequency.FREQUENT,
        "环": Frequency.RARE,
    }
    assert {word: frequency(word) for word in known} == known
