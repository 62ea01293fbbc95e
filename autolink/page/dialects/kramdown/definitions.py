"""Link reference definitions as kramdown reads them (`parser/kramdown/link.rb`), and references with a space.

A definition may have more text behind its target. Between the text and the label of a reference there may be
white space, so that `[ref] [LLM](…)` is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = rb"\[(?!\^)(?P<label>[^\[\]\r\n]{0,300}+)\]"
_DEFINITION = re.compile(
    rb"(?:^|(?<=\r))(?P<boundary>[ \t>]*+(?:\^|\{:[^}\r\n]{1,300}+\})[ \t]*+(?:\r\n?+|\n))?+"
    rb"[ \t>]*+(?:(?:[*+-]|\d{1,9}\.)[ \t>]++)*+(?P<term>:[ \t]++)?+(?P<definition>%b:(?P<rest>[^\r\n]*+))"
    % _LABEL,
    re.MULTILINE,
)
_WITH_TEXT = re.compile(rb"[ \t]*+[^\s\"'(<]\S*+[ \t]++(?![\"'(])\S")
_SPACED_REFERENCE = re.compile(rb"(?<!\\)(?!(?<=[*+.-][ \t])\[[ xX]\])%b(\s++)(?=\[)" % _LABEL)


def definitions(data: bytes, start: int) -> Iterator[Closed]:
    """Yield definitions that are text to CommonMark, and the space within references.

    They have text behind the target or half a pair of parentheses in it, follow the end of a block, or
    describe a term.
    """
    if data.find(b"]:", start) < 0:
        return
    text, has_definitions = without_code(data, start), False
    for match in _DEFINITION.finditer(text, start):
        has_definitions = True
        rest = match["rest"]
        if (
            match["boundary"]
            or match["term"]
            or _WITH_TEXT.match(rest)
            or rest.count(b"(") != rest.count(b")")
        ):
            yield Closed(*match.span("definition"), "link definition")
    if has_definitions:
        for match in _SPACED_REFERENCE.finditer(text, start):
            yield Closed(*match.span(2), "reference")


def labels(data: bytes, text: bytes, start: int) -> frozenset[str]:
    """Return the labels, normalized, that are defined in a page, given the `text` of it without code."""
    if text.find(b"]:", start) < 0:
        return frozenset()
    defined = (match.span("label") for match in _DEFINITION.finditer(text, start) if match["rest"].strip())
    return frozenset(normalized(data[first:end]) for first, end in defined)


def normalized(label: bytes) -> str:
    """Return a label as kramdown compares it."""
    return " ".join(label.decode("utf-8", "replace").split()).lower()
