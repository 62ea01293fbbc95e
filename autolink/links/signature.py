"""The signature of links whose fragment does not decode: a pointy destination without spaces.

Every renderer reads `[term](<page.md#slug>)` as `[term](page.md#slug)` (CommonMark §6.3), and authors write
the brackets around spaces and parentheses only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.page.model import Link

TARGET = rb"[^\s<>()\\#]*+#[^\s<>()\\]+"
"""What the brackets of a signature enclose."""
_SIGNED = re.compile(rb"\]\(<%b>\)" % TARGET)


def is_signed(data: bytes, link: Link) -> bool:
    """Tell whether a link of a page with these bytes carries the signature, and no title."""
    if link.kind != "inline":
        return False
    at = data.rfind(b"](<", link.start, link.end)
    return at >= 0 and _SIGNED.fullmatch(data, at, link.end) is not None
