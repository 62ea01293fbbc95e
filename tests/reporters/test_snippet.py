"""How wide a text is on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from autolink.reporters.snippet import cells
from autolink.text.escaping import printable


@given(st.text().map(printable))
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    "text", ["é語", "e\u0301", "👨\u200d👩\u200d👧", "❤\ufe0f語", "\u200b語", "ﾊﾟ", "\u200d"]
)
def test_the_width_of_characters_that_join(text: str) -> None:
    assert cells(text) == cell_len(text)
