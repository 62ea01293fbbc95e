"""Differences that `python -m tests.fuzz` found on sites, and that are not mended: each by its smallest page."""

from __future__ import annotations

import shutil

import pytest

from tests.support.fuzzed_sites import JUDGES
from tests.support.fuzzing import Case

KNOWN = {
    "betterem splits runs of four otherwise": ("mkdocs", "****LLM***$"),
    "HTML that a comment of Critic leaves open": ("mkdocs", "<div {>><<}</div>\n\nLLM"),
    "a formula that begins in a comment": ("hugo", "れ<!--$-->$ LLM$"),
    "what our link makes the definition of an abbreviation": ("kramdown", "*LLM]:"),
    "kramdown pairs backticks otherwise": ("kramdown", "` `LLM`"),
    "code below a footnote that is a table to kramdown": ("kramdown", "[^1]: |\n\n    LLM"),
}
"""By reason the judge and the page. They are rare, and what would close them is not small."""
_PROGRAMS = {"hugo": "hugo", "kramdown": "ruby"}


@pytest.mark.sites
@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize(("judge", "text"), KNOWN.values(), ids=KNOWN)
def test_known_differences(judge: str, text: str) -> None:
    if judge in _PROGRAMS and not shutil.which(_PROGRAMS[judge]):
        pytest.skip(f"{judge} is not installed")
    found = JUDGES[judge]()
    assert found.judge([Case("markdown", found.glossary, text)]) == [False]
