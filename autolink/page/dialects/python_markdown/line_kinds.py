"""What a line of a block starts, to Python-Markdown's block processors.

They look for their syntax in a whole block, not only at its start, so that most of it interrupts a paragraph
or a list; what they find is relative to the containers that the block is in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.python_markdown.code_spans import code_spans
from autolink.page.dialects.python_markdown.fences import CODE

if TYPE_CHECKING:
    from autolink.page.dialects.lines import Line

HTML = b"\x03"
"""Stands for a byte of raw HTML; a block of it is one line of these."""

_CLASSES = r"[\w-]++(?: ++[\w-]++)*+"
_OPENINGS = {
    "!": ("admonition", re.compile(rf"!!! ?+{_CLASSES}(?: ++\".*\")?+ *+")),
    "?": ("details", re.compile(rf"\?\?\?\+?+(?: ?+{_CLASSES}(?: ++\".*\")?+| ++\".*\") *+")),
    "=": ("tab", re.compile(r"===(?:\+!|!\+|\+|!)?+ ++\".*\" *+")),
}
"""Each kind of block with an indented body, by the first character of its opening line."""
WITH_BODY = frozenset(kind for kind, _ in _OPENINGS.values())
MARKUP = frozenset({"directive", "fence", "closing fence"})
LONE = frozenset({"heading", "rule", "raw HTML", "reference"})
"""What takes no more than its line."""
FIRST = WITH_BODY | {"fence", "closing fence"}
"""What is looked for before anything else in a block."""
BLOCK_FENCE = re.compile(
    rb"(?P<fence>/{3,}+)[ ]*+(?:(?P<name>[\w-]++)[ ]*+(?:\|[ ]*+(?P<argument>.*))?+)?+(?=[\r\n]|\Z)"
)
DIRECTIVE = re.compile(rb"(?:#{1,6} *+)?+::: ?+[^\r\n]")
_RULE = re.compile(rb"(?:(?:- {0,2}+){3,}+|(?:_ {0,2}+){3,}+|(?:\* {0,2}+){3,}+) *+(?=[\r\n]|\Z)")
MARKER = re.compile(rb"(?:[*+-]|\d++\.)[ \t]++")
DEFINITION = re.compile(rb": {1,3}+")
FOOTNOTE = re.compile(rb"\[\^[^\]\r\n]*+\]: *+")
REFERENCE = re.compile(rb"\[[^\[\]]*+\]:")
ABBREVIATION = re.compile(rb"\*\[[^\\\]]*+\] ?+:")
_UNDERLINE = re.compile(rb"(?:=++|-++) *+(?=[\r\n]|\Z)")
_DELIMITERS = re.compile(rb"[: -]*+\|[|: -]*+(?=[\r\n]|\Z)")
_ESCAPED = re.compile(rb"\\.")


def opening(data: bytes, start: int, stop: int) -> str:
    """Return what kind of block the text [start, stop) of a line opens; empty for none."""
    kind, pattern = _OPENINGS.get(chr(data[start]), ("", None))
    if pattern is None or data[start : start + 3] != data[start : start + 1] * 3:
        return ""
    return kind if pattern.fullmatch(data[start:stop].decode("utf-8", "replace")) else ""


def interrupting(data: bytes, line: Line, indent: int) -> str:
    """Return what interrupts a list, a quote or a definition, and a paragraph anyway; empty for nothing.

    `indent` counts from the content of the container that the line is in.
    """
    first = data[line.text : line.text + 1]
    if indent == 0:
        if first in (b"!", b"?", b"=") and (kind := opening(data, line.text, line.stop)):
            return kind
        if first in (b":", b"#") and DIRECTIVE.match(data, line.text):
            return "directive"
        if first == b"#":
            return "heading"
    if indent > 3:
        return ""
    if first == b"/" and (match := BLOCK_FENCE.match(data, line.text)):
        return "fence" if match["name"] else "closing fence"
    if first in (b"-", b"_", b"*") and _RULE.match(data, line.text):
        return "rule"
    return "raw HTML" if first == HTML else ""


def splitting(data: bytes, line: Line, indent: int) -> str:
    """Return what ends a paragraph before a line, besides what interrupts lists too; empty for nothing."""
    if indent > 3:
        return ""
    first = data[line.text : line.text + 1]
    if first == b">":
        return "quote"
    if first == b":" and DEFINITION.match(data, line.text):
        return "definition"
    if first == b"[":
        if FOOTNOTE.match(data, line.text):
            return "footnote"
        return "reference" if REFERENCE.match(data, line.text) else ""
    return "reference" if first == b"*" and indent == 0 and ABBREVIATION.match(data, line.text) else ""


def is_table(data: bytes, header: Line, delimiters: Line) -> bool:
    """Tell whether two lines start a table: they have the same number of cells (`TableProcessor`)."""
    if data.find(b"|", header.text, header.stop) < 0 or not _DELIMITERS.match(data, delimiters.text):
        return False
    row = _without_code(data, header)
    has_border = row.startswith(b"|") or row.endswith(b"|")
    return _cells(row, has_border) == _cells(_without_code(data, delimiters), has_border)


def _without_code(data: bytes, row: Line) -> bytes:
    """Return the text of a row without code and escapes."""
    text = bytearray(data[row.text : row.stop].rstrip(b" "))
    if b"`" not in text and b"\\" not in text:
        return bytes(text)
    for start, end in code_spans(bytes(text), 0, len(text)):
        text[start:end] = CODE * (end - start)
    return _ESCAPED.sub(CODE * 2, text)


def _cells(row: bytes, has_border: bool) -> int:
    return 1 + (row.removeprefix(b"|").removesuffix(b"|") if has_border else row).count(b"|")


def is_underline(data: bytes, row: Line, indent: int) -> bool:
    """Tell whether a row makes a heading of the one before."""
    return indent == 0 and bool(_UNDERLINE.match(data, row.text))


def is_code(data: bytes, line: Line) -> bool:
    """Tell whether a line stands for fenced code."""
    return data.startswith(CODE, line.text)
