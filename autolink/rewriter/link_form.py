"""The form of our links and anchors: what is written around a mention, and how it is recognised.

The one module that knows it. A link is `<a href="…">term</a>` or `[term](…)`, an anchor `<a id="…"></a>`.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.rewriter.proof.change import Change

_TARGET = rb"[\w./~%:+-]*#[A-Za-z0-9+/=]+"
# None behind what might make something else of it: `<` of a tag, `!` of an image, `\` takes its meaning away;
# in brackets behind brackets, parsers disagree.
_LOOKS = {
    "html": re.compile(rb'<a href="(?<![<!?/\\]<a href=")%b">([^<>]+)</a>' % _TARGET),
    "markdown": re.compile(rb"\[(?<![<!?/\\\]]\[)([^\[\]]+)\]\(%b\)" % _TARGET),
}
_OPENING = re.compile(rb'<a (?:href|id)="[^"<>]*">')
_CLOSING = b"</a>"


def link_tags(address: bytes, fragment: str, style: str) -> tuple[bytes, bytes]:
    """Return what goes before and after the text of a link; of a base64 fragment nothing has to be escaped.

    The address is one that `written_address` made.
    """
    target = b"%b#%b" % (address, fragment.encode())
    return (b'<a href="%b">' % target, _CLOSING) if style == "html" else (b"[", b"](%b)" % target)


def written_address(address: str, style: str) -> bytes:
    """Return an address as it is written in a link."""
    return (escape(address) if style == "html" else _markdown_destination(address)).encode()


def anchor_tags(anchor_id: str) -> tuple[bytes, bytes]:
    """Return the two tags of an anchor; of base64 nothing has to be escaped."""
    return f'<a id="{anchor_id}">'.encode(), _CLOSING


def anchor(anchor_id: str) -> bytes:
    """Return an anchor as it is written."""
    return b"".join(anchor_tags(anchor_id))


def without_links(data: bytes, style: str) -> bytes:
    """Return bytes without what looks like a managed link, whatever it stands in: the page is not parsed."""
    return b"".join(_LOOKS[style].split(data))


def as_html(changes: Sequence[Change]) -> list[Change] | None:
    """Return links of either style as links of HTML; None when some are no links or unlike what we write."""
    tags: list[Change] = []
    for change in changes:
        opening, closing = change.insertions
        if opening.new == b"[" and closing.new.startswith(b"]("):
            opening = opening._replace(new=b'<a href="%b">' % closing.new[2:-1])
            closing = closing._replace(new=_CLOSING)
            change = change._replace(insertions=(opening, closing))
        if closing.new != _CLOSING or not _OPENING.fullmatch(opening.new):
            return None
        tags.append(change)
    return tags


def _markdown_destination(target: str) -> str:
    """Return a target as a link destination (CommonMark §6.3) that is also safe in a table row."""
    return re.sub(
        r"[\s<>()\\|\x00-\x1f]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), target
    )
