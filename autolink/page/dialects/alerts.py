"""Alerts with titles, `> [!NOTE] Title`: a site renders the rest of the line outside of the quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALERT = re.compile(
    rb"(?:^|(?<=\r))(?:[ \t]*+(?:[*+-]|\d{1,9}[.)]))*+[ \t]*+>(?:[ \t>]*+(?:[*+-]|\d{1,9}[.)])(?=[ \t]))*+"
    rb"[ \t>]*+(\[![\w-]++\][^\r\n]*+)",
    re.MULTILINE,
)


def alerts(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the first lines of alerts, after the markers of their quotes."""
    for match in _ALERT.finditer(data, start):
        yield Closed(*match.span(1), "alert")
