"""What the blocks with indented bodies have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed, Part
from autolink.page.dialects.python_markdown.blocks_reader import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator


def bodies(data: bytes, start: int, kind: str, name: str) -> Iterator[Closed | Part]:
    """Yield the opening lines of the outermost blocks of a kind, called by a name, and their bodies."""
    for body in read_structure(data, start).bodies:
        if body.kind == kind:
            if name:
                yield Closed(body.start, body.end, name)
            if body.lines:
                yield Part(body.lines[0][0], body.lines[-1][1], body.lines)
