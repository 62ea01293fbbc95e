"""Email addresses as Goldmark links them (extension linkify): even a backtick may stand before the `@`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL = rb"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]"
_ADDRESS = re.compile(rb"(?<!%b)%b++@[A-Za-z0-9][A-Za-z0-9-]*+\.[A-Za-z0-9.-]++" % (_LOCAL, _LOCAL))


def emails(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what may be such addresses."""
    if data.find(b"@", start) >= 0:
        yield from (Closed(*match.span(), "email address") for match in _ADDRESS.finditer(data, start))
