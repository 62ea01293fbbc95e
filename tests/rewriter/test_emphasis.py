"""Links beside emphasis: inside it, around it, or not at all. The judge is GitHub's own renderer."""

from __future__ import annotations

import re
from itertools import product

import pytest

from autolink.rewriter.delimiters import is_disputed_near
from autolink.rewriter.emphasis import keeps_delimiters, keeps_span
from tests.rewriter.test_properties import rendered
from tests.support.linking import Linker

STYLES = {style: Linker("## LLM\n\nText.\n", link_style=style) for style in ("html", "markdown")}
LINK = {"html": r'<a href="glossary.md#TExN">\1</a>', "markdown": r"[\1](glossary.md#TExN)"}
_MANAGED = re.compile(r'<a href="glossary\.md#TExN">(.*?)</a>')
each_style = pytest.mark.parametrize("style", STYLES)


def linked(style: str, text: str) -> str:
    """Link a page; fail if it renders otherwise than before, link elements aside."""
    new = STYLES[style].link(text)
    assert _MANAGED.sub(r"\1", rendered(new.encode())) == rendered(text.encode()), new
    return new


@each_style
@pytest.mark.parametrize(
    "expected",
    [
        # inside: nothing that matters stands beside the delimiters
        "**{LLM}**",
        "a **{LLM}** b",
        "a *{LLM}*, b",
        "a _{LLM}_ b",
        "a ~~{LLM}~~ b",
        "「**{LLM}**」",
        "(*{LLM}*)",
        "は **{LLM}** は",
        "**{LLM}**。",
        "**{LLM}** 、",
        "**the {LLM} here**は",
        "は**大きな{LLM}の型**は",
        "*a **{LLM}** b*",
        # around: `>` or `)` before the closing run, a letter behind it
        "{**LLM**}は",
        "は{**LLM**}",
        "は{**LLM**}は",
        "は{*LLM*}は",
        "は{***LLM***}は",
        "は{~~LLM~~}は",
        "*は{**LLM**}は*",
        # around: the run before it might close one that is open
        "*({**LLM**})**",
        # neither: so might it, or a reader takes a symbol for a letter
        "__そ*_LLM_*_",
        'H**🚀"**LLM',
        # neither: the mention fills only a part of the span, at its edge
        "は**LLMの型**は",
        "は**大きなLLM**は",
        "は~~LLMの型~~は",
        "は**[a](b.md)LLM**は",
        # beside a span, not in it
        "**a** {LLM} **b**",
        "**a**、{LLM}、**b**",
        "**a**LLM**b**",
        "a**LLM**b",
        # no delimiters at all
        "\\*{LLM}\\*",
        "2 * {LLM} * 3",
        "`*`{LLM}`*`",
        "_LLM",
        "a_LLM_b",
    ],
)
def test_where_the_link_goes(style: str, expected: str) -> None:
    text = re.sub(r"[{}]", "", expected)
    assert linked(style, f"{text}\n") == re.sub(r"\{(.*?)\}", LINK[style], expected) + "\n"


DELIMITERS = ("*", "**", "***", "_", "__", "~~")
BEFORE = ("", "は", "a", "a ", "(", "「", "。", "\u3000")
AFTER = ("", "は", "a", " a", ")", "」", "。", "!", "\u3000")
CONTENTS = ("LLM", "LLMの型", "大きなLLM", "LLM と LLM", "「LLM」", "a LLM b")


@each_style
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_nothing_but_links_changes_beside_one_span(style: str, delimiter: str) -> None:
    for before, content, after in product(BEFORE, CONTENTS, AFTER):
        linked(style, f"{before}{delimiter}{content}{delimiter}{after}\n")


@each_style
@pytest.mark.parametrize(
    ("outer", "inner"), [pair for pair in product(DELIMITERS, repeat=2) if pair[0] != pair[1]]
)
def test_nothing_but_links_changes_in_nested_spans(style: str, outer: str, inner: str) -> None:
    for before, after in product(("", "は", "a "), ("", "は", " a")):
        linked(style, f"{before}{outer}{inner}LLM{inner}{outer}{after}\n")
        if {outer, inner} != {"**", "__"}:  # of two `<strong>` in one another GitHub writes one
            linked(style, f"{before}{outer}の{inner}LLM{inner}の{outer}{after}\n")
        linked(style, f"{before}{outer}LLM{outer}{inner}LLM{inner}{after}\n")


