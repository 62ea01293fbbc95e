"""Code, as CommonMark sees it: where most dialects read no markup of theirs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autolink.page.syntax import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINE = re.compile(rb"(?:\r\n?|\n)[ \t]*+(?:(?=[\r\n]|\Z)|>[ \t>]*+(?=(?:\r\n?|\n)[ \t]*+>))")
_NO_LINE_END = re.compile(rb"[^\r\n]")


@lru_cache(maxsize=4)
def without_code(data: bytes, start: int) -> bytes:
    """Return a page with each byte of code after `start` but line ends replaced by a null byte.

    A page that is not UTF-8 is returned as it is, as nobody reads it.
    """
    try:
        text = data[start:].decode()
    except UnicodeDecodeError:
        return data
    parts, at = [], 0
    for event, span in MARKDOWN.events_with_range(text):
        if _is_code(event):
            first, last = start + span["start"], start + span["end"]
            parts += [data[at:first], _NO_LINE_END.sub(b"\0", data[first:last])]
            at = last
    return b"".join([*parts, data[at:]])


def _is_code(event: Any) -> bool:
    """Return whether an event of the parser is code: a span, or the start of a block."""
    if isinstance(event, str):
        return False
    tag = event.get("Start")
    return "Code" in event or (isinstance(tag, dict) and "CodeBlock" in tag)


def code_blocks(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges of the code blocks of a page after `start`. Raises UnicodeDecodeError."""
    for event, span in MARKDOWN.events_with_range(data[start:].decode()):
        if not isinstance(event, str) and "Code" not in event and _is_code(event):
            yield start + span["start"], start + span["end"]


def between_blank_lines(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges between blank lines from an offset on; so are lines of `>` within a quote."""
    for match in _BLANK_LINE.finditer(text, start):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
