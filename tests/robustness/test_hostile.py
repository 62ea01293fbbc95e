"""Glossaries and pages made to hurt: nothing crashes, and nothing is linked that is no mention.

The sizes are such that quadratic work would not get done.
"""

from __future__ import annotations

import os
import random
import unicodedata

import pytest

from autolink.diagnostics.rules import MISSPELLED_MENTION
from autolink.page.page import Page
from autolink.text.folding import fold
from tests.support.linking import Linker
from tests.support.site import Site, link

TERMS = "## LLM\n\nText.\n\n## モデル | Model\n\nText.\n\n## C++\n\nText.\n\n## 파드\n\nText.\n\n## fps\n\nText.\n"


def found(linker: Linker, text: str) -> list[str]:
    """Return the text of each mention."""
    data = text.encode()
    mentions = linker.matcher.mentions(Page.parse(linker.path, data))
    return [data[mention.start : mention.end].decode() for mention in mentions]


# Aliases


@pytest.mark.parametrize(
    "alias",
    ["\u0301", "\u200d", "\u200b", "\u00ad", "\u2060", "\ufe0f", "\u3099", "\u0e31", "\U000e0100", "・"],
)
def test_an_alias_of_one_invisible_character_or_mark_links_nothing(alias: str) -> None:
    linker = Linker(f"## {alias}\n\nText.\n\n## Word | {alias}\n<!-- aliases: {alias} -->\n\nText.\n")
    assert [term.aliases for term in linker.glossary.terms] == [("Word",)]
    assert {item.rule.code for item in linker.diagnostics} == {"G008"}
    assert found(linker, f"a {alias} b{alias}c {alias * 3} e\u0301 word") == ["word"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000", "\t", "&nbsp;", "&#32;", "\u2003"])
def test_an_alias_of_one_space_links_nothing(space: str) -> None:
    linker = Linker(f"## Word | {space} | \n\nText.\n\n## {space}\n\nText.\n")
    assert [term.aliases for term in linker.glossary.terms] == [("Word",)]
    assert {item.rule.code for item in linker.diagnostics} == {"G008"}
    assert found(linker, f"a{space}b  c word\u3000d") == ["word"]


@pytest.mark.parametrize(
    ("alias", "others"),
    [
        ("a.*b", "axxb ab a.b"),
        ("(x|y)+", "x y xy xyx"),
        ("[ab]", "a b ab"),
        (r"\d+", "1 12 d+ ddd"),
        ("^x$", "x"),
        ("x{2}", "xx x2"),
        ("x?y", "xy y"),
        (r"(?i)abc", "abc ABC"),
        (r"a\b", "a ab"),
        ("%s", "s %d"),
        ("{0}x", "0 {} {1} x"),
    ],
)
def test_an_alias_that_is_a_pattern_or_a_format_to_somebody_means_itself(alias: str, others: str) -> None:
    assert found(Linker(f"## Word\n<!-- aliases: {alias} -->\n\nText.\n"), f"{others} 語") == []


@pytest.mark.parametrize("alias", ["a.*b", "(x|y)+ z", "x{2}"])
def test_an_alias_that_is_a_pattern_is_linked_where_it_stands(alias: str) -> None:
    assert found(Linker(f"## Word\n<!-- aliases: {alias} -->\n\nText.\n"), f"One {alias} here") == [alias]


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        ("כלב", "זה כלב גדול, הכלב, כלבים.", ["כלב"]),
        ("كلب", "هذا كلب، الكلب، كلبان.", ["كلب"]),
        ("کتاب\u200cخانه", "این کتاب\u200cخانه است، کتاب\u200cخانهها.", ["کتاب\u200cخانه"]),
        ("क्\u200dष", "यह क्\u200dष है, क्\u200dषा।", ["क्\u200dष"]),
        ("👨\u200d👩\u200d👧 family", "a 👨\u200d👩\u200d👧 family", ["👨\u200d👩\u200d👧 family"]),
        ("LLM", "\u202eLLM\u202c \u2067LLM\u2069 \u200fLLM\u200e", ["LLM", "LLM", "LLM"]),
    ],
)
def test_right_to_left_words_joiners_and_controls(alias: str, text: str, expected: list[str]) -> None:
    assert found(Linker(f"## {alias}\n\nText.\n"), f"{text}\n") == expected


