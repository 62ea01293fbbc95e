"""Indented code that is text to CommonMark.

Below a list that interrupts a paragraph, an item `1)` or content indented by two columns, four columns more
are code to Python-Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator


def indented_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what is code by its indentation, whether CommonMark says so or not."""
    for first, end in read_structure(data, start).code:
        yield Closed(first, end, "indented code")
