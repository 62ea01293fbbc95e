"""Writing in the glossary: what an editor adds to it reads as meant, and nothing else changes."""

from __future__ import annotations

import pytest

from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.rewriter.entries import alias_edits, entry_edits
from tests.support.linking import GLOSSARY, Linker


def with_alias(glossary: str, name: str, word: str) -> str | None:
    linker = Linker(glossary)
    (term,) = [term for term in linker.glossary.terms if term.name == name]
    edits = alias_edits(linker.glossary_page, term, word, linker.config)
    return applied(glossary.encode(), edits).decode() if edits else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## LLM\n\nA model.\n", "## LLM\n<!-- aliases: 語 -->\n\nA model.\n"),
        ("## LLM\n", "## LLM\n<!-- aliases: 語 -->\n"),
        ("## LLM", "## LLM\n<!-- aliases: 語 -->\n"),
        ("## LLM\nA model.\n", "## LLM\n<!-- aliases: 語 -->\nA model.\n"),
        ("LLM\n---\n\nA model.\n", "LLM\n---\n<!-- aliases: 語 -->\n\nA model.\n"),
        ("## LLM\n<!-- aliases: LM -->\n", "## LLM\n<!-- aliases: LM, 語 -->\n"),
        (
            "## LLM\n\n<!--\naliases: LM\ncase: smart\n-->\n",
            "## LLM\n\n<!--\naliases: LM, 語\ncase: smart\n-->\n",
        ),
        ("## LLM\n<!-- case: smart -->\n", "## LLM\n<!-- case: smart\naliases: 語\n -->\n"),
        ("## LLM\n<!-- a note -->\n", "## LLM\n<!-- aliases: 語 -->\n<!-- a note -->\n"),
    ],
)
def test_an_alias_goes_into_the_attributes(before: str, after: str) -> None:
    assert with_alias(before, "LLM", "語") == after
    linker = Linker(after)
    assert linker.glossary.terms[0].aliases[-1] == "語"


@pytest.mark.parametrize("word", ["", "a,b", "a、b", "a--b", "a\nb", "-->", "…", "x" * 101, "LLM"])
def test_what_cannot_be_an_alias(word: str) -> None:
    assert with_alias("## LLM\n\nA model.\n", "LLM", word) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# G\n\n## LLM\n\nA.\n", "# G\n\n## LLM\n\nA.\n\n## 語\n\n"),
        ("## LLM\n\nA.", "## LLM\n\nA.\n\n## 語\n\n"),
        ("## LLM\n\nA.\n\n", "## LLM\n\nA.\n\n## 語\n\n"),
        ("", "## 語\n\n"),
        ("```\n", None),
        ("<!-- open\n", None),
    ],
)
def test_an_entry_goes_to_the_end(before: str, after: str | None) -> None:
    linker = Linker(before)
    edits = entry_edits(linker.glossary_page, "語", linker.config)
    assert (applied(before.encode(), edits).decode() if edits else None) == after


@pytest.mark.parametrize("word", ["", "a | b", "*a*", "a\nb", "`a`", "&amp;"])
def test_what_would_not_read_as_written_is_no_entry(word: str) -> None:
    page = Page.parse(GLOSSARY, b"## LLM\n")
    assert entry_edits(page, word, Linker("## LLM\n").config) == []
