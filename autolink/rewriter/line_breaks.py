"""Whether a link would be next to another element, with nothing but a line break between.

Vue, in which VitePress writes its pages, takes such a line break away (compiler option `whitespace`,
`condense`): the words run together.
"""

from __future__ import annotations

import re

_BEFORE = re.compile(rb"[*_~`)\]>:][ \t]*\r?\n[ \t>]*\Z")
_AFTER = re.compile(rb"[ \t]*\r?\n[ \t>]*[*_~`\[!<:]")
_BETWEEN = re.compile(rb"[ \t]*\r?\n[ \t>]*")
_REACH = 100


def loses_line_break(data: bytes, start: int, end: int) -> bool:
    """Tell whether an element may end on the line before bytes [start, end), or start on the line after."""
    return bool(_BEFORE.search(data[max(0, start - _REACH) : start]) or _AFTER.match(data, end))


def is_line_break(data: bytes, start: int, end: int) -> bool:
    """Tell whether bytes [start, end) between two links are a line break alone."""
    return end - start < _REACH and _BETWEEN.fullmatch(data, start, end) is not None
