"""Neovim as a client: open, edit, hover, rename across files, save; then `autolink check` has nothing to say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from autolink.project.project import Project
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from tests.support.site import Site

NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="needs Neovim")
def test_a_session(project: Site) -> None:
    assert NEOVIM
    project.write({"docs/b.md": "# Two\n\n大規模言語モデル, an LLM and [a](../a.md#top).\n"})
    project.run("fix")
    log = project.root.parent / "log"
    environment = {
        **os.environ,
        "NEOVIM_LOG": str(log),
        "NEOVIM_PYTHON": sys.executable,
        "PYTHONPATH": str(REPOSITORY),
        "XDG_STATE_HOME": str(project.root.parent),
    }
    script = REPOSITORY / "tests/support/neovim.lua"
    subprocess.run(
        [NEOVIM, "--headless", "--clean", "-c", f"luafile {script}"],
        cwd=project.root,
        env=environment,
        timeout=120,
        check=True,
        capture_output=True,
    )
    said = log.read_text(encoding="utf-8")
    assert ": no\n" not in said, said
    assert "message: `gone.md` points to a file that does not exist" in said
    assert "A **model** of language." in said
    assert "LM 😀</a>" in said
    assert "## Large language model | LM 😀 | 大規模言語モデル" in project.read("glossary.md")
    assert "LM 😀</a>" in project.read("docs/b.md")
    assert Project.load(project.root).check() == []
    assert not any(page.changed for page in Project.load(project.root).fix())
