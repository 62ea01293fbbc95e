"""Reads off a page what a link checker asks for, without saying where it stands, in less than half the time.

The parser renders the page natively; what was read shows in the tags of its HTML. That is exact where the
page has no raw HTML but `<a href="…">` and `</a>`: then every other tag is the renderer's.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from html import unescape
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from pyromark import Markdown

from autolink.page.syntax import OPTIONS, body_start, decoded, definitions

if TYPE_CHECKING:
    from pyromark.event import BrokenLink

# `<` that may start raw HTML (CommonMark §6.6): no autolink, no tag of a plain link.
_RAW_HTML = re.compile(
    rb'<(?!/a>|a href="[^"<>\r\n]*">)'
    rb"(?![A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*>|[A-Za-z0-9._+-]+@[^\s<>@]+>)[A-Za-z!/?]"
)
_ESCAPED_MARKUP = re.compile(r"&lt;[A-Za-z!/?]")
_ESCAPED_LINK = re.compile(r'&lt;(?:/a&gt;|a href="|[A-Za-z][A-Za-z0-9+.-]+:|[A-Za-z0-9._+-]+@)')
_ENTITY = re.compile(rb"&(?:#|[Ll][Tt]|[A-Za-z]*lig;)|<&")
"""A character reference that may read as the start of a tag."""
_HAND_WRITTEN = re.compile(rb'<(?:/a>|a href=")')
_DESCRIPTION = re.compile(rb"!\[")
_LINK = re.compile(
    r'<a href="([^"]*+)"(?: title="[^"]*+")?+>'
    r"(?:(?:<(?:strong|em|del)>)?+([^<]*+)(?:</(?:strong|em|del)>)?+(</a>))?+"
)
_SIDE = re.compile(r"<(/?)a[ >]")
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')
_HEADING = re.compile(r'<h([1-6])(?: id="([^"]*+)")?+[^>]*+>([^<]*+(?:<(?!/h)[^<]*+)*+)</h\1>')
_SPAN = re.compile(r'</?(?:code|em|strong|del|a|a href="[^"]*"(?: title="[^"]*")?)>')
_AUTHORS_ESCAPE = re.compile(rb"https?://[^\s<>\"]*|(%[0-9A-Fa-f]{2})")
_STRAY = re.compile(r"%(?![0-9A-F]{2})")


class Skim(NamedTuple):
    """What a page shows at a glance."""

    headings: list[str]
    """The text of each, as rendered."""
    ids: list[str]
    """The ids of `{#id}` attributes."""
    links: list[tuple[str, str | None]]
    """Target and rendered text of each link; no text where it is not plain, or there is none."""
    link_count: int | None
    """How many links there are; None with images or definitions, which are in `links`: see `plain_links`."""


def skim(data: bytes) -> Skim | None:
    """Return what a page shows at a glance; None where that takes a closer look.

    That is where it has raw HTML, footnotes, embeds, references without a definition, or a
    heading that is more than text. Raises UnicodeDecodeError when its bytes are not UTF-8.
    """
    # Looked for by its rarer byte first: that takes no time.
    if (b"^" in data and b"[^" in data) or (b"@" in data and b"@[" in data):
        return None
    base = body_start(data)
    data[:base].decode()
    data = data[base:]
    text = decoded(data)
    undefined: list[BrokenLink] = []
    html = Markdown(options=OPTIONS, broken_link_callback=undefined.append).html(text)
    if any(link["link_type"] != "Shortcut" for link in undefined) or _may_have_raw_html(data, html):
        return None
    has_images = _DESCRIPTION.search(data) is not None
    found = _links(html, data, has_images)
    headings = _headings(html)
    if found is None or headings is None:
        return None
    defined = [(item["dest"], None) for item in definitions(text)]
    return Skim(*headings, [*found, *defined], None if defined or has_images else len(found))


def _may_have_raw_html(data: bytes, html: str) -> bool:
    """Tell whether a page may have raw HTML: more `<` before a name than code and the like show as text."""
    suspects = len(_RAW_HTML.findall(data))
    if not suspects:
        return False
    shown = len(_ESCAPED_MARKUP.findall(html))
    return suspects != shown or bool(_ESCAPED_LINK.search(html)) or bool(_ENTITY.search(data))


def _links(html: str, data: bytes, has_images: bool) -> list[tuple[str, str | None]] | None:
    """Return targets and texts of links and images; None when a target cannot be told for sure."""
    if _HAND_WRITTEN.search(data) and not _is_flat(html):
        return None
    found = _LINK.findall(html)
    written = [href for href, _, _ in found]
    if has_images:
        images = _IMAGE.findall(html)
        if data.count(b"![") > len(images) or any("&lt;" in description for _, description in images):
            return None  # an image in the description of another does not show, nor what a tag there is
        written += [source for source, _ in images]
    targets = _targets(written, data)
    if targets is None:
        return None
    texts = [(unescape(text) if "&" in text else text) if closed else None for _, text, closed in found]
    return list(zip_longest(targets, texts))


def _is_flat(html: str) -> bool:
    """Tell whether every link is closed before the next one opens: written by hand, it need not be."""
    sides = _SIDE.findall(html)
    return len(sides) % 2 == 0 and not any(sides[::2]) and all(sides[1::2])


def _targets(written: list[str], data: bytes) -> list[str] | None:
    """Return what `href` attributes of the HTML stand for; None when that cannot be told for sure.

    The renderer percent-encodes what no URL may hold, so that it looks as if the author had. Only of web
    addresses, nobody needs to know which.
    """
    joined = "\n".join(written)
    if "&" in joined:
        joined = unescape(joined)
    if "%" in joined:
        if b"%" in data and (_STRAY.search(joined) or any(_AUTHORS_ESCAPE.findall(data))):
            return None
        joined = _percent_decoded(joined)
    targets = joined.split("\n") if written else []
    return targets if len(targets) == len(written) else None


def _percent_decoded(text: str) -> str:
    """Decode percent-encoding as what it is but for its sign: quoted-printable, which is decoded natively."""
    return a2b_qp(text.encode().replace(b"=", b"%3D").replace(b"%", b"=")).decode("utf-8", "replace")


def _headings(html: str) -> tuple[list[str], list[str]] | None:
    """Return texts and ids of the headings; None when one is more than text on one line."""
    texts: list[str] = []
    ids: list[str] = []
    for _, identifier, content in _HEADING.findall(html):
        if "\n" in content:
            return None
        if "<" in content:
            content = _SPAN.sub("", content)
            if "<" in content:
                return None
        texts.append(unescape(content).strip())
        if identifier:
            ids.append(unescape(identifier))
    return texts, ids
