"""Other readers judge linked documents of a grammar: nothing but links may differ.

`python -m tests.fuzz --judge cmark --documents 100000 --seed 2` judges more of them.
"""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.support.fuzzing import Case, assert_only_links_change
from tests.support.github_judges import JUDGES
from tests.support.judges import MICROMARK, without_links

_TERMS = "".join(f"## {term}\n\nText.\n\n" for term in ("LLM", "学習", '"Quoted"', r"\*args"))
_NODE = [pytest.mark.sites, pytest.mark.skipif(bool(MICROMARK.is_missing()), reason=MICROMARK.is_missing())]
_MISSING = pytest.mark.skipif(not find_spec("commonmark"), reason="the extra `dev` is not installed")


def _marks(judge: str) -> list[pytest.MarkDecorator]:
    return {"micromark": _NODE, "directives": _NODE, "commonmark": [_MISSING]}.get(judge, [])


each_judge = pytest.mark.parametrize("judge", [pytest.param(name, marks=_marks(name)) for name in JUDGES])


@each_judge
def test_only_links_change(judge: str) -> None:
    assert_only_links_change(JUDGES[judge], 200)


@each_judge
def test_documents_are_linked(judge: str) -> None:
    cases = [*JUDGES[judge].cases(50)]
    assert [*JUDGES[judge].cases(50)] == cases
    assert sum(JUDGES[judge].link(case).text != case.text for case in cases) > len(cases) / 3


KNOWN = {
    "a line below an alert that goes on with it": ("cmark", "markdown", ">[!NOTE]\n<r>\nLLM"),
    "strong text in a link, with runs open that nothing closes": ("cmark", "markdown", "***;**LLM**[**"),
    "the same of underscores beside one": ("cmark", "markdown", "**_「__LLM__ _**"),
    "strong text behind a parenthesis in runs that stay open": ("cmark", "markdown", "**(__LLM__ _***"),
    "strong text in a link that a longer run opens": ("cmark", "markdown", "***[**LLM**=**"),
    "a second row of hyphens below one that does not fit": (
        "cmark",
        "html",
        "```|`LLM``\n-|\n|||\n-|-\n`",
    ),
    "a target that never ends in the text of a reference": (
        "markdown-it",
        "markdown",
        "[](() (LLM)][ref]\n\n[ref]:m",
    ),
    "strikethrough that a run within goes on behind": ("commonmark", "markdown", "~~*args~~ l*"),
    "a quote indented as code below an item": ("markdown-it", "html", "   - M\n    >LLM"),
}
"""What is known to change, by its reason: so rare, or so hard to tell, that it is not withheld yet."""


@pytest.mark.parametrize(
    ("judge", "style", "text"),
    [
        pytest.param(*case, marks=[*_marks(case[0]), pytest.mark.xfail(strict=True)], id=reason)
        for reason, case in KNOWN.items()
    ],
)
def test_known_differences(judge: str, style: str, text: str) -> None:
    assert JUDGES[judge].judge([Case(style, _TERMS, text)]) == [False]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#x">LLM</a>',
        "<b>LLM</b>",
        '<i title="<a href="#t">LLM</a>">',
        '<!-- <a href="#t">LLM</a> -->',
        "[LLM](#t)",
        '&lt;a href="#t">LLM&lt;/a>',
        '<script><a href="#t">LLM</a></script>',
        '<a href="#t" title="">LLM</a>',
    ],
)
def test_what_is_no_link_of_ours_is_seen(html: str) -> None:
    assert without_links(html, {"#t"}) != without_links("LLM", ())


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ('<p>a <a href="#t">LLM</a> b</p>', "<p>a LLM b</p>"),
        ('<a href="#x"><b></a><a href="#t"><b>LLM</b></a>', '<a href="#x"><b></a><b>LLM</b>'),
        ('<h2>LLM<a id="i"></a></h2>', "<h2>LLM</h2>"),
    ],
)
def test_our_links_are_left_out(html: str, plain: str) -> None:
    assert without_links(html, {"#t"}, {"i"}) == without_links(plain, ())
