"""Items that hold an item without text, with which Goldmark ends their list where a blank line follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKER = rb"(?:[*+-]|\d{1,9}[.)])"
_ANY = re.compile(rb"[*+.)-][ \t]++%b[ \t]*+[\r\n]" % _MARKER)
_BELOW = re.compile(
    rb"(?:^|(?<=\r))(?![ \t>]*+([*-])(?:[ \t]*+\1){2,}+[ \t]*+[\r\n])"  # no thematic break
    rb"[ \t>]*+(?:%b[ \t]++(?![\r\n]))++%b[ \t]*+(?:\r\n?+|\n)"
    rb"(?P<below>(?:(?:[ \t>]*+(?:\r\n?+|\n))++(?=[ \t])(?:[^\r\n]++(?:\r\n?+|\n|\Z))++)++)"
    % (_MARKER, _MARKER),
    re.MULTILINE,
)


def below_empty_items(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what is indented below such an item: it may be code, or no part of the list."""
    if _ANY.search(data, start):
        for match in _BELOW.finditer(data, start):
            yield Closed(*match.span("below"), "text below an empty item")
