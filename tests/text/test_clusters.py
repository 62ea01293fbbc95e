"""What does not fold one by one, whatever version of Unicode Python has: nothing here depends on which."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from autolink.text import clusters, folding
from autolink.text.folding import fold
from autolink.text.folding_table import complex_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

BASIC_PLANE = [chr(code) for code in range(0x80, 0x10000)]
TABLE = re.compile(f"[{complex_characters()}]")
UNASSIGNED = [character for character in BASIC_PLANE if unicodedata.category(character) == "Cn"]


@cache
def parts_of_characters() -> dict[str, list[str]]:
    """Return what characters are canonically equivalent to, one or two others; syllables of Hangul aside."""
    found = {}
    for character in map(chr, range(0x110000)):
        parts = unicodedata.decomposition(character).split()
        if parts and not parts[0].startswith("<"):
            found[character] = [chr(int(part, 16)) for part in parts]
    return found


# The table


def test_the_table_misses_nothing_that_interacts_with_its_neighbours_or_changes_its_length() -> None:
    composing = {parts[1] for parts in parts_of_characters().values() if len(parts) == 2}
    for character in BASIC_PLANE:
        is_awkward = unicodedata.combining(character) or character in composing
        if is_awkward or len(clusters.fold_cluster(character)) != 1:
            assert TABLE.fullmatch(character), f"U+{ord(character):04X}"


def test_the_table_has_all_that_later_versions_of_unicode_can_add() -> None:
    assert UNASSIGNED
    assert [character for character in UNASSIGNED if not TABLE.fullmatch(character)] == []


def test_the_table_has_little_besides() -> None:
    assert sum(bool(TABLE.fullmatch(character)) for character in BASIC_PLANE) < 4500
    assert not TABLE.search("".join(map(chr, range(0x80))) + "漢字かなカナ한글БукваγράμμαñöÑÖ「」、。‘’“”—–")


def test_characters_that_the_table_has_without_need_fold_one_by_one() -> None:
    needless = [
        character
        for character in BASIC_PLANE
        if TABLE.fullmatch(character)
        and not clusters.composes(character)
        and clusters.folds_to_one(character)
    ]
    text = "".join(needless)
    assert set(UNASSIGNED) < set(needless)
    assert fold(text).starts == [0]
    assert fold(text).cased == unicodedata.normalize("NFKC", text)


# Normal forms


@pytest.mark.parametrize("frame", ["{}", "x{}y", "✓{}ガ", "𠮷{}😀"])
def test_every_character_that_unicode_can_take_apart_folds_as_its_parts(frame: str) -> None:
    for character in parts_of_characters():
        composed, parts = (unicodedata.normalize(form, frame.format(character)) for form in ("NFC", "NFD"))
        assert fold(composed).text == fold(parts).text, f"U+{ord(character):04X}"


@pytest.mark.parametrize(
    ("narrow", "wide"), [("\uffa1\uffc2", "가"), ("\u3131\u314f", "가"), ("하\u3133", "핛")]
)
def test_letters_that_compose_without_being_marks_fold_together(narrow: str, wide: str) -> None:
    text = f"ａ、{narrow}、b"
    found = fold(text)
    assert found.text == f"a、{wide}、b"
    assert found.span(2, 3) == (2, 2 + len(narrow))
    assert found.span(4, 5) == (len(text) - 1, len(text))


def test_letters_that_compose_and_one_that_expands_do_not_hide_each_other() -> None:
    found = fold("🅊\U00011099\U000110ba")  # three characters that fold to three
    assert found.text == "hv\U0001109a"
    assert found.span(2, 3) == (1, 3)
    assert found.span(1, 2) is None


# Versions to come


class LaterUnicode:
    """The tables of a version in which one character more is what another one is in ours."""

    def __init__(self, character: str, model: str) -> None:
        self._character, self._model = character, model

    def category(self, character: str) -> str:
        return unicodedata.category(self._model if character == self._character else character)

    def normalize(self, form: Any, text: str) -> str:
        return unicodedata.normalize(form, text.replace(self._character, self._model))

    def is_normalized(self, form: Any, text: str) -> bool:
        return self.normalize(form, text) == text


@pytest.fixture(
    params=[
        pytest.param(UNASSIGNED[0], id="unassigned"),
        pytest.param("\u2d30", id="not in the table"),
        pytest.param("\U0001ffe0", id="unassigned, beyond the basic plane"),
        pytest.param("\U00010348", id="beyond the basic plane"),
    ]
)
def character(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return a character that is new to the table, or that the table knows as another kind."""
    clusters.folds_to_one.cache_clear()
    yield request.param
    clusters.folds_to_one.cache_clear()


@pytest.mark.parametrize(
    ("before", "model", "together"),
    [
        pytest.param("e", "\u0301", "é", id="mark"),
        pytest.param("\u1100", "\u1161", "가", id="letter that composes"),
        pytest.param("", "㌔", "キロ", id="unit"),
    ],
)
@pytest.mark.parametrize("around", [("", ""), ("ａ、x", "y、ａ"), ("e\u0301㎏", "e\u0301㎏"), ("😀", "😀")])
def test_a_character_of_a_later_version_folds_as_its_like_and_maps_back(
    character: str,
    around: tuple[str, str],
    before: str,
    model: str,
    together: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left, right = around
    expected = fold(f"{left}{before}{model}{right}").text
    for module in (clusters, folding):
        monkeypatch.setattr(module, "unicodedata", LaterUnicode(character, model))
    found = fold(f"{left}{before}{character}{right}")
    assert found.text == expected
    start = len(fold(left).text)
    assert found.text[start:].startswith(together)
    assert found.span(start, start + len(together)) == (len(left), len(left) + len(before) + 1)
    if right:
        last = len(left) + len(before) + 1 + len(right)
        assert found.end(len(found.text)) == last