@pytest.mark.parametrize(
    ("word", "joint", "expected"),
    [
        ("あ", "", [100, 100, 50]),
        ("ab", " ", [100, 100, 50]),
        ("サーバー", "・", [100, 100, 50]),
        ("ab", "-", []),
        ("Ab", "", []),
    ],
)
def test_of_aliases_that_contain_each_other_to_depth_100_the_longest_are_linked(
    word: str, joint: str, expected: list[int]
) -> None:
    linker = Linker("".join(f"## {joint.join([word] * depth)}\n\nText.\n\n" for depth in range(1, 101)))
    mentions = linker.matcher.mentions(Page.parse(linker.path, joint.join([word] * 250).encode()))
    assert [mention.alias.count(word) for mention in mentions] == expected


def test_20_000_aliases() -> None:
    linker = Linker("".join(f"## Word{n} | 用語{n:05}番\n\nText.\n\n" for n in range(10_000)))
    numbers = range(0, 10_000, 10)
    text = "".join(f"A word{n} and 用語{n:05}番です、x. " for n in numbers)
    assert found(linker, text) == [alias for n in numbers for alias in (f"word{n}", f"用語{n:05}番")]


def test_50_000_aliases_of_one_term_that_begin_alike() -> None:
    linker = Linker(f"## {' | '.join(f'a{n}' for n in range(50_000))}\n\nText.\n")
    assert found(linker, "An a7, a49999s, a50000.") == ["a7", "a49999s"]


