"""The edits that make one text of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.page.edits import Edit, applied, differences

TEXTS = st.text(alphabet="aé語😀\n\r\u0301 ", max_size=30)


@given(TEXTS, TEXTS)
def test_they_do_what_they_are_for(before: str, after: str) -> None:
    edits = differences(before.encode(), after.encode())
    assert applied(before.encode(), edits) == after.encode()
    for edit in edits:
        before.encode()[: edit.start].decode(), before.encode()[: edit.end].decode(), edit.new.decode()


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("same\n", "same\n", []),
        ("一二\n三\n", "一二\n三四\n", [Edit(10, 10, "四".encode())]),
        ("a\nb\nc\n", "a\nc\n", [Edit(2, 4, b"")]),
        ("é", "è", [Edit(0, 2, "è".encode())]),
        ("aa", "a", [Edit(1, 2, b"")]),
    ],
)
def test_they_are_small(before: str, after: str, edits: list[Edit]) -> None:
    assert differences(before.encode(), after.encode()) == edits


def test_two_texts_of_many_lines_are_replaced_as_a_whole() -> None:
    before, after = b"".join(b"%d\n" % n for n in range(2000)), b"".join(b"x%d\n" % n for n in range(2001))
    assert len(differences(before, after)) == 1
