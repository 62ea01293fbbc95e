"""Avoided words as a technical writer reads them: `tests/cases/avoided/*.md`.

A case is a heading of level 3, a glossary page and a page. What is reported stands in the page between ⟦ and ⟧;
what replaces it follows behind `→`, and an article that is corrected with it is written in the same way.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from autolink.diagnostics.rules import AVOIDED_WORD
from autolink.page.page import Page
from tests.support.linking import Linker
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

CASES = REPOSITORY / "tests/cases/avoided"
_BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_FOUND = re.compile("⟦([^⟦⟧→]*)(?:→([^⟦⟧→]*))?⟧")
_ARTICLES = ("a", "an", "A", "An")


class Case(NamedTuple):
    name: str
    glossary: str
    page: str
    settings: dict[str, Any]


def read(file: Path) -> list[Case]:
    cases = []
    for part in re.split(r"^### ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        blocks = {match[2]: match[3] for match in _BLOCK.finditer(body)}
        settings = {
            name.replace("-", "_"): tuple(value) if isinstance(value, list) else value
            for line in re.findall(r"^- setting: (.*)$", body, re.MULTILINE)
            for name, value in tomllib.loads(line).items()
        }
        cases.append(Case(title.strip(), blocks["glossary"], blocks["markdown"], settings))
    return cases


ALL = [case for file in sorted(CASES.glob("*.md")) for case in read(file)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case) -> None:
    linker = Linker(case.glossary, **case.settings)
    before = _FOUND.sub(r"\1", case.page)
    after = _FOUND.sub(lambda found: found[1] if found[2] is None else found[2], case.page)
    page = Page.parse(linker.path, before.encode(), linker.config.dialect)
    found = linker.snapshot.mention_rules.check(page).diagnostics
    reported = [page.data[item.start : item.end].decode() for item in found if item.rule is AVOIDED_WORD]
    assert reported == [match[1] for match in _FOUND.finditer(case.page) if match[1] not in _ARTICLES]
    data, count = linker.snapshot.word_replacer.replaced(page)
    assert data.decode() == after
    assert count == sum(bool(item.edits) for item in found)


def test_half_of_the_cases_find_nothing() -> None:
    silent = sum("⟦" not in case.page for case in ALL)
    assert silent * 2 >= len(ALL), f"only {silent} of {len(ALL)}"
