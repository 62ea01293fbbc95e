"""Python-Markdown with pymdown-extensions judges: linked by what is closed, pages render the same, links aside.

Needs the packages of the extra `sites`. `MKDOCS_PAGES=20000` runs as many documents instead of 200.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from autolink.page.syntax import body_start
from tests.sites.mkdocs_pages import GLOSSARY, pages
from tests.support.linking import Linker

if TYPE_CHECKING:
    from collections.abc import Sequence

markdown = pytest.importorskip("markdown", reason="the extra `sites` is not installed")
pytest.importorskip("pymdownx", reason="the extra `sites` is not installed")
pytestmark = pytest.mark.sites

PAGES = int(os.environ.get("MKDOCS_PAGES", "200"))
LINKER = Linker(GLOSSARY, link_style="markdown", site="mkdocs")
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "caret", "critic", "details", "emoji")),
    *(f"pymdownx.{name}" for name in ("inlinehilite", "keys", "magiclink", "mark", "smartsymbols")),
    *(f"pymdownx.{name}" for name in ("snippets", "superfences", "tabbed", "tasklist", "tilde")),
    *(
        f"pymdownx.blocks.{name}"
        for name in ("admonition", "caption", "definition", "details", "html", "tab")
    ),
)
CONFIGURATION: dict[str, Any] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.snippets": {"base_path": ["/nowhere"]},
}
_LINK = re.compile(r'<a href="glossary\.md#[^"]*">(.*?)</a>', re.DOTALL)

_MARGIN = re.compile(r"\n +")
"""Python-Markdown strips white space before a link that starts a line, and before no text."""


def rendered(data: bytes, extensions: Sequence[str]) -> str:
    configuration = {name: CONFIGURATION[name] for name in extensions if name in CONFIGURATION}
    body = data[body_start(data) :].decode()
    html = str(markdown.markdown(body, extensions=list(extensions), extension_configs=configuration))
    return _MARGIN.sub("\n", html)


def unlinked(html: str) -> str:
    return _LINK.sub(r"\1", html)


@settings(max_examples=PAGES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=pages)
def test_pages_render_the_same(text: str) -> None:
    data = text.encode()
    after = LINKER.rewrite(data).data
    assert unlinked(rendered(after, EXTENSIONS)) == rendered(data, EXTENSIONS)
