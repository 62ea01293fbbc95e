"""Links that only kramdown sees (`parser/kramdown/link.rb`): their destinations may hold spaces.

Of links in each other the outer one counts. A definition may have more text behind its target. Between the
text and the label of a reference there may be white space, so that `[ref] [LLM](…)` is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = rb"\[(?!\^)[^\[\]\r\n]{0,300}+\]"
_DEFINITION = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}\.)[ \t>]++)*+(%b:(?P<rest>[^\r\n]*+))" % _LABEL, re.MULTILINE
)
_WITH_TEXT = re.compile(rb"[ \t]*+[^\s\"'(<]\S*+[ \t]++(?![\"'(])\S")
_SPACED_REFERENCE = re.compile(rb"(?<!\\)(?!(?<=[*+.-][ \t])\[[ xX]\])%b(\s++)(?=\[)" % _LABEL)
_BRACKET = re.compile(rb"\\.|!?\[|\]", re.DOTALL)
_DESTINATION = re.compile(
    rb"\((?!<)(?:[^()\s]++|\s++(?![\"'(])|\([^()]{0,300}+\)){0,300}+"
    rb"(?:\s*+(?:\"[^\"]{0,300}+\"|'[^']{0,300}+')\s*+)?+\)"
)
_SPACE_WITHIN = re.compile(rb"\(\s*+\S++\s++(?![\"'()])")


def links(data: bytes, start: int) -> Iterator[Closed]:
    """Yield links whose destination has a space, and what of others CommonMark takes for text."""
    if data.find(b"](", start) < 0:
        return
    text = without_code(data, start)
    for first, end in between_blank_lines(text, start):
        if text.find(b"](", first, end) >= 0:
            yield from _in_text(text, first, end)


def _in_text(text: bytes, start: int, end: int) -> Iterator[Closed]:
    opened: list[int] = []
    linked = start - 1  # where the last link starts
    at = start
    while bracket := _BRACKET.search(text, at, end):
        at = bracket.end()
        if bracket[0].endswith(b"["):
            opened.append(bracket.start())
        elif bracket[0] == b"]" and opened:
            first = opened.pop()
            destination = _DESTINATION.match(text, at, end)
            if destination is None:
                continue
            if _SPACE_WITHIN.match(destination[0]):
                yield Closed(first, destination.end(), "link")
            elif linked > first:
                yield Closed(*destination.span(), "link")
            if text[first : first + 1] != b"!":
                linked = first


def definitions(data: bytes, start: int) -> Iterator[Closed]:
    """Yield link reference definitions with text behind the target, and the space within references."""
    if data.find(b"]:", start) < 0:
        return
    text, has_definitions = without_code(data, start), False
    for match in _DEFINITION.finditer(text, start):
        has_definitions = True
        if _WITH_TEXT.match(match["rest"]):
            yield Closed(*match.span(1), "link definition")
    if has_definitions:
        for match in _SPACED_REFERENCE.finditer(text, start):
            yield Closed(*match.span(1), "reference")
