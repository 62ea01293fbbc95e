"""Containers in colons: `:::note` of Docusaurus and Starlight, `::: info Title` of VitePress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLONS = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+"  # the markers of quotes and lists
    rb"(:{3,}[ \t]*+(?:[A-Za-z\x80-\xff][^\r\n]*+|(?=[\r\n]|\Z)))",
    re.MULTILINE,
)

_ROW = re.compile(rb"([ \t>]*+)(?=[^\s>])(\[[^\[\]\r\n]++\]:)?+[^\r\n]*+(?:\r\n?+|\n|\Z)")
_LINE_END = re.compile(rb"(?:\r\n?+|\n)")
_CODE = 4
"""Columns by which code is indented."""


def colon_containers(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines that open or close a container from byte `start` on, in order.

    Titles and attributes belong to them. They may be in quotes and lists. Code that shows such
    lines is yielded as well, as nothing is linked there.
    """
    for match in _COLONS.finditer(data, start):
        yield Closed(*match.span(1), "directive")


def code_in_containers(data: bytes, start: int) -> Iterator[Closed]:
    """Yield code and definitions right below the lines of containers: to CommonMark, paragraphs go on there.

    Code is indented by four columns more than the container, or in all where it leaves the quote or item.
    """
    reached = start
    for match in _COLONS.finditer(data, start) if data.find(b":::", start) >= 0 else ():
        opening = data[match.start() : match.start(1)]
        line_end = _LINE_END.match(data, match.end(1))
        is_deep = not opening.strip() and _columns(opening) >= _CODE
        if match.start() < reached or line_end is None or is_deep:
            continue
        first = reached = line_end.end()
        while (row := _ROW.match(data, reached)) and (row[2] or _is_code(opening, row[1])):
            reached = row.end()
        if first < reached:
            yield Closed(first, reached, "code")


def _is_code(opening: bytes, indentation: bytes) -> bool:
    """Tell whether a line is code, by what stands before the text of a container and before its own."""
    columns = _columns(indentation)
    if indentation.count(b">") < opening.count(b">"):
        return columns >= _CODE
    inner = _columns(opening) if opening.strip() else 0
    return columns >= inner + _CODE or _CODE <= columns < inner


def _columns(text: bytes) -> int:
    return len(text.expandtabs(4))
