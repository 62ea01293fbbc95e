"""Code, as CommonMark sees it: where most dialects read no markup of theirs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autolink.page.syntax import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t]*+(?:(?=[\r\n]|\Z)|>[ \t>]*+(?=(?:\r\n?+|\n)[ \t]*+>))")
_NO_LINE_END = re.compile(rb"[^\r\n]")


@lru_cache(maxsize=4)
def without_code(data: bytes, start: int) -> bytes:
    """Return a page with each byte of code after `start` but line ends replaced by a null byte.

    A page that is not UTF-8 is returned as it is, as nobody reads it.
    """
    return _without(data, start, _is_code)


@lru_cache(maxsize=4)
def without_code_blocks(data: bytes, start: int) -> bytes:
    """Return a page as `without_code` does, but with its code spans."""
    return _without(data, start, _is_code_block)


def _without(data: bytes, start: int, is_left_out: Callable[[Any], bool]) -> bytes:
    try:
        text = data[start:].decode()
    except UnicodeDecodeError:
        return data
    parts, at = [], 0
    for event, span in MARKDOWN.events_with_range(text):
        if is_left_out(event):
            first, last = start + span["start"], start + span["end"]
            parts += [data[at:first], _NO_LINE_END.sub(b"\0", data[first:last])]
            at = last
    return b"".join([*parts, data[at:]])


def _is_code(event: Any) -> bool:
    """Return whether an event of the parser is code: a span, or the start of a block."""
    return not isinstance(event, str) and ("Code" in event or _is_code_block(event))


def _is_code_block(event: Any) -> bool:
    """Return whether an event of the parser is the start of a code block."""
    tag = None if isinstance(event, str) else event.get("Start")
    return isinstance(tag, dict) and "CodeBlock" in tag


def code_blocks(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges of the code blocks of a page after `start`. Raises UnicodeDecodeError."""
    for event, span in MARKDOWN.events_with_range(data[start:].decode()):
        if _is_code_block(event):
            yield start + span["start"], start + span["end"]


def between_blank_lines(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges between blank lines from an offset on; so are lines of `>` within a quote."""
    for match in _BLANK_LINE.finditer(text, start):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
