"""Superscript and subscript: `x^2^`, `H~2~O` (`pymdownx.caret`, `pymdownx.tilde`).

There is none with a space in it, unless that space is in a link: a term of several words would make one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUPERSCRIPT = re.compile(rb"\^(?![\s^])(?:(?<!\^\^)[^^]++(?=\^)|[^^]++(?=\^(?!\^)|(?<=\\)\^))")
_SUBSCRIPT = re.compile(rb"~(?![\s~])(?:(?<!~~)[^~]++(?=~)|[^~]++(?=~(?!~)|(?<=\\)~))")
"""What is between two marks, one of which may be part of a run, as the first of `~~x y~`."""
_SPACE = re.compile(rb"\s++")


def superscript(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the spaces between two `^`."""
    return _spaces(data, start, _SUPERSCRIPT, b"^")


def subscript(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the spaces between two `~`."""
    return _spaces(data, start, _SUBSCRIPT, b"~")


def _spaces(data: bytes, start: int, pattern: re.Pattern[bytes], trigger: bytes) -> Iterator[Closed]:
    inline = read_inline(data, start)
    for match in inline.matches(pattern, trigger):
        for space in _SPACE.finditer(inline.plain, *match.span()):
            yield Closed(*space.span(), "super- or subscript")
