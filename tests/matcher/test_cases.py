"""Behaviour as a technical writer reads it: `tests/cases/*.md`.

A case is a heading of level 3, the terms as list items (`- term: …`), settings (`- setting: key = value`), and
a fenced block (`markdown` or `mdx`) in which what gets linked stands between ⟦ and ⟧. Instead of terms it may
have a whole glossary page, in a fenced block `glossary`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from autolink.page.page import Page
from tests.support.linking import ROOT, Linker
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

CASES = REPOSITORY / "tests/cases"
_BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass
class Case:
    name: str
    glossary: str = ""
    page: str = ""
    expected: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


def read(file: Path) -> list[Case]:
    cases = []
    for part in re.split(r"^### ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        case = Case(f"{file.stem}: {title.strip()}", page=f"{ROOT}/page.md")
        for match in _BLOCK.finditer(body):
            if match[2] == "glossary":
                case.glossary += match[3]
            else:
                case.expected = match[3]
                case.page = f"{ROOT}/page.{'mdx' if match[2] == 'mdx' else 'md'}"
        head = body[: body.index("```")]
        for key, value in re.findall(r"^- (term|setting): (.*)$", head, re.MULTILINE):
            if key == "term":
                case.glossary += f"## {value}\n\nA definition.\n\n"
            else:
                for name, parsed in tomllib.loads(value).items():
                    case.settings[name.replace("-", "_")] = (
                        tuple(parsed) if isinstance(parsed, list) else parsed
                    )
        cases.append(case)
    return cases


ALL = [case for file in sorted(CASES.glob("*.md")) for case in read(file)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case) -> None:
    assert case.glossary and case.expected, "a case needs terms and a text"
    linker = Linker(case.glossary, case.page, **case.settings)
    data = re.sub("[⟦⟧]", "", case.expected).encode()
    page = Page.parse(case.page, data, linker.config.dialect)
    marked = data
    for mention in reversed(linker.matcher.mentions(page)):
        found = "⟦".encode() + marked[mention.start : mention.end] + "⟧".encode()
        marked = marked[: mention.start] + found + marked[mention.end :]
    assert marked.decode() == case.expected


def test_half_of_the_cases_are_must_not_link() -> None:
    silent = sum("⟦" not in case.expected for case in ALL)
    assert silent * 2 >= len(ALL), f"only {silent} of {len(ALL)}"


def test_names_are_unique() -> None:
    names = [case.name for case in ALL]
    assert len(names) == len(set(names))
