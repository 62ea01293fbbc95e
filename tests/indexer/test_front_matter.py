"""Terms that are pages: their names stand in the front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.entries import read

if TYPE_CHECKING:
    from tests.support.site import Site

FORM = {"form": "front-matter"}


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("---\ntitle: Pod\n---\nX\n", ("Pod",)),
        ("---\nTitle: Pod\n---\n", ("Pod",)),
        ("---\r\ntitle: Pod\r\n---\r\nX", ("Pod",)),
        ("\ufeff---\ntitle: Pod\n---\n", ("Pod",)),
        ("---\ntitle: Pod # short\n---\n", ("Pod",)),
        ("---\ntitle: |\n  Pod\n---\n", ("Pod",)),
        ("---\ntitle: Pod | Pods of whales\n---\n", ("Pod", "Pods of whales")),
        ("---\ntitle: Container Storage Interface (CSI)\n---\n", ("Container Storage Interface", "CSI")),
        ("---\ntitle: Pod\naliases: unit\n---\n", ("Pod", "unit")),
        ("---\ntitle: Pod\naliases: [unit, 'a b', Pod, '…']\n---\n", ("Pod", "unit", "a b")),
        ("---\ntitle: Pod\naliases:\n- unit\n- ポッド\n---\n", ("Pod", "unit", "ポッド")),
        ("---\ntitle: Pod\naliases:\n---\n", ("Pod",)),
        ("---\ntitle: &a Pod\naliases: [*a, unit]\n---\n", ("Pod", "unit")),
        ("---\n? [a]\n: b\ntitle: Pod\n---\n", ("Pod",)),
        ("+++\ntitle = 'Pod'\naliases = ['unit']\n+++\n", ("Pod", "unit")),
        ('+++\ntitle = "Caf\\u00e9"\n[params]\ntitle = "x"\n+++\n', ("Café",)),
    ],
)
def test_a_page_is_a_term(text: str, aliases: tuple[str, ...]) -> None:
    terms, problems = read(text, **FORM)
    assert ([term.aliases for term in terms], problems) == ([aliases], [])
    assert (terms[0].anchor, terms[0].addition, terms[0].id) == ("", None, "pod")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("X\n", "front matter: `title` is missing"),
        ("---\n---\n", "front matter: `title` is missing"),
        ("---\nname: Pod\n---\n", "front matter: `title` is missing"),
        ("---\ntitle:\n---\n", "front matter: `title` is missing"),
        ("---\ntitle: 3\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: yes\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: 2001-01-01\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: [Pod]\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: {a: Pod}\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: '***'\n---\n", "front matter: `title` is not a string"),
        ("---\ntitle: !!python/object:os.system Pod\n---\n", "front matter: `title` is not a string"),
        (
            '---\ntitle: "Pod\n---\n',
            "front matter is not valid YAML: found unexpected end of stream (line 3)",
        ),
        (
            "---\n\ttitle: Pod\n---\n",
            "front matter is not valid YAML: found character '\\t' that cannot start",
        ),
        ("---\ntitle: \x01\n---\n", "front matter is not valid YAML: special characters are not allowed"),
        ("---\ntitle: *pod\n---\n", "front matter is not valid YAML: found undefined alias 'pod' (line 2)"),
        ("---\na: b\n...\ntitle: Pod\n---\n", "front matter: `title` is missing"),
        ("---\n- title\n---\n", "front matter is not a mapping of keys to values"),
        ("+++\ntitle = 3\n+++\n", "front matter: `title` is not a string"),
        ("+++\ntitle = Pod\n+++\n", "front matter is not valid TOML: Invalid value (at line 1, column 9)"),
        ("+++\n[params]\ntitle = 'Pod'\n+++\n", "front matter: `title` is missing"),
        (f"---\ntitle: {'[' * 5000}\n---\n", "front matter is nested too deeply"),
        (f"+++\ntitle = {'[' * 5000}\n+++\n", "front matter is nested too deeply"),
        (f"+++\n{'a.' * 40_000}b = 1\n+++\n", "front matter has a line with too many dots"),
        (f"---\ntitle: {'x' * 100_000}\n---\n", "front matter is too long"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(text: str, problem: str) -> None:
    terms, problems = read(text, **FORM)
    assert terms == []
    assert len(problems) == 1
    assert problems[0].startswith(problem)


@pytest.mark.parametrize("value", ["3", "{a: b}", "true"])
def test_aliases_that_are_no_texts_are_left_out_and_reported(value: str) -> None:
    terms, problems = read(f"---\ntitle: Pod\naliases: {value}\n---\n", **FORM)
    assert [term.aliases for term in terms] == [("Pod",)]
    assert problems == ["front matter: `aliases` is not a list of strings"]


@pytest.mark.parametrize(
    ("value", "aliases", "problem"),
    [
        ("[unit, 1]", ("unit",), "item 2 is not a string"),
        ("[[unit], 'a b', unit]", ("a b", "unit"), "item 1 is not a string"),
        ("[1.5, true]", (), "items 1, 2 are not strings"),
        ("[1, 2, unit, 3, 4, 5]", ("unit",), "items 1, 2, 4, … are not strings"),
    ],
)
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_what_is_no_text_in_a_list_of_aliases_is_left_out_alone(
    value: str, aliases: tuple[str, ...], problem: str, fence: str
) -> None:
    if fence == "+++":
        value = value.replace("unit", '"unit"')
    sign = ":" if fence == "---" else " ="
    text = f'{fence}\ntitle{sign} "Pod"\naliases{sign} {value}\n{fence}\n'
    terms, problems = read(text, **FORM)
    assert [term.aliases for term in terms] == [("Pod", *aliases)]
    assert problems == [f"front matter: in `aliases` {problem}"]
    assert not aliases or text[slice(*terms[0].spans["unit"])].strip('"') == "unit"


@pytest.mark.parametrize("path", ["index.md", "_index.md", "README.md"])
def test_the_index_page_of_the_glossary_is_no_term_that_of_a_folder_is(path: str) -> None:
    text = "---\ntitle: Glossary\n---\n"
    assert read(text, path=path, **FORM) == ([], [])
    (term,), _ = read(text, path=f"api/{path}", **FORM)
    assert (term.aliases, term.id) == (("Glossary",), "api")


def test_the_keys_can_be_named() -> None:
    text = "---\nterm: Pod\naka: [unit]\nslug: the-pod\nshort: A group.\n---\nX\n"
    (term,), problems = read(text, **FORM, name="term", aliases="aka", id="slug", definition="short")
    assert (term.aliases, term.id, problems) == (("Pod", "unit"), "the-pod", [])
    assert text[slice(*term.definition)] == "A group."


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("Pod", "Pod"),
        ("'Pod'", "'Pod'"),
        ('"Pod"', '"Pod"'),
        ("  Pod  # short", "Pod"),
        ("&a Pod", None),
        ("!!str Pod", None),
        ('"P\\u006fd"', None),
        ("|\n  Pod", None),
    ],
)
def test_a_name_has_a_place_where_it_is_written_as_it_reads(written: str, span: str | None) -> None:
    text = f"---\nwho: 誰か\ntitle: {written}\n---\n"
    (term,), _ = read(text, **FORM)
    places = [text.encode()[slice(*place)].decode() for place in term.spans.values()]
    assert places == ([span] if span else [])


@pytest.mark.parametrize("fence", ["---", "+++"])
@pytest.mark.parametrize("letter", ["a", "あ"])
def test_a_page_may_have_very_many_aliases(fence: str, letter: str) -> None:
    listed = ", ".join(f'"{letter}{number}"' for number in range(8_000))
    sign = ":" if fence == "---" else " ="
    text = f'{fence}\ntitle{sign} "Pod"\naliases{sign} [{listed}]\n{fence}\n'
    (term,), problems = read(text, **FORM)
    assert (len(term.aliases), len(term.spans), problems) == (8_001, 8_001, [])


def test_two_pages_with_one_id_are_reported_within_a_scope(site: Site) -> None:
    page = "---\ntitle: {}\nid: pod\n---\n\nX\n"
    site.write(
        {
            "autolink.toml": 'glossary = { path = "c", form = "front-matter" }\nscopes = ["c/{lang}"]\n',
            "c/en/a.md": page.format("Pod"),
            "c/en/b.md": page.format("Pot"),
            "c/de/a.md": page.format("Kapsel"),
        }
    )
    found = site.run("check").stdout.splitlines()
    assert [line for line in found if " G010 " in line] == [
        "c/en/a.md:2:8: G010 the id `pod` is that of 2 terms",
        "c/en/b.md:2:8: G010 the id `pod` is that of 2 terms",
    ]


def test_a_page_that_is_no_term_keeps_no_other_from_being_one(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'glossary = { path = "g", form = "front-matter" }\n',
            "g/bad.md": '---\ntitle: "\n---\n',
            "g/pod.md": "---\ntitle: Pod\n---\n\nA group.\n",
            "page.md": "A pod.\n",
        }
    )
    assert site.run("fix").exit_code == 0
    assert site.read("page.md") == "A [pod](<g/pod.md>).\n"
    assert "g/bad.md:1:1: G010 front matter is not valid YAML" in site.run("check").stdout
