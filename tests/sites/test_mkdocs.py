"""Python-Markdown with pymdown-extensions judges: it renders linked pages as before, links aside.

Needs the packages of the extra `sites`. `MKDOCS_PAGES=20000` runs as many documents instead of 200.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.placement import Placement
from autolink.rewriter.proof.change import Change, changed
from autolink.rewriter.term_targets import Targets
from tests.page.dialects import test_python_markdown_blocks as blocks
from tests.page.dialects import test_python_markdown_text as texts
from tests.sites.mkdocs_pages import GLOSSARY, pages
from tests.support.closed import unmarked
from tests.support.linking import Linker

if TYPE_CHECKING:
    from collections.abc import Callable

markdown = pytest.importorskip("markdown", reason="the extra `sites` is not installed")
pytest.importorskip("pymdownx", reason="the extra `sites` is not installed")
blockprocessors: Any = pytest.importorskip("markdown.blockprocessors", reason="the extra `sites` is missing")
pytestmark = pytest.mark.sites

PAGES = int(os.environ.get("MKDOCS_PAGES", "200"))
LINKER = Linker(GLOSSARY, link_style="markdown", site="mkdocs")
PLACEMENT = Placement(Targets(LINKER.glossary, LINKER.config, {}), LINKER.config)
_ALL = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "caret", "critic", "details", "emoji")),
    *(f"pymdownx.{name}" for name in ("inlinehilite", "keys", "magiclink", "mark", "smartsymbols")),
    *(f"pymdownx.{name}" for name in ("snippets", "superfences", "tabbed", "tasklist", "tilde")),
    *(f"pymdownx.blocks.{name}" for name in ("admonition", "caption", "definition", "details")),
    *("pymdownx.blocks.html", "pymdownx.blocks.tab"),
)
_OPTIONS: dict[str, Any] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.snippets": {"base_path": ["/nowhere"]},
}
_LINK = re.compile(r'<a href="glossary\.md#[^"]*">(.*?)</a>', re.DOTALL)
_MARGIN = re.compile(r"\n +")
"""Python-Markdown strips white space before a link that starts a line, and before no text."""

_PLACEHOLDER = re.compile(r"(?:klzzwxh|wzxhzdk):\d+")
"""Python-Markdown leaves the numbers of what it put aside in the text of some images."""


class _Directives(blockprocessors.BlockProcessor):  # type: ignore[misc]
    """Takes the blocks that mkdocstrings takes, as its `AutoDocProcessor` does, and shows what they say."""

    _DIRECTIVE = re.compile(r"^(?P<heading>#{1,6} *|)::: ?(?P<name>.+?) *$", re.MULTILINE)

    def test(self, parent: Any, block: str) -> bool:
        return self._DIRECTIVE.search(block) is not None

    def run(self, parent: Any, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = self._DIRECTIVE.search(block)
        assert match
        if match.start() > 0:
            self.parser.parseBlocks(parent, [block[: match.start()]])
        options, rest = self.detab(block[match.end() :].removeprefix("\n"))
        if not options and blocks and blocks[0].startswith(("    handler:", "    options:")):
            options = blocks.pop(0)
        parent.append(parent.makeelement("div", {"name": match["name"], "options": options}))
        if rest:
            blocks.insert(0, rest)


@cache
def parser() -> Any:
    """Return Python-Markdown with all extensions."""
    found = markdown.Markdown(extensions=list(_ALL), extension_configs=_OPTIONS)
    found.parser.blockprocessors.register(_Directives(found.parser), "directives", 75)
    return found


def rendered(data: bytes) -> str:
    """Return what Python-Markdown makes of a page."""
    html = parser().reset().convert(data[body_start(data) :].decode())
    return _PLACEHOLDER.sub("", _MARGIN.sub("\n", html))


def unlinked(html: str) -> str:
    return _LINK.sub(r"\1", html)


def unproven(data: bytes) -> bytes:
    """Return a page with a link around every mention, whatever a proof says; but none that is an image."""
    page = Page.parse(LINKER.path, data, LINKER.config.dialect)
    changes: list[Change] = []
    for mention in LINKER.matcher.mentions(page):
        change = PLACEMENT.change(mention, page, data, mention.start, mention.end)
        if isinstance(change, Change) and not data.startswith(b"!", change.start - 1):
            changes.append(change)
    return changed(data, changes)


def fixed(data: bytes) -> bytes:
    """Return a page as `fix` links it."""
    return LINKER.rewrite(data).data


@pytest.mark.parametrize("link", [fixed, unproven])
@settings(max_examples=PAGES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=pages)
def test_pages_render_the_same(link: Callable[[bytes], bytes], text: str) -> None:
    data = text.encode()
    assert unlinked(rendered(link(data))) == rendered(data)


@pytest.mark.parametrize(
    "text", [*(text for _, text in (*blocks.EACH, *texts.EACH))], ids=[*blocks.IDS, *texts.IDS]
)
def test_the_cases_of_each_piece_of_syntax_render_the_same(text: str) -> None:
    data = unmarked(text).encode()
    assert unlinked(rendered(fixed(data))) == rendered(data)