@each_style
@pytest.mark.parametrize(
    "symbol", ["→", "✓", "©", "＋", "~", "～", "・", "ー", "\u00a0", "\u200b", "'", "-", "&amp;"]
)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_nothing_but_links_changes_beside_symbols(style: str, delimiter: str, symbol: str) -> None:
    """Symbols are punctuation to some parsers only (CommonMark since 0.31)."""
    for before, content, after in product(
        (symbol, "", "は"), ("LLM", "LLMの"), (symbol, f"{symbol}は", f"{symbol}5")
    ):
        linked(style, f"{before}{delimiter}{content}{delimiter}{after}\n")


@each_style
@pytest.mark.parametrize(
    "text", ["LLM~~.~~", "LLM*.*", "LLM**.**は", ".~~LLM", "LLM~.~", "は**。**LLM*", "✓*LLM**", "©**LLM*"]
)
def test_nothing_but_links_changes_beside_runs_without_a_partner(style: str, text: str) -> None:
    linked(style, f"{text}\n")


# To parsers other than GitHub's white space, to GitHub's letters; and white space to all.
SPACES = ("\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\ufeff", "\u200b", "\x0c", "\xa0", "\u2003", "\t")


@each_style
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("space", SPACES)
def test_nothing_but_links_changes_beside_white_space(style: str, delimiter: str, space: str) -> None:
    for before, after in product(
        ("", space, f"a{space}", f"は{space}"), ("", space, f"{space}は", f"{space}.")
    ):
        linked(style, f"{before}{delimiter}LLM{delimiter}{after}\n")
        linked(style, f"{before}LLM{delimiter}a{delimiter}{after}LLM\n")


@each_style
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("**LLM**\u2028は", "{**LLM**}\u2028は"),
        ("は\x0b*LLM*", "は\x0b{*LLM*}"),
        ("は\x85*大きなLLM*\x85は", "は\x85*大きなLLM*\x85は"),
        ("**LLM**\xa0は", "**{LLM}**\xa0は"),
        ("a\x0c*LLM* b", "a\x0c*{LLM}* b"),
    ],
)
def test_white_space_is_what_commonmark_says(style: str, text: str, where: str) -> None:
    assert linked(style, f"{text}\n") == re.sub(r"\{(.*?)\}", LINK[style], where) + "\n"


DISPUTED = (
    "~*^LLM**#",
    "^*→LLM**#",
    "LLM*$*$",
    "https://x.y/*a LLM*) b*",
    "www.x.y/*a LLM*) b*",
    "I~~)LLM*~~*",
    "~~\u2028~~LLM~~",
    "は*~~LLM~~は*",
    "~~LLM~~_e_",
    "!**LLM **LLM***",
    "!**LLM**は **LLM***",
)


@each_style
@pytest.mark.parametrize("text", DISPUTED)
def test_nothing_but_links_changes_where_parsers_differ_on_a_run(style: str, text: str) -> None:
    linked(style, f"{text}\n")
    linked(style, f"{text} **LLM**。\n")
    linked(style, f"{text}\r\r**LLM**は\n")


@each_style
@pytest.mark.parametrize("between", ["", "a*\n", "> \n"])
def test_a_dispute_ends_with_its_paragraph(style: str, between: str) -> None:
    text = f"→*a* \n{between}\n「**LLM**」。\n"
    assert re.sub(r"LLM", LINK[style].replace(r"\1", "LLM"), text) == linked(style, text)


