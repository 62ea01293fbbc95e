"""The titles of a page: its first heading of level 1, and the one in its front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.syntax import body_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.page import Page

_TITLE = re.compile(
    rb"^title[ \t]*+[:=][ \t]*+(?:\"([^\"\\\n]++)\"|'([^'\n]++)'|([^\s\"'#&*!|>{\[%@`][^#\r\n]*+))",
    re.IGNORECASE | re.MULTILINE,
)
"""A title on one line, without escapes: no library is asked, as this is looked for on every page."""


def titles(page: Page) -> Iterator[str]:
    """Yield the titles of a page, as they read."""
    first = next((item for item in page.headings if item.level == 1 and not item.nested), None)
    if first:
        yield first.text
    written = _TITLE.search(page.data, 0, body_start(page.data))
    if written:
        yield (written[1] or written[2] or written[3]).decode().strip()
