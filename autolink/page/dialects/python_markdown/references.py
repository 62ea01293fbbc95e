"""Links and references that Python-Markdown sees and CommonMark does not.

A reference may be defined in the middle of a paragraph, outside the body that it stands in, or in a file that
is put into the page: a pair of brackets may be one whatever is known of its label. A link's destination may
hold spaces. A link inside any of these would be no link, or change a label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import DESTINATION, having, read_inline
from autolink.page.dialects.references import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.python_markdown.inline import Inline
    from autolink.page.dialects.python_markdown.structure import Span

KIND = "reference"
_LABEL_END = re.compile(rb"\]:")
_BRACKET = re.compile(rb"[\[\]]")
_PLAIN_LINKS = re.compile(
    rb"[^\[\]]*+(?:\[(?!\^)[^\[\]>]*+\]\((?:<[^<>\[\]\r\n]*+>|[^\s()<>\"'\[\]]*+)\)[^\[\]]*+)*+"
)
"""Text whose brackets are flat links alone, to Python-Markdown and CommonMark: nothing to close in it."""
_FOOTNOTE = re.compile(rb"\[\^[^\]]++\]")
_LABEL = re.compile(rb"\s?+\[([^\]]*+)\]")
_DEFINED = re.compile(rb"\[(?!\^)([^\[\]]++)\]:")
_NEXT = re.compile(rb"\s?+[^\s\[][\x80-\xbf]*+")
"""What follows a pair of brackets, whole: a character in UTF-8."""
_TAG_END = re.compile(rb"\[[^<>\[\]]*+(?<=[^\s\[])>")
"""The end of a tag or comment in a pair of brackets: to CommonMark the bracket that opens is part of it."""
_TASK = re.compile(rb"\[[ xX]\][ ]")
"""The box of a task, no reference where the marker of an item stands before it (`pymdownx.tasklist`)."""
_MARKER_BEFORE = re.compile(rb"(?:[*+-]|\d\.)[ ]{1,8}+\Z")
_MARKER = 10
"""Bytes before a text in which the end of such a marker stands."""
_END = rb"(?:\r\n?+|\n)"
_LABELLED = (
    rb"^[ \t>]*+(?:(?:[*+:-]|\d++\.)[ ]++|\[\^[^\]\r\n]*+\]:[ ]*+)*+"
    rb"(\[(?!\^)(?:[^\[\]\r\n]++|%b(?![ \t]*+[\r\n]))*+\]:[ \t]*+(?:%b[ \t>]*+(?=\S))?+" % (_END, _END)
)
_DEFINITION = re.compile(
    rb"%b[^\s]++[ \t]*+"
    rb"(?:(?:%b[ \t>]*+)?+(?:\"[^\r\n]*\"|'[^\r\n]*'|\([^\r\n]*\))[ \t]*+)?+)(?=[\r\n]|\Z)"
    % (_LABELLED, _END),
    re.MULTILINE,
)
_NO_DEFINITION = re.compile(rb"%b[^\s\"'(]*+(?:[\"'(][^\r\n]*+)?+)" % _LABELLED, re.MULTILINE)
"""What becomes a definition if a link in it is taken for a title: `[x]:` before `[LLM](a.md)`."""


def references(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what may be a reference, and links that only Python-Markdown sees, with the texts of both.

    What follows a pair of brackets would be its label, were it in brackets: so its first character is closed.
    """
    inline = read_inline(data, start)
    if b"[" not in inline.linked:
        return
    defined = {normalized(label) for label in _DEFINED.findall(data)} if b"^" in data else set()
    found = {
        span
        for text in having(b"[", inline.linked, inline.spans)
        if not _PLAIN_LINKS.fullmatch(inline.linked, *text)
        for span in _bracketed(inline, *text, defined)
    }
    for pattern in (_DEFINITION, _NO_DEFINITION) if _LABEL_END.search(inline.linked) else ():
        found |= {match.span(1) for match in pattern.finditer(inline.linked, start)}
    for first, end in sorted(found):
        yield Closed(first, end, KIND)


def _bracketed(inline: Inline, start: int, end: int, defined: set[str]) -> Iterator[Span]:
    """Yield the references and such links in the text of a block; `defined` are labels of the page."""
    text = inline.linked
    is_item = _MARKER_BEFORE.search(text, max(start - _MARKER, 0), start)
    task = _TASK.match(text, start, end) if is_item else None
    opened: list[int] = []
    nested = -1  # where the last pair opened that holds another one
    for match in _BRACKET.finditer(text, task.end() if task else start, end):
        if match[0] == b"[":
            nested = opened[-1] if opened else nested
            opened.append(match.start())
        elif opened:
            first, at = opened.pop(), match.end()
            label = _LABEL.match(text, at, end)
            if _FOOTNOTE.match(text, first, at):
                is_reference = label and normalized(label[1]) in defined
                yield first, label.end() if label and is_reference else at
            elif text.startswith(b"(", at, end):
                destination = DESTINATION.match(text, at, end)
                if not destination:
                    yield min([first, *opened[:1]]), end
                    return
                if nested >= first or _TAG_END.match(text, first, at):
                    yield first, destination.end()
            elif label:
                yield first, label.end()
            elif nested < first:
                following = _NEXT.match(text, at, end)
                yield first, following.end() if following else at
