"""Definition lists (`deflist`): `: definition` below a term.

All of a definition is content: what is indented by four columns in it may be text, and is code to CommonMark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed, Part
from autolink.page.dialects.myst.blocks_reader import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator


def definition_lists(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the content of each definition; nothing of it is read in a block quote."""
    for body in read_structure(data, start).bodies:
        if body.marks != b": ":
            continue
        if body.is_quoted:
            yield Closed(body.start, body.closed, "definition")
        else:
            yield Part(body.lines[0][0], body.lines[-1][1], body.lines)
