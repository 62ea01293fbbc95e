"""`autolink server` without what it needs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.support.site import Site


def test_without_the_extra_it_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("autolink.server")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("pygls", "lsprotocol"):
        monkeypatch.setitem(sys.modules, name, None)
    result = site.run("server")
    assert result.exit_code == 2
    assert "is missing" in result.stderr
    assert "autolink-glossary[lsp]" in result.stderr
