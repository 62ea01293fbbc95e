"""What a line starts to MyST-Parser, by its first characters (CommonMark §4 and §5, `mdit_py_plugins`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.page.dialects.lines import Line

MARKER = re.compile(rb"(?:[*+-]|(?P<number>\d{1,9})[.)])(?=[ \t\r\n]|\Z)")
"""The marker of a list item."""
CHECK_BOX = re.compile(rb"\[[ xX]\][ \t]++(?=[^ \t\r\n])")
"""The box of a task, after the marker of an item."""
FOOTNOTE = re.compile(rb"\[\^[^\]\s]++\]:")
REFERENCE = re.compile(rb"\[(?:[^\[\]\\\r\n]++|\\[^\r\n])++\]:")
DEFINITION = re.compile(rb"[:~](?=[ \t]++[^ \t\r\n])")
FIELD = re.compile(rb":[^:\r\n]++:")
FENCE = re.compile(rb"(?P<marks>`{3,}+(?=[^`\r\n]*+(?:[\r\n]|\Z))|~{3,}+|:{3,}+)(?P<info>[^\r\n]*+)")
ENVIRONMENT = re.compile(
    rb"\\begin\{((?:equation|multline|gather|align|alignat|flalign|[pbBvV]?matrix|eqnarray)\*?)\}"
)
ATTRIBUTES = re.compile(
    rb"(?:\{(?:[^{}\"\r\n]++|\"(?:[^\"\\\r\n]|\\[^\r\n])*+\")*+\}|\{\{[^\r\n]*\}\})[ \t]*+(?=[\r\n]|\Z)"
)
"""A line of attributes, or a substitution that fills its line."""
UNDERLINE = re.compile(rb"(?:=++|-++)[ \t]*+(?=[\r\n]|\Z)")
_RULE = re.compile(rb"([*_-])[ \t]*+(?:\1[ \t]*+){2,}+(?=[\r\n]|\Z)")
_HEADING = re.compile(rb"#{1,6}(?=[ \t\r\n]|\Z)")
_BREAK = re.compile(rb"\+[ \t]*+\+[ \t]*+\+")
_TARGET = re.compile(rb"\([^\r\n]+\)=[ \t]*+(?=[\r\n]|\Z)")
_HTML_ENDS: tuple[tuple[re.Pattern[bytes], bytes], ...] = (
    (re.compile(rb"<!--"), b"-->"),
    (re.compile(rb"<\?"), b"?>"),
    (re.compile(rb"<!\[CDATA\["), b"]]>"),
    (re.compile(rb"<![A-Za-z]"), b">"),
    *(
        (re.compile(rb"<%b(?=[\s>]|\Z)" % name, re.IGNORECASE), b"</%b>" % name)
        for name in (b"script", b"pre", b"style", b"textarea")
    ),
)
_HTML_BLOCK = re.compile(
    rb"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog"
    rb"|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe"
    rb"|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table"
    rb"|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|/?>|\Z)",
    re.IGNORECASE,
)
_NAME = rb"[A-Za-z][A-Za-z0-9-]*+"
_VALUE = rb"(?:[^\s\"'=<>`]++|\"[^\"]*+\"|'[^']*+')"
OPENING_TAG = rb"<%b(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+%b)?+)*+\s*+/?>" % (_NAME, _VALUE)
CLOSING_TAG = rb"</%b\s*+>" % _NAME
"""The tags of CommonMark (§6.6)."""
_HTML_TAG = re.compile(rb"(?:%b|%b)[ \t]*+(?=[\r\n]|\Z)" % (OPENING_TAG, CLOSING_TAG))


def interrupting(data: bytes, line: Line) -> str:
    """Return the name of what a line starts that may follow a paragraph at once; empty for nothing."""
    if line.indent > 3 or line.is_blank:
        return ""
    at = line.text
    found = _BY_CHARACTER.get(data[at])
    if found is None:
        return "item" if data[at : at + 1].isdigit() and _starts_item(data, line) else ""
    for pattern, name in found:
        if pattern.match(data, at, line.end):
            return name
    if data[at] in b"*+-" and _starts_item(data, line):
        return "item"
    return "HTML" if data[at] == 60 and html_end(data, at, line.end) is not None else ""


_BY_CHARACTER: dict[int, tuple[tuple[re.Pattern[bytes], str], ...]] = {
    ord("`"): ((FENCE, "fence"),),
    ord("~"): ((FENCE, "fence"),),
    ord(":"): ((FENCE, "fence"), (FIELD, "field")),
    ord(">"): ((re.compile(b">"), "quote"),),
    ord("#"): ((_HEADING, "heading"),),
    ord("*"): ((_RULE, "rule"),),
    ord("-"): ((_RULE, "rule"),),
    ord("_"): ((_RULE, "rule"),),
    ord("+"): ((_BREAK, "block break"),),
    ord("%"): ((re.compile(b"%"), "comment"),),
    ord("("): ((_TARGET, "target"),),
    ord("["): ((FOOTNOTE, "footnote"),),
    ord("\\"): ((ENVIRONMENT, "formula"),),
    ord("<"): (),
}


def html_end(data: bytes, at: int, stop: int) -> bytes | None:
    """Return what ends the raw HTML that starts at `at`, empty for a blank line; None where none starts.

    A tag of any name that fills its line starts some only where no paragraph continues: see `is_lone_tag`.
    """
    for pattern, end in _HTML_ENDS:
        if pattern.match(data, at, stop):
            return end
    return b"" if _HTML_BLOCK.match(data, at, stop) else None


def is_lone_tag(data: bytes, line: Line) -> bool:
    """Tell whether a line is one tag and nothing else."""
    return _HTML_TAG.match(data, line.text, line.end) is not None


def _starts_item(data: bytes, line: Line) -> bool:
    """Tell whether a line starts an item that may follow a paragraph: it has content, and no number but 1."""
    marker = MARKER.match(data, line.text, line.end)
    if marker is None or marker["number"] not in (None, b"1"):
        return False
    return bool(data[marker.end() : line.stop].strip(b" \t"))
