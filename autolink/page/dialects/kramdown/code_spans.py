"""Code spans as kramdown reads them (`parser/kramdown/codespan.rb`).

A run of backticks ends at the next run that is as long or longer, and leaves what is longer to the text.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from autolink.page.dialects.code import between_blank_lines, without_code_blocks
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = re.compile(rb"(?<!\\)(\\*+)(`++)")
_SPACES = (b"", b" ", b"\t", b"\r", b"\n", b"|")
_BLOCK_START = re.compile(rb"(?:^|(?<=\r))[ \t>]*+(?:[*+-][ \t]|\d++\.[ \t]|#)", re.MULTILINE)


def code_spans(data: bytes, start: int) -> Iterator[Closed]:
    """Yield code spans."""
    if data.find(b"`", start) < 0:
        return
    text = without_code_blocks(data, start)
    for first, end in between_blank_lines(text, start):
        if text.find(b"`", first, end) >= 0:
            cuts = [match.start() for match in _BLOCK_START.finditer(text, first, end)]
            for at, stop in zip([first, *cuts], [*cuts, end], strict=True):
                yield from _in_text(text, at, stop)


def _in_text(text: bytes, start: int, end: int) -> Iterator[Closed]:
    """Yield the code spans of a block."""
    runs = [*_RUN.finditer(text, start, end)]
    lengths = [len(run[2]) for run in runs]
    longest = [*accumulate(reversed(lengths), max)][::-1]  # from each run on
    at, number = start, 0
    while number < len(runs):
        run = runs[number]
        is_escaped = run.start() >= at and len(run[1]) % 2
        first, last = max(run.start(2) + is_escaped, at), run.end()
        number += 1
        length = last - first
        is_lone = length == 1 and _is_space(text, first - 1, start) and _is_space(text, last, start)
        if first >= last or is_lone or number == len(runs) or longest[number] < length:
            continue
        while lengths[number] < length:
            number += 1
        at = runs[number].start(2) + length
        yield Closed(first, at, "code span")


def _is_space(text: bytes, at: int, start: int) -> bool:
    """Tell whether there is white space at an offset, or a cell ends there."""
    return at < start or text[at : at + 1] in _SPACES
