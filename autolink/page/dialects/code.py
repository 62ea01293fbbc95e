"""Code, as CommonMark sees it: where most dialects read no markup of theirs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.syntax import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANK_LINE = re.compile(rb"(?:\r\n?+|\n)[ \t]*+(?:(?=[\r\n]|\Z)|>[ \t>]*+(?=(?:\r\n?+|\n)[ \t]*+>))")
_NO_LINE_END = re.compile(rb"[^\r\n]")


class Marks(NamedTuple):
    """Where CommonMark sees code and links in a page: byte ranges, in order."""

    blocks: tuple[tuple[int, int], ...] = ()
    """Code blocks."""
    spans: tuple[tuple[int, int], ...] = ()
    """Code spans."""
    links: frozenset[int] = frozenset()
    """Where links and images start."""


@lru_cache(maxsize=4)
def marks(data: bytes, start: int) -> Marks:
    """Return the code and the links of a page after `start`; nothing of one that is not UTF-8."""
    try:
        text = data[start:].decode()
    except UnicodeDecodeError:
        return Marks()
    blocks, spans, links = [], [], []
    for event, span in MARKDOWN.events_with_range(text):
        if isinstance(event, str):
            continue
        if "Code" in event:
            spans.append((start + span["start"], start + span["end"]))
        elif isinstance(tag := event.get("Start"), dict):
            if "CodeBlock" in tag:
                blocks.append((start + span["start"], start + span["end"]))
            elif "Link" in tag or "Image" in tag:
                links.append(start + span["start"])
    return Marks(tuple(blocks), tuple(spans), frozenset(links))


@lru_cache(maxsize=4)
def without_code(data: bytes, start: int) -> bytes:
    """Return a page with each byte of code after `start` but line ends replaced by a null byte.

    A page that is not UTF-8 is returned as it is, as nobody reads it.
    """
    found = marks(data, start)
    return without(data, sorted([*found.blocks, *found.spans]))


@lru_cache(maxsize=4)
def without_code_blocks(data: bytes, start: int) -> bytes:
    """Return a page as `without_code` does, but with its code spans."""
    return without(data, marks(data, start).blocks)


def without(data: bytes, ranges: Iterable[tuple[int, int]]) -> bytes:
    """Return a page with each byte of some ranges, in order, but line ends replaced by a null byte."""
    parts, at = [], 0
    for first, last in ranges:
        parts += [data[at:first], _NO_LINE_END.sub(b"\0", data[first:last])]
        at = last
    return b"".join([*parts, data[at:]])


def between_blank_lines(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges between blank lines from an offset on; so are lines of `>` within a quote."""
    for match in _BLANK_LINE.finditer(text, start):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
