"""Generic blocks: `/// note | Title` to `///` (`pymdownx.blocks`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator


def block_fences(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines that open and close blocks, their options, and content that is raw.

    Their other content is not indented: it is read as what it is.
    """
    for first, end in read_structure(data, start).fences:
        yield Closed(first, end, "block fence")
