"""Containers in colons: `:::note` of Docusaurus and Starlight, `::: info Title` of VitePress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLONS = re.compile(
    rb"(?:^|(?<=\r))[ \t>]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t>]++)*+"  # the markers of quotes and lists
    rb"(:{3,}[ \t]*+(?:[A-Za-z\x80-\xff][^\r\n]*+|(?=[\r\n]|\Z)))",
    re.MULTILINE,
)

_CODE_BELOW = re.compile(
    rb"(?:^|(?<=\r)) {0,3}:{3,}[ \t]*+(?:[A-Za-z\x80-\xff][^\r\n]*+)?+(?:\r\n?+|\n)"
    rb"((?:(?: {4}| {0,3}\t)[^\r\n]*+(?:\r\n?+|\n|\Z))++)",
    re.MULTILINE,
)


def colon_containers(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the lines that open or close a container from byte `start` on, in order.

    Titles and attributes belong to them. They may be in quotes and lists. Code that shows such
    lines is yielded as well, as nothing is linked there.
    """
    for match in _COLONS.finditer(data, start):
        yield Closed(*match.span(1), "directive")


def code_in_containers(data: bytes, start: int) -> Iterator[Closed]:
    """Yield code right below the lines of containers, where a paragraph goes on to CommonMark."""
    if data.find(b":::", start) >= 0:
        for match in _CODE_BELOW.finditer(data, start):
            yield Closed(*match.span(1), "code")
