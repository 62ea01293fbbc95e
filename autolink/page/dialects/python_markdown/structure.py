"""What the blocks of a page are to Python-Markdown: what is code, what is content, what is text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Span = tuple[int, int]
"""Bytes [start, end)."""


class Body(NamedTuple):
    """A block with an indented body: `kind` says which, bytes [start, end) are its opening line."""

    kind: str
    start: int
    end: int
    lines: tuple[Span, ...]
    """The lines of its body, without the indentation that makes it one."""


@dataclass
class Structure:
    """What the blocks of a page are, all of it in order."""

    masked: bytes
    """The page with fenced code and raw HTML blanked out, byte for byte."""
    bodies: list[Body] = field(default_factory=list)
    """The outermost blocks with an indented body."""
    code: list[Span] = field(default_factory=list)
    """What is code by its indentation."""
    texts: list[Span] = field(default_factory=list)
    """The text of each block that has any: inline syntax does not reach beyond."""
    headers: list[Span] = field(default_factory=list)
    """Those of the texts that are headings, rows of tables or terms."""
    formulas: list[Span] = field(default_factory=list)
    """The formulas that are blocks of their own."""
    fences: list[Span] = field(default_factory=list)
    """What opens and closes the blocks of `pymdownx.blocks`, options and raw content included."""
    directives: list[Span] = field(default_factory=list)
    """The directives of mkdocstrings, options included."""
