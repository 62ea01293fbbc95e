"""The spellings of an alias, and the inflected forms among them."""

from __future__ import annotations

import pytest

from autolink.matcher.spellings import spellings


def patterns(alias: str, case: str = "smart", inflect: str = "none") -> set[str]:
    return {pattern for pattern, _ in spellings(0, alias, case, inflect)}


# Spellings


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("token", {"token"}),
        ("fine-tuning", {"finetuning", "fine tuning"}),
        ("fine tuning", {"fine tuning", "finetuning"}),
        ("PersistentVolume", {"persistentvolume", "persistent volume"}),
        ("サーバー", {"サーバ"}),
        ("サーバ", {"サーバ"}),
        ("ｻｰﾊﾞｰ", {"サーバ"}),
        ("サーハ\u3099ー", {"サーバ"}),
        ("データ", {"データ"}),
        ("キー", {"キー"}),
        ("サーバークラスター", {"サーバークラスタ"}),
        ("Straße", {"straße", "strasse"}),
        ("機械学習", {"機械学習"}),
        ("GPU memory", {"gpu memory", "gpumemory"}),
        ("C++", {"c++"}),
    ],
)
def test_the_patterns_of_an_alias(alias: str, expected: set[str]) -> None:
    assert patterns(alias) == expected


def test_the_plural_is_a_pattern_of_its_own_that_knows_where_the_ending_starts() -> None:
    found = dict(spellings(7, "Exit policy", "smart", "en"))
    assert set(found) == {"exit policy", "exit policies", "exitpolicy", "exitpolicies"}
    assert found["exit policy"].ending == 0
    assert found["exit policies"].ending == len("exit polic")
    assert {spelling.alias for spelling in found.values()} == {7}


@pytest.mark.parametrize(
    ("case", "alias", "exact"),
    [
        ("smart", "LoRA adapter", ["LoRA"]),
        ("smart", "Adapter", []),
        ("smart", "C", ["C"]),
        ("smart", "fine-tuned GPT-4", ["GPT"]),
        ("sensitive", "An adapter", ["An", "adapter"]),
        ("insensitive", "LoRA", []),
    ],
)
def test_the_letters_that_want_their_case(case: str, alias: str, exact: list[str]) -> None:
    first = next(spelling for _, spelling in spellings(0, alias, case, "none"))
    assert [first.cased[start:end] for start, end in first.exact] == exact


@pytest.mark.parametrize("joint", [" ", "-", "‑", "A", "ー", "・サーバー", "ß", " - ", "Aa-Bb "])
@pytest.mark.parametrize("count", [1, 5, 6, 7, 20, 500])
@pytest.mark.parametrize("case", ["smart", "sensitive", "insensitive"])
def test_the_number_of_spellings_is_bounded_however_long_the_alias(joint: str, count: int, case: str) -> None:
    alias = joint.join(["サーバ" if joint > "\u3000" else "ab"] * (count + 1))
    found = list(spellings(0, alias, case, "en"))
    assert len(found) <= 200
    assert sum(len(pattern) for pattern, _ in found) <= 200 * 2 * (len(alias) + 2)


@pytest.mark.parametrize("alias", ["", "-", "ー", "\u00ad", "-a-", " a", "ーーー", "\u0301", "\x00"])
def test_odd_aliases_have_spellings_or_none_but_no_error(alias: str) -> None:
    for pattern, spelling in spellings(0, alias, "smart", "en"):
        assert len(pattern) == len(spelling.cased)


def test_forms_of_an_inner_word_are_patterns_too() -> None:
    assert patterns("Proof of work", inflect="en") >= {"proof of work", "proofs of work", "proofsofwork"}
    found = dict(spellings(0, "roll back", "smart", "verb"))
    assert {"roll back", "rolls back", "rolled back", "rolling back", "rolledback"} <= set(found)
    assert {pattern for pattern, spelling in found.items() if not spelling.ending} == {
        "roll back",
        "rollback",
    }


@pytest.mark.parametrize("inflect", ["en", "verb"])
@pytest.mark.parametrize(
    "alias", ["Quotas", "API", "Bill of Materials", "write", "サーバ", "code-sign", "a" * 9000]
)
def test_forms_are_told_from_the_alias_itself(alias: str, inflect: str) -> None:
    itself = patterns(alias)
    for pattern, spelling in spellings(0, alias, "smart", inflect):
        assert (spelling.ending > 0) == (pattern not in itself)
        assert spelling.ending <= len(pattern)
