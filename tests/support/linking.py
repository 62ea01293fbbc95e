"""Linking in memory, for tests: a glossary and a page in, the linked page out."""

from __future__ import annotations

from typing import Any

from autolink.config import Config
from autolink.indexer import build as indexer
from autolink.indexer.successors import Renames
from autolink.matcher.matcher import Matcher
from autolink.page.page import Page
from autolink.rewriter.rewriter import Rewrite, Rewriter
from autolink.rewriter.term_targets import Targets

ROOT = "/project"
GLOSSARY = f"{ROOT}/glossary.md"


class Linker:
    """A glossary page, ready to link other pages."""

    def __init__(self, glossary: str, path: str = f"{ROOT}/page.md", **settings: Any) -> None:
        self.path = path
        self.config = Config(root=ROOT, glossary=(GLOSSARY,), **settings)
        self.glossary_page = Page.parse(GLOSSARY, glossary.encode())
        self.glossary, self.diagnostics = indexer.build([self.glossary_page], self.config)
        self.matcher = Matcher(self.glossary, self.config)
        renames = Renames(self.glossary, self.config.separator)
        self.rewriter = Rewriter(self.matcher, Targets(self.glossary, self.config, {}), self.config, renames)

    def rewrite(self, data: bytes) -> Rewrite:
        return self.rewriter.rewrite(Page.parse(self.path, data))

    def kept(self, data: bytes) -> Rewrite | None:
        return self.rewriter.kept(self.path, data)

    def link(self, text: str) -> str:
        return self.rewrite(text.encode()).data.decode()
