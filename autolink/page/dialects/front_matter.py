"""Front matter as `gray-matter` reads it for VitePress: from `---` to a line that starts so, or all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.syntax import BOM

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(rb"---(?!-)")


def open_front_matter(data: bytes, start: int) -> Iterator[Closed]:
    """Yield front matter that is none to others, as its last line is more than `---`, or missing."""
    if start in (0, len(BOM)) and _OPENING.match(data, start):
        end = data.find(b"\n---", start)
        yield Closed(start, len(data) if end < 0 else end + 4, "front matter")
