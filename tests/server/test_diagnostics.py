"""Diagnostics in an editor: as you type, on save, when asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.support.editor import editing

if TYPE_CHECKING:
    from tests.support.site import Site

ENCODINGS = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_edit_is_judged_at_once(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[gone](gone.md)")])
            at = editor.texts["a.md"].index("An LLM")
            editor.replace("a.md", at, at, "𝒳 [x](#tw\u00f6s) ")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[x](#tw\u00f6s)")])
            editor.replace("a.md", at, at + len("𝒳 [x](#tw\u00f6s) "), "")
            await editor.until(lambda: editor.found("a.md") == [])

    asyncio.run(run())
