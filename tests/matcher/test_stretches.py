"""Long texts are searched stretch by stretch: nothing is lost or found twice where two meet."""

from __future__ import annotations

import tracemalloc

import pytest

from autolink.matcher import matcher
from autolink.page.page import Page
from tests.support.linking import Linker

GLOSSARY = (
    "## モデル | 言語モデル | 大規模言語モデル\n\nA.\n\n## LLM | Large language model\n\nB.\n\n## AI\n\nC.\n"
)
TEXT = "大規模言語モデルと言語モデル、モデルー。A large language model, an LLM; OpenAI, AI社、AI.\n\n" * 5


@pytest.mark.parametrize("stretch", range(1, 60, 3))
def test_the_length_of_stretches_does_not_matter(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(GLOSSARY)
    whole = linker.link(TEXT)
    found = [item.verdict for item in linker.matcher.candidates(page(linker))]
    monkeypatch.setattr(matcher, "_STRETCH", stretch)
    assert linker.link(TEXT) == whole
    assert whole.count("<a ") == 5 * 7
    assert [item.verdict for item in linker.matcher.candidates(page(linker))] == found


def page(linker: Linker) -> Page:
    return Page.parse(linker.path, TEXT.encode())


def peak(linker: Linker, data: bytes) -> int:
    """Return how many bytes linking a page takes at most."""
    tracemalloc.start()
    try:
        assert linker.rewrite(data).added == 20
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_nested_aliases_take_memory_by_the_glossary_not_by_its_product_with_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A text of 20 stretches takes a fraction of what it takes when all of it is one."""
    linker = Linker(f"## {' | '.join('学' * length for length in range(1, 51))}\n\nText.\n")
    data = ("学" * 1_000 + "\n").encode()
    linker.rewrite(data)
    whole = peak(linker, data)
    monkeypatch.setattr(matcher, "_STRETCH", 50)
    assert peak(linker, data) < whole / 4
