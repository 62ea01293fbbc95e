"""What the blocks of a page are to MyST-Parser: what is content, what is markup, what is text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Span = tuple[int, int]
"""Bytes [start, end)."""


class Body(NamedTuple):
    """A block with content of its own: a fence, or a definition below a term.

    Bytes [start, stop) are the opening line of a fence without its line end, and its content ends at `end`,
    where the closing line starts, if there is one; that line stops at `closed`.
    """

    start: int
    stop: int
    end: int
    closed: int
    marks: bytes
    """The characters that open a fence; those of a definition are `: `."""
    info: bytes
    """What follows them on the line."""
    lines: tuple[Span, ...]
    """The lines of the content, without the indentation that they share with the opening line."""
    is_quoted: bool
    """Whether it is in a block quote, so that there are marks between its lines."""


@dataclass
class Structure:
    """What the blocks of a page are, all of it in order."""

    masked: bytearray
    """The page with the marks of block quotes blanked out in its text, byte for byte."""
    bodies: list[Body] = field(default_factory=list)
    markup: list[tuple[int, int, str]] = field(default_factory=list)
    """Lines that are markup, each with a name for people."""
    texts: list[Span] = field(default_factory=list)
    """The text of each block that has any: inline syntax does not reach beyond."""
