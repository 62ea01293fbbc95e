"""What is known of a candidate from its neighbours alone is what all the rules say."""

from __future__ import annotations

import itertools

import pytest

from autolink.matcher import boundaries
from autolink.matcher.boundaries import reason_against
from autolink.matcher.longer_names import LongerNames
from autolink.page.model import BLOCK, BREAK, MARK

NEIGHBOURS = [
    *(MARK, BREAK, BLOCK, " ", "\n", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2060", "\u0301", "\u3099"),
    *(
        "a",
        "Z",
        "é",
        "я",
        "_",
        "1",
        "１",
        "-",
        "\u2010",
        "+",
        "#",
        "'",
        "’",
        "\u02bc",
        ".",
        ",",
        "/",
        "\\",
        "@",
    ),
    *(
        "漢",
        "々",
        "ひ",
        "ゃ",
        "カ",
        "ャ",
        "ー",
        "ｰ",
        "ｶ",
        "ﾞ",
        "、",
        "。",
        "・",
        "「",
        "한",
        "은",
        "ก",
        "㌔",
        "㎏",
        "🙂",
    ),
    *(*'"():;<>=?!$%&*^`{|}~', "＠", "＃", "–", "—"),
]
CANDIDATES = [
    "a",
    "LLM",
    "C",
    "x1",
    "9",
    "漢字",
    "ひらがな",
    "カナ",
    "カタカナー",
    "ﾛｸﾞ",
    "한국",
    ".NET",
    "ก",
    "é",
    "cafe\u0301",
    "नीति",
    "ク\u3099",
]
BEYOND = ["", "a", "1", "ー", "漢", "ひ", "は", "+", ";", " "]


@pytest.mark.parametrize("whole_katakana", [True, False])
@pytest.mark.parametrize("candidate", CANDIDATES)
def test_neighbours_that_decide_alone_decide_as_all_the_rules_do(
    candidate: str, whole_katakana: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = list(itertools.product(["", *NEIGHBOURS], repeat=2))
    farther = [*itertools.islice(itertools.cycle(BEYOND), len(pairs) + 1)]
    texts = [
        (far_left + left, right + far_right)
        for (left, right), far_left, far_right in zip(pairs, farther, farther[1:], strict=False)
    ]

    def verdicts() -> list[str | None]:
        return [
            reason_against(
                f"{before}{candidate}{after}", len(before), len(before) + len(candidate), whole_katakana
            )
            for before, after in texts
        ]

    fast = verdicts()
    monkeypatch.setattr(boundaries, "_is_apart", lambda neighbour, edge: False)
    assert fast == verdicts()


@pytest.mark.parametrize("neighbour", NEIGHBOURS)
def test_some_neighbours_decide_alone(neighbour: str) -> None:
    """Letters, marks and what names and paths are made of never do."""
    looked_beyond = "aZéя_1１\u200d\u0301\u3099-\u2010+#'’\u02bc./\\@:<=?$%&{|~＠＃한은ก㎏\u00ad\u2060" + MARK
    assert boundaries._is_apart(neighbour, "L") is (neighbour not in looked_beyond)


@pytest.mark.parametrize(("length", "is_word"), [(10, True), (90, True), (100, False), (5000, False)])
def test_a_compound_of_katakana_longer_than_any_word_is_none(length: int, is_word: bool) -> None:
    text = ("コンテナ" + "ア" * length + "。") * 3
    assert LongerNames(text, lambda _: False).hold(0, 4) is is_word
