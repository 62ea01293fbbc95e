"""Python-Markdown with pymdown-extensions judges: linked by what is closed, pages render the same, links aside.

Needs the packages of the extra `sites`. `MKDOCS_PAGES=20000` runs as many documents instead of 200.
"""

from __future__ import annotations

import os
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from autolink.page.dialects.model import Part
from autolink.page.dialects.python_markdown.syntax import read, syntax
from autolink.page.page import Page
from autolink.page.parser import body_start
from autolink.rewriter.link_form import LinkMarkup
from autolink.rewriter.term_targets import Targets
from autolink.text.intervals import Ranges
from tests.sites.mkdocs_pages import GLOSSARY, pages
from tests.support.linking import Linker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

markdown = pytest.importorskip("markdown", reason="the extra `sites` is not installed")
pytest.importorskip("pymdownx", reason="the extra `sites` is not installed")
pytestmark = pytest.mark.sites

PAGES = int(os.environ.get("MKDOCS_PAGES", "200"))
LINKER = Linker(GLOSSARY, link_style="markdown")
MARKUP = LinkMarkup(Targets(LINKER.glossary, LINKER.config, {}), LINKER.config)
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


def insertions(data: bytes, scans: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    """Yield what links a page: offsets and bytes, those of a part within its lines."""
    page = Page.parse(LINKER.path, data)
    items = read(data, body_start(data), scans)
    closed = Ranges((item.start, item.end, "closed") for item in items)
    for mention in LINKER.matcher.mentions(page):
        change = MARKUP.change(mention.term, page.path, data, mention.start, mention.end)
        is_image = data[mention.start - 1 : mention.start] == b"!"
        if not isinstance(change, str) and not is_image and not closed.reason(change.start, change.end):
            yield from change.insertions
    for part in items:
        if isinstance(part, Part):
            starts = [0, *accumulate(end - start for start, end in part.lines)]
            inner = b"".join(data[start:end] for start, end in part.lines)
            for at, text in insertions(inner, scans):
                line = next(
                    n for n in range(len(part.lines)) if at < starts[n + 1] or n + 1 == len(part.lines)
                )
                yield part.lines[line][0] + at - starts[line], text


def linked(data: bytes, scans: Sequence[Any]) -> bytes:
    pieces, position = [], 0
    for at, text in sorted(insertions(data, scans), key=lambda item: item[0]):
        pieces += [data[position:at], text]
        position = at
    return b"".join([*pieces, data[position:]])


@settings(max_examples=PAGES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=pages)
def test_pages_render_the_same(text: str) -> None:
    data = text.encode()
    after = linked(data, syntax(None))
    assert unlinked(rendered(after, EXTENSIONS)) == rendered(data, EXTENSIONS)
