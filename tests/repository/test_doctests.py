"""The examples in docstrings, and those of the page on the library, are true."""

from __future__ import annotations

import doctest
import pkgutil
import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import autolink
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from tests.support.site import Site

MODULES = [
    "autolink",
    *(
        module.name
        for module in pkgutil.walk_packages(autolink.__path__, "autolink.")
        if not module.name.endswith("__main__")
    ),
]
API = [
    "autolink",
    "autolink.project.project",
    "autolink.indexer.glossary",
    "autolink.page.page",
    "autolink.diagnostics.diagnostic",
]
GLOSSARY = """\
## 事前学習 | Pre-training

The first step of training a language model.

## Large language model (LLM)

A program that goes on writing.
"""
GUIDE = "# Guide\n\nAn LLM starts with 事前学習; see [the paper](paper.md).\n"


@pytest.fixture
def docs(site: Site) -> Site:
    """Return the project in which the examples play: a glossary, and a page with a link that dangles."""
    site.write({"docs/glossary.md": GLOSSARY, "docs/guide.md": GUIDE})
    return site


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name: str, docs: Site) -> None:
    if name.startswith("autolink.server."):
        pytest.importorskip("pygls", reason="needs the extra `lsp`")
    for example in doctest.DocTestFinder(exclude_empty=True).find(import_module(name)):
        docs.write({"docs/glossary.md": GLOSSARY, "docs/guide.md": GUIDE})
        assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("name", [*API, "autolink.indexer.heading_aliases", "autolink.text.inflection"])
def test_there_are_examples_in_docstrings(name: str) -> None:
    assert any(example.examples for example in doctest.DocTestFinder().find(import_module(name)))


def test_the_examples_of_the_library_are_true(docs: Site) -> None:
    page = (REPOSITORY / "docs/reference/library.md").read_text("utf-8")
    examples = "".join(re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "library.md", "library.md", 0)
    assert len(test.examples) >= 3
    assert doctest.DocTestRunner().run(test).failed == 0
    assert docs.read("docs/guide.md") != GUIDE
