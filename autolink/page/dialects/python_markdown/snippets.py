"""Snippets, by which other files are put into a page: `--8<-- "file"` (`pymdownx.snippets`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.lines import lines
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_SNIPPET = re.compile(rb";*+-++8<-++[ \t]++(?:\"(?:\\\"|[^\"\r\n])++\"|'(?:\\'|[^'\r\n])++')(?=[\r\n]|\Z)")
_MARKER = re.compile(rb"(;*+)-++8<-++(?=[\r\n]|\Z)")
_SECTION = re.compile(rb"-8<-++[ \t]++\[[ \t]*+(?:start|end)[ \t]*+:", re.IGNORECASE)


def snippets(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines that name other files or parts of this one; between two `--8<--` all do."""
    if b"8<-" not in data:
        return
    opened = -1
    for line in lines(data, start):
        marker = _MARKER.match(data, line.text)
        if marker and not marker[1]:
            if opened >= 0:
                yield Closed(opened, line.stop, "snippet")
            opened = line.text if opened < 0 else -1
        elif opened < 0 and (
            marker or _SNIPPET.match(data, line.text) or _SECTION.search(data, line.text, line.stop)
        ):
            yield Closed(line.text, line.stop, "snippet")
    if opened >= 0:
        yield Closed(opened, len(data), "snippet")
