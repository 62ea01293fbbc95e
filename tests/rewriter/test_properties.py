"""The promises, over generated documents. `HYPOTHESIS_PROFILE=thorough` runs 10,000 examples of each."""

from __future__ import annotations

import os
import re

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.proof.change import changed
from autolink.text.folding import fold
from tests.support.linking import Linker
from tests.support.markdown import GLOSSARY, documents

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("normal", max_examples=100, derandomize=True, **_COMMON)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=10_000, **_COMMON)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))

STYLES = {style: Linker(GLOSSARY, link_style=style) for style in ("html", "markdown")}
each_style = pytest.mark.parametrize("style", STYLES)
_MANAGED = re.compile(r'<a href="glossary\.md#[^"]*">(.*?)</a>', re.DOTALL)


def rendered(data: bytes) -> str:
    body = data[body_start(data) :].decode()
    return str(github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES))


@each_style
@given(text=documents)
def test_only_links_change(style: str, text: str) -> None:
    linker, data = STYLES[style], text.encode()
    linked = linker.rewrite(data).data
    assert linker.unlinked(linked) == linker.unlinked(data)


@each_style
@given(text=documents)
def test_linking_twice_changes_nothing(style: str, text: str) -> None:
    linker = STYLES[style]
    linked = linker.rewrite(text.encode()).data
    again = linker.rewrite(linked)
    assert again.data == linked
    assert (again.added, again.updated, again.removed) == (0, 0, 0)


@each_style
@given(text=documents, other=documents)
def test_the_result_is_a_function_of_the_plain_text(style: str, text: str, other: str) -> None:
    """Also for pages whose managed links someone has cut up: here two linked pages, spliced.

    But a link that someone put where the proof would withhold or widen it stays: a page that has all its
    links is not proven again.
    """
    linker = STYLES[style]
    first, second = linker.rewrite(text.encode()).data, linker.rewrite(other.encode()).data
    mixed = (first[: len(first) // 2].decode("utf-8", "ignore") + second.decode()).encode()
    plain = linker.unlinked(mixed)
    expected = linker.rewrite(plain)
    wanted, _ = linker.rewriter.wanted(Page.parse(linker.path, plain))
    assume(changed(plain, wanted) == expected.data)
    assert linker.rewrite(mixed).data == expected.data


@each_style
@given(text=documents, other=documents, cut=st.integers(0, 400))
def test_what_is_known_without_a_look_at_its_links_is_what_linking_gives(
    style: str, text: str, other: str, cut: int
) -> None:
    """For linked pages, those that hold half of another one, and those whose links nobody has proven."""
    linker = STYLES[style]
    first, second = linker.rewrite(text.encode()).data, linker.rewrite(other.encode()).data
    plain = Page.parse(linker.path, linker.unlinked(first))
    unproven = changed(plain.data, linker.rewriter.wanted(plain)[0])
    spliced = (first[:cut].decode("utf-8", "ignore") + second.decode()).encode()
    for data in (first, spliced, unproven):
        known = linker.kept(data)
        assert known is None or known == linker.rewrite(data)


@each_style
@given(text=documents)
def test_the_page_renders_the_same(style: str, text: str) -> None:
    linker, data = STYLES[style], text.encode()
    linked = linker.rewrite(data).data
    assert _MANAGED.sub(r"\1", rendered(linked)) == rendered(data)


@given(text=documents)
def test_mentions_are_whole_apart_and_fold_to_an_alias(text: str) -> None:
    linker, data = STYLES["html"], text.encode()
    page = Page.parse(linker.path, data)
    end = 0
    for mention in linker.matcher.mentions(page):
        assert end <= mention.start < mention.end
        end = mention.end
        data[mention.start : mention.end].decode()  # whole characters
        written = page.prose.text[mention.text_start : mention.text_end]
        assert linker.matcher.managed.is_alias(mention.term.anchor_id, written)
        assert fold(written).text


@given(text=documents, term=st.sampled_from(["Zebra crossing", "縞馬", "Qux"]))
def test_an_unrelated_term_changes_no_other_mention(text: str, term: str) -> None:
    page = Page.parse(STYLES["html"].path, text.encode())
    more = Linker(GLOSSARY + f"## {term}\n\nText.\n")
    found, before = (
        [(item.start, item.end, item.term.name) for item in linker.matcher.mentions(page)]
        for linker in (more, STYLES["html"])
    )
    assert found == before
