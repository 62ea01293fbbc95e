"""Linking in memory, for tests: a glossary and a page in, the linked page out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autolink.config import Config
from autolink.page.edits import applied
from autolink.page.page import Page
from autolink.project.snapshot import Snapshot
from autolink.project.sources import Sources
from autolink.rewriter.unlink import removals

if TYPE_CHECKING:
    from autolink.rewriter.fixed_page import Rewrite

ROOT = "/project"
GLOSSARY = f"{ROOT}/glossary.md"


class Linker:
    """A glossary page, ready to link other pages."""

    def __init__(self, glossary: str, path: str = f"{ROOT}/page.md", **settings: Any) -> None:
        self.path = path
        self.config = Config(root=ROOT, glossary=(GLOSSARY,), **settings)
        self.glossary_page = Page.parse(GLOSSARY, glossary.encode())
        self.snapshot = Snapshot.take(self.config, Sources({GLOSSARY: glossary.encode()}))
        self.glossary, self.diagnostics = self.snapshot.glossary, self.snapshot.diagnostics
        self.matcher, self.rewriter = self.snapshot.matcher, self.snapshot.rewriter

    def rewrite(self, data: bytes) -> Rewrite:
        return self.rewriter.rewrite(Page.parse(self.path, data, self.config.dialect))

    def kept(self, data: bytes) -> Rewrite | None:
        return self.rewriter.kept(self.path, data)

    def link(self, text: str) -> str:
        return self.rewrite(text.encode()).data.decode()

    def unlinked(self, data: bytes) -> bytes:
        """Return a page without the links that `autolink` made, taken out once."""
        page = Page.parse(self.path, data, self.config.dialect)
        return applied(data, removals(self.matcher.managed.on(page)))
