"""Definition lists: `:   definition` below a term (`def_list`).

The first paragraph of a definition is text to CommonMark as well; those below it are indented, and code. Each
line above a definition is a term of its own, where CommonMark sees a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.bodies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.model import Part
    from autolink.page.dialects.python_markdown.structure import Structure

_LINE_END = re.compile(rb"[ \t]*+(?:\r\n?+|\n)[ \t>]*+")


def definition_lists(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the line ends between terms, and what follows the first paragraph of each definition."""
    found = read_structure(data, start)
    if any(body.kind == "definition" for body in found.bodies):
        yield from _line_ends(data, found)
    yield from bodies(data, start, "definition", "")


def _line_ends(data: bytes, found: Structure) -> Iterator[Closed]:
    last = -1  # where the term before ends
    for start, end in sorted(set(found.headers)):
        between = _LINE_END.match(data, last) if last >= 0 else None
        if between and between.end() == start:
            yield Closed(last, start, "line end")
        for match in _LINE_END.finditer(data, start, end):
            yield Closed(*match.span(), "line end")
        last = end
