"""Finds where plain links stand by an expression, in a fifth of the time that the parser's events take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.model import Link
from autolink.page.syntax import MARKDOWN, body_start, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN_LINK = re.compile(
    rb"(?<!\\)\[[^\[\]\\`$<>{}]*+\]\(([^()<>&\s\\\0]*+)\)"  # no bracket can be hidden in such a text
    rb"|<(https?:[^<>&\s\\\0]*+)>"
)
"""A link or autolink whose target reads as it is written."""
_START = re.compile(rb"\]\(|<http")
_OTHER_LINKS = re.compile(rb"!\[|\]:|\[\^")
"""What may be an image, a definition or a footnote."""


def plain_links(data: bytes, is_wanted: Callable[[str], bool]) -> tuple[Link, ...] | None:
    """Return the links of a page whose targets are wanted, in order; None where that takes the parser's events.

    The page may hold no raw HTML. An inline link needs a `](` of its own (CommonMark §6.3), an autolink a `<`
    (§6.5). When the parser renders as many links as there are of both, and none can be of another kind, each
    is one; the text of an inline link starts at the nearest bracket. Raises UnicodeDecodeError.
    """
    if _OTHER_LINKS.search(data):
        return None
    base = body_start(data)
    data[:base].decode()
    found = list(_PLAIN_LINK.finditer(data, base))
    if len(found) != len(_START.findall(data, base)):
        return None
    if found and MARKDOWN.html(decoded(data[base:])).count('<a href="') != len(found):
        return None
    targets = ((match.lastindex, match[match.lastindex].decode(), *match.span()) for match in found)
    return tuple(
        Link("inline" if kind == 1 else "autolink", target, False, start, end, end, end, 0, 0)
        for kind, target, start, end in targets
        if is_wanted(target)
    )
