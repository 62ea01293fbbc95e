"""The tags of an MDX page, as its own tokenizer reads them: `micromark-extension-mdx-jsx`.

They are not quite those of JavaScript: they hold no comments, and no elements as values.
"""

from __future__ import annotations

import re

from autolink.page.dialects.javascript import CompileError, expression_end
from autolink.page.dialects.model import Closed

_START = re.compile(rb"</?+\s*+(?=[A-Za-z_$\x80-\xff>])")
_WITHIN = re.compile(rb"[\w$\x80-\xff\s.:=-]*+(?:/\s*+>|[\"'{>])")
_SPACE = re.compile(rb"[ \t]*+")


def is_tag(text: bytes | bytearray, start: int, limit: int) -> bool:
    """Tell whether the `<` at `start` has to begin a tag: it does unless white space or the end follows."""
    return start + 1 < limit and text[start + 1] not in b" \t\r\n"


def lines_of_tags(text: bytes | bytearray, start: int, limit: int) -> tuple[list[Closed], int, bool]:
    """Read tags and expressions from `start` on, up to a line end; no two expressions follow each other.

    Return them, where they end, and whether a line ends there. Raises CompileError where MDX reads no tag.
    """
    found: list[Closed] = []
    at, last = start, b""
    while at < limit and text[at] not in b"\r\n":
        mark = bytes(text[at : at + 1])
        if mark == b"<" and is_tag(text, at, limit):
            end, kind = tag_end(text, at, limit), "JSX tag"
        elif mark == b"{" and last != b"{":
            end, kind = expression_end(text, at, limit), "expression"
        else:
            return found, at, False
        found.append(Closed(at, end, kind))
        last = mark
        space = _SPACE.match(text, end, limit)
        at = space.end() if space else end
    return found, at, True


def tag_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after the tag at `start`. Raises CompileError when it is none."""
    match = _START.match(text, start, limit)
    at = match.end() if match else limit
    while match := _WITHIN.match(text, at, limit):
        at = match.end()
        mark = text[at - 1 : at]
        if mark == b">":
            return at
        if mark == b"{":
            at = expression_end(text, at - 1, limit)
            continue
        at = text.find(mark, at, limit) + 1
        if not at:
            break
    raise CompileError(start)


def comment_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after the HTML comment at `start`, which Docusaurus knows; 0 where there is none."""
    if text.startswith((b"<!-->", b"<!--->"), start):
        return 0
    end = text.find(b"-->", start + (5 if text.startswith(b"<!---", start) else 4), limit)
    return end + 3 if end >= 0 else 0
