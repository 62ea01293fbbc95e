"""The form of our links: what is written around a mention, and how to recognise it without a parser.

A link is `<a href="…">term</a>`, `[term](…)`, or `[term](<…>)` where its fragment is a slug.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from autolink.links.signature import TARGET
from autolink.page.edits import Edit
from autolink.rewriter.proof.change import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.page.templates import Template

_TARGET = rb"[\w./~%:+-]*#[A-Za-z0-9+/=]+"
# None after what might make something else of it: `<` of a tag, `!` of an image, `\` takes its meaning away;
# in brackets after brackets, parsers disagree.
_LOOKS = {
    "html": re.compile(rb'<a href="(?<![<!?/\\]<a href=")%b">([^<>]+)</a>' % _TARGET),
    "markdown": re.compile(rb"\[(?<![<!?/\\\]]\[)([^\[\]]+)\]\(%b\)" % _TARGET),
    "signed": re.compile(rb"\[(?<![<!?/\\\]]\[)([^\[\]]+)\]\(<%b>\)" % TARGET),
}
_OPENING = re.compile(rb'<a (?:href|id)="[^"<>]*">')
CLOSING = b"</a>"
"""What ends a link or an anchor in HTML."""


def form_of(config: Config) -> str:
    """Return the form of the links of a project: `html`, `markdown`, `signed` or `template`."""
    if config.link_style == "template" or config.anchor == "base64":
        return config.link_style
    return "signed"


def link_tags(address: bytes, fragment: str, form: str) -> tuple[bytes, bytes]:
    """Return what goes before and after the text of a link.

    The address is one that `written_address` made; of what we make a fragment, nothing has to be escaped.
    """
    target = b"%b#%b" % (address, fragment.encode()) if fragment else address
    if form == "html":
        return b'<a href="%b">' % target, CLOSING
    return b"[", (b"](<%b>)" if form == "signed" or not fragment else b"](%b)") % target


def template_tags(template: Template, term: Term, target: str) -> tuple[bytes, bytes] | None:
    """Return what goes before and after the text of a link as a template; None where it cannot be written."""
    title = term.title or term.name
    values = {"id": term.reference, "title": title, "path": target, "anchor": term.anchor}
    return template.tags(values)


def stand_in(change: Change) -> Change:
    """Return an HTML link where a change puts one as a template: such macros are replaced by HTML."""
    opening, closing = change.insertions
    tags = (b'<a href="#">', CLOSING)
    return Change.around(opening.start, closing.start, tags)


def written_address(address: str, form: str) -> bytes:
    """Return an address as it is written in a link."""
    return (escape(address) if form == "html" else _markdown_destination(address)).encode()


def destination(closing: bytes) -> bytes:
    """Return the target in what closes a link in Markdown."""
    return closing[2:-1].removeprefix(b"<").removesuffix(b">")


def without_links(data: bytes, *forms: str) -> bytes:
    """Return bytes without what looks like a managed link, whatever it is in: the page is not parsed.

    Of templates nothing can be told without the glossary: all bytes stay.
    """
    for form in forms:
        data = b"".join(_LOOKS[form].split(data)) if form in _LOOKS else data
    return data


def as_html(changes: Sequence[Change]) -> list[Change] | None:
    """Return links of either style as links of HTML; None when some are not links or unlike what we write."""
    tags: list[Change] = []
    for change in changes:
        (at, _, opening), (end, _, closing) = change.insertions
        if opening == b"[" and closing.startswith(b"]("):
            opening, closing = b'<a href="%b">' % destination(closing), CLOSING
            edits = Edit(at, at, opening), Edit(end, end, CLOSING)
            change = Change(change.start, change.end, edits, change.wider)
        if closing != CLOSING or not _OPENING.fullmatch(opening):
            return None
        tags.append(change)
    return tags


def _markdown_destination(target: str) -> str:
    """Return a target as a link destination (CommonMark §6.3) that is also safe in a table row."""
    return re.sub(
        r"[\s<>()\\|\x00-\x1f]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), target
    )
