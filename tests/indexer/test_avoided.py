"""The list of words that a term avoids."""

from __future__ import annotations

import pytest

from autolink.indexer.avoided import MOST_WORDS, Avoided, listed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("whitelist", [Avoided("whitelist")]),
        ("whitelist, white list", [Avoided("whitelist"), Avoided("white list")]),
        ("whitelist, white list (why)", [Avoided("whitelist", "why"), Avoided("white list", "why")]),
        ("master (old), main", [Avoided("master", "old"), Avoided("main")]),
        ("main, master (old), x1 (new)", [Avoided("main"), Avoided("master", "old"), Avoided("x1", "new")]),
        ("sale (vague, and (so) long)", [Avoided("sale", "vague, and (so) long")]),
        ("*master*, 'slave' (unkind).", [Avoided("master", "unkind"), Avoided("slave", "unkind")]),
        ("サーバ、ユーザ（長音なし）", [Avoided("サーバ", "長音なし"), Avoided("ユーザ", "長音なし")]),
        ("master, , master", [Avoided("master")]),
        ("", []),
        (" , ", []),
    ],
)
def test_a_list_has_words_and_reasons(text: str, words: list[Avoided]) -> None:
    assert listed(text) == (tuple(words), [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "main, master (that one) of old",
            "`master (that one) of old`: it has a parenthesis that does not follow",
        ),
        ("main, master (that one) (again)", "`master (that one) (again)`: it has a parenthesis"),
        ("main, master (that, one", "`master (that, one`: it has a parenthesis"),
        ("main, master)", "`master)`: it has a parenthesis"),
        ("main, (why)", "`(why)`: it has a parenthesis"),
        ("main, +=+", "`+=+`: it has no letter or digit"),
        ("main, x", "`x`: it is a single character"),
        ("main, do not use master in any text", ": it is prose, not a word"),
        ("main, master. It is old", ": it is prose, not a word"),
        (f"main, {'x' * 100}", ": it is prose, not a word"),
    ],
)
def test_what_is_no_word_is_told_and_the_others_count(text: str, problem: str) -> None:
    words, problems = listed(text)
    assert [item.word for item in words] == ["main"]
    assert len(problems) == 1
    assert problem in problems[0]


def test_of_a_list_without_end_the_first_words_count() -> None:
    words, problems = listed(", ".join(f"w{number}" for number in range(500)))
    assert [item.word for item in words] == [f"w{number}" for number in range(MOST_WORDS)]
    assert problems == ["cannot avoid 500 words: only the first 100 count"]


@pytest.mark.parametrize("text", ["(" * 50_000, ")" * 50_000, "a(" * 25_000, "(),(" * 15_000, ",a" * 30_000])
def test_hostile_lists_are_read(text: str) -> None:
    words, problems = listed(text)
    assert len(words) <= MOST_WORDS
    assert all(len(problem) < 200 for problem in problems)
