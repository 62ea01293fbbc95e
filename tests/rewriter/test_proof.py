"""The proof: each parser can veto a link, and only the links to blame are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from autolink.page import readings
from autolink.page.page import Page
from autolink.page.syntax import MARKDOWN
from autolink.rewriter.proof import blame, objections, referee
from autolink.rewriter.proof import prove as proving
from autolink.rewriter.proof.blame import Allowance, Split
from autolink.rewriter.proof.change import Change, changed
from autolink.rewriter.proof.prove import Proof, prove
from tests.support.linking import Linker
from tests.support.site import link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.support.site import Site

PARSERS = ("mistune", "pyromark")
each_parser = pytest.mark.parametrize("parser", PARSERS)
OPENING, CLOSING = b'<a href="#id">', b"</a>"
if TYPE_CHECKING:
    Veto = Callable[[str, Callable[[str], bool]], None]


def around(page: bytes, text: bytes, wider: Change | None = None) -> Change:
    """Return the change that links the first occurrence of a text."""
    start = page.index(text)
    end = start + len(text)
    return Change.around(start, end, (OPENING, CLOSING), wider)


def proven(page: bytes, changes: list[Change]) -> tuple[bytes, Proof]:
    """Return a page with those changes that can be proven, and the proof."""
    proof = prove(Page.parse("/page.md", page), changes)
    return changed(page, proof.changes), proof


def linked(text: bytes) -> bytes:
    return OPENING + text + CLOSING


@pytest.fixture
def veto(monkeypatch: pytest.MonkeyPatch) -> Veto:
    """Return a way to let a parser see more than a link in the texts that a predicate names.

    Or fail on them, when the predicate does. No argument keeps the referee from being asked.
    """

    def install(parser: str, objects: Callable[[str], bool]) -> None:
        if parser == "mistune":
            parse = referee._mistune()

            def mistune(text: str) -> Any:
                return [*parse(text), *([{"type": "thematic_break"}] if objects(text) else [])]

            monkeypatch.setattr(referee, "_mistune", lambda: mistune)
            monkeypatch.setattr(proving, "is_evident", lambda *_: False)
            return

        class Pyromark:
            def html(self, text: str) -> str:
                return markdown.html(text) + "<hr />" * objects(text)

            def events(self, text: str) -> list[object]:
                return [*markdown.events(text), *(["Rule"] if objects(text) else [])]

            def events_with_range(self, text: str) -> list[object]:
                events: list[object] = list(markdown.events_with_range(text))
                return [*events, *([("Rule", {"start": 0, "end": 0})] if objects(text) else [])]

        markdown = MARKDOWN
        monkeypatch.setattr(readings, "MARKDOWN", Pyromark())

    return install


def test_without_an_objection_all_links_stand() -> None:
    page = b"one two\n\n- three\n"
    new, proof = proven(page, [around(page, b"one"), around(page, b"two"), around(page, b"three")])
    assert new == b"%s %s\n\n- %s\n" % (linked(b"one"), linked(b"two"), linked(b"three"))
    assert proof.withheld == ()


@each_parser
def test_only_the_link_to_blame_is_withheld_and_the_parser_named(veto: Veto, parser: str) -> None:
    veto(parser, lambda text: ">bad</a>" in text)
    page = b"one bad two\n\nthree\n"
    changes = [around(page, text) for text in (b"one", b"bad", b"two", b"three")]
    new, proof = proven(page, changes)
    assert new == b"%s bad %s\n\n%s\n" % (linked(b"one"), linked(b"two"), linked(b"three"))
    ((start, end, reason),) = proof.withheld
    assert page[start:end] == b"bad"
    assert reason == f"{parser} would read more than a link"


@each_parser
def test_every_link_to_blame_is_found_among_many(veto: Veto, parser: str) -> None:
    veto(parser, lambda text: ">bad" in text)
    words = [b"bad%d" % n if n in (0, 13, 14, 50, 99) else b"good%d" % n for n in range(100)]
    page = b", ".join(words) + b".\n"
    new, proof = proven(
        page, [around(page, word + mark) for word in words for mark in (b",", b".") if word + mark in page]
    )
    assert [page[start:end].rstrip(b",.") for start, end, _ in proof.withheld] == [
        w for w in words if w.startswith(b"bad")
    ]
    assert new.count(OPENING) == 95


@each_parser
def test_two_links_that_cannot_stand_together_cost_one(veto: Veto, parser: str) -> None:
    veto(parser, lambda text: ">one</a>" in text and ">two</a>" in text)
    page = b"one and two\n"
    new, proof = proven(page, [around(page, b"one"), around(page, b"two")])
    assert new == b"%s and two\n" % linked(b"one")
    assert len(proof.withheld) == 1


@each_parser
def test_a_parser_that_fails_cannot_vouch(veto: Veto, parser: str) -> None:
    def fail(text: str) -> bool:
        if ">bad</a>" in text:
            raise RecursionError
        return False

    veto(parser, fail)
    page = b"one bad two\n"
    new, proof = proven(page, [around(page, text) for text in (b"one", b"bad", b"two")])
    assert new == b"%s bad %s\n" % (linked(b"one"), linked(b"two"))
    assert [reason for *_, reason in proof.withheld] == [f"{parser} would read more than a link"]


def test_the_links_of_a_block_that_mistune_cannot_read_are_withheld(veto: Veto) -> None:
    def fail(text: str) -> bool:
        if "bad" in text:
            raise ValueError
        return False

    veto("mistune", fail)
    page = b"one bad\n\ntwo\n"
    new, proof = proven(page, [around(page, b"one"), around(page, b"two")])
    assert new == page.replace(b"two", linked(b"two"))
    assert len(proof.withheld) == 1


def test_the_wider_form_is_tried_before_a_link_is_withheld(veto: Veto) -> None:
    veto("mistune", lambda text: f"*{OPENING.decode()}" in text)
    page = b"a *one* b *two* c three\n"
    changes = [around(page, b"one", around(page, b"*one*")), around(page, b"two"), around(page, b"three")]
    new, proof = proven(page, changes)
    assert new == b"a %s b *two* c %s\n" % (linked(b"*one*"), linked(b"three"))
    assert [page[start:end] for start, end, _ in proof.withheld] == [b"two"]


def test_the_wider_form_is_not_taken_without_need() -> None:
    page = b"a *one* b\n"
    new, _ = proven(page, [around(page, b"one", around(page, b"*one*"))])
    assert new == b"a *%s* b\n" % linked(b"one")


def test_a_link_is_withheld_when_the_wider_form_fails_too(veto: Veto) -> None:
    veto("mistune", lambda text: OPENING.decode() in text)
    page = b"a *one* b\n"
    new, proof = proven(page, [around(page, b"one", around(page, b"*one*"))])
    assert (new, len(proof.withheld)) == (page, 1)


def test_the_links_of_a_block_over_the_limit_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objections, "MAX_REFEREED_BLOCK", 20)
    page = b"one\n\ntwo in \\* more than twenty bytes\n\nthree\n"
    new, proof = proven(page, [around(page, text) for text in (b"one", b"two", b"three")])
    assert new == page.replace(b"one", linked(b"one")).replace(b"three", linked(b"three"))
    assert [reason for *_, reason in proof.withheld] == ["its block is too large to prove"]


@pytest.mark.parametrize(
    ("text", "linked_text"),
    [
        ("|a|\n|-|\n|LLM|\n\tLLM b\n", "|a|\n|-|\n|LLM|\n\tLLM b\n"),
        ("> |a|\n> |-|\n>     LLM\n", "> |a|\n> |-|\n>     LLM\n"),
        ("[a]: b\n    LLM\n", "[a]: b\n    LLM\n"),
        ("|a|\n|-|\n   LLM *b\n", "|a|\n|-|\n   {LLM} *b\n"),
        (
            "- c\n\n    |a|\n    |-|\n    |LLM \\*|\n\n    LLM\n",
            "- c\n\n    |a|\n    |-|\n    |{LLM} \\*|\n\n    {LLM}\n",
        ),
        ("[a]: b\n   LLM\n", "[a]: b\n   {LLM}\n"),
    ],
)
def test_what_is_code_to_some_is_left_alone(text: str, linked_text: str) -> None:
    link = '<a href="glossary.md#TExN">LLM</a>'
    assert Linker("## LLM\n\nA model.\n").link(text) == linked_text.replace("{LLM}", link)


@each_parser
def test_many_links_to_blame_in_one_block_cost_no_other_block(veto: Veto, parser: str) -> None:
    veto(parser, lambda text: ">bad" in text)
    words = [b"bad%d" % n for n in range(10, 60)]
    page = b" ".join(words) + b"\n\none\n"
    new, proof = proven(page, [around(page, word) for word in (*words, b"one")])
    assert new == page.replace(b"one", linked(b"one"))
    assert len(proof.withheld) == 50


@pytest.mark.parametrize("size", [50_000, 100_000, 200_000])
def test_what_is_read_again_to_find_those_to_blame_is_bounded_by_the_page(size: int) -> None:
    changes = [Change.around(at, at + 1, (b"<i>", b"</i>")) for at in range(0, size, 50)]
    read: list[int] = []

    def holds(chosen: Sequence[Change]) -> bool:
        read.append(size)
        return not chosen

    sifted = Split(changes, holds, size, Allowance(size))
    assert sifted.good == []
    assert sifted.bad + sifted.unseen == changes
    assert sum(read) <= 600_000 + 5 * size


def test_the_blocks_of_a_page_share_what_may_be_read_again() -> None:
    read: list[int] = []

    def holds(chosen: Sequence[Change]) -> bool:
        read.append(5_000)
        return not chosen

    allowance = Allowance(500_000)
    changes = [Change.around(at, at + 1, (b"<i>", b"</i>")) for at in range(0, 5_000, 50)]
    unseen = [len(Split(changes, holds, 5_000, allowance).unseen) for _ in range(100)]
    assert unseen[0] == len(changes) - blame.MAX_BLAMED
    assert unseen[-1] == len(changes)
    assert sum(read) <= 600_000 + 5 * 500_000


def test_all_to_blame_in_an_ordinary_block_are_found_and_no_verdict_is_asked_for_twice() -> None:
    changes = [Change.around(at, at + 1, (b"<i>", b"</i>")) for at in range(0, 6_000, 50)]
    bad = changes[3::12]
    asked: list[frozenset[Change]] = []

    def holds(chosen: Sequence[Change]) -> bool:
        asked.append(frozenset(chosen))
        return asked[-1].isdisjoint(bad)

    sifted = Split(changes, holds, 6_000, Allowance(6_000))
    assert (sifted.bad, sifted.unseen) == (bad, [])
    assert sifted.good == [change for change in changes if change not in bad]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize(
    ("page", "word"),
    [
        (b"`a word b`\n", b"word"),
        (b"```\nword\n```\n", b"word"),
        (b"    word\n", b"word"),
        (b"[a](word)\n", b"word"),
        (b'<b title="word">\n', b"word"),
        (b"<div>\nword\n</div>\n", b"word"),
        (b"$a word b$\n", b"word"),
        (b"**one**\xe3\x81\xaf\n", b"one"),
        (b"two words\n", b"two words\n"),
        (b"\\*a\n", b"*a"),
        (b"&amp; b\n", b"amp"),
        (b"- one\n", b"- one"),
        (b"# one\n", b"# one"),
        (b"[a b](c)\n", b"b](c)"),
        (b"one  \ntwo\n", b"one "),
    ],
)
def test_what_is_more_than_a_link_is_withheld(page: bytes, word: bytes) -> None:
    new, proof = proven(page, [around(page, word)])
    assert (new, len(proof.withheld)) == (page, 1)


# The diagnostic


def test_a_withheld_link_is_reported_when_asked_for(site: Site) -> None:
    text = "前置き\n\n日本語のLLMと、は**LLMの型**は、LLM。\n"
    site.write({"glossary.md": "## LLM\n\nA model.\n", "page.md": text})
    assert "M004" not in site.run("fix", "--check").output
    site.write({"autolink.toml": 'extend-select = ["unsafe-link"]\n'})
    result = site.run("fix")
    assert result.exit_code == 0
    mention = link("LLM", "LLM", "glossary.md")
    line = f"日本語の{mention}と、は**LLMの型**は、{mention}。"
    assert site.read("page.md") == f"前置き\n\n{line}\n"
    column = line.index("**LLM") + 3
    expected = f"page.md:3:{column}: M004 `LLM` is not linked: it would break the emphasis next to it\n"
    assert expected in result.stderr
    assert expected in site.run("fix", "--check").stderr


@pytest.mark.parametrize(("parser", "reason"), [(p, f"{p} would read more than a link") for p in PARSERS])
def test_the_diagnostic_names_the_parser(site: Site, veto: Veto, parser: str, reason: str) -> None:
    veto(parser, lambda text: ">LLMs</a>" in text)
    site.write({"autolink.toml": 'extend-select = ["M004"]\n', "glossary.md": "## LLM\n\nd\n"})
    site.write({"page.md": "LLM and LLMs.\r\n"})
    result = site.run("fix")
    mention = link("LLM", "LLM", "glossary.md")
    assert site.read("page.md") == f"{mention} and LLMs.\r\n"
    assert f"page.md:1:{len(mention) + 6}: M004 `LLMs` is not linked: {reason}\n" in result.stderr


def test_the_diagnostic_names_a_block_that_is_too_large(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objections, "MAX_REFEREED_BLOCK", 20)
    site.write({"autolink.toml": 'extend-select = ["M004"]\n', "glossary.md": "## LLM\n\nd\n"})
    site.write({"page.md": "LLM\n\nan LLM in \\* more than twenty bytes\n"})
    result = site.run("fix")
    assert site.read("page.md").startswith(f"{link('LLM', 'LLM', 'glossary.md')}\n\nan LLM in")
    assert "page.md:3:4: M004 `LLM` is not linked: its block is too large to prove\n" in result.stderr


@pytest.mark.parametrize(
    ("text", "style", "reason"),
    [
        ("[a]: LLM b\n", "html", "it follows a label"),
        ("x]y here\n", "markdown", "its brackets would end the link"),
    ],
)
def test_reasons_against_a_link_where_it_stands(text: str, style: str, reason: str) -> None:
    linker = Linker("## LLM\n\nText.\n\n## x\\]y\n\nText.\n", link_style=style)
    rewrite = linker.rewrite(text.encode())
    assert rewrite.data == text.encode()
    assert [item.reason for item in rewrite.withheld] == [reason]


DISPUTED = (
    "- [ ] [f]: LLM",
    "1. [x] [f]: a\n   (LLM)",
    "a <!--[b---> LLM](c)",
    "``a `b` and `[c`](LLM)",
    "[a [b](c) and [d] LLM](e)",
    ">a\n<b>\nLLM",
    "|a|\n|-|\n<b>\nLLM",
    "`a\n|-|\nb` LLM",
    "[a](b( 'LLM')",
    "[^1]: a\n \n    LLM",
    "> a | b\n>\t-|-\n>\t  LLM",
    "[a]: b\n'' LLM'",
    "1. [a]:b\n'' LLM'",
    "[a]:\nb\n'' LLM'",
    "[\\]]: b\r'' LLM'",
    "[^1]: a\n<b>\nLLM",
    "> > a\n> <b>\n> LLM",
    "[![[a](b)](c)](d 'LLM')",
    "*<!--[-- -->](LLM)",
    "a$b LLM {$",
    "a$b LLM\\$",
    "[^\\] LLM]",
)
UNDISPUTED = (
    "- [ ] [docs]: update the LLM",
    "- [ ] a [b]: LLM",
    "a <!-- b -- c --> LLM",
    "``a` b`` `c` LLM",
    "`a` `b` LLM `",
    "[![a](b) ![c](d)](e) LLM",
    "> a\n> <b>\n> LLM",
    "a\n<br>\nLLM",
    "|a|\n|-|\n|LLM|",
    "[a](b(c) d) LLM",
    "[^1]: a\n\n    LLM",
    "see [a]: b\nLLM",
    "[^1]: a\n    <b>\n    LLM",
    ">> a\n>> <b>\n>> LLM",
    "[![[a]](b)](c) LLM",
    "![[a](b)](c) LLM",
    "a <!-- b --> [c](d) LLM",
    "a `{$b` LLM `$`",
    "\\$a LLM \\$b",
    "$a{b}$ LLM",
    "$a=\\$3$ LLM",
    "[^1] LLM \\[b\\]",
)


@pytest.mark.parametrize("text", DISPUTED)
def test_links_are_withheld_where_github_reads_a_block_otherwise(text: str) -> None:
    assert Linker("## LLM\n\nText.\n").link(text) == text


@pytest.mark.parametrize("text", UNDISPUTED)
def test_links_are_made_where_it_does_not(text: str) -> None:
    assert Linker("## LLM\n\nText.\n").link(text) != text


@pytest.mark.parametrize("unit", [" ", "\t", "> ", "|", "-", ":-"])
def test_a_row_of_a_table_that_goes_on_and_on_is_looked_at_once(unit: str) -> None:
    """The search is a library's, whose work is not counted: a square would not end."""
    objections.objection_to(("a | b\n" + unit * (190_000 // len(unit)) + "x\n").encode())
