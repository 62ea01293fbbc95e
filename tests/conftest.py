"""What the tests share."""

from __future__ import annotations

import compileall
from typing import TYPE_CHECKING

import pytest

from tests.support.site import REPOSITORY, Site

if TYPE_CHECKING:
    from pathlib import Path


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: the many processes that tests start would each do it, where none keeps it."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(REPOSITORY / "autolink", quiet=2)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return an empty project: its own root, the working folder, no colours, a line per finding."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "autolink.toml").write_bytes(b"")
    monkeypatch.chdir(root)
    monkeypatch.setenv("AUTOLINK_OUTPUT_FORMAT", "concise")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return Site(root)
