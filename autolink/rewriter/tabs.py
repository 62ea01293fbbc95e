"""Tabs behind a link: to Python-Markdown they are spaces up to the next column that is a multiple of four.

A link moves them to other columns. That shows at the end of a line, where two spaces break it, and in code;
elsewhere any number of spaces looks the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

_LINE = re.compile(rb"(?:^|(?<=\r))[ \t>]*+([^\t\r\n]++\t[^\r\n]*+)", re.MULTILINE)


def moves_tab(data: bytes, start: int, end: int) -> bool:
    """Tell whether a tab that shows stands behind bytes [start, end), in the line of their end."""
    lines, tabs = _tabs(data)
    number = bisect_left(tabs, end)
    return number < len(tabs) and lines[number] < end


@lru_cache(maxsize=1)
def _tabs(data: bytes) -> tuple[list[int], list[int]]:
    """Return where the lines start that have such a tab, and the last one of each; asked page by page."""
    lines: list[int] = []
    tabs: list[int] = []
    for line in _LINE.finditer(data) if b"\t" in data else ():
        text = line[1]
        last = text.rfind(b"\t")
        if not text[last:].strip() or 0 <= text.find(b"`") < last:
            lines.append(line.start(1))
            tabs.append(line.start(1) + last)
    return lines, tabs
