"""Pages before and after linking, as VitePress renders them: nothing but links may differ.

Needs Node, and a folder that the environment variable AUTOLINK_SITES names, in which this was run:

    mkdir vitepress && cd vitepress && npm init -y && npm install vitepress@1.6

`python -m tests.fuzz --judge vitepress --documents 2000` runs more pages.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.page.dialects.test_vitepress import CLOSED, OPEN
from tests.support.closed import unmarked
from tests.support.fuzzing import Judge, Linked, assert_only_links_change
from tests.support.judges import Program, without_links

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = Program(os.path.join(os.path.dirname(__file__), "vitepress.mjs"), "vitepress")
PIECES = [unmarked(text).strip("\n") for text in (*CLOSED.values(), *OPEN.values())]


def read(pages: Sequence[Linked]) -> list[list[object]]:
    """Return what VitePress makes of pages without links; None where Vue does not compile it."""
    answers = [PROGRAM.ask(page.text) for page in pages]
    return [
        [None if "error" in answer else without_links(answer["html"], _published(page.targets))]
        for answer, page in zip(answers, pages, strict=True)
    ]


def _published(targets: frozenset[str]) -> list[str]:
    return [f"./{target.replace('.md#', '.html#')}" for target in targets]


_FOOTNOTE = re.compile(r"\[\^")
JUDGE = Judge(
    read,
    "vitepress",
    ("markdown",),
    glossary="## LLM\n\nText.\n",
    unknown=_FOOTNOTE,
    pieces=lambda start: PIECES,
)


@pytest.mark.sites
@pytest.mark.skipif(bool(PROGRAM.is_missing()), reason=PROGRAM.is_missing())
def test_linking_changes_no_page_that_compiles() -> None:
    assert_only_links_change(JUDGE, 200)
