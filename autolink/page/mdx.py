"""Comments in MDX pages: `{/* … */}`, an expression that holds nothing but a comment of JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from autolink.page.outline import Outline

_OPENING = re.compile(rb"\{\s*/\*")
_NONE = Intervals(())


def mdx_comments(page: Outline) -> Intervals:
    """Return the byte ranges of the MDX comments of a page; code that shows one is none."""
    if not page.path.lower().endswith(".mdx") or not _OPENING.search(page.data):
        return _NONE
    opaque = Intervals((item.start, item.end, item.kind) for item in page.whole.opaque)
    found: list[tuple[int, int, str]] = []
    position = 0
    while match := _OPENING.search(page.data, position):
        position = match.end()
        if opaque.reason(*match.span()) is None:
            end = page.data.find(b"*/", position)
            if end < 0:
                break
            position = end + 2
            found.append((match.start(), position, "MDX comment"))
    return Intervals(found)
