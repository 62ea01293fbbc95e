"""The one module that is collected without the extra `lsp`, to say that the others are not."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["pygls", "pytest_lsp"])
def test_what_the_tests_of_the_server_need_is_there(name: str) -> None:
    pytest.importorskip(name, reason=f"the tests of the language server need {name}: pip install '.[dev]'")
