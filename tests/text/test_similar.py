"""What may have been meant: paths, anchors, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.links.suggestions import PathSuggester
from autolink.links.undefined_references import References
from autolink.page.page import Page
from autolink.text.similar import Names, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.site import Site


def suggest(
    path: str, pages: Iterable[str] = (), files: Iterable[str] = (), listed: Iterable[str] = ()
) -> list[str]:
    return PathSuggester(pages, lambda _: listed, lambda: files).suggest(path)


def test_a_page_of_the_same_name_is_meant_before_any_other_file() -> None:
    assert suggest("/p/a/x.md", ["/p/b/x.md"], ["/p/c/x.md"]) == ["/p/b/x.md"]
    assert suggest("/p/a/x.md", ["/p/b/y.md"], ["/p/c/X.md"]) == ["/p/c/X.md"]


def test_files_are_not_looked_for_when_a_page_has_the_name() -> None:
    def files() -> Iterable[str]:
        raise AssertionError

    assert PathSuggester(["/p/b/x.md"], lambda _: (), files).suggest("/p/x.md") == ["/p/b/x.md"]


def test_the_nearest_folder_comes_first_and_three_are_enough() -> None:
    pages = [f"/p/{folder}/x.md" for folder in ("z", "a/b", "a/c", "y")]
    assert suggest("/p/a/x.md", pages) == ["/p/a/b/x.md", "/p/a/c/x.md", "/p/y/x.md"]


def test_another_suffix_in_the_same_folder() -> None:
    assert suggest("/p/logo.png", listed=["logo.svg", "logos.png", "c"]) == ["/p/logo.svg"]


@pytest.mark.parametrize("name", ["zzz.md", "q", "", "a" * 5000])
def test_nothing_is_like_it(name: str) -> None:
    assert suggest(f"/p/{name}", ["/p/b.md"], ["/p/b.md"], ["guide.md", "b.md"]) == []


@pytest.mark.parametrize(
    ("name", "other"),
    [("a.md", "b.md"), ("new.md", "no.md"), ("img1.markdown", "toc.markdown"), (".md", "a.md")],
)
def test_a_suffix_alone_makes_no_file_like_another(name: str, other: str) -> None:
    assert suggest(f"/p/{name}", listed=[other]) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("chek", "check"),
        ("style", "link-style"),
        ("Link Style", "link-style"),
        ("the", ""),
        ("attribute-file", ""),
        ("zebra", ""),
        ("", ""),
        ("?", ""),
    ],
)
def test_only_what_is_near_may_be_meant(word: str, meant: str) -> None:
    names = ["check", "other-file", "unknown-attribute", "link-style"]
    assert did_you_mean(word, names) == (f", did you mean `{meant}`?" if meant else "")


def test_a_folder_of_many_files_is_not_compared_as_a_whole() -> None:
    listed = [f"{number:06}.md" for number in range(100_000)]
    suggester = PathSuggester((), lambda _: listed)
    for number in range(0, 100_000, 100):
        assert f"/p/{number:06}.md" in suggester.suggest(f"/p/{number:06}x.md")


def test_a_page_of_many_anchors_is_not_compared_as_a_whole() -> None:
    names = Names(f"section-{number:06}" for number in range(100_000))
    assert [names.anchors_like(f"section-{number:06}x")[0] for number in range(0, 100_000, 100)]
    assert names.anchors_like("SECTION-000007") == ["section-000007"]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("Usage", ["usage"]),
        ("install", ["install-it", "how-to-install"]),
        ("useage", ["usage"]),
        ("qqqq", []),
        ("", []),
    ],
)
def test_anchors(fragment: str, expected: list[str]) -> None:
    assert Names(["usage", "how-to-install", "install-it", "x"]).anchors_like(fragment) == expected


@pytest.mark.parametrize(
    ("page", "label", "message", "fixed"),
    [
        ("[a][refrence]\n\n[reference]: x\n", "refrence", "did you mean `reference`?", "[a][reference]"),
        (
            "[refrence][]\n\n[reference]: x\n",
            "refrence",
            "did you mean `reference`?",
            "[refrence][reference]",
        ),
        ("![a][語句集]\n\n> [用語句集]: x\n", "語句集", "did you mean `用語句集`?", "![a][用語句集]"),
        ("a[^nots]\n\n[^note]: x\n", "^nots", "did you mean `^note`?", "a[^note]"),
        (
            "[a][refrence]\n\n[reference]: x\n[referense]: y\n",
            "refrence",
            "`reference` or `referense`?",
            None,
        ),
        ("[a][refrence]\n\n[^reference]: x\n", "refrence", "`refrence` is not defined in this page", None),
        ("[a][x]\n\n[reference]: x\n", "x", "`x` is not defined in this page", None),
    ],
)
def test_labels(page: str, label: str, message: str, fixed: str | None) -> None:
    data = page.encode()
    start, end = (0 if label[0] != "^" else 1), len(page.partition("\n")[0].encode())
    item = References(Page.parse("/p.md", data)).undefined(start, end, label)
    assert item.message.endswith(message)
    assert not item.fixable
    if fixed is None:
        assert item.edits == ()
    else:
        ((first, last, new),) = item.edits
        assert (data[:first] + new + data[last:end]).decode() == fixed


def test_a_file_that_is_no_page_is_found_anywhere_in_the_project(site: Site) -> None:
    site.write(
        {
            "glossary.md": "## Term\n\nText.\n",
            "docs/a.md": "![x](logo.svg) ![y](hidden.svg) ![z](ignored.svg)\n",
            "assets/img/logo.svg": "",
            "node_modules/hidden.svg": "",
            "built/ignored.svg": "",
            "autolink.toml": 'exclude = ["built"]\n',
        }
    )
    lines = site.run("check").stdout.splitlines()
    assert "did you mean `../assets/img/logo.svg`?" in lines[0]
    assert ["did you mean" in line for line in lines] == [True, False, False]
