"""Directives of mkdocstrings: `::: module.path`, with YAML options indented below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator


def autodoc(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the directives of a page, options included (`AutoDocProcessor`)."""
    for first, end in read_structure(data, start).directives:
        yield Closed(first, end, "mkdocstrings directive")