@pytest.mark.parametrize("joint", [" ", "-", "ー・", "A", "、"])
def test_an_alias_of_20_000_characters(joint: str) -> None:
    letters = random.Random(1)
    alias = joint.join("".join(letters.choices("abcdefgh", k=4)) for _ in range(20_000 // (4 + len(joint))))
    assert found(Linker(f"## {alias}\n\nText.\n"), f"x {alias} y") == [alias]


@pytest.mark.parametrize(
    "heading",
    [
        *("a | ", r"a \| ", "a (", "a (b) ", "`a|b` ", "&nbsp;", "🈁", "é", "e\u0301", "*a* "),
        *("(" * 9 + ")" * 9, "集約（集計、", "（集計、集計）", "K8", "a\u200b", "[a](", "<b>"),
    ],
)
def test_a_heading_made_to_hurt_gives_a_term_or_none(heading: str) -> None:
    linker = Linker(f"## {heading * 5_000} x\n\nText.\n")
    linker.matcher.mentions(Page.parse(linker.path, (heading * 5_000).encode()))
    assert len(linker.glossary.terms) <= 1


def test_an_attribute_comment_made_to_hurt() -> None:
    keys = "\n".join(f"k{letter}: v" for letter in "abcdefghij" * 500)
    aliases = ", ".join(f"alias {n}" for n in range(5_000))
    linker = Linker(f"## a\n<!--\n{keys}\naliases: {aliases}\ncase:{' ' * 10_000}upper\n-->\n")
    assert len(linker.glossary.terms[0].aliases) == 5_001
    assert len(linker.diagnostics) == 5_001


# Pages

RUNS = [
    *("{{", "{%", "{:", "{", "}}", "[[", "]]", "[@", "[^", "[", "*[", "!!!", ":::", "@", "#", "-", ".", ".."),
    *("*", "_", "~", "`", "$", "\\", "|", "/", "://", "www.", "=", "+", "'", "’", "&", "&#", "&amp;", "<"),
    *("</b>", "<b>", "<!--", "(", "（", "1", "1.", "a.", "a-", "a_", "a/", "ー", "・", "ﾞ", "ㅏ", "İ", "㌔"),
    *(
        "\u200d",
        "\u200b",
        "\u00ad",
        "\u202e",
        "\u3000",
        "\t",
        "\u0301",
        "\u3099",
        "\U000e0100",
        "\u0323\u0302",
    ),
]


@pytest.mark.parametrize("run", RUNS)
def test_a_run_of_20_000_is_survived(run: str) -> None:
    linker = Linker(TERMS)
    page = Page.parse(linker.path, f"LLM {run * (20_000 // len(run))} LLM {run}\n".encode())
    for mention in linker.matcher.candidates(page):
        assert mention.start < 0 or page.data[mention.start : mention.end].decode() == "LLM"


@pytest.mark.parametrize(
    ("filler", "mention"),
    [
        ("x" * 94, ",LLM,"),
        ("lorem-ipsum.dolor_sit/amet", ""),
        ("語学検定試験" * 5, "モデル"),
        ("ア" * 31, "モデル"),
    ],
)
def test_a_paragraph_of_a_megabyte_without_a_space(filler: str, mention: str) -> None:
    count = 1_000_000 // len((filler + mention).encode())
    assert found(Linker(TERMS), (filler + mention) * count) == [mention.strip(",")] * count * bool(mention)


def test_a_slip_in_a_paragraph_of_a_megabyte(site: Site) -> None:
    site.write(
        {
            "autolink.toml": f'select = ["{MISSPELLED_MENTION.code}"]\n',
            "glossary.md": "## トークナイザー\n\nX\n",
            "page.md": "試験トクナイザーと" + "語学検定" * 80_000 + "\n",
        }
    )
    assert site.run("check").stdout.startswith("page.md:1:3: M003 ")


def test_a_text_with_every_character_of_the_basic_plane() -> None:
    everything = (chr(n) for n in range(32, 0x10000) if not 0xD800 <= n < 0xE000)
    text = "".join(f"{ch}LLM" for ch in everything if unicodedata.category(ch) != "Cn")
    assert {fold(mention).text for mention in found(Linker(TERMS), text)} == {"llm"}


# Odd names and texts, through the command line

ODD = "\u200f\u202eLLM\u202c \u200d👨\u200d👩 e\u0301LLM LLM\u0301 כלב LLM 語\U0001f469\u200d\U0001f4bbLLM\u200dx\n"


def test_joiners_and_right_to_left_text_keep_every_byte(site: Site) -> None:
    site.write({"glossary.md": "## LLM | כלב\n\nText.\n", "page.md": ODD})
    assert site.run("fix").exit_code == 0
    opening = link("", "LLM | כלב", "glossary.md").removesuffix("</a>")
    once = site.read("page.md")
    assert once.count(opening) == once.count("</a>") == 3
    assert once.replace("</a>", "").replace(opening, "") == ODD
    assert site.run("fix", "--check").exit_code == 0
    for command in (("check",), ("index",), ("lookup", "כלב"), ("explain", "page.md:1")):
        assert "\u202e" not in site.run(*command).stdout


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX alone")
def test_lone_surrogates_in_file_names(site: Site) -> None:
    glossary, page = os.fsdecode(b"glossary/caf\xe9.md"), os.fsdecode(b"d\xff/p\xfe.md")
    site.write({glossary: "## LLM\n\nText.\n\n## LLM\n\nText.\n", page: "An LLM, RLFH.\n"})
    site.write({"autolink.toml": 'select = ["ALL"]\n'})
    for command in (
        *(("check",), ("fix",), ("fix", "--check"), ("check",), ("explain", f"{page}:1"), ("lookup", "LLM")),
        *(("index", "--format", form) for form in ("table", "json", "csv", "markdown")),
    ):
        assert site.run(*command).exit_code == 0
    assert b"caf\\udce9.md" in site.process("index").stdout
    assert site.read(page) == f"An {link('LLM', 'LLM', '../glossary/caf%E9.md')}, RLFH.\n"
