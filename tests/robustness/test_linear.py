"""Work that grows no faster than its input.

It is counted, not timed: bytecodes run, bytes copied. What libraries do is not counted; sizes in
`test_hostile.py` see to that.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from ahocorasick_rs import AhoCorasick

from autolink.diagnostics.rules import MISSING_FILE
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.matcher.explain import explain
from autolink.page.dialects.mdx import mdx
from autolink.page.page import Page
from autolink.text.similar import Names
from tests.support.linking import GLOSSARY, Linker
from tests.support.site import link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TERMS = "## LLM\n\nText.\n\n## モデル | Model\n\nText.\n\n## C++\n\nText.\n\n## 파드\n\nText.\n\n## fps\n\nText.\n"
TWICE_AND_A_HALF = 2.5
"""How much more work twice the input may be: a logarithm is fine, a square is not."""


def page_of(text: str, linker: Linker) -> Page:
    return Page.parse(linker.path, text.encode())


def bytecodes(call: Callable[[], object]) -> int:
    """Return how many bytecodes a call runs."""
    count = 0

    def trace(frame: Any, event: str, _argument: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


class CountedBytes(bytes):
    """Bytes that count of how many of them they are asked for copies."""

    copied = 0

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        if isinstance(key, slice):
            CountedBytes.copied += len(part)
        return part


class CountedText(str):
    """A text that counts of how many of its characters it is asked for copies."""

    copied = 0

    def __getitem__(self, key: Any) -> str:
        part = super().__getitem__(key)
        CountedText.copied += len(part)
        return part


def assert_linear(work: Callable[[int], int], size: int) -> None:
    """Check that the work on twice the input is about twice the work."""
    work(2)  # what is found out once is found out here
    once, twice = work(size), work(2 * size)
    assert once < twice <= TWICE_AND_A_HALF * once, f"{once} for {size}, {twice} for twice as much"


def test_work_that_is_a_square_is_seen() -> None:
    with pytest.raises(AssertionError):
        assert_linear(lambda count: bytecodes(lambda: [[0 for _ in range(count)] for _ in range(count)]), 50)


# Matching

UNITS = [
    *(
        "LLM ",
        "LLM.",
        "-LLM ",
        "LLM@",
        "(LLM",
        "LLM’",
        "LLM{{",
        "[[LLM",
        "*LLM* ",
        "**LLM",
        "<b>LLM",
        "$LLM ",
        "(*LLM*) →*a ",
        "://x&lt; LLM ",
        "://`a `LLM ",
        "$a ://b$LLM ",
    ),
    *("`LLM` LLM ", "&amp;LLM", "LLM\n\n", "- LLM\n", "# LLM\n\nLLM\n\n", "| LLM ", "[LLM](x.md) LLM "),
    *(
        "LLMモデル",
        "モデルー",
        "モデル・",
        "モデル\n",
        "파드를",
        "1,000fps ",
        "C++",
        "LLM\u0301",
        "㌔LLM",
        "LLM  ",
    ),
    *(
        "LLM <!-- autolink-disable-line -->\n",
        "a <!-- autolink-disable --> LLM <!-- autolink-enable --> LLM ",
    ),
    *(
        "# Part\n\nLLM <!-- autolink-prefer: glossary.md -->\n\n",
        "LLM <!-- autolink-prefer: glossary.md --> ",
    ),
]


@pytest.mark.parametrize("unit", UNITS)
def test_matching_a_page(unit: str) -> None:
    linker = Linker(TERMS + "\n## LLM\n\nText.\n", occurrences="first-in-section", skip_in=("emphasis",))

    def work(count: int) -> int:
        page = page_of(unit * count, linker)
        return bytecodes(lambda: linker.matcher.candidates(page))

    assert_linear(work, 40)


@pytest.mark.parametrize("unit", ["モデル", "LLM, ", "a"])
def test_the_place_of_a_mention_in_a_long_paragraph(unit: str) -> None:
    linker = Linker(TERMS)

    def work(count: int) -> int:
        page = page_of((unit * 10 + "語LLM, ") * count, linker)
        page = replace(page, prose=replace(page.prose, text=CountedText(page.prose.text)))
        CountedText.copied = 0
        linker.matcher.mentions(page)
        return CountedText.copied

    assert_linear(work, 300)


@pytest.mark.parametrize("unit", ["{LLM ", "{{LLM ", "({[LLM ", "export LLM {\n", "import LLM\n"])
def test_what_is_closed_on_an_mdx_page(unit: str) -> None:
    assert_linear(lambda count: bytecodes(lambda: list(mdx((unit * count).encode(), 0))), 150)


def layout_steps(patterns: Sequence[str]) -> int:
    """Return how many steps the library takes to lay out the automaton of some patterns.

    The states of its trie are numbered as they come. Those that match are swapped to the front; then the cycles
    of this permutation are followed, from each of their states (aho-corasick 1.1, `Remapper::remap`).
    """
    states: dict[tuple[int, int], int] = {}
    matching = set()
    for pattern in patterns:
        state = 0
        for byte in pattern.encode():
            state = states.setdefault((state, byte), len(states) + 1)
        matching.add(state)
    at = list(range(len(states) + 1))
    for place, state in enumerate(sorted(matching), 1):
        at[place], at[state] = at[state], at[place]
    steps, seen = 0, set[int]()
    for state in range(len(at)):
        length = 0
        while state not in seen:
            seen.add(state)
            state, length = at[state], length + 1
        steps += length * length
    return steps


@pytest.mark.parametrize("alias", ["a{n}", "term {n}", "用語{n}", "{n}th", "ab{n}c"])
def test_the_automaton_of_many_aliases(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    def build(patterns: list[str], **settings: Any) -> object:
        built.append(layout_steps(patterns))
        return AhoCorasick(patterns, **settings)

    monkeypatch.setattr("autolink.matcher.matcher.AhoCorasick", build)

    def work(count: int) -> int:
        linker = Linker(f"## {' | '.join(alias.format(n=n) for n in range(count))}\n\nText.\n")
        linker.link("A page.\n")
        return built[-1]

    assert_linear(work, 3_000)


# Glossaries


def test_links_to_a_term_with_many_aliases() -> None:
    def work(count: int) -> int:
        linker = Linker(
            f"## Term\n<!-- aliases: {', '.join(f'alias {n}' for n in range(count))} -->\n\nText.\n"
        )
        page = page_of("".join(f"[other {n}](glossary.md#VGVybQ==) " for n in range(count)), linker)
        return bytecodes(lambda: linker.matcher.managed.on(page))

    assert_linear(work, 30)


@pytest.mark.parametrize(
    "unit",
    [
        "## Part {n}\n<!-- case: smart -->\n\nterm {n}, 用語{n}\n\n",
        "## Same | Part {n}\n\nSame\n\n",
        "## Same\n\nSame\n\n",
        "## Part {n}\n\nText.\n\n",
    ],
)
def test_checking_and_matching_a_glossary(unit: str) -> None:
    def work(count: int) -> int:
        linker = Linker(
            "## Term 1\n\nText.\n\n" + "".join(unit.format(n=n) for n in range(count)), self_links=False
        )
        page = linker.glossary_page
        rules = linker.snapshot.glossary_rules
        return bytecodes(lambda: (list(rules.check(page)), linker.matcher.mentions(page)))

    assert_linear(work, 70)


def test_terms_that_dangling_anchor_ids_may_mean() -> None:
    def work(count: int) -> int:
        linker = Linker("".join(f"## Same | Part {n}\n\nText.\n\n" for n in range(count)))
        successors = linker.snapshot.successors
        ids = [encode_anchor_id(f"Same | Old {n}") for n in range(count)]
        assert len(successors.of(ids[0], GLOSSARY)) == count
        return bytecodes(lambda: [successors.of(anchor_id, GLOSSARY) for anchor_id in ids])

    assert_linear(work, 100)


def test_anchors_that_a_missing_one_is_compared_with() -> None:
    names = Names(f"a-{n}" for n in range(100_000))
    assert_linear(lambda count: bytecodes(lambda: [names.anchors_like("b") for _ in range(count)]), 3)


# Places


@pytest.mark.parametrize(
    "unit", ["LLM, ", "モデル", "`LLM` ", "LLM `LLM` ", link("LLM", "LLM", "glossary.md") + " "]
)
def test_explaining_a_line(unit: str) -> None:
    linker = Linker(TERMS)

    def work(count: int) -> int:
        page = page_of(unit * count, linker)
        return bytecodes(lambda: explain(linker.matcher, linker.rewriter.verdicts, page, 1))

    def copies(count: int) -> int:
        page = page_of(unit * count, linker)
        page = replace(page, data=CountedBytes(page.data))
        CountedBytes.copied = 0
        explain(linker.matcher, linker.rewriter.verdicts, page, 1)
        return CountedBytes.copied

    assert_linear(work, 60)
    assert_linear(copies, 600)


def test_the_columns_of_many_places_on_one_line() -> None:
    def work(count: int) -> int:
        page = Page.parse("/p.md", ("語 [a](b) " * count).encode())
        page = replace(page, data=CountedBytes(page.data))
        CountedBytes.copied = 0
        places = [page.position(link.start) for link in page.links]
        assert places == [(1, 9 * number + 3) for number in range(count)]
        return CountedBytes.copied

    assert_linear(work, 1_000)


@pytest.mark.parametrize(
    "unit",
    [
        "[a](b) <!-- autolink-disable-line {n} -->\n",
        "<!-- autolink-disable M{n} --> [a](b) ",
        "<!-- autolink-disable -->[a](b)<!-- autolink-enable L{n} -->",
        "<!-- autolink-disable L{n} -->[a](b)<!-- autolink-enable M{n} -->",
    ],
)
def test_many_suppressions_and_many_findings(unit: str) -> None:
    def work(count: int) -> int:
        page = Page.parse("/p.md", "".join(unit.format(n=n) for n in range(count)).encode())

        def ask() -> list[bool]:
            off = Suppressions(suppressions(page))
            return [off.cover(MISSING_FILE, link.start) for link in page.links]

        return bytecodes(ask)

    assert_linear(work, 100)