@each_style
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("H~~~LLM~~~", "H~~~LLM~~~"),
        ("H ~~~LLM~~~ H", "H ~~~{LLM}~~~ H"),
        ("は\\***LLM**は", "は\\***LLM**は"),
        ("は~~LLM~~は", "は{~~LLM~~}は"),
        ("は***LLM***は", "は{***LLM***}は"),
    ],
)
def test_a_link_around_delimiters_can_be_taken_out(style: str, text: str, where: str) -> None:
    new = linked(style, f"{text}\n")
    assert new == re.sub(r"\{(.*?)\}", LINK[style], where) + "\n"
    assert STYLES[style].unlinked(new.encode()).decode() == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "inside", "around"),
    [
        ("**LLM**", True, True),
        ("**LLM**は", False, True),
        ("は**LLM**", False, True),
        ("a __LLM__ b", True, True),
        ("~~LLM~~は", False, True),
        ("\\*LLM\\*は", True, False),
        ("**LLM** は", True, True),
    ],
)
def test_the_two_questions(text: str, inside: bool, around: bool) -> None:
    data = text.encode()
    start = data.index(b"LLM")
    end = start + 3
    assert keeps_delimiters(data, start, end) is inside
    if around:
        first = min(data.index(mark) for mark in (b"*", b"_", b"~") if mark in data)
        last = max(data.rindex(mark) for mark in (b"*", b"_", b"~") if mark in data) + 1
        assert keeps_span(data, first, last)


@pytest.mark.parametrize("above", ["- **一**は。\n  - ", "**一は。\n\n", "> 1. **一は\n> 2. "])
def test_runs_of_other_blocks_are_not_open(above: str) -> None:
    linker = Linker("## 学習\n\nText.\n")
    text = f"{above}つまり、**学習とは単に**。\n"
    assert linker.link(text) == text.replace("学習", '<a href="glossary.md#5a2m57+S">学習</a>')


def test_a_run_that_may_be_open_keeps_a_link_out() -> None:
    text = "**一は、つまり、**学習とは単に**。\n"
    assert Linker("## 学習\n\nText.\n").link(text) == text


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_paragraph_ends_at_a_blank_line_alone_whatever_ends_lines(end: str) -> None:
    data = f"**a€**b{end}**d**{end}>{end}**e**".encode()
    assert is_disputed_near(data, data.index(b"**d"))
    assert not is_disputed_near(data, data.index(b"**e"))


def test_paragraphs_are_looked_into_once() -> None:
    data = b"*a* " * 200_000
    assert not any(is_disputed_near(data, offset) for offset in range(0, len(data), 4))


UNEVEN = (
    "*s**LLM**T**",
    "* **+*LLM****",
    '***l*(LLM*"',
    "***a*の（LLM*」",
    "a LLM*`*b**",
    "* *****。****LLM***",
    "。***LLM****",
    "****LLM***!",
    "__e_*_LLM_**",
    "****_*`**LLM",
    "__x **_LLM_**]__",
    "***`M`*LLM*",
    "LLM**、[]()**を",
)
EVEN = (
    "****{LLM}****。",
    "**a *b* {LLM}**。",
    "*a **{LLM}**。 b*",
    "は**強*弱*、{LLM}**。",
    "2*3 **{LLM}**。",
    "\\*a **{LLM}**。",
    "~~a **{LLM}**~~。",
    "*a* `M`*{LLM}*",
    "**{LLM}**、**`a`**、**[a](b)**",
    "**a** *b* **_{LLM}_**。",
)


@each_style
@pytest.mark.parametrize("text", UNEVEN)
def test_where_a_run_may_close_one_of_another_size_none_gets_a_new_role(style: str, text: str) -> None:
    assert linked(style, f"{text}\n") == f"{text}\n"


@each_style
@pytest.mark.parametrize("expected", EVEN)
def test_nested_runs_of_two_sizes_keep_no_link_out(style: str, expected: str) -> None:
    text = re.sub(r"[{}]", "", expected)
    assert linked(style, f"{text}\n") == re.sub(r"\{(.*?)\}", LINK[style], expected) + "\n"


@each_style
@pytest.mark.parametrize(
    "expected",
    [
        "~~{LLM}~~ *a*",
        "*a* ~~**{LLM}**~~",
        "~~*a* **{LLM}**~~。",
        "*a ~~*LLM*~~",
        "*-*]*a (~~***LLM***~~)",
        "LLM*\\~*a",
    ],
)
def test_a_run_beside_tildes_may_open_and_close(style: str, expected: str) -> None:
    """To micromark, which looks at no other character then."""
    text = re.sub(r"[{}]", "", expected)
    assert linked(style, f"{text}\n") == re.sub(r"\{(.*?)\}", LINK[style], expected) + "\n"
